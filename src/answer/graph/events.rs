//! The order of the events: what is known to come before what, and why.
//!
//! Order counts where events stand on one line, and makes a story of what one actor did in a coalition.
//! What follows from other orders is left out, so that the picture can be read: the transitive reduction.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Key;
use super::{Because, Draft, Graph, Moment, NodeSort, Tie, is_asked, names};
use crate::answer::timeline::who_what_where;
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, Event, EventId};
use crate::name::count;
use crate::timeline::{Line, Timeline};

/// For each event, those that come after it, with the reason.
type Orders = BTreeMap<EventId, BTreeMap<EventId, Because>>;

pub(super) fn answer(timeline: &Timeline, asked: &[CoalitionId]) -> Graph {
    let model = &*timeline.model;
    let mut draft = Draft::default();
    let mut keys: BTreeMap<EventId, Key> = BTreeMap::new();
    for (id, event) in model.events.iter().filter(|(_, event)| {
        asked.is_empty()
            || event
                .coalition
                .is_some_and(|id| is_asked(timeline, asked, id))
    }) {
        keys.insert(id, node(timeline, &mut draft, id, event));
    }
    for (first, seconds) in orders(timeline) {
        for (second, because) in seconds {
            if let (Some(from), Some(to)) = (keys.get(&first), keys.get(&second)) {
                draft.edge(from, to, Tie::Before(because));
            }
        }
    }
    for (id, from) in &keys {
        if let Some(to) = model.events[*id]
            .more
            .replaces
            .and_then(|old| keys.get(&old))
        {
            draft.edge(from, to, Tie::Replaces);
        }
    }
    let title = format!("order of the events of {}", names(timeline, asked, None));
    let notes = notes(&draft);
    draft.finish(title, notes)
}

fn notes(draft: &Draft) -> Vec<String> {
    let events = draft.count(NodeSort::Event);
    let mut notes = vec![format!("{}.", count(events, "event"))];
    notes.push(if events == 0 {
        "No event is recorded so.".to_owned()
    } else {
        "An arrow goes from the earlier to the later; orders that follow from others are left out. \
         Dotted: the record does not count."
            .to_owned()
    });
    notes
}

fn node(timeline: &Timeline, draft: &mut Draft, id: EventId, event: &Event) -> Key {
    let model = &*timeline.model;
    let earliest = timeline.bounds(id).earliest;
    let key = Key(NodeSort::Event, Some(earliest), event.id.to_string());
    draft.node(&key, &who_what_where(model, event)).moment = Some(Moment {
        date: event.date.to_string(),
        kind: event.kind,
        actor: event.actor.map(|id| model.actors[id].id.to_string()),
        coalition: (event.coalition).map(|id| model.coalitions[id].id.to_string()),
        counts: timeline.counts(id),
    });
    key
}

/// Every order recorded with `after`, and of the others those that follow from none.
fn orders(timeline: &Timeline) -> Orders {
    let mut orders = Orders::new();
    for line in timeline.lines() {
        by_date(
            timeline,
            line.steps.iter().map(|step| step.event),
            &mut orders,
        );
        by_sense(timeline, line, &mut orders);
    }
    for story in stories(timeline).into_values() {
        by_date(timeline, story.into_iter(), &mut orders);
    }
    for (id, event) in timeline.events() {
        for &before in event
            .more
            .after
            .iter()
            .filter(|&&before| timeline.precedes(before, id))
        {
            orders.entry(before).or_default().insert(id, Because::After);
        }
    }
    let implied: Vec<(EventId, EventId)> = (orders.iter())
        .flat_map(|(&first, seconds)| {
            seconds
                .iter()
                .map(move |(&second, why)| (first, second, *why))
        })
        .filter(|&(_, _, why)| why != Because::After)
        .filter(|&(first, second, _)| leads_by_others(timeline, &orders, first, second))
        .map(|(first, second, _)| (first, second))
        .collect();
    for (first, second) in implied {
        orders.entry(first).or_default().remove(&second);
    }
    orders
}

/// What each actor did in each coalition, and the coalition itself.
fn stories(timeline: &Timeline) -> BTreeMap<(Option<CoalitionId>, Option<ActorId>), Vec<EventId>> {
    let mut stories: BTreeMap<_, Vec<EventId>> = BTreeMap::new();
    for (id, event) in timeline.events() {
        let story = stories.entry((event.coalition, event.actor));
        story.or_default().push(id);
    }
    stories
}

/// Of some events, those whose dates do not overlap: each after the last ones before it.
fn by_date(timeline: &Timeline, events: impl Iterator<Item = EventId>, orders: &mut Orders) {
    let mut steps: Vec<(Day, Day, EventId)> = events
        .map(|event| (timeline.bounds(event), event))
        .map(|(bounds, event)| (bounds.latest, bounds.earliest, event))
        .collect();
    // By latest day: what is over before an event begins stands in front.
    steps.sort_unstable();
    // The latest beginning among the first so many.
    let mut begun = Day::BEFORE_ALL;
    let begins: Vec<Day> = (steps.iter())
        .map(|&(_, earliest, _)| {
            begun = begun.max(earliest);
            begun
        })
        .collect();
    for &(_, earliest, event) in &steps {
        let over = steps.partition_point(|&(latest, ..)| latest < earliest);
        let Some(between) = over.checked_sub(1).map(|last| begins[last]) else {
            continue;
        };
        for &(_, _, before) in steps[..over].iter().rev().take_while(|s| s.0 >= between) {
            let why = orders.entry(before).or_default();
            why.entry(event).or_insert(Because::Date);
        }
    }
}

/// The events of a line whose dates overlap and whose order is known all the same.
fn by_sense(timeline: &Timeline, line: &Line, orders: &mut Orders) {
    let bounds = |at: usize| timeline.bounds(line.steps[at].event);
    for later in 1..line.steps.len() {
        let touching = (0..later)
            .rev()
            .take_while(|&at| bounds(at).overlap(bounds(later)));
        for earlier in touching {
            let (first, second) = (line.steps[earlier].event, line.steps[later].event);
            if first != second && timeline.precedes(first, second) {
                let why = orders.entry(first).or_default();
                why.entry(second).or_insert(Because::Sense);
            }
        }
    }
}

/// Whether other orders lead from the first to the second.
fn leads_by_others(timeline: &Timeline, orders: &Orders, first: EventId, second: EventId) -> bool {
    let goal = timeline.bounds(second).earliest;
    let mut seen = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some(at) = open.pop() {
        for &next in orders.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if next == second && at != first {
                return true;
            }
            // Earliest days never fall along an order: what begins later cannot lead there.
            let may_lead = next != second && timeline.bounds(next).earliest <= goal;
            if may_lead && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
