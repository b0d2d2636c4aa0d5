//! Events folded into lines and spells.
//!
//! A line is one thing that can be so or not: a membership, a cell of a track, a restriction. The
//! events that act on it are put in order ([`order`]), and every day gets the states the line can be
//! in under some reading of the dates ([`Line::on`]), each with the event that opened it.

mod draft;
mod fold;
mod grouped;
mod holds;
mod line;
pub mod order;
mod query;
mod reading;
mod roll;
mod roster;
pub mod rules;
mod settle;
mod standing;
mod stored;
mod strands;
mod view;

use std::sync::{Arc, OnceLock};

use self::grouped::Grouped;
pub use self::holds::Holds;
pub use self::line::{Effect, End, Line, LineKey, OnDay, Sort, Step, Toward};
pub use self::query::{Filter, Via};
pub use self::reading::InReading;
pub use self::roll::Roll;
pub use self::roster::{Roster, Stretch};
pub use self::standing::Standing;
use self::strands::Strands;
pub use self::view::{Lens, View};
use crate::day::{Bounds, Day, When};
use crate::finding::Finding;
use crate::later::Later;
use crate::model::{ActorId, Citation, CoalitionId, Event, EventId, Id, Kind, Model, SourceId};

/// All lines of all coalitions.
#[derive(Debug)]
pub struct Timeline {
    /// What it was made from.
    pub model: Arc<Model>,
    view: View,
    order: order::Order,
    lines: Strands,
    /// The lines that events act on, and their step there, by event; worked out when first asked for.
    acts: OnceLock<Acts>,
    /// Worked out when first asked for.
    standings: OnceLock<Later<Standings>>,
    /// The events that count, by coalition and actor, in record order; worked out when first asked for.
    parties: OnceLock<Later<Parties>>,
    /// Worked out when first asked for.
    namings: OnceLock<Later<Namings>>,
    /// By coalition; each worked out when first asked for.
    rosters: Vec<OnceLock<Roster>>,
    whole_roster: OnceLock<Roster>,
}

/// The acts of each actor toward each coalition.
type Standings = Grouped<(CoalitionId, ActorId), standing::Act>;

/// The events that may give each coalition a name.
type Namings = Grouped<CoalitionId, EventId>;

/// The events of each party to a coalition.
type Parties = Grouped<(Option<CoalitionId>, Option<ActorId>), EventId>;

impl Timeline {
    /// Folds all events that count in the view. What cannot be ordered is reported and taken in record
    /// order.
    pub fn build(model: Arc<Model>, view: View) -> (Timeline, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut order = order::Order::new(&model, &view, &mut findings);
        let mut drafts = draft::lines(&model, &view);
        settle::settle(&model, &mut drafts, &mut order, &mut findings);
        let mut folder = fold::Folder::default();
        let lines = drafts.into_iter().map(|of_coalition| {
            let folded = of_coalition.into_iter();
            folded.map(|draft| folder.fold(draft, &order)).collect()
        });
        let lines = Strands::new(lines.collect());
        let timeline = Timeline {
            view,
            order,
            acts: OnceLock::new(),
            rosters: rosters(&model),
            whole_roster: OnceLock::new(),
            parties: OnceLock::new(),
            namings: OnceLock::new(),
            lines,
            standings: OnceLock::new(),
            model,
        };
        (timeline, findings)
    }

    /// The events that count, in record order.
    pub fn events(&self) -> impl Iterator<Item = (EventId, &Event)> {
        let model = &*self.model;
        model.events.iter().filter(|&(id, _)| self.view.counts(id))
    }

    /// The events that count of an actor in a coalition, in record order. No actor = the coalition's own.
    pub fn events_of(&self, coalition: CoalitionId, actor: Option<ActorId>) -> &[EventId] {
        self.parties().of((Some(coalition), actor))
    }

    /// The events that count in a coalition, in record order.
    pub fn events_in(&self, coalition: CoalitionId) -> Vec<EventId> {
        let parties = (Some(coalition), None)..=(Some(coalition), Some(ActorId::LAST));
        let mut events = self.parties().between(parties).to_vec();
        events.sort_unstable();
        events
    }

    /// The events that count and may give a coalition a name, in record order.
    pub fn namings(&self, coalition: CoalitionId) -> &[EventId] {
        self.all_namings().of(coalition)
    }

    fn all_namings(&self) -> &Later<Namings> {
        let namings = || namings(&self.model, &self.view);
        self.namings.get_or_init(|| namings().into())
    }

    fn parties(&self) -> &Later<Parties> {
        let parties = || parties_of_events(&self.model, &self.view);
        self.parties.get_or_init(|| parties().into())
    }

    fn standings(&self) -> &Later<Standings> {
        let acts = || standing::acts(&self.model, &self.view);
        self.standings.get_or_init(|| acts().into())
    }

    /// Whether an event counts.
    pub fn counts(&self, event: EventId) -> bool {
        self.view.counts(event)
    }

    /// The first and last day an event can have happened on, narrowed by all orders.
    pub fn bounds(&self, event: EventId) -> Bounds {
        self.order.bounds(event)
    }

    /// The date of an event as recorded: the accepted one or, through a lens, what a source claims.
    pub fn date(&self, event: EventId) -> &When {
        view::claimed(&self.model.events[event], self.view.claim(event))
    }

    /// The source reference whose own date is taken instead of the accepted one.
    pub fn claim(&self, event: EventId) -> Option<&Citation> {
        let reference = self.view.claim(event)?;
        self.model.events[event].sources.get(reference)
    }

    /// Whether a source counts.
    pub fn admits(&self, source: SourceId) -> bool {
        self.lens().admits(&self.model, source)
    }

    /// Through whose eyes the records are seen.
    pub fn lens(&self) -> Lens {
        self.view.lens()
    }

    /// Whether the first is known to come before the second, or on the same day and before it.
    pub fn precedes(&self, first: EventId, second: EventId) -> bool {
        self.order.known(first, second)
    }

    /// All lines, by coalition, actor and sort.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter()
    }

    /// What an event does to each line it acts on, with whether it finds the line open.
    pub fn acts(&self, event: EventId) -> impl Iterator<Item = (&Line, &Step, Holds)> {
        let acts = (self.acts).get_or_init(|| Acts::new(&self.model, &self.lines));
        acts.of(event).iter().map(|&(line, step)| {
            let line = self.lines.line(line);
            let step = step as usize;
            (line, &line.steps[step], line.found_open(step))
        })
    }

    /// The line with this key, if any event acts on it.
    pub fn line(&self, key: &LineKey) -> Option<&Line> {
        let group = self.group(key.coalition, key.actor);
        let at = group.binary_search_by(|line| line.key.sort.cmp(&key.sort));
        at.ok().map(|at| &group[at])
    }

    /// The lines of an actor in a coalition. No actor = the coalition's own.
    pub fn group(&self, coalition: Option<CoalitionId>, actor: Option<ActorId>) -> &[Line] {
        self.lines.of(coalition, actor)
    }

    /// The actors with any line or standing in a coalition.
    pub fn actors_in(&self, coalition: CoalitionId) -> Vec<ActorId> {
        let lines = self.lines.within(Some(coalition));
        let standing = (coalition, ActorId::from_index(0))..=(coalition, ActorId::LAST);
        let mut actors: Vec<ActorId> = (lines.iter())
            .filter_map(|line| line.key.actor)
            .chain(
                self.standings()
                    .keys(standing)
                    .iter()
                    .map(|(_, actor)| *actor),
            )
            .collect();
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// The earliest day of any event of an actor or coalition, if there is one.
    pub fn first_day(&self, coalition: Option<CoalitionId>, actor: Option<ActorId>) -> Option<Day> {
        let events: Vec<EventId> = match (coalition, actor) {
            (Some(coalition), Some(_)) => self.events_of(coalition, actor).to_vec(),
            (Some(coalition), None) => self.events_in(coalition),
            (None, _) => (self.events())
                .filter(|(_, event)| actor.is_none_or(|a| event.actor == Some(a)))
                .map(|(id, _)| id)
                .collect(),
        };
        let days = events.into_iter().map(|id| self.bounds(id).earliest);
        days.filter_map(Day::known).min()
    }
}

/// One for each coalition, not yet worked out.
fn rosters(model: &Model) -> Vec<OnceLock<Roster>> {
    model.coalitions.iter().map(|_| OnceLock::new()).collect()
}

/// The events that count and may give a name, by coalition.
fn namings(model: &Model, view: &View) -> Namings {
    let names = |event: &Event| event.kind.begins_coalition() || event.kind == Kind::Rename;
    let naming = |(id, event): (EventId, &Event)| {
        let counts = names(event) && view.counts(id);
        Some((event.coalition.filter(|_| counts)?, id))
    };
    model.events.iter().filter_map(naming).collect()
}

/// The events that count, by party.
fn parties_of_events(model: &Model, view: &View) -> Parties {
    let counted = model.events.iter().filter(|&(id, _)| view.counts(id));
    let parties = counted.map(|(id, event)| ((event.coalition, event.actor), id));
    parties.collect()
}

/// For each event, the lines it acts on and its step there, one behind the other.
#[derive(Debug)]
struct Acts {
    /// Where those of each event begin; one more at the end.
    starts: Vec<u32>,
    all: Vec<((u32, u32), u32)>,
}

impl Acts {
    fn new(model: &Model, lines: &Strands) -> Acts {
        let mut starts = vec![0; model.events.len() + 1];
        for step in lines.iter().flat_map(|line| &line.steps) {
            starts[step.event.index() + 1] += 1;
        }
        for event in 1..starts.len() {
            starts[event] += starts[event - 1];
        }
        let mut next = starts.clone();
        let steps = lines.iter().map(|line| line.steps.len()).sum();
        let mut all = vec![((0, 0), 0); steps];
        for (at, line) in lines.numbered() {
            for (step, number) in line.steps.iter().zip(0..) {
                let place = &mut next[step.event.index()];
                all[*place as usize] = (at, number);
                *place += 1;
            }
        }
        Acts { starts, all }
    }

    fn of(&self, event: EventId) -> &[((u32, u32), u32)] {
        let [start, end] = [0, 1].map(|more| self.starts[event.index() + more] as usize);
        &self.all[start..end]
    }
}

/// One value for each event.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct PerEvent<T>(Vec<T>);

impl<T: Clone> PerEvent<T> {
    pub(crate) fn new(model: &Model, of: impl Fn(EventId, &Event) -> T) -> Self {
        PerEvent(
            model
                .events
                .iter()
                .map(|(id, event)| of(id, event))
                .collect(),
        )
    }
}

impl<T> std::ops::Index<EventId> for PerEvent<T> {
    type Output = T;
    fn index(&self, id: EventId) -> &T {
        &self.0[id.index()]
    }
}

impl<T> std::ops::IndexMut<EventId> for PerEvent<T> {
    fn index_mut(&mut self, id: EventId) -> &mut T {
        &mut self.0[id.index()]
    }
}
