//! Whether an actor may do a thing in a place on a day, and what decides it.

mod case;
mod decide;
mod row;
mod words;

use serde_json::json;

use self::case::Case;
pub use self::case::Verdict;
pub use self::row::MayRow;
use super::Answer;
use crate::model::CoalitionId;
use crate::question::May;
use crate::text::Texts;
use crate::timeline::{Holds, Timeline};

/// Answers the question. `texts` tell where each record stands.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &May) -> Answer<MayRow> {
    let mut rows = Vec::new();
    let mut sentences = Vec::new();
    let mut changes = Vec::new();
    let mut overall: Option<(Verdict, Holds)> = None;
    for coalition in coalitions(timeline, asked) {
        let case = Case::new(timeline, *asked, coalition);
        let decided = case.decide();
        let told = words::Told {
            timeline,
            asked,
            coalition,
        };
        sentences.push(told.sentence(&decided));
        rows.extend(row::rows(timeline, texts, asked, coalition, &decided));
        changes.extend(told.suspension());
        changes.extend(told.what_would_change_it(&decided));
        let better =
            overall.is_none_or(|(verdict, _)| permissive(decided.verdict) > permissive(verdict));
        if better {
            overall = Some((decided.verdict, decided.certainty));
        }
    }
    let (verdict, certainty) = overall.unwrap_or((Verdict::NoRecord, Holds::Certain));
    let title = match sentences.len() {
        0 => words::no_membership(timeline, asked),
        1 => sentences.remove(0),
        _ => words::several(timeline, asked, verdict, certainty),
    };
    let mut answer = Answer::new(timeline, question(timeline, asked), title, rows);
    answer.verdict = Some((verdict.into(), certainty));
    answer.notes.extend(sentences);
    answer.notes.extend(changes);
    answer
}

/// The coalition asked for, or each that the actor is, or may be, a direct member of.
fn coalitions(timeline: &Timeline, asked: &May) -> Vec<CoalitionId> {
    let all = timeline.model.coalitions.iter().map(|(id, _)| id);
    let is_asked = |&id: &CoalitionId| match asked.coalition {
        Some(coalition) => id == coalition,
        None => timeline.direct_member(id, asked.actor, asked.on).may_be(),
    };
    let mut coalitions: Vec<_> = all.filter(is_asked).collect();
    coalitions.sort_by_key(|&id| &timeline.model.coalitions[id].id);
    coalitions
}

/// Over several coalitions the first of these counts: yes, on condition, no, no record.
fn permissive(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NoRecord => 0,
        Verdict::No => 1,
        Verdict::Conditional => 2,
        Verdict::Yes => 3,
    }
}

fn question(timeline: &Timeline, asked: &May) -> serde_json::Value {
    let model = &*timeline.model;
    json!({
        "command": "may",
        "actor": &*model.actors[asked.actor].id,
        "activity": &*model.activities[asked.activity].id,
        "in": &*model.theatres[asked.theatre].id,
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
    })
}
