//! Why an answer is so: the chain from the state of a day down to records, their lines and sources.

mod chain;
mod flip;

use serde::Serialize;
use serde_json::json;

use self::chain::Chain;
use super::{Answer, Row, or_empty};
use crate::model::{CoalitionId, RestrictionId};
use crate::question::{Why, WhyOf};
use crate::text::Texts;
use crate::timeline::{Standing, Timeline};

/// One link of the chain.
#[derive(Debug, Serialize)]
pub struct WhyRow {
    /// In which coalition; null = in none or every one.
    pub coalition: Option<String>,
    /// What the link is about: the membership, a cell, a restriction.
    pub about: String,
    /// Which link: state, interval, opened, evidence, closes, source, dispute or flip.
    pub step: &'static str,
    /// What it says.
    pub says: String,
    /// The event it rests on.
    pub event: Option<String>,
    /// The record of the event, as file:line:column.
    pub record: Option<String>,
    /// The sources it rests on.
    pub sources: Vec<String>,
}

/// Answers the question. `texts` tell where each record stands.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &Why) -> Answer<WhyRow> {
    let mut chain = Chain::new(timeline, texts, asked.on);
    match asked.of {
        WhyOf::Restriction(id) => chain.restriction(id),
        WhyOf::Actor(actor) => {
            for coalition in coalitions(timeline, asked) {
                chain.actor(coalition, actor);
            }
        }
    }
    let mut answer = Answer::new(
        timeline,
        question(timeline, asked),
        title(timeline, asked),
        chain.rows,
    );
    if answer.rows.is_empty() {
        answer
            .notes
            .push("No event is recorded of it: that says nothing about how it was.".to_owned());
    }
    answer
}

/// The coalition asked for, or each toward which the actor stands somehow on the day.
fn coalitions(timeline: &Timeline, asked: &Why) -> Vec<CoalitionId> {
    let WhyOf::Actor(actor) = asked.of else {
        return Vec::new();
    };
    let all = timeline.model.coalitions.iter().map(|(id, _)| id);
    let mut coalitions: Vec<_> = all
        .filter(|&id| match asked.coalition {
            Some(coalition) => id == coalition,
            None => {
                let group = timeline.group(Some(id), Some(actor));
                timeline.standing(id, actor, asked.on).0 != Standing::None
                    || group.iter().any(|line| line.on(asked.on).holds().may_be())
            }
        })
        .collect();
    coalitions.sort_by_key(|&id| &timeline.model.coalitions[id].id);
    coalitions
}

fn question(timeline: &Timeline, asked: &Why) -> serde_json::Value {
    let model = &*timeline.model;
    let of = |id: RestrictionId| &*model.restrictions[id].id;
    let (actor, restriction) = match asked.of {
        WhyOf::Actor(id) => (Some(&*model.actors[id].id), None),
        WhyOf::Restriction(id) => (None, Some(of(id))),
    };
    json!({
        "command": "why",
        "actor": actor,
        "restriction": restriction,
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
    })
}

fn title(timeline: &Timeline, asked: &Why) -> String {
    let model = &*timeline.model;
    let of = match asked.of {
        WhyOf::Actor(id) => model.actors[id].name.to_string(),
        WhyOf::Restriction(id) => format!("the restriction `{}`", model.restrictions[id].id),
    };
    let toward = asked.coalition.map_or_else(String::new, |id| {
        format!(" toward {}", model.coalitions[id].name)
    });
    format!(
        "why {of} stood as it did{toward} at the end of {}",
        asked.on
    )
}

impl Row for WhyRow {
    const FIELDS: &'static [&'static str] = &[
        "coalition",
        "about",
        "step",
        "says",
        "event",
        "record",
        "sources",
    ];

    const DENSE: bool = true;

    fn columns() -> Vec<&'static str> {
        vec!["", "what the records say"]
    }

    fn cells(&self) -> Vec<String> {
        let record = self
            .record
            .as_ref()
            .map_or_else(String::new, |record| format!(" ({record})"));
        let about = match self.step {
            "state" => or_empty(self.coalition.as_deref()),
            _ => self.step.to_owned(),
        };
        vec![about, format!("{}{record}", self.says)]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            or_empty(self.coalition.as_deref()),
            self.about.clone(),
            self.step.to_owned(),
            self.says.clone(),
            or_empty(self.event.as_deref()),
            or_empty(self.record.as_deref()),
            self.sources.join("; "),
        ]
    }

    fn events(&self) -> &[String] {
        self.event.as_slice()
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
