//! Cycles among events: `after` and `replaces` must lead somewhere.

use std::collections::HashMap;

use super::Ids;
use super::event::Draft;
use crate::finding::{Finding, Rule};
use crate::model::rules::{AFTER_CYCLE, REPLACES_CYCLE};
use crate::model::tree::cycles;
use crate::model::{self, EventId, Id, Model};
use crate::record::{Event, Placed, Records, Text};

/// Reports each cycle with every record on it.
pub(super) fn refuse_cycles(
    records: &Records<'_>,
    drafts: &[Draft<'_, '_>],
    ids: &Ids<'_>,
    findings: &mut Vec<Finding>,
) {
    if drafts
        .iter()
        .enumerate()
        .all(|(at, draft)| looks_back(at, draft, ids))
    {
        return;
    }
    let events: Vec<&Placed<Event<'_>>> = records.events.iter().collect();
    let numbers: HashMap<&str, EventId> = events
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, e)| {
            let id: &str = e.record.id.as_ref()?.get_ref();
            Some((id, EventId::from_index(index)))
        })
        .collect();
    let mut refuse = |rule, key, words| refuse(rule, key, &events, &numbers, words, findings);
    refuse(&AFTER_CYCLE, "after", |event| &event.after.0);
    refuse(&REPLACES_CYCLE, "replaces", |event| {
        event.replaces.as_slice()
    });
}

/// Whether a circle leads through the events of a model.
pub(super) fn has_circle(model: &Model) -> bool {
    let circle = |names: fn(&model::Event) -> &[EventId]| {
        let events = model.events.iter();
        let edges: Vec<Vec<EventId>> = events.map(|(_, event)| names(event).to_vec()).collect();
        !cycles(&edges).is_empty()
    };
    circle(|event| &event.more.after) || circle(|event| event.more.replaces.as_slice())
}

/// Whether an event names only events recorded before it: then no circle leads through it alone.
fn looks_back(at: usize, draft: &Draft<'_, '_>, ids: &Ids<'_>) -> bool {
    let record = draft.record();
    let mut named = record.after.0.iter().chain(&record.replaces);
    named.all(|word| {
        let number = ids.events.number(word.get_ref());
        number.is_none_or(|number| number.index() < at)
    })
}

fn refuse(
    rule: &'static Rule,
    key: &str,
    events: &[&Placed<Event<'_>>],
    numbers: &HashMap<&str, EventId>,
    words: for<'a, 't> fn(&'a Event<'t>) -> &'a [Text<'t>],
    findings: &mut Vec<Finding>,
) {
    let target = |word: &Text<'_>| numbers.get(&**word.get_ref()).copied();
    let edges: Vec<Vec<EventId>> = (events.iter())
        .map(|e| words(&e.record).iter().filter_map(target).collect())
        .collect();
    for ring in cycles(&edges) {
        let names: Vec<_> = ring
            .iter()
            .filter_map(|id| events[id.index()].record.id.as_ref())
            .map(|id| &**id.get_ref())
            .collect();
        let written = |id: EventId, next: EventId| {
            let event = events[id.index()];
            let word = words(&event.record)
                .iter()
                .find(|w| target(w) == Some(next));
            word.map_or_else(|| event.head(), |word| event.place(word))
        };
        let mut finding = Finding::new(
            rule,
            format!("`{key}` goes in a circle: {}", names.join(" > ")),
            written(ring[0], ring[1]),
            "leads back to this event",
        );
        for pair in ring.windows(2).skip(1) {
            finding = finding.beside(written(pair[0], pair[1]), "by way of this");
        }
        findings.push(finding);
    }
}
