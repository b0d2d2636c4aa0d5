//! What differs: between two days of the same records, or between two sets of records. The two axes are
//! never mixed.
//!
//! The states are those that [`members`](super::members) lists, with everybody who has a standing; this
//! module only compares them, and looks for the events that lie between.

mod cause;
mod item;
mod own;
mod party;
mod records;
mod row;
mod said;
mod side;
mod turn;

use std::collections::BTreeSet;

use serde_json::json;

use self::cause::{Axis, Comparison};
use self::party::Pair;
pub use self::row::DiffRow;
use self::side::{Party, Side};
use super::{Answer, Row, add_new};
use crate::model::Track;
use crate::question::{Diff, DiffRecords};
use crate::record::Records;
use crate::timeline::Timeline;

/// One set of records: as written, and folded.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// As written.
    pub records: &'a Records<'a>,
    /// Folded.
    pub timeline: &'a Timeline,
}

/// What differs between the ends of two days.
pub fn days(timeline: &Timeline, asked: &Diff) -> Answer<DiffRow> {
    let model = &*timeline.model;
    let side = |on| Side {
        timeline,
        on,
        coalition: asked.coalition,
        by: asked.by,
    };
    let compared = Comparison {
        before: side(asked.from),
        after: side(asked.to),
        axis: Axis::Days,
    };
    let question = json!({
        "command": "diff",
        "from": asked.from.to_string(),
        "to": asked.to.to_string(),
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "by": asked.by.to_string(),
    });
    let of = asked
        .coalition
        .map_or("every coalition", |id| &*model.coalitions[id].name);
    let title = format!(
        "what changed in {of}{} from the end of {} to the end of {}",
        on_track(asked.by),
        asked.from,
        asked.to
    );
    let mut answer = Answer::new(timeline, question, title, compared.rows());
    let note = match answer.rows.len() {
        0 => nothing_changed(timeline, asked),
        n => counted(n, "change", "changes"),
    };
    answer.notes.push(note);
    answer
}

/// What differs between two sets of records, and, where a day is asked for, in the state on it.
pub fn records(old: Version<'_>, new: Version<'_>, asked: &DiffRecords) -> Answer<DiffRow> {
    let mut rows = records::rows(old, new);
    let of_records = rows.len();
    let states = asked.on.map(|on| {
        let side = |timeline| Side {
            timeline,
            on,
            coalition: None,
            by: asked.by,
        };
        let compared = Comparison {
            before: side(old.timeline),
            after: side(new.timeline),
            axis: Axis::Records(records::changed(old.records, new.records)),
        };
        compared.rows()
    });
    rows.extend(states.into_iter().flatten());
    let question = json!({
        "command": "diff",
        "data": asked.data,
        "with": asked.with,
        "on": asked.on.map(|day| day.to_string()),
        "by": asked.by.to_string(),
    });
    let title = format!(
        "what changed in the records from {} to {}",
        asked.data, asked.with
    );
    let of_states = rows.len() - of_records;
    let mut answer = Answer::new(new.timeline, question, title, rows);
    cite_old(&mut answer, old.timeline);
    answer.notes.push(match of_records {
        0 => "No record changed.".to_owned(),
        n => counted(n, "change in the records", "changes in the records"),
    });
    answer.notes.extend(asked.on.map(|day| match of_states {
        0 => format!("The state at the end of {day} is the same."),
        n => format!(
            "The state at the end of {day} differs: {}",
            counted(n, "difference", "differences")
        ),
    }));
    answer
}

impl Comparison<'_> {
    /// Every difference, by coalition, then name; a coalition's own first.
    fn rows(&self) -> Vec<DiffRow> {
        let (before, after) = (self.before.held(), self.after.held());
        let parties: BTreeSet<&Party> = before.keys().chain(after.keys()).collect();
        let mut rows = self.own();
        for party in parties {
            let pair = Pair {
                compared: self,
                party,
                before: before.get(party),
                after: after.get(party),
            };
            rows.extend(pair.rows());
        }
        rows.sort_by(|a, b| {
            (&a.coalition, &a.name, &a.actor).cmp(&(&b.coalition, &b.name, &b.actor))
        });
        rows
    }
}

/// Why there are no rows.
fn nothing_changed(timeline: &Timeline, asked: &Diff) -> String {
    if asked.from == asked.to {
        return "Nothing changed: it is the same day.".to_owned();
    }
    let model = &*timeline.model;
    let of = |coalition| {
        asked
            .coalition
            .is_none_or(|asked| model.wholes(coalition).any(|whole| whole == asked))
    };
    let between = timeline.events().filter(|(id, event)| {
        let bounds = timeline.bounds(*id);
        event.coalition.is_some_and(of) && bounds.latest > asked.from && bounds.earliest <= asked.to
    });
    match between.count() {
        0 => "Nothing changed: no event is recorded between them.".to_owned(),
        1 => {
            "Nothing changed: the one event recorded between them changes none of this.".to_owned()
        }
        n => format!("Nothing changed: the {n} events recorded between them change none of this."),
    }
}

/// Sources that only the old records have.
fn cite_old(answer: &mut Answer<DiffRow>, old: &Timeline) {
    let mut cited: Vec<&String> = Vec::new();
    add_new(&mut cited, answer.rows.iter().flat_map(Row::cites));
    let model = &*old.model;
    let known = |id: &String| answer.sources.iter().any(|(known, _)| known == id);
    let missing = cited.into_iter().filter(|id| !known(id)).filter_map(|id| {
        let source = model.sources.find(id)?;
        Some((id.clone(), model.sources[source].citation()))
    });
    let missing: Vec<_> = missing.collect();
    answer.sources.extend(missing);
}

fn on_track(by: Track) -> String {
    match by {
        Track::Declared => String::new(),
        by => format!(" (scope: {by})"),
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}.", if n == 1 { one } else { many })
}
