//! Records to model: first every id, then everything that names one.

mod catalogue;
mod event;
mod expectation;
mod judge;
mod order;
mod restriction;

use std::collections::HashMap;

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
pub fn resolve(records: &Records) -> (Model, Vec<Finding>) {
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
    order::refuse_cycles(records, &mut findings);
    let resolved = event::resolve(&drafts, &ids, &mut findings);
    let lost = drafts
        .iter()
        .zip(&resolved)
        .filter(|(_, kept)| kept.is_none());
    model.left_out.extend(lost.map(|(draft, _)| draft.place()));
    keep_sound(resolved, &mut model);
    model.expectations = expectation::resolve(records, &ids, &mut findings, &mut model.left_out);
    model.expectations_left_out = records.expectations.len() - model.expectations.len();
    (model, findings)
}

/// Moves the sound events and their restrictions into the model under their final numbers.
fn keep_sound(resolved: Vec<Option<event::Resolved>>, model: &mut Model) {
    let mut events = HashMap::new();
    let mut restrictions = HashMap::new();
    for (index, resolved) in resolved.iter().enumerate() {
        let Some(resolved) = resolved else { continue };
        events.insert(
            EventId::from_index(index),
            EventId::from_index(events.len()),
        );
        for (number, _) in &resolved.restrictions {
            restrictions.insert(*number, RestrictionId::from_index(restrictions.len()));
        }
    }
    for resolved in resolved.into_iter().flatten() {
        let event::Resolved {
            mut event,
            restrictions: opened,
        } = resolved;
        event.after.retain_mut(|after| renumber(after, &events));
        event.replaces = event.replaces.and_then(|old| events.get(&old).copied());
        event
            .lifts
            .retain_mut(|lifted| renumber(lifted, &restrictions));
        let this = EventId::from_index(model.events.len());
        for (number, mut restriction) in opened {
            restriction.event = this;
            event.restrictions.push(restrictions[&number]);
            let id = restriction.id.clone();
            model.restrictions.add(&id, restriction);
        }
        let id = event.id.clone();
        model.events.add(&id, event);
    }
}

fn renumber<I: Id + std::hash::Hash>(id: &mut I, numbers: &HashMap<I, I>) -> bool {
    let new = numbers.get(id);
    if let Some(new) = new {
        *id = *new;
    }
    new.is_some()
}
