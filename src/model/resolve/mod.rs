//! Records to model: first every id, then everything that names one.

mod catalogue;
mod event;
mod expectation;
mod judge;
mod order;
mod restriction;

use fixedbitset::FixedBitSet;

use self::judge::Index;
use super::{
    ActivityId, ActorId, CoalitionId, EventId, Id, Model, RestrictionId, SourceId, TheatreId,
};
use crate::finding::Finding;
use crate::record::Records;

/// The ids of every sort.
struct Ids<'r> {
    actors: Index<'r, ActorId>,
    coalitions: Index<'r, CoalitionId>,
    theatres: Index<'r, TheatreId>,
    activities: Index<'r, ActivityId>,
    sources: Index<'r, SourceId>,
    events: Index<'r, EventId>,
    restrictions: Index<'r, RestrictionId>,
}

/// Resolves all records. What a fault makes unusable is left out and counted.
pub fn resolve(records: &Records<'_>) -> (Model, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut model = Model::default();
    let mut ids = Ids {
        actors: Index::new("actor"),
        coalitions: Index::new("coalition"),
        theatres: Index::new("theatre"),
        activities: Index::new("activity"),
        sources: Index::new("source"),
        events: Index::new("event"),
        restrictions: Index::new("restriction"),
    };
    catalogue::resolve(records, &mut ids, &mut model, &mut findings);
    let drafts = event::take_ids(records, &mut ids, &mut findings);
    order::refuse_cycles(records, &drafts, &ids, &mut findings);
    events(&drafts, &ids, &mut model, &mut findings);
    model.expectations = expectation::resolve(records, &ids, &mut findings, &mut model.left_out);
    model.expectations_left_out = records.expectations.len() - model.expectations.len();
    model.uncited = uncited(records, &ids);
    (model, findings)
}

/// The sound events and their restrictions. Where some are left out, the others get their final numbers.
fn events(
    drafts: &[event::Draft<'_>],
    ids: &Ids<'_>,
    model: &mut Model,
    findings: &mut Vec<Finding>,
) {
    let mut numbers = Numbers {
        events: Vec::with_capacity(drafts.len()),
        restrictions: vec![None; ids.restrictions.len()],
    };
    model.events.reserve(drafts.len());
    for draft in drafts {
        let Some(event::Resolved {
            mut event,
            restrictions,
        }) = event::resolve(draft, ids, findings)
        else {
            model.left_out.push(draft.place());
            numbers.events.push(None);
            continue;
        };
        let this = EventId::from_index(model.events.len());
        for (first, mut restriction) in restrictions {
            restriction.event = this;
            let number = model.restrictions.add(restriction);
            event.restrictions.push(number);
            numbers.restrictions[first.index()] = Some(number);
        }
        numbers.events.push(Some(model.events.add(event)));
    }
    if model.events.len() < drafts.len() {
        numbers.renumber(model);
    }
}

/// The final number of each event and restriction, by its first one; none = left out.
struct Numbers {
    events: Vec<Option<EventId>>,
    restrictions: Vec<Option<RestrictionId>>,
}

impl Numbers {
    /// What is left out is no longer named.
    fn renumber(&self, model: &mut Model) {
        for number in 0..model.events.len() {
            let event = &mut model.events[EventId::from_index(number)];
            event.after = kept(&event.after, &self.events);
            event.lifts = kept(&event.lifts, &self.restrictions);
            event.replaces = event.replaces.and_then(|old| self.events[old.index()]);
        }
    }
}

fn kept<I: Id>(first: &[I], numbers: &[Option<I>]) -> Vec<I> {
    first.iter().filter_map(|id| numbers[id.index()]).collect()
}

/// The sources that nothing names.
fn uncited(records: &Records<'_>, ids: &Ids<'_>) -> Vec<SourceId> {
    let mut cited = FixedBitSet::with_capacity(ids.sources.len());
    let of_events = records.events.iter().flat_map(|e| &e.record.sources);
    let of_expectations = records.expectations.iter().flat_map(|e| &e.record.sources);
    for source in of_events.chain(of_expectations) {
        let number = ids.sources.number(source.id.get_ref());
        cited.extend(number.map(Id::index));
    }
    cited.zeroes().map(Id::from_index).collect()
}
