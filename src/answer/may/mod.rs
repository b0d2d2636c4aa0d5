//! Whether an actor may do a thing in a place on a day, and what decides it.

mod case;
mod decide;
mod row;
mod words;

use serde_json::json;

pub use self::case::Verdict;
use self::case::{Case, Decided};
pub use self::row::MayRow;
use super::Answer;
use crate::model::CoalitionId;
use crate::question::May;
use crate::text::Texts;
use crate::timeline::{Holds, Timeline};

/// Answers the question. `texts` tell where each record stands.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &May) -> Answer<MayRow> {
    let coalitions = coalitions(timeline, asked);
    let cases: Vec<(CoalitionId, Decided<'_>)> = (coalitions.iter())
        .map(|&coalition| (coalition, Case::new(timeline, *asked, coalition).decide()))
        .collect();
    let several = cases.len() > 1;
    let mut rows: Vec<MayRow> = Vec::new();
    let mut sentences: Vec<String> = Vec::new();
    let mut silent = Vec::new();
    let mut changes: Vec<String> = Vec::new();
    let best = first_that_counts(timeline, &cases);
    let verdict = best.map_or(Verdict::NoRecord, |best| cases[best].1.verdict);
    for (coalition, decided) in in_order(&cases, best) {
        let told = words::Told {
            timeline,
            asked,
            coalition: *coalition,
        };
        if sentences.is_empty() {
            sentences.push(told.sentence(decided));
            changes.extend(told.suspension());
            changes.extend(told.what_would_change_it(decided));
        } else if decided.is_by_rule_or_scope() {
            let sentence = told.sentence(decided);
            // A whole repeats what its part says.
            if sentence != sentences[0] {
                sentences.push(told.in_its_coalition(&sentence));
            }
        } else {
            silent.push(*coalition);
        }
    }
    for (coalition, decided) in &cases {
        for mut row in row::rows(timeline, texts, asked, *coalition, decided) {
            row.is_shown = !silent.contains(coalition)
                && !rows.iter().any(|known| known.is_shown && known.is_as(&row));
            row.by_coalition = several;
            rows.push(row);
        }
    }
    if !silent.is_empty() {
        sentences.push(words::without_record(timeline, &silent));
    }
    let title = if sentences.is_empty() {
        words::no_membership(timeline, asked)
    } else {
        sentences.remove(0)
    };
    let certainty = best.map_or(Holds::Certain, |best| cases[best].1.certainty);
    let mut answer = Answer::new(timeline, question(timeline, asked), title, rows);
    answer.verdict = Some((verdict.into(), certainty));
    answer.notes.extend(sentences);
    answer.notes.extend(changes);
    answer
}

/// Of several cases the one whose verdict counts; of two that say the same, what is recorded before a missing
/// membership, and the part before the whole.
fn first_that_counts(timeline: &Timeline, cases: &[(CoalitionId, Decided<'_>)]) -> Option<usize> {
    let depth = |coalition| timeline.model.wholes(coalition).count();
    (0..cases.len()).rev().max_by_key(|&at| {
        let (coalition, decided) = &cases[at];
        (
            permissive(decided.verdict),
            !decided.is_of_no_member(),
            depth(*coalition),
        )
    })
}

/// The case that counts, then the others in their order.
fn in_order<T>(cases: &[T], best: Option<usize>) -> impl Iterator<Item = &T> {
    let others = (0..cases.len()).filter(move |&at| Some(at) != best);
    best.into_iter().chain(others).map(|at| &cases[at])
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
