//! What is demanded of an event. A demand met in no reading is a fault; a disputed event is never
//! at fault (design, sections 2 to 4).

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::lines::{Lines, states_both};
use super::order::Order;
use super::readings::Reading;
use super::{Courses, course::Course};
use crate::replay::history::{Event, EventId, History};
use crate::replay::question::Line;
use crate::replay::world::{Actor, Kind};

/// The name of the one fault that may also be seen as one of the order.
pub const OUTSIDE_LIFE: &str = "join outside the life of the coalition";

/// One thing an event must find in some reading.
#[derive(Clone, Copy, Debug)]
enum Demand {
    /// `join`: no member yet.
    NoMember(Actor),
    /// `leave` and `expel`: a member just before.
    StillMember(Actor),
    /// `extend` and `narrow`: a member when it happens.
    Member(Actor),
    /// `narrow`, `revoke`, `withdraw`, `cease`, `resume`, `withdraw-consent`: something to close.
    Closes,
    /// Any event with `lifts`: a restriction to lift.
    Lifts,
    /// `renew` with a part left out: an open cell inside the rest.
    Renews,
    /// `dissolve`: a coalition not yet dissolved.
    Exists,
}

/// The demands not met so far.
pub struct Demands {
    unmet: Vec<(usize, Demand)>,
    /// The demands of each membership line, while in every reading so far one of them was not met: of two
    /// joins on one day one comes second, whichever it is.
    memberships: BTreeMap<Line, Vec<(usize, Demand)>>,
}

impl Demands {
    /// All demands on accepted events.
    pub fn of(history: &History, counting: &[usize]) -> Self {
        let accepted = |place: &&usize| !history.events[**place].is_disputed();
        let of = |&place: &usize| {
            demands(&history.events[place])
                .into_iter()
                .map(move |d| (place, d))
        };
        let unmet: Vec<(usize, Demand)> = counting.iter().filter(accepted).flat_map(of).collect();
        let mut memberships: BTreeMap<Line, Vec<_>> = BTreeMap::new();
        for &(place, demand) in &unmet {
            if let Demand::NoMember(actor) | Demand::StillMember(actor) = demand {
                let line = Line::Member(actor, history.events[place].coalition);
                memberships.entry(line).or_default().push((place, demand));
            }
        }
        Self { unmet, memberships }
    }

    /// Strikes out what this reading meets.
    pub fn see(&mut self, history: &History, order: &Order, reading: &Reading, courses: &Courses) {
        let is_unmet = |&(place, demand): &(usize, Demand)| {
            let scene = Scene {
                history,
                event: &history.events[place],
                place,
                order,
                reading,
                courses,
            };
            !scene.meets(demand)
        };
        self.unmet.retain(is_unmet);
        self.memberships
            .retain(|_, demands| demands.iter().any(is_unmet));
    }

    /// The first never met.
    pub fn unmet(&self, history: &History) -> Result<(), Fault> {
        let of_lines = self.memberships.values().flatten();
        let Some(&(place, demand)) = self.unmet.iter().chain(of_lines).next() else {
            return Ok(());
        };
        let event = &history.events[place];
        Err(Fault::Other(format!(
            "{} ({}) finds no {demand:?}",
            event.id,
            event.kind.id()
        )))
    }
}

fn demands(event: &Event) -> Vec<Demand> {
    let by_kind = match (event.kind, event.actor) {
        (Kind::Join, Some(actor)) => vec![Demand::NoMember(actor)],
        (Kind::Leave | Kind::Expel, Some(actor)) => vec![Demand::StillMember(actor)],
        (Kind::Extend, Some(actor)) => vec![Demand::Member(actor)],
        (Kind::Narrow, Some(actor)) => vec![Demand::Member(actor), Demand::Closes],
        (Kind::Revoke | Kind::Withdraw | Kind::Cease | Kind::Resume | Kind::WithdrawConsent, _) => {
            vec![Demand::Closes]
        }
        (Kind::Renew, _) if !states_both(event) => vec![Demand::Renews],
        (Kind::Dissolve, _) => vec![Demand::Exists],
        _ => Vec::new(),
    };
    let lifts = (!event.lifts.is_empty()).then_some(Demand::Lifts);
    by_kind.into_iter().chain(lifts).collect()
}

/// One event in one reading.
struct Scene<'a> {
    history: &'a History,
    event: &'a Event,
    place: usize,
    order: &'a Order,
    reading: &'a Reading,
    courses: &'a Courses,
}

impl Scene<'_> {
    fn meets(&self, demand: Demand) -> bool {
        let membership = |actor| Line::Member(actor, self.event.coalition);
        match demand {
            Demand::NoMember(actor) => self.found(&membership(actor)) == Some(false),
            Demand::StillMember(actor) => {
                let course = self.courses.get(&membership(actor));
                course.is_some_and(|course| self.may_leave(course))
            }
            Demand::Member(actor) => {
                let course = self.courses.get(&membership(actor));
                course.is_some_and(|course| self.may_find_open(course))
            }
            Demand::Closes => self.found_any(|line| {
                matches!(
                    line,
                    Line::Cell(_) | Line::Suspension { .. } | Line::Consent { .. }
                )
            }),
            Demand::Lifts => self.found_any(|line| matches!(line, Line::Restriction(_))),
            Demand::Renews => self.found_any(|line| matches!(line, Line::Cell(_))),
            Demand::Exists => self.found(&Line::Life(self.event.coalition)) == Some(true),
        }
    }

    fn found(&self, line: &Line) -> Option<bool> {
        self.courses
            .get(line)
            .and_then(|course| course.found(self.place))
    }

    fn found_any(&self, sort: impl Fn(&Line) -> bool) -> bool {
        let found = |course: &Course| self.may_find(course);
        self.courses
            .iter()
            .any(|(line, course)| sort(line) && found(course))
    }

    /// The event stands on the line: does it find it open, at its place or, since on one day events that
    /// need no order have none, at the place of one before it?
    fn may_find(&self, course: &Course) -> bool {
        let acts = &course.found_open;
        let Some(at) = acts.iter().position(|(act, _)| *act == self.place) else {
            return false;
        };
        let swaps = acts[..at]
            .iter()
            .rev()
            .take_while(|(act, _)| self.needs_no_order(*act));
        swaps.chain([&acts[at]]).any(|(_, open)| *open)
    }

    /// The event ends a stay: does it find one, at its place or before an end of the coalition on the
    /// same day? (Before another that ends the stay it would only pass the fault on.)
    fn may_leave(&self, course: &Course) -> bool {
        let acts = &course.found_open;
        let Some(at) = acts.iter().position(|(act, _)| *act == self.place) else {
            return false;
        };
        let ends = |act: usize| self.history.events[act].kind == Kind::Dissolve;
        let swaps = acts[..at]
            .iter()
            .rev()
            .take_while(|(act, _)| self.needs_no_order(*act) && ends(*act));
        swaps.chain([&acts[at]]).any(|(_, open)| *open)
    }

    /// Is the other on the same day, and not known to come before?
    fn needs_no_order(&self, other: usize) -> bool {
        self.reading.days[other] == self.reading.days[self.place]
            && !self.order.is_before(other, self.place)
    }

    /// The event does not stand on the line: is the line open at some moment of its day that the
    /// order does not rule out?
    fn may_find_open(&self, course: &Course) -> bool {
        let day = |event: usize| self.reading.days[event];
        let surely_past =
            |event: usize| day(event) < day(self.place) || self.order.is_before(event, self.place);
        let surely_to_come =
            |event: usize| day(event) > day(self.place) || self.order.is_before(self.place, event);
        let acts = &course.found_open;
        let first = acts
            .iter()
            .rposition(|(act, _)| surely_past(*act))
            .map_or(0, |at| at + 1);
        let last = acts
            .iter()
            .position(|(act, _)| surely_to_come(*act))
            .unwrap_or(acts.len());
        let after = |count: usize| {
            acts.get(count)
                .map_or(course.open_at_end, |(_, open)| *open)
        };
        (first..=last).any(after)
    }
}

/// Every restriction is opened once.
pub fn unique_rules(history: &History) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    let rules = history.events.iter().flat_map(|event| &event.restrictions);
    match rules.map(|rule| rule.id).find(|id| !seen.insert(*id)) {
        Some(id) => Err(Fault::Other(format!("{id} is opened twice"))),
        None => Ok(()),
    }
}

/// No event of a membership is dated wholly before the beginning or after the end.
pub fn joins_in_life(history: &History, counting: &[usize]) -> Result<(), Fault> {
    let events = || counting.iter().map(|&place| &history.events[place]);
    for join in events().filter(|event| event.kind == Kind::Join) {
        for other in events().filter(|event| event.coalition == join.coalition) {
            let outside = match other.kind {
                Kind::Form | Kind::Succeed => join.date.to < other.date.from,
                Kind::Dissolve => other.date.to < join.date.from,
                _ => false,
            };
            if outside {
                return Err(Fault::Other(OUTSIDE_LIFE.to_owned()));
            }
        }
    }
    Ok(())
}

/// Does every `lifts` name a restriction that some event opens?
pub fn known_lifts(history: &History, lines: &Lines, counting: &[usize]) -> Result<(), Fault> {
    let lifting = |&place: &usize| {
        let event = &history.events[place];
        event.lifts.iter().map(move |id| (event.id, *id))
    };
    let unknown = |(_, id): &(EventId, _)| !lines.acts.contains_key(&Line::Restriction(*id));
    match counting.iter().flat_map(lifting).find(unknown) {
        Some((event, id)) => Err(Fault::Other(format!(
            "{event} lifts {id}, which nothing opens"
        ))),
        None => Ok(()),
    }
}
