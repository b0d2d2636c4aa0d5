//! What happened, and what each event changed.

pub(super) mod asked;
mod change;
mod sourced;

use serde::Serialize;

pub(super) use self::change::change;
pub use self::sourced::{Claim, SourcedRow, with_sources};
use super::words::ScopeCell;
use super::{Answer, Row, or_empty, source_ids};
use crate::day::Day;
use crate::model::{Event, EventId, Kind, Model};
use crate::question::Timeline as Asked;
use crate::timeline::Timeline;

/// One event.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct EventRow {
    pub event: String,
    pub date: String,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub kind: Kind,
    pub actor: Option<String>,
    pub name: Option<String>,
    pub coalition: Option<String>,
    pub scope: Vec<ScopeCell>,
    pub change: String,
    pub summary: Option<String>,
    pub status: Option<String>,
    pub sources: Vec<String>,
    /// Who did what toward which coalition, for people.
    #[serde(skip)]
    seen: String,
}

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Asked) -> Answer<EventRow> {
    let model = &*timeline.model;
    let mut events: Vec<(EventId, &Event)> = asked::events(timeline, asked).collect();
    events.sort_by_key(|(id, event)| (timeline.bounds(*id).earliest, &event.id));
    let rows: Vec<EventRow> = events
        .into_iter()
        .map(|(id, event)| row(timeline, id, event))
        .collect();
    let mut answer = Answer::new(
        timeline,
        asked::question(model, asked),
        asked::title(model, asked),
        rows,
    );
    match answer.rows.len() {
        0 => answer.notes.extend(asked::why_empty(timeline, asked)),
        1 => answer.notes.push("1 event.".to_owned()),
        n => answer.notes.push(format!("{n} events.")),
    }
    let hidden = (model.events.iter())
        .filter(|(id, event)| !timeline.counts(*id) && asked::is_asked(timeline, asked, *id, event))
        .count();
    if hidden > 0 {
        let why = "retracted, replaced, or by no source that counts";
        answer
            .notes
            .push(format!("{hidden} more do not count: {why}."));
    }
    answer
}

fn row(timeline: &Timeline, id: EventId, event: &Event) -> EventRow {
    let model = &*timeline.model;
    let bounds = timeline.bounds(id);
    let day = |day: Day| day.known().map(|day| day.to_string());
    let cells = if event.scope.is_empty() {
        Vec::new()
    } else {
        event.scope.cells().collect()
    };
    EventRow {
        event: event.id.to_string(),
        date: timeline.date(id).to_string(),
        earliest: day(bounds.earliest),
        latest: day(bounds.latest),
        kind: event.kind,
        actor: event.actor.map(|id| model.actors[id].id.to_string()),
        name: event.actor.map(|id| model.actors[id].name.to_string()),
        coalition: event
            .coalition
            .map(|id| model.coalitions[id].id.to_string()),
        scope: cells
            .into_iter()
            .map(|cell| ScopeCell::new(model, cell))
            .collect(),
        change: change(timeline, id, event),
        summary: event.summary.as_deref().map(str::to_owned),
        status: (event.status != Default::default()).then(|| event.status.to_string()),
        sources: source_ids(timeline, &[id]),
        seen: who_what_where(model, event),
    }
}

/// "Denmark: join, Operation Inherent Resolve".
pub(in crate::answer) fn who_what_where(model: &Model, event: &Event) -> String {
    let who = event
        .actor
        .map_or_else(String::new, |id| format!("{}: ", model.actors[id].name));
    let to = event
        .coalition
        .map_or_else(String::new, |id| format!(", {}", model.coalitions[id].name));
    format!("{who}{}{to}", event.kind)
}

impl Row for EventRow {
    const FIELDS: &'static [&'static str] = &[
        "event",
        "date",
        "earliest",
        "latest",
        "kind",
        "actor",
        "name",
        "coalition",
        "scope",
        "change",
        "summary",
        "status",
        "sources",
    ];

    fn columns() -> Vec<&'static str> {
        vec!["date", "event", "what happened", "changes", "status"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.date.clone(),
            self.seen.clone(),
            or_empty(self.summary.as_deref()),
            self.change.clone(),
            or_empty(self.status.as_deref()),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let scope: Vec<_> = self.scope.iter().map(ScopeCell::flat).collect();
        vec![
            self.event.clone(),
            self.date.clone(),
            or_empty(self.earliest.as_deref()),
            or_empty(self.latest.as_deref()),
            self.kind.to_string(),
            or_empty(self.actor.as_deref()),
            or_empty(self.name.as_deref()),
            or_empty(self.coalition.as_deref()),
            scope.join("; "),
            self.change.clone(),
            or_empty(self.summary.as_deref()),
            or_empty(self.status.as_deref()),
            self.sources.join("; "),
        ]
    }

    fn events(&self) -> &[String] {
        std::slice::from_ref(&self.event)
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
