//! A restriction as a row.
#![allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]

use serde::Serialize;

use crate::answer::words::{coalition_on, restriction_in_words, spell};
use crate::answer::{Row, event_ids, or_empty, source_ids};
use crate::model::{ActivityId, EventId, Model, RestrictionId, RestrictionRule, TheatreId};
use crate::question::Restrictions;
use crate::timeline::{Holds, Line, Sort, Timeline};

/// One restriction of one actor, or of every member.
#[derive(Debug, Serialize)]
pub struct RestrictionRow {
    pub actor: Option<String>,
    pub name: Option<String>,
    pub coalition: Option<String>,
    pub restriction: Option<String>,
    pub effect: &'static str,
    pub activities: Vec<String>,
    pub r#in: Vec<String>,
    pub outside: Vec<String>,
    pub text: String,
    pub unless: Option<String>,
    pub applies_to: Option<String>,
    pub certainty: Option<Holds>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    #[serde(skip)]
    seen: Seen,
}

/// What people see of a row, beside the contract.
#[derive(Debug)]
struct Seen {
    coalition: String,
    /// Empty where the question names the actor.
    actor: String,
}

/// The row of a line: for the spell on the day or, where there is none then, for its first.
pub(super) fn rows(
    timeline: &Timeline,
    asked: &Restrictions,
    line: &Line,
    holds: Holds,
) -> Vec<RestrictionRow> {
    let first = || line.steps().find(|(step, found)| step.opens(*found));
    let opener =
        (line.on(asked.on).openers().next()).or_else(|| first().map(|(step, _)| step.event));
    let holds = Some(holds).filter(|holds| holds.may_be());
    opener
        .into_iter()
        .map(|opener| row(timeline, asked, line, opener, holds))
        .collect()
}

fn row(
    timeline: &Timeline,
    asked: &Restrictions,
    line: &Line,
    opener: EventId,
    holds: Option<Holds>,
) -> RestrictionRow {
    let model = &*timeline.model;
    let actor = line.key.actor.or(asked.actor);
    let (since, until) = spell(timeline, line, opener);
    let events: Vec<EventId> = line.evidence(opener).collect();
    let said = said(model, line);
    RestrictionRow {
        actor: actor.map(|id| model.actors[id].id.to_string()),
        name: actor.map(|id| model.actors[id].name.to_string()),
        coalition: line
            .key
            .coalition
            .map(|id| model.coalitions[id].id.to_string()),
        restriction: said.id,
        effect: said.effect,
        activities: said.activities,
        r#in: said.within,
        outside: said.outside,
        text: said.text,
        unless: said.unless,
        applies_to: said.applies_to,
        certainty: holds,
        since: Some(since),
        until,
        sources: source_ids(timeline, &events),
        events: event_ids(model, &events),
        seen: Seen {
            coalition: coalition_name(timeline, asked, line),
            actor: match (asked.actor, actor) {
                (Some(_), _) => String::new(),
                (None, Some(id)) => model.actors[id].name.to_string(),
                (None, None) => "every member".to_owned(),
            },
        },
    }
}

fn coalition_name(timeline: &Timeline, asked: &Restrictions, line: &Line) -> String {
    let name = |id| coalition_on(timeline, id, asked.on);
    line.key
        .coalition
        .map_or_else(|| "every coalition".to_owned(), name)
}

/// What a restriction says, under the contract.
#[derive(Default)]
pub(in crate::answer) struct Said {
    id: Option<String>,
    pub(in crate::answer) effect: &'static str,
    activities: Vec<String>,
    within: Vec<String>,
    outside: Vec<String>,
    pub(in crate::answer) text: String,
    unless: Option<String>,
    applies_to: Option<String>,
}

/// What the line of a restriction, or of a claim that there is none, says.
pub(in crate::answer) fn said(model: &Model, line: &Line) -> Said {
    match line.key.sort {
        Sort::Restriction(id) => rule(model, id),
        _ => Said {
            effect: "none-claimed",
            text: "says that it has no caveats".to_owned(),
            ..Said::default()
        },
    }
}

fn rule(model: &Model, id: RestrictionId) -> Said {
    let restriction = &model.restrictions[id];
    let doings = |all: &[ActivityId]| {
        all.iter()
            .map(|&a| model.activities[a].id.to_string())
            .collect()
    };
    let places = |all: &[TheatreId]| {
        all.iter()
            .map(|&t| model.theatres[t].id.to_string())
            .collect()
    };
    Said {
        id: Some(restriction.id.to_string()),
        effect: match restriction.rule {
            RestrictionRule::Prohibit => "prohibit",
            RestrictionRule::Require(_) => "require",
            RestrictionRule::Cap { .. } => "cap",
        },
        activities: restriction
            .activities
            .as_deref()
            .map(doings)
            .unwrap_or_default(),
        within: restriction
            .within
            .as_deref()
            .map(places)
            .unwrap_or_default(),
        outside: places(&restriction.outside),
        text: restriction_in_words(model, restriction),
        unless: restriction.unless.as_deref().map(str::to_owned),
        applies_to: restriction.applies_to.as_deref().map(str::to_owned),
    }
}

impl Row for RestrictionRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "restriction",
        "effect",
        "activities",
        "in",
        "outside",
        "text",
        "unless",
        "applies_to",
        "certainty",
        "since",
        "until",
        "events",
        "sources",
    ];

    const USUAL: &'static [(&'static str, &'static str)] = &[("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "actor",
            "restriction",
            "says",
            "certainty",
            "since",
            "until",
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.seen.coalition.clone(),
            self.seen.actor.clone(),
            or_empty(self.restriction.as_deref()),
            self.text.clone(),
            self.certainty
                .map_or_else(|| "not on this day".to_owned(), |holds| holds.to_string()),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let list = |all: &[String]| all.join("; ");
        vec![
            or_empty(self.actor.as_deref()),
            or_empty(self.name.as_deref()),
            or_empty(self.coalition.as_deref()),
            or_empty(self.restriction.as_deref()),
            self.effect.to_owned(),
            list(&self.activities),
            list(&self.r#in),
            list(&self.outside),
            self.text.clone(),
            or_empty(self.unless.as_deref()),
            or_empty(self.applies_to.as_deref()),
            self.certainty
                .map(|holds| holds.to_string())
                .unwrap_or_default(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            list(&self.events),
            list(&self.sources),
        ]
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
