//! What happens in a coalition, told event by event.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::{Datelike, Days, Months, NaiveDate};
use fastrand::Rng;

use super::Row;
use super::words::{self, BROUGHT, DONE, THEATRES};

/// Tells one coalition after the other, until there are enough events.
pub struct Stories<'a> {
    rng: Rng,
    actors: &'a [String],
    events_left: usize,
    told: usize,
    pub rows: Vec<Row>,
}

/// When an event happens, as recorded.
struct Date {
    text: String,
    earliest: NaiveDate,
    latest: NaiveDate,
}

/// One coalition being told.
struct Telling {
    id: String,
    text: String,
    /// Free days begin here: everything told of the same actor lies before.
    day: NaiveDate,
    number: usize,
    /// The sources, and how many there are.
    reports: String,
    sources: usize,
    /// Who is in.
    members: BTreeSet<String>,
}

impl<'a> Stories<'a> {
    pub fn new(rng: Rng, actors: &'a [String], events: usize) -> Stories<'a> {
        Stories {
            rng,
            actors,
            events_left: events,
            told: 0,
            rows: Vec::new(),
        }
    }

    /// The next coalition: its id, and its file.
    pub fn coalition(&mut self) -> Option<(String, String)> {
        if self.events_left == 0 {
            return None;
        }
        self.told += 1;
        let id = format!("coalition-{:04}", self.told);
        let begins = NaiveDate::from_ymd_opt(1950, 1, 1)? + Days::new(self.rng.u64(..22_000));
        let mut telling = Telling {
            text: format!(
                "[[coalition]]\nid = \"{id}\"\nname = \"Coalition {}\"\n",
                self.told
            ),
            id,
            day: begins,
            number: 0,
            reports: String::new(),
            sources: 0,
            members: BTreeSet::new(),
        };
        if self.told > 10 && self.rng.u8(..10) == 0 {
            let whole = self.told - self.rng.usize(1..10);
            let _ = writeln!(telling.text, "part-of = \"coalition-{whole:04}\"");
        }
        telling.text.push('\n');
        self.tell(&mut telling, "form", None, &[]);
        let born = telling.day;
        let mut last = born;
        let mut actors: Vec<&String> = self.actors.iter().collect();
        self.rng.shuffle(&mut actors);
        let members = self.rng.usize(8..70);
        for (at, actor) in actors.into_iter().take(members).enumerate() {
            telling.day = born + Days::new(self.rng.u64(..2_000));
            match at {
                0 => self.host(&mut telling, actor),
                _ if self.rng.u8(..10) == 0 => self.onlooker(&mut telling, actor),
                _ => self.member(&mut telling, actor),
            }
            last = last.max(telling.day);
        }
        telling.day = last + Days::new(30);
        if self.rng.bool() {
            self.tell(
                &mut telling,
                "rename",
                None,
                &["name = \"The same by another name\"".to_owned()],
            );
        }
        if self.rng.bool() {
            self.tell(&mut telling, "dissolve", None, &[]);
        }
        Some((telling.id, telling.reports + &telling.text))
    }

    fn host(&mut self, telling: &mut Telling, actor: &str) {
        let place = [format!("theatres = [\"{}\"]", self.theatre())];
        let kind = if self.rng.bool() {
            "request"
        } else {
            "consent"
        };
        self.tell(telling, kind, Some(actor), &place);
        if self.rng.u8(..4) == 0 {
            self.tell(telling, "withdraw-consent", Some(actor), &place);
        }
    }

    /// Asked, and never in.
    fn onlooker(&mut self, telling: &mut Telling, actor: &str) {
        let other = self.actors[self.rng.usize(..self.actors.len())].clone();
        self.tell(
            telling,
            "invite",
            Some(actor),
            &[format!("with = \"{other}\"")],
        );
        if self.rng.bool() {
            return self.tell(telling, "decline", Some(actor), &[]);
        }
        self.tell(telling, "debate", Some(actor), &[]);
        let vote = self.vote(false);
        self.tell(telling, "refuse", Some(actor), &[vote]);
    }

    fn member(&mut self, telling: &mut Telling, actor: &str) {
        for (kind, in_ten) in [("invite", 2), ("debate", 3), ("pledge", 3)] {
            if self.rng.u8(..10) < in_ten {
                self.tell(telling, kind, Some(actor), &[]);
            }
        }
        for often in [10, 3, 2] {
            if self.rng.u8(..10) >= often || !self.stay(telling, actor) {
                break;
            }
        }
    }

    /// From joining to leaving. False where it has not left.
    fn stay(&mut self, telling: &mut Telling, actor: &str) -> bool {
        let scope = self.scope();
        let mut joining = vec![scope.clone()];
        joining.extend(self.brings());
        if self.rng.u8(..4) == 0 {
            joining.push(self.restriction(telling, actor).1);
        }
        self.tell(telling, "join", Some(actor), &joining);
        let authorised = self.rng.bool();
        let deployed = self.rng.bool();
        if authorised {
            let vote = self.vote(true);
            let mut mandate = vec![scope.clone(), vote];
            if !deployed {
                let until = telling.day + Months::new(24);
                mandate.push(format!("until = {until}"));
            }
            self.tell(telling, "authorise", Some(actor), &mandate);
        }
        if deployed {
            let mut sending = vec![scope.clone()];
            sending.extend(self.brings());
            self.tell(telling, "deploy", Some(actor), &sending);
        }
        let operating = deployed && self.rng.u8(..4) < 3;
        if operating {
            self.tell(
                telling,
                "operate",
                Some(actor),
                std::slice::from_ref(&scope),
            );
        }
        for _ in 0..self.rng.usize(..5) {
            self.midway(telling, actor, authorised && deployed, &scope);
        }
        if operating && self.rng.u8(..10) < 8 {
            self.tell(telling, "cease", Some(actor), std::slice::from_ref(&scope));
        }
        if deployed && self.rng.u8(..10) < 8 {
            self.tell(telling, "withdraw", Some(actor), &[]);
        }
        if authorised && deployed && self.rng.u8(..10) == 0 {
            self.tell(telling, "revoke", Some(actor), &[]);
        }
        let leaves = self.rng.u8(..10) < 6;
        if leaves {
            let kind = if self.rng.u8(..20) == 0 {
                "expel"
            } else {
                "leave"
            };
            self.tell(telling, kind, Some(actor), &[]);
        }
        leaves
    }

    fn midway(&mut self, telling: &mut Telling, actor: &str, mandated: bool, scope: &str) {
        match self.rng.u8(..10) {
            0 => {
                let wider = self.scope();
                self.tell(telling, "extend", Some(actor), std::slice::from_ref(&wider));
                if wider != scope && self.rng.bool() {
                    self.tell(telling, "narrow", Some(actor), &[wider]);
                }
            }
            1 => {
                self.tell(telling, "suspend", Some(actor), &[]);
                self.tell(telling, "resume", Some(actor), &[]);
            }
            2 | 3 => {
                let (id, laid_down) = self.restriction(telling, actor);
                self.tell(telling, "restrict", Some(actor), &[laid_down]);
                if self.rng.bool() {
                    self.tell(
                        telling,
                        "lift",
                        Some(actor),
                        &[format!("lifts = [\"{id}\"]")],
                    );
                }
            }
            4 => {
                let brought = self.brings();
                self.tell(telling, "adjust", Some(actor), brought.as_slice());
            }
            5 if mandated => self.tell(telling, "renew", Some(actor), &[scope.to_owned()]),
            6 => self.tell(telling, "statement", Some(actor), &[]),
            _ => self.tell(telling, "observe", Some(actor), &[]),
        }
    }

    /// One event on the next free day.
    fn tell(&mut self, telling: &mut Telling, kind: &str, actor: Option<&str>, more: &[String]) {
        if self.events_left == 0 {
            return;
        }
        self.events_left -= 1;
        telling.number += 1;
        let free = telling.day + Days::new(self.rng.u64(1..120));
        let date = self.date(free);
        telling.day = date.latest + Days::new(1);
        let about = actor.unwrap_or("coalition");
        let id = format!(
            "{}-{}-{kind}-{}",
            about.to_lowercase(),
            telling.id,
            telling.number
        );
        let text = &mut telling.text;
        let _ = write!(
            text,
            "[[event]]\nid = \"{id}\"\ndate = {}\nkind = \"{kind}\"\n",
            date.text
        );
        if let Some(actor) = actor {
            let _ = writeln!(text, "actor = \"{actor}\"");
        }
        let _ = writeln!(text, "coalition = \"{}\"", telling.id);
        for line in more {
            text.push_str(line);
            text.push('\n');
        }
        let cited = self.source(telling);
        let also = format!("report-{}-1", &telling.id["coalition-".len()..]);
        let text = &mut telling.text;
        let _ = match self.rng.u8(..8) {
            0 => writeln!(
                text,
                "sources = [{{ id = \"{cited}\", at = \"p. {}\" }}]",
                self.rng.u8(1..90)
            ),
            1 => writeln!(
                text,
                "sources = [\"{cited}\", {{ id = \"{}\", date = {} }}]",
                also, telling.day
            ),
            _ => writeln!(text, "sources = [\"{cited}\"]"),
        };
        let summary = words::sentence(&mut self.rng, 7..16);
        let _ = writeln!(text, "summary = \"{summary}\"\n");
        self.row(
            telling,
            kind,
            &date,
            actor.unwrap_or_default(),
            &[id, cited, summary],
        );
    }

    /// The event as rows: one, or one for each member where it ends all memberships.
    fn row(
        &mut self,
        telling: &mut Telling,
        kind: &str,
        date: &Date,
        actor: &str,
        [id, source, summary]: &[String; 3],
    ) {
        let (change, actors) = match kind {
            "join" => {
                telling.members.insert(actor.to_owned());
                (1, vec![actor.to_owned()])
            }
            "leave" | "expel" => {
                telling.members.remove(actor);
                (-1, vec![actor.to_owned()])
            }
            "dissolve" if !telling.members.is_empty() => (
                -1,
                std::mem::take(&mut telling.members).into_iter().collect(),
            ),
            _ => (0, vec![actor.to_owned()]),
        };
        let day = if change < 0 {
            date.latest
        } else {
            date.earliest
        };
        for actor in actors {
            self.rows.push(Row {
                id: id.clone(),
                day: day.to_string(),
                kind: kind.to_owned(),
                coalition: telling.id.clone(),
                actor,
                change,
                source: source.clone(),
                summary: summary.clone(),
            });
        }
    }

    /// The id of a source: of a new one, told here, or of one that was cited before.
    fn source(&mut self, telling: &mut Telling) -> String {
        let new = telling.sources == 0 || self.rng.u8(..4) == 0;
        telling.sources += usize::from(new);
        let number = if new {
            telling.sources
        } else {
            self.rng.usize(1..=telling.sources)
        };
        let id = format!("report-{}-{number}", &telling.id["coalition-".len()..]);
        if new {
            let title = words::sentence(&mut self.rng, 5..9);
            let publisher = words::PUBLISHERS[self.rng.usize(..words::PUBLISHERS.len())];
            let day = telling.day;
            let _ = write!(
                telling.reports,
                "[[source]]\nid = \"{id}\"\ntitle = \"{title}\"\npublisher = \"{publisher}\"\npublished = {day}\nurl = \"https://archive.example/{}/{id}\"\n\n",
                day.format("%Y/%m")
            );
        }
        id
    }

    /// One in eight is uncertain; then all days it can be on lie from this day on.
    fn date(&mut self, day: NaiveDate) -> Date {
        let month = |day: NaiveDate| {
            day.with_day(1)
                .map(|first| first + Months::new(1))
                .unwrap_or(day)
        };
        match self.rng.u8(..32) {
            0 => Date {
                text: format!("\"{day}~\""),
                earliest: day,
                latest: day,
            },
            1 => {
                let latest = day + Days::new(9);
                Date {
                    text: format!("\"{day}/{latest}\""),
                    earliest: day,
                    latest,
                }
            }
            2 | 3 => {
                let earliest = month(day);
                let latest = month(earliest) - Days::new(1);
                Date {
                    text: format!("\"{}\"", earliest.format("%Y-%m")),
                    earliest,
                    latest,
                }
            }
            _ => Date {
                text: day.to_string(),
                earliest: day,
                latest: day,
            },
        }
    }

    fn theatre(&mut self) -> &'static str {
        THEATRES[self.rng.usize(..THEATRES.len())].0
    }

    fn scope(&mut self) -> String {
        let theatre = self.theatre();
        let activity = DONE[self.rng.usize(..DONE.len())];
        format!("theatres = [\"{theatre}\"]\nactivities = [\"{activity}\"]")
    }

    fn brings(&mut self) -> Option<String> {
        let what = BROUGHT[self.rng.usize(..BROUGHT.len())];
        let count = self.rng.u16(1..900);
        self.rng
            .bool()
            .then(|| format!("contributions = [{{ what = \"{what}\", count = {count} }}]"))
    }

    fn vote(&mut self, adopted: bool) -> String {
        let most = self.rng.u16(51..300);
        let least = self.rng.u16(..50);
        let (ayes, noes) = if adopted {
            (most, least)
        } else {
            (least, most)
        };
        format!("vote = {{ body = \"Parliament\", ayes = {ayes}, noes = {noes} }}")
    }

    /// A caveat, its id and its key; none forbids what members declare.
    fn restriction(&mut self, telling: &Telling, actor: &str) -> (String, String) {
        let id = format!(
            "{}-{}-limit-{}",
            actor.to_lowercase(),
            telling.id,
            telling.number
        );
        let place = self.theatre();
        let rule = match self.rng.u8(..3) {
            0 => format!("prohibit = [\"ground-combat\"], outside = [\"{place}\"]"),
            1 => format!(
                "require = \"approval from the capital\", for = [\"escort\"], in = [\"{place}\"]"
            ),
            _ => format!("cap = {}, of = \"troops\"", self.rng.u16(50..2000)),
        };
        (
            id.clone(),
            format!("restrictions = [{{ id = \"{id}\", {rule} }}]"),
        )
    }
}
