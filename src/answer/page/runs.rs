//! What is so over time, as runs of days.

use serde::Serialize;

use crate::day::Day;
use crate::model::EventId;
use crate::timeline::{Line, Timeline};

/// From each of these days on, what is so until the day before the next; none = nothing. Days are counted
/// from 1970; none = since ever.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(transparent)]
pub struct Runs<T>(Vec<(Option<i32>, Option<T>)>);

impl<T: PartialEq> Runs<T> {
    /// From what is so on each of the days, on which alone it may change.
    pub(super) fn over(days: &[Day], mut of: impl FnMut(Day) -> Option<T>) -> Runs<T> {
        let mut runs: Vec<(Option<i32>, Option<T>)> = Vec::new();
        for &day in days {
            let now = of(day);
            let before = runs.last().and_then(|(_, value)| value.as_ref());
            if before != now.as_ref() {
                runs.push((day.since_1970(), now));
            }
        }
        Runs(runs)
    }

    /// All that is so at some time.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().filter_map(|(_, value)| value.as_ref())
    }

    /// Whether it is never so.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The days on which these lines change, and between which these events can have happened.
pub(super) fn turning_days<'a>(
    timeline: &Timeline,
    lines: impl IntoIterator<Item = &'a Line>,
    events: impl IntoIterator<Item = EventId>,
) -> Vec<Day> {
    let turns = (lines.into_iter()).flat_map(|line| line.phases().map(|(day, _)| day));
    let bounds = events.into_iter().flat_map(|event| {
        let bounds = timeline.bounds(event);
        [bounds.earliest, bounds.latest]
    });
    in_order(turns.chain(bounds))
}

/// These days in order, each once, without the end of all time.
pub(super) fn in_order(days: impl IntoIterator<Item = Day>) -> Vec<Day> {
    let mut days: Vec<Day> = days.into_iter().collect();
    days.retain(|&day| day != Day::AFTER_ALL);
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::parse("1970-01-01").map_or(Day::BEFORE_ALL, |day| day.plus(number))
    }

    #[test]
    fn a_run_lasts_until_the_next() {
        let days = in_order([
            day(9),
            Day::BEFORE_ALL,
            day(3),
            day(3),
            day(5),
            Day::AFTER_ALL,
        ]);
        let runs = Runs::over(&days, |on| (on < day(9)).then_some(on >= day(5)));
        assert_eq!(
            serde_json::to_string(&runs).ok().as_deref(),
            Some("[[null,false],[5,true],[9,null]]")
        );
    }
}
