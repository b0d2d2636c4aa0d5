//! What would flip an answer: another date that a source claims, taken for right.

use std::sync::Arc;

use crate::day::Day;
use crate::model::{ActorId, EventId};
use crate::timeline::{Holds, Line, Sort, Timeline, View};

/// Another date, and what it would make of the state.
pub(super) struct Flip {
    pub(super) event: EventId,
    pub(super) says: String,
}

/// For each claim about an event of a line that differs from its date: how the line would run.
pub(super) fn flips(timeline: &Timeline, line: &Line, actor: ActorId, on: Day) -> Vec<Flip> {
    let mut flips = Vec::new();
    for step in &line.steps {
        let event = &timeline.model.events[step.event];
        for (reference, cited) in event.sources.iter().enumerate() {
            let other = cited
                .date
                .as_ref()
                .filter(|date| **date != *timeline.date(step.event));
            if let Some(other) = other {
                let source = &timeline.model.sources[cited.source].id;
                let then = supposing(timeline, line, step.event, reference, actor, on);
                let says = format!(
                    "if the date {other} of `{source}` is right for `{}`, {then}",
                    event.id
                );
                flips.push(Flip {
                    event: step.event,
                    says,
                });
            }
        }
    }
    flips
}

/// How a line would run with another date for one event.
fn supposing(
    timeline: &Timeline,
    line: &Line,
    event: EventId,
    reference: usize,
    actor: ActorId,
    on: Day,
) -> String {
    let model = &timeline.model;
    let view = View::through(model, timeline.lens()).supposing(model, event, reference);
    let (other, _) = Timeline::build(Arc::clone(model), view);
    let who = &model.actors[actor].name;
    let states = other
        .line(&line.key)
        .map_or(Holds::Never, |line| line.on(on).holds());
    let before = line.on(on).holds();
    let from = timeline.bounds(event).earliest.known();
    let to = other.bounds(event).earliest.known();
    let shift = from.zip(to).map(|(from, to)| from.days_to(to));
    let moved = match shift {
        Some(0) | None => format!("it runs otherwise for {who}"),
        Some(days) => {
            let (many, when) = (
                days.unsigned_abs(),
                if days < 0 { "earlier" } else { "later" },
            );
            let what = if line.key.sort == Sort::Membership {
                "was in"
            } else {
                "had this"
            };
            format!(
                "{who} {what} {many} day{} {when}",
                if many == 1 { "" } else { "s" }
            )
        }
    };
    if states == before {
        format!("{moved}; on {on} nothing changes")
    } else {
        format!(
            "{moved}; on {on} it would be {}, not {}",
            named(states),
            named(before)
        )
    }
}

fn named(holds: Holds) -> &'static str {
    match holds {
        Holds::Never => "not so",
        Holds::Possible => "possible",
        Holds::Certain => "certain",
    }
}
