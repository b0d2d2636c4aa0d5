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
use crate::day::Day;
use crate::model::CoalitionId;
use crate::question::May;
use crate::text::Texts;
use crate::timeline::{Holds, Line, Timeline};

/// Answers the question. `texts` tell where each record stands.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &May) -> Answer<MayRow> {
    let coalitions = coalitions(timeline, asked);
    let cases: Vec<(CoalitionId, Decided<'_>)> = (coalitions.iter())
        .map(|&coalition| (coalition, Case::new(timeline, *asked, coalition).decide()))
        .collect();
    let best = first_that_counts(timeline, &cases);
    let told = Told::of(timeline, asked, in_order(&cases, best));
    let mut sentences = told.sentences.into_iter();
    let title = (sentences.next()).unwrap_or_else(|| words::no_membership(timeline, asked));
    let mut rows: Vec<MayRow> = Vec::new();
    for (coalition, decided) in &cases {
        for mut row in row::rows(timeline, texts, asked, *coalition, decided) {
            row.is_shown = !told.silent.contains(coalition)
                && !rows.iter().any(|known| known.is_shown && known.is_as(&row));
            row.by_coalition = cases.len() > 1;
            rows.push(row);
        }
    }
    let (verdict, certainty) = best.map_or((Verdict::NoRecord, Holds::Certain), |best| {
        (cases[best].1.verdict, cases[best].1.certainty)
    });
    let mut answer = Answer::new(timeline, question(timeline, asked), title, rows);
    answer.verdict = Some((verdict.into(), certainty));
    answer.notes.extend(sentences);
    if !told.silent.is_empty() {
        let note = words::without_record(timeline, &told.silent);
        answer.notes.push(note);
    }
    answer.notes.extend(told.changes);
    answer
}

/// One case on many days: what bears on it is gathered once.
pub(super) struct Matter<'a>(Case<'a>);

impl<'a> Matter<'a> {
    pub(super) fn new(timeline: &'a Timeline, asked: May, coalition: CoalitionId) -> Matter<'a> {
        Matter(Case::new(timeline, asked, coalition))
    }

    /// The lines that it turns on.
    pub(super) fn lines(&self) -> Vec<&'a Line> {
        self.0.lines()
    }

    /// The verdict at the end of a day, how surely, and the rows that say why.
    pub(super) fn on(&mut self, day: Day, texts: &Texts) -> (Verdict, Holds, Vec<MayRow>) {
        self.0.asked.on = day;
        let decided = self.0.decide();
        let (timeline, asked, coalition) = (self.0.timeline, &self.0.asked, self.0.coalition);
        let rows = row::rows(timeline, texts, asked, coalition, &decided);
        (decided.verdict, decided.certainty, rows)
    }
}

/// What is said of the cases, the one that counts first.
#[derive(Default)]
struct Told {
    sentences: Vec<String>,
    /// The coalitions that have nothing to say beside another's verdict.
    silent: Vec<CoalitionId>,
    /// What would change the verdict that counts.
    changes: Vec<String>,
}

impl Told {
    fn of<'c>(
        timeline: &Timeline,
        asked: &May,
        cases: impl Iterator<Item = &'c (CoalitionId, Decided<'c>)>,
    ) -> Told {
        let mut all = Told::default();
        for (coalition, decided) in cases {
            let told = words::Told {
                timeline,
                asked,
                coalition: *coalition,
            };
            if all.sentences.is_empty() {
                all.sentences.push(told.sentence(decided));
                all.changes.extend(told.suspension());
                all.changes.extend(told.what_would_change_it(decided));
            } else if decided.is_by_rule_or_scope() {
                let sentence = told.sentence(decided);
                // A whole repeats what its part says.
                if sentence != all.sentences[0] {
                    all.sentences.push(told.in_its_coalition(&sentence));
                }
            } else {
                all.silent.push(*coalition);
            }
        }
        all
    }
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
