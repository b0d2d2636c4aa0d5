//! `--during`: a line over a period, both its ends included.
//!
//! Ruling: the period is looked at day by day. On some day: `certain` if on one of its days the line
//! is certainly open, though it may be certain that it is open on one of two days and of neither
//! which; `possible` if on one of them it may be. On every day: `certain` if on each of them it is
//! certainly open, `possible` if on each of them it may be, though not in one and the same reading.

use super::Verdict;
use crate::replay::world::Day;

impl Verdict {
    /// On some day, or every day, from the first to the last: (certain, possible).
    pub fn during(&self, from: Day, to: Day, every_day: bool) -> (bool, bool) {
        let over = |holds: &dyn Fn(Day) -> bool| {
            let mut days = from..=to;
            if every_day {
                days.all(holds)
            } else {
                days.any(holds)
            }
        };
        (
            over(&|day| self.certain.has(day)),
            over(&|day| self.possible.has(day)),
        )
    }
}
