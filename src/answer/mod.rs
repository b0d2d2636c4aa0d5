//! Answers: rows under the JSON contract, and the words around them.

pub mod chart;
pub mod diff;
pub mod findings;
pub mod graph;
pub mod may;
pub mod members;
pub mod page;
pub mod restrictions;
pub mod show;
pub mod summary;
pub mod timeline;
pub mod why;
mod words;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{EventId, Model, SourceId};
use crate::timeline::{Holds, Timeline};

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
    /// Whether people see it: a row may say again what another says.
    fn is_shown(&self) -> bool {
        true
    }
    /// The events that the row rests on, by id.
    fn events(&self) -> &[String] {
        &[]
    }
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
    /// The answer in one word, where it is one, and how surely.
    pub verdict: Option<(&'static str, Holds)>,
}

impl<R: Row> Answer<R> {
    /// The number under which a source is listed below, where it is.
    pub fn number(&self, source: &str) -> Option<usize> {
        let at = self.sources.iter().position(|(known, _)| known == source);
        at.map(|at| at + 1)
    }

    fn new(
        timeline: &Timeline,
        mut question: serde_json::Value,
        title: String,
        rows: Vec<R>,
    ) -> Self {
        let model = &*timeline.model;
        let mut seen = BTreeSet::new();
        let cited = rows.iter().flat_map(Row::cites);
        let cited: Vec<&String> = cited.filter(|&id| seen.insert(id)).collect();
        let citation = |id: &String| {
            Some((
                id.clone(),
                model.sources[model.sources.find(id)?].citation(),
            ))
        };
        let sources = cited.into_iter().filter_map(citation).collect();
        let lens = timeline.lens();
        let title = match (lens_in_words(timeline), title.ends_with('.')) {
            (None, _) => title,
            (Some(seen), true) => format!("{title} This is {seen}."),
            (Some(seen), false) => format!("{title}, {seen}"),
        };
        question["known_on"] = lens.known_on.map(|day| day.to_string()).into();
        question["according_to"] = lens
            .according_to
            .map(|id| model.sources[id].id.to_string())
            .into();
        let mut answer = Answer {
            question,
            title,
            rows,
            notes: Vec::new(),
            sources,
            verdict: None,
        };
        answer.notes = answer.claims(timeline);
        answer
    }

    /// Where a source's own date was taken instead of the accepted one.
    fn claims(&self, timeline: &Timeline) -> Vec<String> {
        let model = &*timeline.model;
        if timeline.lens().is_plain() {
            return Vec::new();
        }
        if timeline.events().next().is_none() {
            return vec![
                "No source counts: nothing was published by then, or the source says nothing."
                    .to_owned(),
            ];
        }
        let mut events: Vec<&String> = Vec::new();
        add_new(&mut events, self.rows.iter().flat_map(Row::events));
        let claimed = events.into_iter().filter_map(|id| {
            let id = model.events.find(id)?;
            let (event, claim) = (&model.events[id], timeline.claim(id)?);
            let source = &model.sources[claim.source].id;
            let says = claim
                .own
                .date
                .as_ref()
                .filter(|date| **date != event.date)?;
            Some(format!(
                "`{}` is dated {says} by `{source}`; accepted is {}.",
                event.id, event.date
            ))
        });
        claimed.collect()
    }
}

/// Through whose eyes the records are seen: "as known on 2014-10-01". None = as accepted.
fn lens_in_words(timeline: &Timeline) -> Option<String> {
    let lens = timeline.lens();
    let known = lens.known_on.map(|day| format!("as known on {day}"));
    let source = |id| &timeline.model.sources[id].id;
    let said = lens
        .according_to
        .map(|id| format!("according to {}", source(id)));
    let seen: Vec<String> = known.into_iter().chain(said).collect();
    (!seen.is_empty()).then(|| seen.join(", "))
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

/// The ids of the sources of some events that count, each once, in order of the events.
fn source_ids(timeline: &Timeline, events: &[EventId]) -> Vec<String> {
    let model = &*timeline.model;
    let mut sources: Vec<SourceId> = Vec::new();
    let cited = events.iter().flat_map(|&id| &model.events[id].sources);
    add_new(
        &mut sources,
        cited
            .map(|cited| cited.source)
            .filter(|&id| timeline.admits(id)),
    );
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
