//! Which events are asked for, and the question in words.

use serde_json::json;

use crate::day::Day;
use crate::model::{Cell, Event, EventId, Model, Track};
use crate::question::Timeline as Asked;
use crate::timeline::{Effect, Filter, Sort, Timeline};

/// The events asked for.
pub(super) fn events<'a>(
    timeline: &'a Timeline,
    asked: &'a Asked,
) -> impl Iterator<Item = (EventId, &'a Event)> {
    timeline
        .events()
        .filter(|(id, event)| is_asked(timeline, asked, *id, event))
}

pub(super) fn is_asked(timeline: &Timeline, asked: &Asked, id: EventId, event: &Event) -> bool {
    let bounds = timeline.bounds(id);
    is_of_party(&timeline.model, asked, event)
        && asked.from.is_none_or(|from| bounds.latest >= from)
        && asked.to.is_none_or(|to| bounds.earliest <= to)
        && (asked.kinds.is_empty() || asked.kinds.contains(&event.kind))
        && is_in_scope(timeline, asked.filter(), id, event)
}

fn is_of_party(model: &Model, asked: &Asked, event: &Event) -> bool {
    let of_actor = |actor| asked.actors.contains(actor);
    (asked.actors.is_empty() && asked.coalitions.is_empty())
        || event.actor.iter().chain(&event.more.with).any(of_actor)
        || event
            .coalition
            .is_some_and(|coalition| asked.takes_in(model, coalition))
}

/// Whether the scope of an event has a cell that is asked for, or the event acts on such a cell: one who
/// leaves gives up every place.
fn is_in_scope(timeline: &Timeline, filter: Filter, id: EventId, event: &Event) -> bool {
    let model = &*timeline.model;
    // As on a permission, the places around what is asked count as well as those within.
    let finds = |cell| filter.finds(model, Track::Declared, cell);
    let acts_on = |sort: &Sort| match sort {
        Sort::Cell(_, cell) => finds(*cell),
        Sort::Suspension(over) => suspends(model, filter, *over),
        _ => false,
    };
    let changed = || {
        timeline.acts(id).any(|(line, step, found)| {
            let acts = step.opens(found)
                || step.closes(found)
                || matches!(step.effect, Effect::Grants { anew: true, .. });
            acts && acts_on(&line.key.sort)
        })
    };
    filter.is_empty() || event.scope.cells().any(finds) || changed()
}

/// Whether a suspension takes in what is asked for: a part of it that is left out means all.
fn suspends(model: &Model, filter: Filter, over: Cell) -> bool {
    let stated = Filter {
        theatre: filter.theatre.filter(|_| over.0.is_some()),
        activity: filter.activity.filter(|_| over.1.is_some()),
    };
    stated.finds(model, Track::Declared, over)
}

pub(in crate::answer) fn question(model: &Model, asked: &Asked) -> serde_json::Value {
    let actors: Vec<_> = asked
        .actors
        .iter()
        .map(|&id| &*model.actors[id].id)
        .collect();
    let coalitions: Vec<_> = asked
        .coalitions
        .iter()
        .map(|&id| &*model.coalitions[id].id)
        .collect();
    json!({
        "command": "timeline",
        "actors": actors,
        "coalitions": coalitions,
        "from": asked.from.map(|day| day.to_string()),
        "to": asked.to.map(|day| day.to_string()),
        "kinds": asked.kinds,
        "in": asked.theatre.map(|id| &*model.theatres[id].id),
        "doing": asked.activity.map(|id| &*model.activities[id].id),
    })
}

pub(super) fn title(model: &Model, asked: &Asked) -> String {
    let mut title = format!("timeline of {}", whose(model, asked));
    if let Some(from) = asked.from {
        title += &format!(" from {from}");
    }
    if let Some(to) = asked.to {
        title += &format!(" to {to}");
    }
    title += &where_and_what(model, asked);
    if !asked.kinds.is_empty() {
        let kinds: Vec<_> = asked.kinds.iter().map(ToString::to_string).collect();
        title += &format!(", {} only", kinds.join(", "));
    }
    title
}

pub(super) fn why_empty(timeline: &Timeline, asked: &Asked) -> Vec<String> {
    let mut notes = vec!["No event is recorded so.".to_owned()];
    let any_day = Asked {
        from: None,
        to: None,
        kinds: Vec::new(),
        theatre: None,
        activity: None,
        ..asked.clone()
    };
    let days: Vec<Day> = events(timeline, &any_day)
        .filter_map(|(id, _)| timeline.bounds(id).earliest.known())
        .collect();
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) => {
            notes.push(format!(
                "In all there are {}, from {first} to {last}.",
                days.len()
            ));
        }
        _ => notes.push("Nothing is recorded of it on any day.".to_owned()),
    }
    notes
}

/// Whose timeline: "Denmark, Belgium", or "everything".
pub(in crate::answer) fn whose(model: &Model, asked: &Asked) -> String {
    let actors = asked.actors.iter().map(|&id| &*model.actors[id].name);
    let coalitions = asked
        .coalitions
        .iter()
        .map(|&id| &*model.coalitions[id].name);
    let names: Vec<_> = actors.chain(coalitions).collect();
    if names.is_empty() {
        "everything".to_owned()
    } else {
        names.join(", ")
    }
}

/// ", in Iraq, doing air strikes".
pub(in crate::answer) fn where_and_what(model: &Model, asked: &Asked) -> String {
    let place = asked
        .theatre
        .map(|id| format!(", in {}", model.theatres[id].name));
    let doing = asked
        .activity
        .map(|id| format!(", doing {}", model.activities[id].name));
    [place, doing].into_iter().flatten().collect()
}
