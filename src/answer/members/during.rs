//! Who was in at some time of a period, or on each of its days.
#![allow(
    missing_docs,
    reason = "the fields are those of a member, with its spells"
)]

use serde::Serialize;

use super::party::{Party, Stay};
use super::{actors, coalitions, question, title};
use crate::answer::words::counted;
use crate::answer::{Answer, Row, add_new, event_ids, or_empty, source_ids};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, EventId};
use crate::question::{Members, Period};
use crate::timeline::{Holds, Timeline};

/// One actor in one coalition over a period.
#[derive(Debug, Serialize)]
pub struct SpellsRow {
    pub actor: String,
    pub name: String,
    pub coalition: String,
    pub via: Vec<String>,
    pub certainty: Holds,
    pub spells: Vec<Spell>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    /// The coalition, where none is asked for.
    #[serde(skip)]
    seen: String,
}

/// One stay that reaches into the period, with its dates as recorded.
#[derive(Debug, Serialize, PartialEq)]
pub struct Spell {
    pub since: Option<String>,
    pub until: Option<String>,
}

/// Answers the question for a period instead of a day.
pub fn during(timeline: &Timeline, asked: &Members, period: Period) -> Answer<SpellsRow> {
    let model = &*timeline.model;
    let mut rows = Vec::new();
    for coalition in coalitions(model, asked) {
        for actor in actors(timeline, asked, coalition) {
            rows.extend(row(timeline, asked, period, coalition, actor));
        }
    }
    rows.sort_by(|a, b| (&a.coalition, &a.name, &a.actor).cmp(&(&b.coalition, &b.name, &b.actor)));
    let certainties: Vec<_> = rows.iter().map(|row| Some(row.certainty)).collect();
    let mut about = question(model, asked);
    period.tell(&mut about);
    let first = Members {
        on: period.from,
        ..*asked
    };
    let title =
        title(timeline, &first).replace(&format!("at the end of {}", first.on), &period.in_words());
    let mut answer = Answer::new(timeline, about, title, rows);
    answer.notes.push(if answer.rows.is_empty() {
        "Nobody is recorded so in this period.".to_owned()
    } else {
        counted("member", "members", &certainties)
    });
    answer
}

fn row(
    timeline: &Timeline,
    asked: &Members,
    period: Period,
    coalition: CoalitionId,
    actor: ActorId,
) -> Option<SpellsRow> {
    let model = &*timeline.model;
    let concerned = model
        .parts(coalition)
        .chain(model.wholes(coalition).skip(1));
    let groups = concerned.flat_map(|c| {
        let of_all = timeline.group(Some(c), None);
        timeline.group(Some(c), Some(actor)).iter().chain(of_all)
    });
    let days = period.turning_days(groups);
    let on = |&on: &Day| {
        let asked = Members { on, ..*asked };
        let party = Party {
            timeline,
            asked: &asked,
            coalition,
            actor,
        };
        party.stay().map(|stay| (stay, party.via()))
    };
    let stays: Vec<Option<(Stay, Vec<String>)>> = days.iter().map(on).collect();
    let held = stays
        .iter()
        .map(|stay| stay.as_ref().map_or(Holds::Never, |(stay, _)| stay.holds));
    let certainty = period.of_days(held);
    let mut spells: Vec<Spell> = Vec::new();
    let mut events: Vec<EventId> = Vec::new();
    let mut via: Vec<String> = Vec::new();
    for (stay, parts) in stays.into_iter().flatten() {
        add_new(
            &mut spells,
            [Spell {
                since: stay.since,
                until: stay.until,
            }],
        );
        add_new(&mut events, stay.openers);
        add_new(&mut via, parts);
    }
    certainty.may_be().then(|| SpellsRow {
        actor: model.actors[actor].id.to_string(),
        name: model.actors[actor].name.to_string(),
        coalition: model.coalitions[coalition].id.to_string(),
        via,
        certainty,
        spells,
        sources: source_ids(timeline, &events),
        events: event_ids(model, &events),
        seen: match asked.coalition {
            Some(_) => String::new(),
            None => model.coalitions[coalition].name.to_string(),
        },
    })
}

impl SpellsRow {
    fn spells_in_words(&self) -> String {
        let words = self.spells.iter().map(|spell| {
            let until = spell
                .until
                .as_ref()
                .map_or_else(String::new, |until| format!(" to {until}"));
            format!("{}{until}", or_empty(spell.since.as_deref()))
        });
        words.collect::<Vec<_>>().join("; ")
    }
}

impl Row for SpellsRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "via",
        "certainty",
        "spells",
        "events",
        "sources",
    ];

    const USUAL: &'static [(&'static str, &'static str)] = &[("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec!["coalition", "actor", "certainty", "spells", "via"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.seen.clone(),
            self.name.clone(),
            self.certainty.to_string(),
            self.spells_in_words(),
            self.via.join(", "),
        ]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.actor.clone(),
            self.name.clone(),
            self.coalition.clone(),
            self.via.join("; "),
            self.certainty.to_string(),
            self.spells_in_words(),
            self.events.join("; "),
            self.sources.join("; "),
        ]
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
