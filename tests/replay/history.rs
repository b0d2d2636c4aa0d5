//! A small list of events, and the TOML the engine reads.

mod record;

use std::fmt;

use super::question::{Act, View};
use super::rule::{Rule, RuleId};
use super::world::{Activity, Actor, Coalition, Day, Kind, Source, Span, Theatre, What};

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

/// An event's id, whatever its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId(pub usize);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

/// A source of an event, and its own date for it if it tells another.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    pub source: Source,
    pub claim: Option<Span>,
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
    pub sources: Vec<Reference>,
}

/// The events in file order.
#[derive(Clone)]
pub struct History {
    pub events: Vec<Event>,
    /// The acts whose permission is asked for.
    pub acts: Vec<Act>,
    /// The views in which it is asked again.
    pub views: Vec<View>,
}

impl History {
    /// These events, and nothing asked beyond the usual.
    pub fn of(events: Vec<Event>) -> Self {
        Self {
            events,
            acts: Vec::new(),
            views: Vec::new(),
        }
    }

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
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events: Vec<String> = self.events.iter().map(Event::to_toml).collect();
        write!(
            f,
            "\n{}\nasked: {:?} {:?}",
            events.join("\n"),
            self.acts,
            self.views
        )
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
            sources: vec![Reference {
                source: Source::A,
                claim: None,
            }],
        }
    }

    pub fn is_disputed(&self) -> bool {
        self.status == Status::Disputed
    }

    /// The event multiplies the readings by no more than this, in any view: every day of its widest
    /// date and of each `until`, and whether it happens if that is disputed.
    pub fn readings_at_most(&self) -> usize {
        let untils = self
            .restrictions
            .iter()
            .filter_map(|rule| rule.until)
            .chain(self.until);
        let claims = self.sources.iter().filter_map(|source| source.claim);
        let widest = claims.map(Span::width).fold(self.date.width(), usize::max);
        let happens = if self.is_disputed() { 2 } else { 1 };
        widest * happens * untils.map(Span::width).product::<usize>()
    }
}
