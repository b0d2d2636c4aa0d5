//! A history as the engine reads it.

use super::{Event, EventId, History, Reference, Status};
use crate::replay::rule::{Rule, RuleId, Says};
use crate::replay::world::{Activity, Day, Kind, Span, Theatre, WORLD, What, iso};

impl History {
    /// The whole record.
    pub fn to_toml(&self) -> String {
        let events: Vec<String> = self.events.iter().map(Event::to_toml).collect();
        format!("{}\n{}", WORLD.trim_start(), events.join("\n"))
    }
}

impl Event {
    pub(super) fn to_toml(&self) -> String {
        let keys = [
            Some("[[event]]".to_owned()),
            Some(format!("id = \"{}\"", self.id)),
            Some(format!("date = {}", date(self.date))),
            Some(format!("kind = \"{}\"", self.kind.id())),
            self.actor
                .map(|actor| format!("actor = \"{}\"", actor.id())),
            Some(format!("coalition = \"{}\"", self.coalition.id())),
            list("with", &self.with, |actor| actor.id().to_owned()),
            list("theatres", &self.scope.theatres, |theatre| {
                theatre.id().to_owned()
            }),
            list("activities", &self.scope.activities, |activity| {
                activity.id().to_owned()
            }),
            self.until.map(|until| format!("until = {}", date(until))),
            tables("restrictions", &self.restrictions, rule),
            list("lifts", &self.lifts, RuleId::to_string),
            tables("contributions", &self.contributions, contribution),
            list("after", &self.after, EventId::to_string),
            self.replaces.map(|id| format!("replaces = \"{id}\"")),
            self.status_key(),
            (self.kind == Kind::Succeed).then(|| "predecessors = [\"old\"]".to_owned()),
            tables("sources", &self.sources, reference),
            Some(format!("summary = \"{} {}.\"", self.id, self.kind.id())),
        ];
        keys.into_iter().flatten().map(|line| line + "\n").collect()
    }

    fn status_key(&self) -> Option<String> {
        match self.status {
            Status::Accepted => None,
            Status::Disputed => Some("status = \"disputed\"".to_owned()),
            Status::Retracted => Some("status = \"retracted\"".to_owned()),
        }
    }
}

/// A day as a TOML date, several as an EDTF interval.
fn date(span: Span) -> String {
    let quoted = |from: Day, to: Day| format!("\"{}/{}\"", iso(from), iso(to));
    if span.from == span.to {
        iso(span.from)
    } else {
        quoted(span.from, span.to)
    }
}

fn reference(reference: &Reference) -> String {
    let id = reference.source.id();
    match reference.claim {
        None => format!("\"{id}\""),
        Some(claim) => format!("{{ id = \"{id}\", date = {} }}", date(claim)),
    }
}

fn rule(rule: &Rule) -> String {
    let ids = |theatre: &Theatre| theatre.id().to_owned();
    let activities = |key, list_of: &[Activity]| list(key, list_of, |it| it.id().to_owned());
    let says = match &rule.says {
        Says::Prohibit(these) => activities("prohibit", these),
        Says::Require { .. } => Some("require = \"a word from home\"".to_owned()),
        Says::Cap => Some("cap = 300, of = \"troops\"".to_owned()),
    };
    let (covered, host) = match &rule.says {
        Says::Require {
            activities: these,
            consent_of,
        } => (activities("for", these), *consent_of),
        _ => (None, None),
    };
    let keys = [
        Some(format!("id = \"{}\"", rule.id)),
        says,
        covered,
        host.map(|host| format!("consent-of = \"{}\"", host.id())),
        list("in", &rule.within, ids),
        list("outside", &rule.outside, ids),
        rule.unless.then(|| "unless = \"in extremis\"".to_owned()),
        rule.applies_to
            .then(|| "applies-to = \"ground forces\"".to_owned()),
        rule.until.map(|until| format!("until = {}", date(until))),
    ];
    let keys: Vec<String> = keys.into_iter().flatten().collect();
    format!("{{ {} }}", keys.join(", "))
}

fn contribution(&(what, count): &(What, u32)) -> String {
    format!("{{ what = \"{}\", count = {count} }}", what.id())
}

fn list<T>(key: &str, items: &[T], name: impl Fn(&T) -> String) -> Option<String> {
    tables(key, items, |item| format!("\"{}\"", name(item)))
}

fn tables<T>(key: &str, items: &[T], write: impl Fn(&T) -> String) -> Option<String> {
    let items: Vec<String> = items.iter().map(write).collect();
    (!items.is_empty()).then(|| format!("{key} = [{}]", items.join(", ")))
}
