//! What decided a case, as rows.
#![allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]

use serde::Serialize;

use super::case::{Decided, Ground};
use crate::answer::words::{cells_in_words, restriction_in_words, spell};
use crate::answer::{Row, event_ids, or_empty, source_ids};
use crate::model::{CoalitionId, EventId, RestrictionId};
use crate::question::May;
use crate::text::Texts;
use crate::timeline::{Holds, Line, Sort, Timeline};

/// One rule, scope, consent or missing membership that decided a case.
#[derive(Debug, Serialize)]
pub struct MayRow {
    pub actor: String,
    pub coalition: Option<String>,
    pub verdict: &'static str,
    pub certainty: Holds,
    pub rule: Option<String>,
    pub kind: &'static str,
    pub says: String,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    #[serde(skip)]
    since: Option<String>,
    #[serde(skip)]
    at: String,
    /// False where people read the same in another row.
    #[serde(skip)]
    pub(super) is_shown: bool,
    /// Whether there are several coalitions to tell apart.
    #[serde(skip)]
    pub(super) by_coalition: bool,
    #[serde(skip)]
    coalition_name: String,
}

impl MayRow {
    /// Whether it says what another says.
    pub(super) fn is_as(&self, other: &MayRow) -> bool {
        let said = |row: &MayRow| {
            (
                row.verdict,
                row.certainty,
                row.rule.clone(),
                row.kind,
                row.says.clone(),
                row.events.clone(),
            )
        };
        said(self) == said(other)
    }
}

/// The rows of one case. A case that nothing decided has one that says so.
pub(super) fn rows(
    timeline: &Timeline,
    texts: &Texts,
    asked: &May,
    coalition: CoalitionId,
    decided: &Decided<'_>,
) -> Vec<MayRow> {
    let making = Making {
        timeline,
        texts,
        asked,
        coalition,
        decided,
    };
    if decided.grounds.is_empty() {
        return vec![making.row(
            "scope",
            None,
            "no scope or rule is recorded that covers it",
            None,
        )];
    }
    decided
        .grounds
        .iter()
        .map(|ground| making.of(ground))
        .collect()
}

struct Making<'a> {
    timeline: &'a Timeline,
    texts: &'a Texts,
    asked: &'a May,
    coalition: CoalitionId,
    decided: &'a Decided<'a>,
}

impl Making<'_> {
    fn of(&self, ground: &Ground<'_>) -> MayRow {
        let model = &*self.timeline.model;
        match *ground {
            Ground::NoMember(line) => {
                let name = &model.coalitions[self.coalition].name;
                let past =
                    line.filter(|line| line.steps.iter().any(|step| self.has_happened(step.event)));
                self.row(
                    "membership",
                    None,
                    &format!("no member of {name} on that day"),
                    past,
                )
            }
            Ground::Rule { line, id, all } => {
                let words = restriction_in_words(model, &model.restrictions[id]);
                let part = if all { "" } else { " (covers it in part)" };
                self.row(
                    "restriction",
                    Some(id),
                    &format!("{words}{part}"),
                    Some(line),
                )
            }
            Ground::Scope { line, all } => {
                let Sort::Cell(track, cell) = line.key.sort else {
                    return self.row("scope", None, "", Some(line));
                };
                let words = cells_in_words(model, &[(cell, String::new())]);
                let part = if all { "" } else { " (covers it in part)" };
                self.row(
                    "scope",
                    None,
                    &format!("{track}: {words}{part}"),
                    Some(line),
                )
            }
            Ground::Consent { line, id } => {
                let host = line.key.actor.map_or("a host", |id| &model.actors[id].name);
                self.row(
                    "consent",
                    Some(id),
                    &format!("met by the consent of {host}"),
                    Some(line),
                )
            }
        }
    }

    fn has_happened(&self, event: EventId) -> bool {
        self.timeline.bounds(event).earliest <= self.asked.on
    }

    fn row(
        &self,
        kind: &'static str,
        rule: Option<RestrictionId>,
        says: &str,
        line: Option<&Line>,
    ) -> MayRow {
        let model = &*self.timeline.model;
        let events = line.map_or_else(Vec::new, |line| self.evidence(line));
        let opener = line.and_then(|line| line.on(self.asked.on).openers().next());
        let recorded_in = line
            .and_then(|line| line.key.coalition)
            .unwrap_or(self.coalition);
        let at = events
            .first()
            .map(|&id| self.texts.at(&model.events[id].place));
        MayRow {
            actor: model.actors[self.asked.actor].id.to_string(),
            coalition: Some(model.coalitions[self.coalition].id.to_string()),
            verdict: self.decided.verdict.into(),
            certainty: self.decided.certainty,
            rule: rule.map(|id| model.restrictions[id].id.to_string()),
            kind,
            says: says.to_owned(),
            sources: source_ids(self.timeline, &events),
            events: event_ids(model, &events),
            since: line
                .zip(opener)
                .map(|(line, opener)| spell(self.timeline, line, opener).0),
            at: at.unwrap_or_default(),
            is_shown: true,
            by_coalition: false,
            coalition_name: model.coalitions[recorded_in].name.to_string(),
        }
    }

    /// The events that opened the line; where it is closed, those that have happened on it.
    fn evidence(&self, line: &Line) -> Vec<EventId> {
        let openers: Vec<EventId> = line.on(self.asked.on).openers().collect();
        if openers.is_empty() {
            let steps = line.steps.iter().map(|step| step.event);
            return steps.filter(|&event| self.has_happened(event)).collect();
        }
        openers
    }
}

impl Row for MayRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "coalition",
        "verdict",
        "certainty",
        "rule",
        "kind",
        "says",
        "events",
        "sources",
    ];

    const USUAL: &'static [(&'static str, &'static str)] = &[("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "decided by",
            "rule",
            "says",
            "certainty",
            "since",
            "event",
            "record",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let coalition = if self.by_coalition {
            &*self.coalition_name
        } else {
            ""
        };
        vec![
            coalition.to_owned(),
            self.kind.to_owned(),
            or_empty(self.rule.as_deref()),
            self.says.clone(),
            self.certainty.to_string(),
            or_empty(self.since.as_deref()),
            self.events.join(", "),
            self.at.clone(),
        ]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.actor.clone(),
            or_empty(self.coalition.as_deref()),
            self.verdict.to_owned(),
            self.certainty.to_string(),
            or_empty(self.rule.as_deref()),
            self.kind.to_owned(),
            self.says.clone(),
            self.events.join("; "),
            self.sources.join("; "),
        ]
    }

    fn is_shown(&self) -> bool {
        self.is_shown
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
