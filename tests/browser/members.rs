//! What the page lists on thirty days is what `members` answers.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value;

use crate::machine::Machine;
use crate::reader::{Reader, Row};
use crate::{Test, program, test};

pub const TESTS: &[Test] = &[
    test("members::of_coalitions_on_thirty_days", of_coalitions),
    test(
        "members::by_track_place_and_activity_on_thirty_days",
        narrowed,
    ),
];

/// The days on which the page is compared: over three years, on every part of the month and week.
fn thirty_days() -> Vec<String> {
    let first = NaiveDate::from_ymd_opt(2014, 1, 20).expect("a day");
    let days: Vec<_> = first.iter_days().step_by(36).take(30).collect();
    assert!(
        days.last()
            .is_some_and(|day| day.to_string().starts_with("2016-11"))
    );
    days.iter().map(ToString::to_string).collect()
}

fn of_coalitions(machine: &Machine) {
    let page = Reader::open(machine, "");
    for coalition in [
        "inherent-resolve",
        "global-coalition",
        "isaf",
        "resolute-support",
        "saudi-led-yemen",
        "arab-partners-syria",
    ] {
        assert_agree(&page, coalition, &[]);
    }
    page.tab.assert_no_faults();
}

fn narrowed(machine: &Machine) {
    let page = Reader::open(machine, "");
    for narrowed in [
        &[("by", "operating"), ("in", "syria")][..],
        &[("by", "deployed")],
        &[("by", "authorised"), ("doing", "air-strikes")],
        &[("in", "syria")],
        &[("by", "operating"), ("in", "iraq"), ("doing", "training")],
    ] {
        assert_agree(&page, "inherent-resolve", narrowed);
    }
    assert_agree(&page, "resolute-support", &[("in", "afghanistan")]);
    assert_agree(
        &page,
        "saudi-led-yemen",
        &[("by", "operating"), ("doing", "air-strikes")],
    );
    page.tab.assert_no_faults();
}

fn assert_agree(page: &Reader, coalition: &str, narrowed: &[(&str, &str)]) {
    let names = Names::of(page);
    let mut seen = 0;
    for day in thirty_days() {
        let mut fragment = format!("#on={day}&coalition={coalition}");
        let mut asked = vec![
            "members".to_owned(),
            coalition.to_owned(),
            "--on".to_owned(),
            day,
        ];
        for (name, value) in narrowed {
            fragment += &format!("&{name}={value}");
            asked.extend([format!("--{name}"), (*value).to_owned()]);
        }
        page.turn(&fragment);
        let shown = page.rows();
        let answer = program::answer(&asked);
        let rows = answer["rows"].as_array().expect("rows");
        let expected: Vec<Row> = rows.iter().map(|row| names.row(row)).collect();
        assert_eq!(shown.len(), expected.len(), "{fragment}: {shown:#?}");
        for (shown, expected) in shown.iter().zip(&expected) {
            assert_same(shown, expected, &fragment);
        }
        seen += shown.len();

        let certain: Vec<_> = expected
            .into_iter()
            .filter(|row| row.certainty == "certain")
            .collect();
        page.turn(&format!("{fragment}&certain=1"));
        let actors: Vec<_> = certain.into_iter().map(|row| row.actor).collect();
        assert_eq!(page.actors(), actors, "{fragment}&certain=1");
    }
    assert!(seen > 0, "{coalition} {narrowed:?}: nobody on any day");
}

fn assert_same(shown: &Row, expected: &Row, fragment: &str) {
    let mut shown = shown.clone();
    // Dates that are no days are put into words of the page's own.
    for (shown, expected) in shown.dates.iter_mut().zip(&expected.dates) {
        if expected.ends_with('…') && !shown.is_empty() {
            shown.clone_from(expected);
        }
    }
    // Its own rules first, then those of every member.
    let mut expected = expected.clone();
    shown.restrictions.sort();
    expected.restrictions.sort();
    assert_eq!(shown, expected, "{fragment}");
}

/// What the identifiers of answers are called in the page.
struct Names {
    places: HashMap<String, String>,
    doings: HashMap<String, String>,
    coalitions: HashMap<String, String>,
    rules: HashMap<String, String>,
}

impl Names {
    fn of(page: &Reader) -> Self {
        let named = |list: &str| {
            let list = page.data(list);
            let pair = |thing: &Value| {
                let part = |by: usize, name: &str| thing.get(by).or(thing.get(name)).cloned();
                let text =
                    |part: Option<Value>| part.and_then(|text| text.as_str().map(str::to_owned));
                (
                    text(part(0, "id")).expect("an id"),
                    text(part(1, "name")).expect("a name"),
                )
            };
            list.as_array().expect("a list").iter().map(pair).collect()
        };
        let rules = program::answer(&["restrictions", "--all"]);
        let rule = |rule: &Value| {
            let id = rule["restriction"].as_str()?;
            let whose = if rule["actor"].is_null() {
                " (every member)"
            } else {
                ""
            };
            Some((id.to_owned(), format!("{}{whose}", rule["text"].as_str()?)))
        };
        Names {
            places: named("theatres"),
            doings: named("activities"),
            coalitions: named("coalitions"),
            rules: rules["rows"]
                .as_array()
                .expect("rows")
                .iter()
                .filter_map(rule)
                .collect(),
        }
    }

    /// A row of `members --format json`, in the page's words.
    fn row(&self, row: &Value) -> Row {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let each = |name: &str| row[name].as_array().map_or(&[][..], Vec::as_slice).iter();
        let rule = |bound: &Value| match bound["certainty"].as_str() {
            Some("possible") => format!("possibly {}", self.rules[&text_of(&bound["id"])]),
            _ => self.rules[&text_of(&bound["id"])].clone(),
        };
        let until = row["until"]
            .as_str()
            .map(|date| format!("until {}", date_words(date)));
        Row {
            actor: text("actor"),
            name: text("name"),
            scope: self.scope(each("scope")),
            brings: each("contributions").map(brings).collect(),
            restrictions: each("restrictions").map(rule).collect(),
            dates: [date_words(&text("since"))]
                .into_iter()
                .chain(until)
                .collect(),
            since: text("since"),
            certainty: text("certainty"),
            via: each("via")
                .map(|id| self.coalitions[&text_of(id)].clone())
                .collect(),
        }
    }

    /// "Iraq: air strikes, training", a line a place.
    fn scope<'a>(&self, cells: impl Iterator<Item = &'a Value>) -> Vec<String> {
        let mut places: Vec<(String, Vec<String>)> = Vec::new();
        for cell in cells {
            let place = cell["theatre"].as_str().map(|id| self.places[id].clone());
            let doing = cell["activity"].as_str().map(|id| self.doings[id].clone());
            let suspended = match cell["suspended"].as_bool() {
                Some(true) => Some("suspended"),
                Some(false) => None,
                None => Some("possibly suspended"),
            };
            let possibly = (cell["certainty"] == "possible").then_some("possibly");
            let remarks: Vec<_> = possibly.into_iter().chain(suspended).collect();
            let mut doing = doing.unwrap_or_else(|| "unstated".to_owned());
            if !remarks.is_empty() {
                doing += &format!(" ({})", remarks.join(", "));
            }
            let place = place.unwrap_or_default();
            match places.iter_mut().find(|(other, _)| *other == place) {
                Some((_, doings)) => doings.push(doing),
                None => places.push((place, vec![doing])),
            }
        }
        // As tables write it: a place alone stands for one whose activity is unstated.
        let line = |(place, doings): (String, Vec<String>)| match (&*place, &*doings.join(", ")) {
            ("", "unstated") => "unstated".to_owned(),
            ("", doings) => format!("place unstated: {doings}"),
            (place, "unstated") => place.to_owned(),
            (place, doings) => format!("{place}: {doings}"),
        };
        places.into_iter().map(line).collect()
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// "26 Sep 2014"; "…" where the date is no day.
fn date_words(date: &str) -> String {
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d");
    day.map_or_else(
        |_| "…".to_owned(),
        |day| day.format("%-d %b %Y").to_string(),
    )
}

fn maybe(value: &Value, words: &str) -> String {
    match value["certainty"].as_str() {
        Some("possible") => format!("{words} (possibly)"),
        _ => words.to_owned(),
    }
}

fn brings(brought: &Value) -> String {
    let count = match &brought["count"] {
        Value::Array(range) => format!("{} to {}", range[0], range[1]),
        Value::Null => "some".to_owned(),
        count => count.to_string(),
    };
    maybe(
        brought,
        &format!("{count} {}", brought["what"].as_str().unwrap_or_default()),
    )
}
