//! The data of the page, looked up as its script does it.

use std::collections::BTreeSet;

use coalition::day::Day;
use serde_json::{Value, json};

/// The data of a page.
pub struct LookedUp(pub Value);

/// What is listed.
pub struct Asked<'a> {
    pub on: Day,
    pub track: u64,
    pub theatre: Option<&'a str>,
    pub activity: Option<&'a str>,
}

impl Asked<'_> {
    pub fn on(on: Day) -> Asked<'static> {
        Asked {
            on,
            track: 0,
            theatre: None,
            activity: None,
        }
    }
}

/// The value of the last run that has begun.
fn at(runs: &Value, on: Day) -> Option<&Value> {
    let begun =
        |run: &&Value| run[0].is_null() || run[0].as_i64() <= on.since_1970().map(i64::from);
    let run = runs.as_array()?.iter().take_while(begun).last()?;
    (!run[1].is_null()).then_some(&run[1])
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn date(value: &Value) -> Value {
    let first = Day::parse("1970-01-01").ok();
    match (value.as_i64(), first) {
        (Some(days), Some(first)) => json!(first.plus(days).to_string()),
        _ => value.clone(),
    }
}

fn certainty(degree: &Value) -> &'static str {
    match degree.as_u64() {
        Some(2) => "certain",
        Some(1) => "possible",
        _ => "never",
    }
}

fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(usize::MAX)
}

impl LookedUp {
    fn id(&self, of: &str, at: &Value) -> Value {
        if at.is_null() {
            Value::Null
        } else {
            self.0[of][number(at)][0].clone()
        }
    }

    fn events(&self, events: &Value) -> Vec<Value> {
        list(events)
            .iter()
            .map(|event| self.id("events", event))
            .collect()
    }

    /// Whether a cell is one that a filter finds.
    fn finds(&self, cell: &Value, asked: &Asked<'_>) -> bool {
        let is_permission = asked.track < 2;
        let found = |of: &str, part: &Value, wanted: Option<&str>| {
            let Some(wanted) = wanted else { return true };
            let entry = list(&self.0[of]).iter().find(|entry| entry[0] == wanted);
            let found = entry.map_or(&Value::Null, |entry| {
                &entry[if is_permission { 3 } else { 2 }]
            });
            !part.is_null() && list(found).contains(part)
        };
        cell[0].as_u64() == Some(asked.track)
            && found("theatres", &cell[1], asked.theatre)
            && found("activities", &cell[2], asked.activity)
    }

    /// Certainty, since and until of a party, if it is listed.
    fn stay<'a>(
        &self,
        party: &'a Value,
        asked: &Asked<'_>,
    ) -> Option<(&'static str, &'a Value, &'a Value)> {
        if asked.track == 0 && asked.theatre.is_none() && asked.activity.is_none() {
            let stay = at(&party["member"], asked.on)?;
            return Some((certainty(&stay[0]), &stay[1], &stay[2]));
        }
        let found = list(&party["cells"])
            .iter()
            .filter(|cell| self.finds(cell, asked));
        let held = found.filter_map(|cell| at(&cell[3], asked.on));
        let counting: Vec<&Value> = held.filter(|held| held[0].as_u64() > Some(0)).collect();
        let surest = counting.iter().max_by_key(|held| held[0].as_u64())?;
        let first = counting.iter().min_by_key(|held| number(&held[5][0]))?;
        Some((certainty(&surest[0]), &first[3], &first[4]))
    }

    /// The rows of `members`, as far as the page shows them.
    pub fn members(&self, sheet: &Value, asked: &Asked<'_>) -> Vec<Value> {
        let rows = list(&sheet["parties"]).iter().filter_map(|party| {
            let (sure, since, until) = self.stay(party, asked)?;
            let at = |what: &str| at(&party[what], asked.on);
            let member = at("member");
            let brings = at("brings").map_or(&[][..], list);
            let brings: Vec<Value> =
                brings.iter().map(|b| json!([b[0], b[1], certainty(&b[2])])).collect();
            let rules = at("rules").map_or(&[][..], list);
            let rules: Vec<Value> = (rules.iter())
                .map(|r| json!({ "id": self.id("restrictions", &r[0]), "certainty": certainty(&r[1]) }))
                .collect();
            Some(json!({
                "actor": self.id("actors", &party["actor"]),
                "certainty": sure,
                "since": date(since),
                "until": date(until),
                "standing": at("standing").unwrap_or(&json!("none")),
                "via": member.map_or(json!([]), |member| member[3].clone()),
                "scope": self.scope(party, asked),
                "contributions": brings,
                "restrictions": rules,
                "last_attested": at("attested").map_or(Value::Null, date),
            }))
        });
        rows.collect()
    }

    fn scope(&self, party: &Value, asked: &Asked<'_>) -> Vec<Value> {
        let on_track =
            (list(&party["cells"]).iter()).filter(|cell| cell[0].as_u64() == Some(asked.track));
        let open = on_track.filter_map(|cell| {
            let held = at(&cell[3], asked.on)?;
            let suspended = match held[2].as_u64() {
                Some(2) => json!(true),
                Some(1) => Value::Null,
                _ => json!(false),
            };
            Some(json!({
                "theatre": self.id("theatres", &cell[1]),
                "activity": self.id("activities", &cell[2]),
                "certainty": certainty(&held[1]),
                "suspended": suspended,
            }))
        });
        let mut open: Vec<Value> = open.collect();
        open.sort_by_key(|cell| {
            let id = |part: &str| cell[part].as_str().map(str::to_owned);
            (id("theatre"), id("activity"))
        });
        open
    }

    fn party<'a>(&self, sheet: &'a Value, actor: &str) -> &'a Value {
        let is_it = |party: &&Value| self.id("actors", &party["actor"]) == actor;
        list(&sheet["parties"])
            .iter()
            .find(is_it)
            .unwrap_or(&Value::Null)
    }

    /// The events that the row of a member opens to, on the declared track.
    pub fn evidence(&self, sheet: &Value, actor: &str, on: Day) -> BTreeSet<String> {
        let party = self.party(sheet, actor);
        let cells = (list(&party["cells"]).iter()).filter(|cell| cell[0].as_u64() == Some(0));
        let held = cells
            .filter_map(|cell| at(&cell[3], on))
            .map(|held| &held[5]);
        let member = at(&party["member"], on).map(|member| &member[4]);
        let brings = at(&party["brings"], on)
            .map_or(&[][..], list)
            .iter()
            .map(|b| &b[3]);
        let rules = at(&party["rules"], on)
            .map_or(&[][..], list)
            .iter()
            .map(|r| &r[2]);
        let events = held.chain(member).chain(brings).chain(rules);
        let ids = events.flat_map(|events| self.events(events));
        ids.filter_map(|id| id.as_str().map(str::to_owned))
            .collect()
    }

    /// The ids of the places for which some cell of a coalition is found.
    pub fn theatres_in(&self, sheet: &Value) -> Vec<String> {
        self.found_in(sheet, "theatres", 1)
    }

    /// The ids of the activities for which some cell of a coalition is found.
    pub fn activities_in(&self, sheet: &Value) -> Vec<String> {
        self.found_in(sheet, "activities", 2)
    }

    fn found_in(&self, sheet: &Value, of: &str, part: usize) -> Vec<String> {
        let cells = list(&sheet["parties"])
            .iter()
            .flat_map(|party| list(&party["cells"]));
        let named: Vec<&Value> = cells.map(|cell| &cell[part]).collect();
        let entries = list(&self.0[of]).iter();
        let found =
            entries.filter(|entry| list(&entry[3]).iter().any(|cell| named.contains(&cell)));
        found
            .filter_map(|entry| entry[0].as_str().map(str::to_owned))
            .collect()
    }

    /// Whether the page knows a place by this id.
    pub fn knows_theatre(&self, id: &str) -> bool {
        list(&self.0["theatres"]).iter().any(|entry| entry[0] == id)
    }

    /// The rows of `restrictions`, as far as the page shows them.
    pub fn rules(&self, sheet: &Value, on: Day) -> Vec<Value> {
        let rows = list(&sheet["rules"]).iter().filter_map(|rule| {
            let binds = at(&rule["binds"], on)?;
            Some(json!([
                self.id("actors", &rule["actor"]),
                self.id("restrictions", &rule["restriction"]),
                rule["effect"],
                rule["words"],
                certainty(&binds[0]),
                date(&binds[1]),
                date(&binds[2]),
                self.events(&binds[3]),
            ]))
        });
        rows.collect()
    }

    /// Activity and theatre of a pair of the grid, by id.
    pub fn pair<'a>(&'a self, sheet: &'a Value, pair: usize) -> (&'a str, &'a str) {
        self.named(&sheet["pairs"][pair])
    }

    /// Activity and theatre, by id.
    pub fn named<'a>(&'a self, pair: &'a Value) -> (&'a str, &'a str) {
        let id = |of: &str, at: &Value| self.0[of][number(at)][0].as_str().unwrap_or_default();
        (id("activities", &pair[0]), id("theatres", &pair[1]))
    }

    /// The verdict on an actor in a pair: verdict, certainty, and the rows that say why.
    pub fn verdict(&self, sheet: &Value, actor: &str, pair: usize, on: Day) -> Value {
        let party = self.party(sheet, actor);
        let runs = &sheet["verdicts"][number(&party["may"][pair])];
        let Some(said) = at(runs, on) else {
            return Value::Null;
        };
        let grounds = list(&sheet["reasons"][number(&said[2])]).iter();
        let grounds: Vec<Value> = grounds
            .map(|ground| json!([ground[0], ground[1], ground[2], self.events(&ground[3])]))
            .collect();
        json!([said[0], certainty(&said[1]), grounds])
    }
}
