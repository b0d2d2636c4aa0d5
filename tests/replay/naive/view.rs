//! What a view leaves of a history (design, section 4, the last point).

use crate::replay::history::{Event, History, Reference, Status};
use crate::replay::question::View;
use crate::replay::world::Span;

/// The events that count in the view, in file order, with the dates they have there. Those that count
/// although they were retracted are like any other; the disputed stay disputed.
pub fn seen(history: &History, view: View) -> History {
    let told = |event: &&Event| is_told(event, view);
    let replaced = |event: &&Event| {
        let by = |other: &Event| other.replaces == Some(event.id);
        history.events.iter().filter(told).any(by)
    };
    let counting = history
        .events
        .iter()
        .filter(told)
        .filter(|it| !replaced(it));
    let events = counting.map(|event| Event {
        date: date(event, view),
        replaces: None,
        status: match event.status {
            Status::Retracted => Status::Accepted,
            other => other,
        },
        ..event.clone()
    });
    History::of(events.collect())
}

/// Does a counting source tell of it, corrections aside? A retracted one counts only according to a
/// source of its own.
fn is_told(event: &Event, view: View) -> bool {
    let retracted = event.status == Status::Retracted;
    let told = event.sources.iter().any(|source| counts(source, view));
    match view {
        View::AccordingTo(_) => told,
        View::Accepted | View::KnownOn(_) => told && !retracted,
    }
}

fn counts(reference: &Reference, view: View) -> bool {
    match view {
        View::Accepted => true,
        View::KnownOn(day) => reference.source.published().is_some_and(|on| on <= day),
        View::AccordingTo(source) => reference.source == source,
    }
}

/// The accepted date if a counting source makes no claim of its own, else the claim of the latest
/// published, of several the first listed.
fn date(event: &Event, view: View) -> Span {
    if view == View::Accepted {
        return event.date;
    }
    let counting = || event.sources.iter().filter(|source| counts(source, view));
    if counting().any(|source| source.claim.is_none()) {
        return event.date;
    }
    // Of equals `max_by_key` takes the last.
    let latest = counting()
        .rev()
        .max_by_key(|source| source.source.published());
    latest.and_then(|source| source.claim).unwrap_or(event.date)
}
