//! Who is in, where, with what and under what.

mod during;
mod held;
mod make;
mod party;
mod row;

use serde_json::json;

pub use self::during::{Spell, SpellsRow, during};
pub(super) use self::held::OpenCell;
pub(super) use self::party::Party;
pub use self::row::{Bound, Brings, CountJson, MemberCell, MemberRow};
use super::words::{coalition_on, counted};
use super::{Answer, add_new};
use crate::model::{ActorId, CoalitionId, Model, Track};
use crate::question::Members;
use crate::timeline::Timeline;

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Members) -> Answer<MemberRow> {
    let model = &*timeline.model;
    let mut rows = Vec::new();
    for coalition in coalitions(model, asked) {
        for actor in actors(timeline, asked, coalition) {
            rows.extend(
                Party {
                    timeline,
                    asked,
                    coalition,
                    actor,
                }
                .row(),
            );
        }
    }
    rows.sort_by(|a, b| (&a.coalition, &a.name, &a.actor).cmp(&(&b.coalition, &b.name, &b.actor)));
    let certainties: Vec<_> = rows.iter().map(|row| Some(row.certainty)).collect();
    let mut answer = Answer::new(
        timeline,
        question(model, asked),
        title(timeline, asked),
        rows,
    );
    if answer.rows.is_empty() {
        answer.notes.extend(why_empty(timeline, asked));
    } else {
        let (one, many) = if asked.standing {
            ("actor", "actors")
        } else {
            ("member", "members")
        };
        answer.notes.push(counted(one, many, &certainties));
        answer.notes.extend(for_all(&answer.rows));
        answer.notes.extend(about_scope(asked));
        answer.notes.push(super::AT_THE_END.to_owned());
    }
    answer
}

/// What the dates of a row are, and what a declared scope is not.
fn about_scope(asked: &Members) -> Option<String> {
    let narrowed = asked.theatre.is_some() || asked.activity.is_some();
    let acts = " These have declared it; who did it, `--by operating` tells.";
    (narrowed || asked.by != Track::Declared).then(|| {
        let declared = asked.by == Track::Declared;
        format!(
            "Dates are those of the scope asked for.{}",
            if declared { acts } else { "" }
        )
    })
}

/// The restrictions that a coalition lays on every member.
fn for_all(rows: &[MemberRow]) -> Option<String> {
    let mut rules: Vec<String> = Vec::new();
    add_new(
        &mut rules,
        rows.iter().flat_map(|row| row.seen.for_all.iter().cloned()),
    );
    (!rules.is_empty()).then(|| format!("Laid on every member: {}.", rules.join("; ")))
}

fn coalitions(model: &Model, asked: &Members) -> Vec<CoalitionId> {
    match asked.coalition {
        Some(coalition) => vec![coalition],
        None => model.coalitions.iter().map(|(id, _)| id).collect(),
    }
}

fn actors(timeline: &Timeline, asked: &Members, coalition: CoalitionId) -> Vec<ActorId> {
    let narrowed = asked.theatre.is_some() || asked.activity.is_some();
    if !narrowed && !asked.standing && asked.by == Track::Declared {
        let members = match asked.coalition {
            Some(whole) => timeline.members(whole, asked.on),
            None => timeline.direct_members(coalition, asked.on),
        };
        return members.into_iter().map(|(actor, _)| actor).collect();
    }
    let parts: Vec<_> = match asked.coalition {
        Some(whole) => timeline.model.parts(whole).collect(),
        None => vec![coalition],
    };
    let mut actors: Vec<_> = parts
        .iter()
        .flat_map(|&part| timeline.actors_in(part))
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

fn question(model: &Model, asked: &Members) -> serde_json::Value {
    json!({
        "command": "members",
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
        "in": asked.theatre.map(|id| &*model.theatres[id].id),
        "doing": asked.activity.map(|id| &*model.activities[id].id),
        "by": asked.by.to_string(),
        "standing": asked.standing,
    })
}

fn title(timeline: &Timeline, asked: &Members) -> String {
    let model = &*timeline.model;
    let of = asked.coalition.map_or_else(
        || "every coalition".to_owned(),
        |coalition| coalition_on(timeline, coalition, asked.on),
    );
    let who = if asked.standing {
        "who stands how toward"
    } else {
        "members of"
    };
    let mut title = format!("{who} {of}, {}", asked.by);
    if let Some(theatre) = asked.theatre {
        title += &format!(", in {}", model.theatres[theatre].name);
    }
    if let Some(activity) = asked.activity {
        title += &format!(", doing {}", model.activities[activity].name);
    }
    format!("{title}, at the end of {}", asked.on)
}

/// Why nobody is listed, and what to ask instead.
fn why_empty(timeline: &Timeline, asked: &Members) -> Vec<String> {
    let model = &*timeline.model;
    let mut notes = vec![format!("Nobody is recorded so on {}.", asked.on)];
    let Some(coalition) = asked.coalition else {
        return notes;
    };
    if let Some(first) = timeline
        .first_day(Some(coalition), None)
        .filter(|&first| first > asked.on)
    {
        notes.push(format!("The first event recorded of it is of {first}."));
    }
    if !timeline.exists(coalition, asked.on).may_be() {
        notes.push(
            "The coalition does not exist then: it had not begun, or was dissolved.".to_owned(),
        );
    }
    let narrowed =
        asked.theatre.is_some() || asked.activity.is_some() || asked.by != Track::Declared;
    if narrowed {
        let wider = Members {
            theatre: None,
            activity: None,
            by: Track::Declared,
            ..*asked
        };
        let members = self::answer(timeline, &wider).rows.len();
        notes.push(format!(
            "Without `--in`, `--doing` and `--by` there are {members}."
        ));
        return notes;
    }
    let others: Vec<_> = (model.coalitions.iter())
        .filter(|&(id, _)| id != coalition)
        .filter(|&(id, _)| !timeline.members(id, asked.on).is_empty())
        .map(|(_, other)| &*other.id)
        .collect();
    if !others.is_empty() {
        notes.push(format!(
            "Coalitions with members then: {}.",
            others.join(", ")
        ));
    }
    notes
}
