//! Records to model: first every id, then everything that names one.

mod catalogue;
mod event;
mod expectation;
mod judge;
mod meant;
mod order;
mod restriction;
mod stream;

use fixedbitset::FixedBitSet;
use thin_vec::ThinVec;

use self::judge::Index;
use super::{
    ActivityId, ActorId, CoalitionId, EventId, Id, Model, RestrictionId, SourceId, TheatreId,
};
use crate::finding::Finding;
use crate::record::{self, Records};
use crate::text::{Progress, Texts, untold};

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

impl Ids<'_> {
    fn new() -> Self {
        Ids {
            actors: Index::new("actor"),
            coalitions: Index::new("coalition"),
            theatres: Index::new("theatre"),
            activities: Index::new("activity"),
            sources: Index::new("source"),
            events: Index::new("event"),
            restrictions: Index::new("restriction"),
        }
    }
}

/// Texts to model, with all that is wrong with either.
pub fn load(texts: &Texts) -> (Model, Vec<Finding>) {
    load_with(texts, &untold)
}

/// The same, told how far it is.
pub fn load_with(texts: &Texts, progress: Progress<'_>) -> (Model, Vec<Finding>) {
    if let Some(model) = stream::load(texts, progress) {
        return (model, Vec::new());
    }
    let (records, mut findings) = record::read_with(texts, progress);
    let (model, more) = resolve(&records);
    findings.extend(more);
    (model, findings)
}

/// Resolves all records. What a fault makes unusable is left out and counted.
pub fn resolve(records: &Records<'_>) -> (Model, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut model = Model::default();
    let mut ids = Ids::new();
    for placed in &records.actors {
        catalogue::take_actor(placed, &mut ids, &mut model, &mut findings);
    }
    for placed in &records.sources {
        catalogue::take_source(placed, &mut ids, &mut model, &mut findings);
    }
    catalogue::resolve(records, &mut ids, &mut model, &mut findings);
    let drafts = event::take_ids(records, &mut ids, &mut findings);
    order::refuse_cycles(records, &drafts, &ids, &mut findings);
    events(&drafts, &ids, &mut model, &mut findings);
    model.expectations = expectation::resolve(records, &ids, &mut findings, &mut model.left_out);
    model.expectations_left_out = records.expectations.len() - model.expectations.len();
    let of_events = records.events.iter().flat_map(|e| &e.record.sources);
    let of_expectations = records.expectations.iter().flat_map(|e| &e.record.sources);
    let cited = (of_events.chain(of_expectations))
        .filter_map(|cited| ids.sources.number(cited.id.get_ref()));
    model.uncited = uncited(model.sources.len(), cited);
    (model, findings)
}

/// The sound events and their restrictions. Where some are left out, the others get their final numbers.
fn events(
    drafts: &[event::Draft<'_, '_>],
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
            model.events.change(EventId::from_index(number), |event| {
                event.more.change(|more| {
                    more.after = kept(&more.after, &self.events);
                    more.lifts = kept(&more.lifts, &self.restrictions);
                    more.replaces = more.replaces.and_then(|old| self.events[old.index()]);
                });
            });
        }
    }
}

fn kept<I: Id>(first: &[I], numbers: &[Option<I>]) -> ThinVec<I> {
    first.iter().filter_map(|id| numbers[id.index()]).collect()
}

/// Of so many sources, those that are not cited.
fn uncited(sources: usize, cited: impl Iterator<Item = SourceId>) -> Vec<SourceId> {
    let mut known = FixedBitSet::with_capacity(sources);
    for source in cited {
        known.insert(source.index());
    }
    known.zeroes().map(Id::from_index).collect()
}
