//! What the page holds for a day is what `members`, `restrictions` and `may` say of it: on every day of 2014
//! to 2016, for every coalition of the shipped records. The page is looked up here as its script does it,
//! without a browser.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its stage cannot be set"
)]

mod looked_up;

use std::collections::BTreeSet;

use coalition::answer::may::{self, MayRow};
use coalition::answer::{Answer, members, page, restrictions};
use coalition::day::Day;
use coalition::model::{ActivityId, CoalitionId, Model, TheatreId, Track};
use coalition::question::{self, May, Members, Restrictions};
use coalition::text::Texts;
use coalition::timeline::Timeline;
use coalition::{built_in, check, lookup};
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use self::looked_up::{Asked, LookedUp};

/// Not this coalition alone, and not the filters alone: everything from one page.
fn everything(timeline: &Timeline, texts: &Texts) -> LookedUp {
    let on = day("2014-10-01");
    let asked = question::Page {
        coalitions: Vec::new(),
        on,
        today: on,
        options: String::new(),
        notes: Vec::new(),
    };
    let page = page::answer(timeline, texts, &asked);
    LookedUp(serde_json::to_value(&page).expect("the page as JSON"))
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The shipped records, and the coalitions with their sheets.
struct Stage {
    timeline: Timeline,
    texts: Texts,
    page: LookedUp,
}

impl Stage {
    fn new() -> Stage {
        let timeline = built_in::timeline().expect("records without errors");
        let texts = built_in::texts();
        let page = everything(&timeline, &texts);
        Stage {
            timeline,
            texts,
            page,
        }
    }

    fn model(&self) -> &Model {
        &self.timeline.model
    }

    fn sheets(&self) -> impl Iterator<Item = (CoalitionId, &Value)> {
        let sheets = self.page.0["coalitions"].as_array().expect("coalitions");
        sheets.iter().map(|sheet| {
            let id = sheet["id"].as_str().expect("an id");
            (
                self.model().coalitions.find(id).expect("a coalition"),
                sheet,
            )
        })
    }

    /// What `may` answers for an actor, an activity and a theatre, by their ids.
    fn may(
        &self,
        coalition: CoalitionId,
        actor: &str,
        (activity, theatre): (&str, &str),
        on: Day,
    ) -> Answer<MayRow> {
        let model = self.model();
        let asked = May {
            actor: model.actors.find(actor).expect("an actor"),
            activity: model.activities.find(activity).expect("an activity"),
            theatre: model.theatres.find(theatre).expect("a theatre"),
            coalition: Some(coalition),
            on,
        };
        may::answer(&self.timeline, &self.texts, &asked)
    }

    fn days() -> impl Iterator<Item = (usize, Day)> {
        let first = day("2014-01-01");
        let days = first.days_to(day("2016-12-31"));
        (0..=days).map(move |n| (usize::try_from(n).unwrap_or(0), first.plus(n)))
    }
}

/// What a row of `members` says that the page shows.
fn told(row: &members::MemberRow) -> Value {
    let row = serde_json::to_value(row).expect("a row as JSON");
    let count = |count: &Value| match count {
        Value::Number(count) => count.to_string(),
        Value::Array(both) => format!("{} to {}", both[0], both[1]),
        _ => "some".to_owned(),
    };
    let brings = row["contributions"].as_array().expect("contributions");
    let brings: Vec<Value> = (brings.iter())
        .map(|c| json!([c["what"], count(&c["count"]), c["certainty"]]))
        .collect();
    json!({
        "actor": row["actor"],
        "certainty": row["certainty"],
        "since": row["since"],
        "until": row["until"],
        "standing": row["standing"],
        "via": row["via"],
        "scope": row["scope"],
        "contributions": brings,
        "restrictions": row["restrictions"],
        "last_attested": row["last_attested"],
    })
}

#[test]
fn the_members_of_every_day() {
    let stage = Stage::new();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        for (_, on) in Stage::days() {
            let asked = asked(coalition, on, Track::Declared, None, None);
            let said = members::answer(&stage.timeline, &asked);
            let said: Vec<Value> = said.rows.iter().map(told).collect();
            let shown = stage.page.members(sheet, &Asked::on(on));
            same(&shown, &said, &format!("{} on {on}", sheet["id"]));
            looked += said.len();
        }
    }
    assert!(looked > 100_000, "{looked} rows");
}

#[test]
fn the_events_behind_each_member() {
    let stage = Stage::new();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        for (_, on) in Stage::days().filter(|(n, _)| n % 10 == 0) {
            let asked = asked(coalition, on, Track::Declared, None, None);
            for row in members::answer(&stage.timeline, &asked).rows {
                let shown = stage.page.evidence(sheet, &row.actor, on);
                let said: BTreeSet<String> = row.events.iter().cloned().collect();
                let missing: Vec<_> = said.difference(&shown).collect();
                assert!(missing.is_empty(), "{} on {on}: {missing:?}", row.actor);
                looked += said.len();
            }
        }
    }
    assert!(looked > 10_000, "{looked} events");
}

/// A coalition names few places and activities: on each day another of them is asked for.
#[test]
fn the_members_by_track_place_and_activity() {
    let stage = Stage::new();
    let model = stage.model();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        let theatres = stage.page.theatres_in(sheet);
        let activities = stage.page.activities_in(sheet);
        for (n, on) in Stage::days().flat_map(|(n, on)| [0, 1, 2].map(|more| (3 * n + more, on))) {
            let track = Track::iter().nth(n % 4).expect("a track");
            let theatre = nth(&theatres, n / 4);
            let activity = nth(&activities, n / 7);
            let place = theatre.map(|id| lookup::theatre(model, id).expect("a theatre"));
            let doing = activity.map(|id| lookup::activity(model, id).expect("an activity"));
            let asked = asked(coalition, on, track, place, doing);
            let said = members::answer(&stage.timeline, &asked);
            let said: Vec<Value> = said.rows.iter().map(told).collect();
            let shown = stage.page.members(
                sheet,
                &Asked {
                    on,
                    track: track as u64,
                    theatre,
                    activity,
                },
            );
            let what = format!(
                "{} on {on}, {track}, {theatre:?}, {activity:?}",
                sheet["id"]
            );
            same(&shown, &said, &what);
            looked += said.len();
        }
    }
    assert!(looked > 20_000, "{looked} rows");
}

/// A filter that the page does not know finds nobody, wherever it is asked for.
#[test]
fn of_places_that_are_not_there_nobody_is_listed() {
    let stage = Stage::new();
    let (mut known, mut unknown) = (0, 0);
    for (id, theatre) in stage.model().theatres.iter() {
        if stage.page.knows_theatre(&theatre.id) {
            known += 1;
            continue;
        }
        unknown += 1;
        for (coalition, _) in stage.sheets() {
            for track in Track::iter() {
                for (_, on) in Stage::days().filter(|(n, _)| n % 100 == 0) {
                    let asked = asked(coalition, on, track, Some(id), None);
                    let said = members::answer(&stage.timeline, &asked).rows.len();
                    assert_eq!(said, 0, "{} by {track} on {on}", theatre.id);
                }
            }
        }
    }
    assert!(
        known > 50 && unknown > 0,
        "{known} known, {unknown} unknown"
    );
}

/// Text from strangers: only what a browser may open is a link.
#[test]
fn only_addresses_of_the_web_are_links() {
    let odd = [
        "javascript:alert(1)",
        "data:text/html,x",
        " https://a.example",
        "//a.example",
    ];
    let fair = ["https://a.example/1", "http://a.example/2"];
    let sources = odd.iter().chain(&fair).enumerate().map(|(n, url)| {
        format!(
            "[[source]]\nid = \"s{n}\"\ntitle = \"S{n}\"\nurl = \"{url}\"\narchived = \"{url}\"\n"
        )
    });
    let named: Vec<String> = (0..6).map(|n| format!("\"s{n}\"")).collect();
    let records = format!(
        "[[actor]]\nid = \"AAA\"\nname = \"A\"\n[[coalition]]\nid = \"c\"\nname = \"C\"\n\
         [[event]]\nid = \"e\"\ndate = 2014-01-01\nkind = \"join\"\nactor = \"AAA\"\n\
         coalition = \"c\"\nsources = [{}]\nsummary = \"Joins.\"\n{}",
        named.join(", "),
        sources.collect::<String>()
    );
    let texts = Texts::from_memory([("a.toml", records.as_bytes())]);
    let checked = check::read(&texts, day("2014-01-01"));
    assert!(!checked.is_faulty(), "{:?}", checked.findings);
    let page = everything(&checked.timeline, &texts);
    let sources = page.0["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), 6);
    for (source, url) in sources
        .iter()
        .zip(odd.map(|_| None).into_iter().chain(fair.map(Some)))
    {
        assert_eq!(
            (source[2].as_str(), source[3].as_str()),
            (url, url),
            "{source}"
        );
    }
}

/// The same rows: told by the first that differs.
fn same(shown: &[Value], said: &[Value], what: &str) {
    for (shown, said) in shown.iter().zip(said) {
        assert_eq!(shown, said, "{what}");
    }
    assert_eq!(shown.len(), said.len(), "{what}");
}

/// None first: every place, or whatever is done.
fn nth(all: &[String], n: usize) -> Option<&str> {
    all.get((n % (all.len() + 1)).checked_sub(1)?)
        .map(String::as_str)
}

fn asked(
    coalition: CoalitionId,
    on: Day,
    by: Track,
    theatre: Option<TheatreId>,
    activity: Option<ActivityId>,
) -> Members {
    Members {
        coalition: Some(coalition),
        on,
        theatre,
        activity,
        by,
        standing: false,
        attested: false,
    }
}

#[test]
fn the_restrictions_of_every_day() {
    let stage = Stage::new();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        for (_, on) in Stage::days() {
            let asked = Restrictions {
                actor: None,
                coalition: Some(coalition),
                on,
                all: false,
            };
            let said = restrictions::answer(&stage.timeline, &asked).rows;
            let mut said: Vec<Value> = (said.iter())
                .map(|row| {
                    json!([
                        row.actor,
                        row.restriction,
                        row.effect,
                        row.text,
                        row.certainty,
                        row.since,
                        row.until,
                        row.events,
                    ])
                })
                .collect();
            let mut shown = stage.page.rules(sheet, on);
            said.sort_by_key(Value::to_string);
            shown.sort_by_key(Value::to_string);
            assert_eq!(shown, said, "{} on {on}", sheet["id"]);
            looked += said.len();
        }
    }
    assert!(looked > 50_000, "{looked} rows");
}

/// Of every member on every day a pair is asked for, each day another.
#[test]
fn what_members_may_on_every_day() {
    let stage = Stage::new();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        for (n, on) in Stage::days() {
            for (m, row) in stage.page.members(sheet, &Asked::on(on)).iter().enumerate() {
                let pairs = sheet["pairs"].as_array().expect("pairs").len();
                if pairs == 0 {
                    continue;
                }
                let pair = (7 * n + 13 * m) % pairs;
                let actor = row["actor"].as_str().expect("an id");
                let (activity, theatre) = stage.page.pair(sheet, pair);
                let said = stage.may(coalition, actor, (activity, theatre), on);
                let (verdict, certainty) = said.verdict.expect("a verdict");
                let rows: Vec<Value> = (said.rows.iter())
                    .map(|row| json!([row.kind, row.rule, row.says, row.events]))
                    .collect();
                let shown = stage.page.verdict(sheet, actor, pair, on);
                let what = format!("{actor} {activity} in {theatre} on {on}");
                assert_eq!(shown, json!([verdict, certainty, rows]), "{what}");
                looked += 1;
            }
        }
    }
    assert!(looked > 100_000, "{looked} verdicts");
}

/// Of the pairs that are not told, `may` has nothing to say.
#[test]
fn of_bare_pairs_nothing_is_recorded() {
    let stage = Stage::new();
    let mut looked = 0;
    for (coalition, sheet) in stage.sheets() {
        for bare in sheet["bare"].as_array().expect("pairs") {
            let (activity, theatre) = stage.page.named(bare);
            for (_, on) in Stage::days().filter(|(n, _)| n % 60 == 0) {
                for row in stage.page.members(sheet, &Asked::on(on)) {
                    let actor = row["actor"].as_str().expect("an id");
                    let said = stage.may(coalition, actor, (activity, theatre), on);
                    for row in &said.rows {
                        let is_silent = row.kind == "membership" || row.events.is_empty();
                        assert!(is_silent, "{actor} {activity} in {theatre} on {on}");
                    }
                    looked += 1;
                }
            }
        }
    }
    assert!(looked > 100, "{looked} cases");
}
