//! Laws of `diff`: nothing differs from itself, and going on day by day leads where one step leads.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::BTreeMap;

use coalition::answer::diff::{self, DiffRow, Version};
use coalition::check::{self, Checked};
use coalition::day::Day;
use coalition::model::{CoalitionId, Track};
use coalition::question::{Diff, DiffRecords};
use coalition::timeline::Timeline;
use strum::IntoEnumIterator;

fn built_in() -> Checked {
    check::read(&coalition::built_in::texts(), day("2026-01-01"))
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Every day on which a line can change, and the day before it.
fn turning_days(timeline: &Timeline) -> Vec<Day> {
    let phases = timeline.lines().flat_map(|line| line.phases());
    let mut days: Vec<Day> = phases
        .filter_map(|(day, _)| day.known())
        .flat_map(|day| [day.previous(), day])
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn coalitions(timeline: &Timeline) -> Vec<Option<CoalitionId>> {
    let each = timeline.model.coalitions.iter().map(|(id, _)| Some(id));
    std::iter::once(None).chain(each).collect()
}

#[test]
fn a_day_does_not_differ_from_itself() {
    let data = built_in();
    let days = turning_days(&data.timeline);
    assert!(days.len() > 100, "{}", days.len());
    for coalition in coalitions(&data.timeline) {
        for (on, by) in days.iter().step_by(3).zip(Track::iter().cycle()) {
            let asked = Diff {
                from: *on,
                to: *on,
                coalition,
                by,
            };
            let answer = diff::days(&data.timeline, &asked);
            assert!(answer.rows.is_empty(), "{asked:?}: {:?}", answer.rows);
            assert_eq!(answer.notes, ["Nothing changed: it is the same day."]);
        }
    }
}

#[test]
fn records_do_not_differ_from_themselves() {
    let data = built_in();
    let texts = coalition::built_in::texts();
    let (records, _) = coalition::record::read(&texts);
    let version = Version {
        records: &records,
        timeline: &data.timeline,
    };
    let asked = DiffRecords {
        data: "one".to_owned(),
        with: "other".to_owned(),
        on: Some(day("2014-09-26")),
        by: Track::Operating,
    };
    assert!(diff::records(version, version, &asked).rows.is_empty());
}

/// Every difference between two days has a cause that lies between them, in the records as built in.
#[test]
fn a_difference_has_its_events() {
    let data = built_in();
    for (from, to) in [
        ("2014-08-01", "2014-09-25"),
        ("2014-09-25", "2014-10-03"),
        ("2014-10-03", "2015-12-31"),
        ("2015-12-31", "2025-12-31"),
    ] {
        for (coalition, by) in coalitions(&data.timeline)
            .into_iter()
            .flat_map(|coalition| Track::iter().map(move |by| (coalition, by)))
        {
            let (from, to) = (day(from), day(to));
            let asked = Diff {
                from,
                to,
                coalition,
                by,
            };
            for row in diff::days(&data.timeline, &asked).rows {
                assert!(!row.events.is_empty(), "{asked:?}: {row:?}");
                assert_ne!(row.before, row.after, "{row:?}");
            }
        }
    }
}

/// The standings that a row by row account ends with.
type Standings = BTreeMap<(Option<String>, Option<String>), String>;

fn follow(standings: &mut Standings, rows: Vec<DiffRow>) {
    for row in rows.into_iter().filter(|row| row.field == "standing") {
        let party = (row.coalition, row.actor);
        let known = standings.insert(party, row.after.to_string());
        let before = known.unwrap_or_else(|| "\"none\"".to_owned());
        assert_eq!(before, row.before.to_string());
    }
}

/// What is after one step is before the next, and many steps end where one step ends.
#[test]
fn steps_add_up() {
    let data = built_in();
    let days = turning_days(&data.timeline);
    for coalition in coalitions(&data.timeline).into_iter().flatten() {
        let ask = |from, to| {
            let asked = Diff {
                from,
                to,
                coalition: Some(coalition),
                by: Track::Declared,
            };
            diff::days(&data.timeline, &asked).rows
        };
        let (mut by_steps, mut at_once) = (Standings::new(), Standings::new());
        for pair in days.windows(2) {
            follow(&mut by_steps, ask(pair[0], pair[1]));
        }
        follow(&mut at_once, ask(days[0], days[days.len() - 1]));
        by_steps.retain(|party, standing| at_once.contains_key(party) || standing != "\"none\"");
        assert_eq!(by_steps, at_once);
    }
}
