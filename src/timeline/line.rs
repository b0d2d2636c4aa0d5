//! One line: what it is about, the events that act on it, and the states it can be in on each day.

use super::Holds;
use crate::day::{Bounds, Day};
use crate::model::{ActorId, Cell, CoalitionId, EventId, Id, RestrictionId, TheatreId, Track};
use crate::record::Count;
use crate::wording::Str;

/// What a line is about.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct LineKey {
    /// In which coalition; none = in none, or in every one.
    pub coalition: Option<CoalitionId>,
    /// Whose line; none = the coalition's own.
    pub actor: Option<ActorId>,
    /// What of it.
    pub sort: Sort,
}

/// The sorts of line.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Sort {
    /// The life of the coalition itself.
    Life,
    /// The membership.
    Membership,
    /// A place and activity on a track; a part that is none is unstated.
    Cell(Track, Cell),
    /// A suspension; a part that is none means all.
    Suspension(Cell),
    /// A national caveat.
    Restriction(RestrictionId),
    /// The claim, by this event, that there are no caveats.
    NoCaveats(EventId),
    /// A host's consent toward somebody, for a place; none = unstated.
    Consent(Toward, Option<TheatreId>),
    /// What is brought.
    Contribution(Box<Str>),
}

impl Sort {
    /// Whether it is that of a restriction, or of a claim that there is none.
    pub fn is_restriction(&self) -> bool {
        matches!(self, Sort::Restriction(_) | Sort::NoCaveats(_))
    }
}

/// To whom a host consents.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Toward {
    /// Whoever it may be.
    Anyone,
    /// A coalition.
    Coalition(CoalitionId),
    /// An actor.
    Actor(ActorId),
}

/// What an event does to one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Effect {
    /// Nothing; it only stands in the order.
    Stands,
    /// Opens it; changes nothing where it is open.
    Opens,
    /// Opens a membership; a fault where it is open.
    Joins,
    /// Opens what may lapse, or sets its last day anew.
    Grants {
        /// The last day, where there is one.
        until: Option<Bounds>,
        /// Whether the last day is set anew, even to none.
        anew: bool,
        /// Whether it acts only on what is open.
        only_open: bool,
    },
    /// Puts a quantity in the place of another.
    Sets(Option<Count>),
    /// Closes it.
    Closes {
        /// Whether finding it not open is a fault on this line.
        faults: bool,
    },
}

/// One event on a line.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The event.
    pub event: EventId,
    /// What it does here.
    pub effect: Effect,
    /// Whether the event is disputed.
    pub disputed: bool,
    /// Whether the event is the end of the coalition: where it does the same as another, it comes last.
    pub dissolves: bool,
    /// Whether it finds the line open; known once the line is folded.
    pub(super) found_open: Holds,
}

impl Step {
    /// Whether it can open the line, which it finds so.
    pub fn opens(&self, found_open: Holds) -> bool {
        let idle = matches!(
            self.effect,
            Effect::Closes { .. }
                | Effect::Stands
                | Effect::Grants {
                    only_open: true,
                    ..
                }
        );
        !idle && !found_open.is_certain()
    }

    /// Whether it can close the line, which it finds so.
    pub fn closes(&self, found_open: Holds) -> bool {
        matches!(self.effect, Effect::Closes { .. }) && found_open.may_be()
    }
}

/// Stands for the opening of what was open before all records.
pub(super) const BEFORE_RECORDS: EventId = EventId::LAST;

/// A line, folded.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Line {
    /// What it is about.
    pub key: LineKey,
    /// The events that act on it, in order.
    pub steps: Box<[Step]>,
    pub(super) phases: Phases,
}

/// A state that a line can be in from a day on: none = closed, else open since that event.
type State = (Day, Option<EventId>);

/// The days on which the states change, each as often as there are states from it on.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Phases(Box<[State]>);

/// Phases as they are made.
#[derive(Default)]
pub(super) struct Turns {
    all: Vec<State>,
    /// Where those of the last day begin.
    last: usize,
}

impl Turns {
    /// Adds a day behind the others, where the states change on it.
    pub(super) fn turn(&mut self, day: Day, states: &[Option<EventId>]) {
        let last = self.all[self.last..].iter().map(|(_, since)| since);
        if !last.eq(states) {
            self.last = self.all.len();
            self.all.extend(states.iter().map(|&since| (day, since)));
        }
    }

    /// The phases made; none are left.
    pub(super) fn take(&mut self) -> Phases {
        let made = Phases(self.all.as_slice().into());
        self.all.clear();
        self.last = 0;
        made
    }
}

impl Phases {
    fn on(&self, day: Day) -> &[State] {
        let to = self.0.partition_point(|(from, _)| *from <= day);
        let known = &self.0[..to];
        let other = |last: &State| known.iter().rposition(|(day, _)| *day != last.0);
        let from = known.last().and_then(other).map_or(0, |other| other + 1);
        &known[from..]
    }

    fn iter(&self) -> impl Iterator<Item = (Day, &[State])> {
        let phases = self.0.chunk_by(|(day, _), (next, _)| day == next);
        phases.map(|states| (states[0].0, states))
    }
}

/// The states a line can be in at the end of a day.
#[derive(Clone, Copy, Debug)]
pub struct OnDay<'a>(&'a [State]);

/// How a spell ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// By an event.
    Closed(EventId),
    /// By the last day that this event set.
    Lapsed(EventId),
}

impl Line {
    /// The states it can be in at the end of a day.
    pub fn on(&self, day: Day) -> OnDay<'_> {
        OnDay(self.phases.on(day))
    }

    /// Whether the step with this number finds the line open.
    pub fn found_open(&self, step: usize) -> Holds {
        self.steps[step].found_open
    }

    /// The steps, each with whether it finds the line open.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, Holds)> {
        self.steps.iter().map(|step| (step, step.found_open))
    }

    /// The days on which its states change, with the states from then on.
    pub fn phases(&self) -> impl Iterator<Item = (Day, OnDay<'_>)> {
        (self.phases.iter()).map(|(day, states)| (day, OnDay(states)))
    }

    /// The events that opened it while it was open already: evidence, not change.
    pub fn evidence(&self, opener: EventId) -> impl Iterator<Item = EventId> {
        let after = self
            .steps
            .iter()
            .skip_while(move |step| step.event != opener);
        after
            .take_while(move |step| {
                step.event == opener || !matches!(step.effect, Effect::Closes { .. })
            })
            .filter(|step| !matches!(step.effect, Effect::Stands))
            .map(|step| step.event)
    }

    /// How the spell that an event opened ends, as far as is recorded.
    pub fn end(&self, opener: EventId, bounds: impl Fn(EventId) -> Bounds) -> Option<End> {
        let mut last: Option<(EventId, Bounds)> = None;
        for step in self.steps.iter().skip_while(|step| step.event != opener) {
            if let Some((_, until)) = last
                && bounds(step.event).earliest > until.latest
            {
                break;
            }
            match step.effect {
                Effect::Closes { .. } if !step.disputed => return Some(End::Closed(step.event)),
                Effect::Sets(_) if step.event != opener => return Some(End::Closed(step.event)),
                Effect::Grants { until, anew, .. } if anew || until.is_some() => {
                    last = until.map(|until| (step.event, until));
                }
                _ => {}
            }
        }
        last.map(|(event, _)| End::Lapsed(event))
    }
}

impl<'a> OnDay<'a> {
    /// Whether the line is open.
    pub fn holds(self) -> Holds {
        let open = self.0.iter().filter(|(_, since)| since.is_some()).count();
        match open {
            0 => Holds::Never,
            n if n == self.0.len() => Holds::Certain,
            _ => Holds::Possible,
        }
    }

    /// The events since which it can have been open, in order.
    pub fn openers(self) -> impl Iterator<Item = EventId> + 'a {
        let openers = self.0.iter().filter_map(|(_, since)| *since);
        openers.filter(|&event| event != BEFORE_RECORDS)
    }
}
