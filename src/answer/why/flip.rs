//! What would flip an answer: another date that a source claims, taken for right.

use std::sync::Arc;

use crate::day::Day;
use crate::model::{ActorId, EventId};
use crate::timeline::{Effect, Holds, Line, Sort, Step, Timeline, View};

/// Another date, and what it would make of the state.
pub(super) struct Flip {
    pub(super) event: EventId,
    /// The source that claims it.
    pub(super) source: String,
    pub(super) says: String,
}

/// For each claim about an event of a line that differs from its date: how the line would run.
pub(super) fn flips(timeline: &Timeline, line: &Line, actor: ActorId, on: Day) -> Vec<Flip> {
    let mut flips = Vec::new();
    for step in line
        .steps
        .iter()
        .filter(|step| step.effect != Effect::Stands)
    {
        let event = &timeline.model.events[step.event];
        let cited = event.sources.iter().enumerate();
        for (reference, cited) in cited.filter(|(_, cited)| timeline.admits(cited.source)) {
            let date = cited.own.date.as_ref();
            let Some(other) = date.filter(|date| *date != timeline.date(step.event)) else {
                continue;
            };
            let source = &timeline.model.sources[cited.source].id;
            let then = supposing(timeline, line, step, reference, actor, on);
            flips.push(Flip {
                event: step.event,
                source: source.to_string(),
                says: format!(
                    "if the date {other} of `{source}` is right for `{}`, {then}",
                    event.id
                ),
            });
        }
    }
    flips
}

/// How a line would run with another date for one event.
fn supposing(
    timeline: &Timeline,
    line: &Line,
    step: &Step,
    reference: usize,
    actor: ActorId,
    on: Day,
) -> String {
    let model = &timeline.model;
    let view = View::through(model, timeline.lens()).supposing(step.event, reference);
    let (other, _) = Timeline::build(Arc::clone(model), view);
    let who = &model.actors[actor].name;
    let states = other
        .line(&line.key)
        .map_or(Holds::Never, |line| line.on(on).holds());
    let before = line.on(on).holds();
    let (from, to) = (timeline.bounds(step.event), other.bounds(step.event));
    let exact = from.earliest == from.latest && to.earliest == to.latest;
    let days = from.earliest.days_to(to.earliest);
    let moved = if exact && days != 0 {
        let (many, when) = (
            days.unsigned_abs(),
            if days < 0 { "earlier" } else { "later" },
        );
        let what = match (step.effect, &line.key.sort) {
            (Effect::Closes { .. }, Sort::Membership) => "was out",
            (Effect::Closes { .. }, _) => "lost this",
            (_, Sort::Membership) => "was in",
            _ => "had this",
        };
        format!(
            "{who} {what} {many} day{} {when}",
            if many == 1 { "" } else { "s" }
        )
    } else {
        format!("it runs otherwise for {who}")
    };
    if states == before {
        format!("{moved}; on {on} nothing changes")
    } else {
        format!(
            "{moved}; on {on} it would be {}, where it is {}",
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
