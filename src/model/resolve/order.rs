//! Cycles among events: `after` and `replaces` must lead somewhere.

use std::collections::HashMap;

use crate::finding::{Finding, Rule};
use crate::model::rules::{AFTER_CYCLE, REPLACES_CYCLE};
use crate::model::tree::cycles;
use crate::model::{EventId, Id};
use crate::record::{Event, Placed, Records, Text};

/// Reports each cycle with every record on it.
pub(super) fn refuse_cycles(records: &Records, findings: &mut Vec<Finding>) {
    let events: Vec<&Placed<Event>> = records.events.iter().collect();
    let numbers: HashMap<&str, EventId> = events
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, e)| {
            Some((
                e.record.id.as_ref()?.get_ref().as_str(),
                EventId::from_index(index),
            ))
        })
        .collect();
    let mut refuse = |rule, key, words| refuse(rule, key, &events, &numbers, words, findings);
    refuse(&AFTER_CYCLE, "after", |event| &event.after.0);
    refuse(&REPLACES_CYCLE, "replaces", |event| {
        event.replaces.as_slice()
    });
}

fn refuse(
    rule: &'static Rule,
    key: &str,
    events: &[&Placed<Event>],
    numbers: &HashMap<&str, EventId>,
    words: fn(&Event) -> &[Text],
    findings: &mut Vec<Finding>,
) {
    let target = |word: &Text| numbers.get(word.get_ref().as_str()).copied();
    let edges: Vec<Vec<EventId>> = (events.iter())
        .map(|e| words(&e.record).iter().filter_map(target).collect())
        .collect();
    for ring in cycles(&edges) {
        let names: Vec<_> = ring
            .iter()
            .filter_map(|id| events[id.index()].record.id.as_ref())
            .map(|id| id.get_ref().as_str())
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
