//! The evidence horizon: what is open, and has long not been heard of.

use super::Check;
use super::membership::events;
use crate::day::Day;
use crate::finding::Severity::Warning;
use crate::finding::{Finding, Rule};
use crate::model::{ActorId, CoalitionId, EventId, Model};
use crate::timeline::{Holds, Line, Sort};

/// Years for which the example of the rule is checked.
pub(super) const EXAMPLE_YEARS: u16 = 5;

pub(super) const STALE: Rule = Rule {
    name: "stale",
    severity: Warning,
    what: "With `--stale YEARS`: who is in today has been heard of within so many years.",
    why: "No record of an end is no proof that it lasts: what nothing attests any more may have ended unseen. Looked for only when asked; the example is checked with `--stale 5`.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"";
        "dnk-still-in", "2015-07-01", "observe", "actor = \"DNK\"";
    ),
    mend: "record the end, or an `observe` from a newer source that says it was still so",
};

/// What an actor has open in a coalition.
struct Open<'a> {
    coalition: CoalitionId,
    actor: ActorId,
    /// The membership or, of who is no member, a cell.
    line: &'a Line,
    holds: Holds,
}

/// Each open engagement that no event attests within so many years before today.
pub(super) fn look(check: &Check<'_>, years: u16, findings: &mut Vec<Finding>) {
    let horizon = check.today.years_before(years);
    for open in all_open(check) {
        let parts: Vec<_> = check.timeline.model.parts(open.coalition).collect();
        let last = (check.timeline).last_attesting(&parts, open.actor, check.today);
        let day = last.map(|event| check.timeline.bounds(event).latest);
        if day.is_none_or(|day| day < horizon) {
            findings.extend(finding(check, &open, last, horizon));
        }
    }
}

/// One for each actor in each coalition: its membership first, as lines are sorted.
fn all_open<'a>(check: &Check<'a>) -> Vec<Open<'a>> {
    let lines = check.timeline.lines();
    let counts = lines.filter(|line| matches!(line.key.sort, Sort::Membership | Sort::Cell(..)));
    let open = counts.filter_map(|line| {
        let open = Open {
            coalition: line.key.coalition?,
            actor: line.key.actor?,
            holds: line.on(check.today).holds(),
            line,
        };
        open.holds.may_be().then_some(open)
    });
    let mut open: Vec<_> = open.collect();
    open.dedup_by_key(|open| (open.coalition, open.actor));
    open
}

fn finding(
    check: &Check<'_>,
    open: &Open<'_>,
    last: Option<EventId>,
    horizon: Day,
) -> Option<Finding> {
    let model = &*check.timeline.model;
    let opener = open.line.on(check.today).openers().next();
    let shown = &model.events[last.or(opener)?];
    let attested = match last {
        Some(_) => format!("last attested by `{}`, {}", shown.id, shown.date),
        None => "attested by no event that has surely happened".to_owned(),
    };
    let says = match last {
        Some(_) => format!("before {horizon}"),
        None => "opens it".to_owned(),
    };
    let message = format!("{}: {attested}", still(model, open));
    let finding = Finding::new(&STALE, message, shown.place, says);
    let opener = opener.filter(|&opener| Some(opener) != last && last.is_some());
    Some(match opener.map(|id| &model.events[id]) {
        Some(event) => finding.beside(event.place, format!("open since {}", event.date)),
        None => finding,
    })
}

/// "Denmark, still a member of the coalition".
fn still(model: &Model, open: &Open<'_>) -> String {
    let Open {
        coalition, actor, ..
    } = *open;
    let engaged = match open.line.key.sort {
        Sort::Cell(track, _) => format!("still {track} in"),
        _ => "still a member of".to_owned(),
    };
    let surely = if open.holds.is_certain() {
        ""
    } else {
        "possibly "
    };
    format!(
        "{}, {surely}{engaged} {}",
        model.actors[actor].name, model.coalitions[coalition].name
    )
}
