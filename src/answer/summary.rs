//! What a set of records holds, coalition by coalition: how much of it, and how sure it is.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use super::{Answer, Row};
use crate::model::{Event, Model, Status};
use crate::timeline::Timeline;
use crate::wording::Str;

/// The counts of one coalition's own events, not those of its parts; of the events outside any; of all.
#[derive(Debug, Serialize)]
pub struct SummaryRow {
    /// The coalition; none = outside any, or all.
    pub coalition: Option<String>,
    /// Its name; `outside any coalition`; `all`.
    pub name: String,
    /// How many events there are, replaced and retracted ones among them.
    pub events: usize,
    /// How many actors do them.
    pub actors: usize,
    /// How many sources they cite.
    pub sources: usize,
    /// How many events cite two sources or more.
    pub two_sources: usize,
    /// How many have no exact day.
    pub uncertain: usize,
    /// How many are disputed: one side says that they happened, another denies it.
    pub disputed: usize,
    /// How many rest in part on what no source was found for: a remark says `unchecked:`.
    pub unchecked: usize,
}

/// Counts the records.
pub fn answer(timeline: &Timeline) -> Answer<SummaryRow> {
    let model = &*timeline.model;
    let mut rows: Vec<SummaryRow> = (model.coalitions.iter())
        .map(|(id, coalition)| {
            let own = |event: &&Event| event.coalition == Some(id);
            let events = events(model).filter(own);
            row(Some(&coalition.id), &coalition.name, events)
        })
        .collect();
    rows.sort_by(|one, other| one.coalition.cmp(&other.coalition));
    let outside = events(model).filter(|event| event.coalition.is_none());
    rows.push(row(None, "outside any coalition", outside));
    rows.push(row(None, "all", events(model)));
    let question = json!({ "command": "check", "summary": true });
    Answer::new(timeline, question, "what is recorded".to_owned(), rows)
}

fn events(model: &Model) -> impl Iterator<Item = &Event> {
    model.events.iter().map(|(_, event)| event)
}

fn row<'a>(
    coalition: Option<&str>,
    name: &str,
    events: impl Iterator<Item = &'a Event>,
) -> SummaryRow {
    let events: Vec<&Event> = events.collect();
    let count = |of: fn(&Event) -> bool| events.iter().filter(|event| of(event)).count();
    let actors: BTreeSet<_> = events.iter().filter_map(|event| event.actor).collect();
    let cited = events.iter().flat_map(|event| &event.sources);
    let sources: BTreeSet<_> = cited.map(|citation| citation.source).collect();
    SummaryRow {
        coalition: coalition.map(str::to_owned),
        name: name.to_owned(),
        events: events.len(),
        actors: actors.len(),
        sources: sources.len(),
        two_sources: count(has_two_sources),
        uncertain: count(is_uncertain),
        disputed: count(is_disputed),
        unchecked: count(is_unchecked),
    }
}

fn is_uncertain(event: &Event) -> bool {
    event.date.day().is_none() || event.date.text().contains(['~', '?', '%'])
}

fn is_disputed(event: &Event) -> bool {
    event.status == Status::Disputed
}

fn has_two_sources(event: &Event) -> bool {
    let sources: BTreeSet<_> = event.sources.iter().map(|cited| cited.source).collect();
    sources.len() > 1
}

fn is_unchecked(event: &Event) -> bool {
    let notes = event.sources.iter().map(|source| &source.own.note);
    let says = |note: &Option<Str>| note.as_ref().is_some_and(|n| n.contains("unchecked:"));
    says(&event.more.note) || notes.into_iter().any(says)
}

impl SummaryRow {
    /// The share of events with two sources or more, as "40 %".
    fn share(&self) -> String {
        let percent = (100 * self.two_sources).checked_div(self.events);
        percent.map_or_else(String::new, |percent| format!("{percent} %"))
    }
}

impl Row for SummaryRow {
    const FIELDS: &'static [&'static str] = &[
        "coalition",
        "name",
        "events",
        "actors",
        "sources",
        "two_sources",
        "uncertain",
        "disputed",
        "unchecked",
    ];
    const DENSE: bool = true;

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "events",
            "actors",
            "sources",
            "two sources",
            "uncertain",
            "disputed",
            "unchecked",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.name.clone()];
        cells.extend([self.events, self.actors, self.sources].map(|count| count.to_string()));
        cells.push(self.share());
        cells.extend([self.uncertain, self.disputed, self.unchecked].map(|c| c.to_string()));
        cells
    }

    fn fields(&self) -> Vec<String> {
        let mut fields = vec![
            self.coalition.clone().unwrap_or_default(),
            self.name.clone(),
        ];
        let counts = [
            self.events,
            self.actors,
            self.sources,
            self.two_sources,
            self.uncertain,
            self.disputed,
            self.unchecked,
        ];
        fields.extend(counts.map(|count| count.to_string()));
        fields
    }
}
