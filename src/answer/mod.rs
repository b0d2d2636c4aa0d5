//! Answers: rows under the JSON contract, and the words around them.

pub mod chart;
pub mod findings;
pub mod members;
pub mod restrictions;
pub mod show;
pub mod timeline;
mod words;

use serde::Serialize;

use crate::model::{EventId, Model, SourceId};

/// One row of an answer.
pub trait Row: Serialize {
    /// The fields of the JSON contract, in its order.
    const FIELDS: &'static [&'static str];
    /// What is usual in a column: where every cell says it, people do not see the column.
    const USUAL: &'static [(&'static str, &'static str)] = &[];
    /// Whether rows stand close, without lines between them.
    const DENSE: bool = false;

    /// The columns that people see.
    fn columns() -> Vec<&'static str>;
    /// The cells under them.
    fn cells(&self) -> Vec<String>;
    /// The values of [`Row::FIELDS`], flat.
    fn fields(&self) -> Vec<String>;
    /// The sources to cite beside the row, by id.
    fn cites(&self) -> &[String] {
        &[]
    }
    /// What to say below the table of the row's sources: a heading, and each source with its claim.
    fn claims(&self) -> Option<(String, Vec<(String, String)>)> {
        None
    }
}

/// An answer with its question in words, and what to say below it.
#[derive(Debug)]
pub struct Answer<R> {
    /// The question, as JSON.
    pub question: serde_json::Value,
    /// The question in words.
    pub title: String,
    /// The rows, sorted.
    pub rows: Vec<R>,
    /// Counts and remarks; why there are no rows, if there are none.
    pub notes: Vec<String>,
    /// The sources that rows cite: id and citation.
    pub sources: Vec<(String, String)>,
}

impl<R: Row> Answer<R> {
    /// The number under which a source is listed below, where it is.
    pub fn number(&self, source: &str) -> Option<usize> {
        let at = self.sources.iter().position(|(known, _)| known == source);
        at.map(|at| at + 1)
    }

    fn new(model: &Model, question: serde_json::Value, title: String, rows: Vec<R>) -> Self {
        let mut cited: Vec<String> = Vec::new();
        for id in rows.iter().flat_map(|row| row.cites()) {
            if !cited.contains(id) {
                cited.push(id.clone());
            }
        }
        let sources = (cited.into_iter())
            .filter_map(|id| {
                let source = model.sources.find(&id)?;
                Some((id, model.sources[source].citation()))
            })
            .collect();
        Answer {
            question,
            title,
            rows,
            notes: Vec::new(),
            sources,
        }
    }
}

/// The convention of every answer about a day.
const AT_THE_END: &str = "This is so at the end of the day; an end that is recorded is the day of the act that ended it, or the last day.";

/// The ids of events.
fn event_ids(model: &Model, events: &[EventId]) -> Vec<String> {
    events
        .iter()
        .map(|&id| model.events[id].id.to_string())
        .collect()
}

/// The ids of the sources of some events, each once, in order of the events.
fn source_ids(model: &Model, events: &[EventId]) -> Vec<String> {
    let mut sources: Vec<SourceId> = Vec::new();
    for cited in events.iter().flat_map(|&id| &model.events[id].sources) {
        if !sources.contains(&cited.source) {
            sources.push(cited.source);
        }
    }
    sources
        .iter()
        .map(|&id| model.sources[id].id.to_string())
        .collect()
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(to: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for item in more {
        if !to.contains(&item) {
            to.push(item);
        }
    }
}

/// Text of an optional field.
fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}
