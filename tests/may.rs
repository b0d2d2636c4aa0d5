//! Who might strike where in the week of the article: each verdict worked out by hand from it and from
//! the records.
#![allow(
    clippy::expect_used,
    reason = "a name that is not in the shipped records fails the test"
)]

use std::sync::Arc;

use coalition::answer::may;
use coalition::day::Day;
use coalition::question::May;
use coalition::timeline::{Timeline, View};
use coalition::{lookup, model, record};

const DAYS: [&str; 4] = ["2014-09-25", "2014-09-26", "2014-09-27", "2014-10-03"];

/// Actor, then the verdicts on air strikes in Iraq and in Syria on each of the days.
const VERDICTS: [(&str, [&str; 4], [&str; 4]); 11] = [
    // Joins on the 26th for Iraq only, if parliament agrees; it does on 2 October.
    (
        "Denmark",
        ["no", "conditional", "conditional", "yes"],
        ["no"; 4],
    ),
    // Joins on the 26th, with the vote, for Iraq only.
    ("Belgium", ["no", "yes", "yes", "yes"], ["no"; 4]),
    ("United Kingdom", ["no", "yes", "yes", "yes"], ["no"; 4]),
    // Pledges support to Iraq, and is nobody's member.
    ("Russia", ["no"; 4], ["no"; 4]),
    // In Iraq since August, in Syria since 22 or 23 September.
    ("United States", ["yes"; 4], ["yes"; 4]),
    // In Syria with the United States; nothing says anything of Iraq.
    ("Bahrain", ["no-record"; 4], ["yes"; 4]),
    ("Jordan", ["no-record"; 4], ["yes"; 4]),
    ("Saudi Arabia", ["no-record"; 4], ["yes"; 4]),
    ("United Arab Emirates", ["no-record"; 4], ["yes"; 4]),
    // Flew patrols there, and did not strike.
    ("Qatar", ["no-record"; 4], ["no-record"; 4]),
    // Strikes in Iraq since 19 September, expressly not in Syria.
    ("France", ["yes"; 4], ["no"; 4]),
];

#[test]
fn the_week_of_the_article() {
    let texts = coalition::built_in::texts();
    let (records, _) = record::read(&texts);
    let model = Arc::new(model::resolve(&records).0);
    let (timeline, _) = Timeline::build(Arc::clone(&model), View::accepted(&model));
    let mut wrong = Vec::new();
    for (name, iraq, syria) in VERDICTS {
        for (place, verdicts) in [("iraq", iraq), ("syria", syria)] {
            for (day, expected) in DAYS.into_iter().zip(verdicts) {
                let asked = May {
                    actor: lookup::actor(&model, name).expect("an actor"),
                    activity: lookup::activity(&model, "air-strikes").expect("an activity"),
                    theatre: lookup::theatre(&model, place).expect("a theatre"),
                    coalition: lookup::coalition(&model, "inherent-resolve").ok(),
                    on: Day::parse(day).expect("a day"),
                };
                let said = may::answer(&timeline, &texts, &asked).verdict;
                let said = said.map(|(verdict, certainty)| (verdict, certainty.is_certain()));
                if said != Some((expected, true)) {
                    wrong.push(format!(
                        "{name} in {place} on {day}: {said:?}, not {expected}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
