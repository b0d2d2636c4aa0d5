//! A small list of events, and the TOML the engine reads.

use std::fmt;

use super::world::{Activity, Actor, Coalition, Day, Kind, Span, Theatre, WORLD, What, iso};

/// Theatres x activities; an empty list is a part left out.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub theatres: Vec<Theatre>,
    pub activities: Vec<Activity>,
}

impl Scope {
    /// The pairs the scope names; `None` stands for a part left out.
    pub fn cells(&self) -> Vec<(Option<Theatre>, Option<Activity>)> {
        let activities = or_none(&self.activities);
        let row = |theatre| activities.iter().map(move |&activity| (theatre, activity));
        or_none(&self.theatres).into_iter().flat_map(row).collect()
    }

    /// Does the cell lie inside? A part left out, and the activity `any`, hold everything, the
    /// unstated too.
    pub fn holds(&self, theatre: Option<Theatre>, activity: Option<Activity>) -> bool {
        self.holds_place(theatre) && self.holds_activity(activity)
    }

    fn holds_place(&self, theatre: Option<Theatre>) -> bool {
        let inside = |&place: &Theatre| theatre.is_some_and(|theatre| theatre.within(place));
        self.theatres.is_empty() || self.theatres.iter().any(inside)
    }

    fn holds_activity(&self, activity: Option<Activity>) -> bool {
        let inside = |&whole: &Activity| {
            whole == Activity::Any || activity.is_some_and(|activity| activity.within(whole))
        };
        self.activities.is_empty() || self.activities.iter().any(inside)
    }
}

fn or_none<T: Copy>(stated: &[T]) -> Vec<Option<T>> {
    if stated.is_empty() {
        vec![None]
    } else {
        stated.iter().copied().map(Some).collect()
    }
}

/// Did it happen?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Accepted,
    Disputed,
    Retracted,
}

/// A restriction's id; ids are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleId(pub usize);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

/// A restriction as its event states it.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: RuleId,
    pub until: Option<Span>,
}

/// An event's id, whatever its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId(pub usize);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

/// One dated act.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: EventId,
    pub kind: Kind,
    /// Absent: the coalition's own act.
    pub actor: Option<Actor>,
    pub coalition: Coalition,
    pub with: Vec<Actor>,
    pub date: Span,
    pub scope: Scope,
    pub until: Option<Span>,
    pub restrictions: Vec<Rule>,
    pub lifts: Vec<RuleId>,
    pub contributions: Vec<(What, u32)>,
    pub after: Vec<EventId>,
    pub replaces: Option<EventId>,
    pub status: Status,
}

/// The events in file order.
#[derive(Clone)]
pub struct History {
    pub events: Vec<Event>,
}

impl History {
    /// Places of the events that count: neither retracted nor replaced by one that is not.
    pub fn counting(&self) -> Vec<usize> {
        (0..self.events.len())
            .filter(|&place| self.counts(&self.events[place]))
            .collect()
    }

    fn counts(&self, event: &Event) -> bool {
        let replaced = |by: &Event| by.replaces == Some(event.id) && by.status != Status::Retracted;
        event.status != Status::Retracted && !self.events.iter().any(replaced)
    }

    /// The whole record as the engine reads it.
    pub fn to_toml(&self) -> String {
        let events: Vec<String> = self.events.iter().map(Event::to_toml).collect();
        format!("{}\n{}", WORLD.trim_start(), events.join("\n"))
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events: Vec<String> = self.events.iter().map(Event::to_toml).collect();
        write!(f, "\n{}", events.join("\n"))
    }
}

impl Event {
    /// An accepted event toward the whole, on some day from the first to the last given.
    pub fn new(id: usize, kind: Kind, actor: Option<Actor>, from: Day, to: Day) -> Self {
        Self {
            id: EventId(id),
            kind,
            actor,
            coalition: Coalition::Whole,
            with: Vec::new(),
            date: Span { from, to },
            scope: Scope::default(),
            until: None,
            restrictions: Vec::new(),
            lifts: Vec::new(),
            contributions: Vec::new(),
            after: Vec::new(),
            replaces: None,
            status: Status::Accepted,
        }
    }

    pub fn is_disputed(&self) -> bool {
        self.status == Status::Disputed
    }

    /// The event multiplies the readings by no more than this: every day of its date and of each
    /// `until`, and whether it happens if that is disputed.
    pub fn readings_at_most(&self) -> usize {
        let untils = self
            .restrictions
            .iter()
            .filter_map(|rule| rule.until)
            .chain(self.until);
        let happens = if self.is_disputed() { 2 } else { 1 };
        self.date.width() * happens * untils.map(Span::width).product::<usize>()
    }

    fn to_toml(&self) -> String {
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
            Some("sources = [\"s\"]".to_owned()),
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

fn rule(rule: &Rule) -> String {
    let until = rule.until.map(|until| format!(", until = {}", date(until)));
    format!(
        "{{ id = \"{}\", prohibit = [\"strikes\"]{} }}",
        rule.id,
        until.unwrap_or_default()
    )
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
