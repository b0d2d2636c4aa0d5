//! What members may not do, or only on a condition.

mod row;

use std::collections::BTreeMap;

use serde_json::json;

pub use self::row::RestrictionRow;
use self::row::rows;
pub(super) use self::row::said;
use super::Answer;
use super::words::{coalition_on, counted};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, Model};
use crate::question::{Period, Restrictions};
use crate::timeline::{Holds, Line, LineKey, Sort, Timeline};

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Restrictions) -> Answer<RestrictionRow> {
    let model = &*timeline.model;
    let mut rows: Vec<RestrictionRow> = (lines(timeline, asked).into_iter())
        .flat_map(|(line, holds)| rows(timeline, asked, line, holds))
        .collect();
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    let certainties: Vec<_> = rows.iter().map(|row| row.certainty).collect();
    let mut answer = Answer::new(
        timeline,
        question(model, asked),
        title(timeline, asked),
        rows,
    );
    if answer.rows.is_empty() {
        answer.notes.extend(why_empty(timeline, asked));
    } else {
        answer
            .notes
            .push(counted("restriction", "restrictions", &certainties));
        answer.notes.push(super::AT_THE_END.to_owned());
    }
    answer
}

/// Answers the question for a period instead of a day.
pub fn during(timeline: &Timeline, asked: &Restrictions, period: Period) -> Answer<RestrictionRow> {
    let turns = timeline.lines().filter(|line| {
        matches!(
            line.key.sort,
            Sort::Restriction(_) | Sort::NoCaveats(_) | Sort::Membership | Sort::Life
        )
    });
    let days = period.turning_days(turns);
    let mut found: BTreeMap<&LineKey, (Restrictions, &Line, Vec<Holds>)> = BTreeMap::new();
    for &on in &days {
        let asked = Restrictions {
            on,
            all: false,
            ..*asked
        };
        for (line, holds) in lines(timeline, &asked) {
            let (_, _, held) = found.entry(&line.key).or_insert((asked, line, Vec::new()));
            held.push(holds);
        }
    }
    let mut rows: Vec<RestrictionRow> = Vec::new();
    for (asked, line, held) in found.into_values() {
        let missing = days.len() - held.len();
        let held = held
            .into_iter()
            .chain(std::iter::repeat_n(Holds::Never, missing));
        let holds = period.of_days(held);
        if holds.may_be() {
            rows.extend(self::row::rows(timeline, &asked, line, holds));
        }
    }
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    let certainties: Vec<_> = rows.iter().map(|row| row.certainty).collect();
    let mut about = question(&timeline.model, asked);
    period.tell(&mut about);
    let title =
        title(timeline, asked).replace(&format!("at the end of {}", asked.on), &period.in_words());
    let mut answer = Answer::new(timeline, about, title, rows);
    answer.notes.push(if answer.rows.is_empty() {
        "No restriction is recorded so in this period.".to_owned()
    } else {
        counted("restriction", "restrictions", &certainties)
    });
    answer
}

type Key<'a> = (
    &'a Option<String>,
    &'a Option<String>,
    &'a Option<String>,
    &'a Option<String>,
    &'a [String],
);

fn key(row: &RestrictionRow) -> Key<'_> {
    (
        &row.coalition,
        &row.name,
        &row.restriction,
        &row.since,
        &row.events,
    )
}

/// The lines that are asked for, with whether they bind on the day.
fn lines<'a>(timeline: &'a Timeline, asked: &Restrictions) -> Vec<(&'a Line, Holds)> {
    let day = asked.on;
    let mut found: Vec<(&Line, Holds)> = match (asked.actor, asked.coalition) {
        (None, None) => timeline
            .lines()
            .map(|line| (line, line.on(day).holds()))
            .collect(),
        (None, Some(coalition)) => {
            let speaking = Speaking::of(timeline, coalition);
            let spoken = timeline.lines().filter(|line| match asked.all {
                true => speaking.ever_of(line, day),
                false => speaking.of_member(line, day),
            });
            spoken.map(|line| (line, line.on(day).holds())).collect()
        }
        (Some(actor), coalition) => of_actor(timeline, asked, actor, coalition),
    };
    found.retain(|(line, holds)| line.key.sort.is_restriction() && (asked.all || holds.may_be()));
    found
}

/// What is restricted in one coalition, whoever is bound.
pub(super) struct Speaking<'a> {
    timeline: &'a Timeline,
    coalition: CoalitionId,
    /// The coalition, what it is part of, and its parts.
    speaking: Vec<CoalitionId>,
}

impl<'a> Speaking<'a> {
    pub(super) fn of(timeline: &'a Timeline, coalition: CoalitionId) -> Speaking<'a> {
        let model = &timeline.model;
        let speaking = model.wholes(coalition).chain(model.parts(coalition));
        Speaking {
            timeline,
            coalition,
            speaking: speaking.collect(),
        }
    }

    /// Whether a line can bind on some day as one of this coalition.
    pub(super) fn may_speak(&self, line: &Line) -> bool {
        self.is_spoken(line) || line.key.coalition.is_none()
    }

    /// Whether a line binds on a day as one of this coalition.
    pub(super) fn binds(&self, line: &Line, day: Day) -> Holds {
        match self.of_member(line, day) {
            true => line.on(day).holds(),
            false => Holds::Never,
        }
    }

    /// Recorded here, or where it bears on who is a member on the day.
    fn of_member(&self, line: &Line, day: Day) -> bool {
        let member = |actor| self.timeline.member(self.coalition, actor, day).may_be();
        let own = line.key.coalition == Some(self.coalition);
        self.is_spoken(line) && (own || line.key.actor.is_none_or(member))
            || self.everywhere(line, day)
    }

    /// Recorded where it can bear on a member, on whatever day.
    fn ever_of(&self, line: &Line, day: Day) -> bool {
        self.is_spoken(line) || self.everywhere(line, day)
    }

    fn is_spoken(&self, line: &Line) -> bool {
        line.key
            .coalition
            .is_some_and(|c| self.speaking.contains(&c))
    }

    /// Recorded in no coalition, of who is a member on the day.
    fn everywhere(&self, line: &Line, day: Day) -> bool {
        let actor = line.key.actor.filter(|_| line.key.coalition.is_none());
        actor.is_some_and(|actor| self.timeline.member(self.coalition, actor, day).may_be())
    }
}

/// Those of the actor itself and, as far as it is a member, those of every member.
fn of_actor<'a>(
    timeline: &'a Timeline,
    asked: &Restrictions,
    actor: ActorId,
    coalition: Option<CoalitionId>,
) -> Vec<(&'a Line, Holds)> {
    let model = &*timeline.model;
    let day = asked.on;
    let concerned: Vec<CoalitionId> = match coalition {
        Some(asked) => model
            .wholes(asked)
            .chain(model.parts(asked).filter(|&part| part != asked))
            .collect(),
        None => model.coalitions.iter().map(|(id, _)| id).collect(),
    };
    let mut found = Vec::new();
    for coalition in concerned {
        let own = timeline.group(Some(coalition), Some(actor)).iter();
        found.extend(own.map(|line| (line, line.on(day).holds())));
        let member = timeline.member(coalition, actor, day);
        if member.may_be() || asked.all {
            let of_all = timeline.group(Some(coalition), None).iter();
            found.extend(of_all.map(|line| (line, member.and(line.on(day).holds()))));
        }
    }
    let everywhere = timeline.group(None, Some(actor)).iter();
    found.extend(everywhere.map(|line| (line, line.on(day).holds())));
    found
}

fn question(model: &Model, asked: &Restrictions) -> serde_json::Value {
    json!({
        "command": "restrictions",
        "actor": asked.actor.map(|id| &*model.actors[id].id),
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
        "all": asked.all,
    })
}

fn title(timeline: &Timeline, asked: &Restrictions) -> String {
    let model = &*timeline.model;
    let of = asked
        .actor
        .map_or("everybody", |actor| &model.actors[actor].name);
    let coalition = asked.coalition.map_or_else(String::new, |coalition| {
        format!(" in {}", coalition_on(timeline, coalition, asked.on))
    });
    let when = if asked.all {
        "ever recorded, seen from"
    } else {
        "at"
    };
    format!(
        "restrictions of {of}{coalition}, {when} the end of {}",
        asked.on
    )
}

fn why_empty(timeline: &Timeline, asked: &Restrictions) -> Vec<String> {
    let mut notes = vec![format!("No restriction is recorded so on {}.", asked.on)];
    let ever = lines(
        timeline,
        &Restrictions {
            all: true,
            ..*asked
        },
    )
    .len();
    if ever > 0 && !asked.all {
        notes.push(format!("On other days there are {ever}: see `--all`."));
    }
    if let Some(first) = timeline
        .first_day(asked.coalition, asked.actor)
        .filter(|&first| first > asked.on)
    {
        notes.push(format!("The first event recorded is of {first}."));
    }
    if timeline.first_day(asked.coalition, asked.actor).is_none() {
        notes.push(
            "No event is recorded at all: that says nothing about what was allowed.".to_owned(),
        );
    }
    notes
}
