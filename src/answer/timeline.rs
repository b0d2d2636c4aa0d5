//! What happened, and what each event changed.

use serde::Serialize;
use serde_json::json;

use super::words::{ScopeCell, cells_in_words, contribution_in_words};
use super::{Answer, Row, or_empty, source_ids};
use crate::day::Day;
use crate::model::{Cell, Event, EventId, Kind, Model, Track};
use crate::name;
use crate::question::Timeline as Asked;
use crate::timeline::{Effect, Holds, Sort, Timeline, Toward};

/// One event.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct EventRow {
    pub event: String,
    pub date: String,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub kind: Kind,
    pub actor: Option<String>,
    pub name: Option<String>,
    pub coalition: Option<String>,
    pub scope: Vec<ScopeCell>,
    pub change: String,
    pub summary: Option<String>,
    pub status: Option<String>,
    pub sources: Vec<String>,
    /// Who did what toward which coalition, for people.
    #[serde(skip)]
    seen: String,
}

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Asked) -> Answer<EventRow> {
    let model = &*timeline.model;
    let mut events: Vec<(EventId, &Event)> = (timeline.events())
        .filter(|(id, event)| is_asked(timeline, asked, *id, event))
        .collect();
    events.sort_by_key(|(id, event)| (timeline.bounds(*id).earliest, &event.id));
    let rows: Vec<EventRow> = events
        .into_iter()
        .map(|(id, event)| row(timeline, id, event))
        .collect();
    let mut answer = Answer::new(timeline, question(model, asked), title(model, asked), rows);
    match answer.rows.len() {
        0 => answer.notes.extend(why_empty(timeline, asked)),
        1 => answer.notes.push("1 event.".to_owned()),
        n => answer.notes.push(format!("{n} events.")),
    }
    let hidden = (model.events.iter())
        .filter(|(id, event)| !timeline.counts(*id) && is_asked(timeline, asked, *id, event))
        .count();
    if hidden > 0 {
        answer.notes.push(format!(
            "{hidden} more do not count: retracted, replaced, or by no source that counts."
        ));
    }
    answer
}

fn is_asked(timeline: &Timeline, asked: &Asked, id: EventId, event: &Event) -> bool {
    let bounds = timeline.bounds(id);
    let of_actor = |actor| asked.actors.contains(actor);
    let party = (asked.actors.is_empty() && asked.coalitions.is_empty())
        || event.actor.iter().chain(&event.with).any(of_actor)
        || event.coalition.is_some_and(|coalition| {
            timeline
                .model
                .wholes(coalition)
                .any(|whole| asked.coalitions.contains(&whole))
        });
    party
        && asked.from.is_none_or(|from| bounds.latest >= from)
        && asked.to.is_none_or(|to| bounds.earliest <= to)
        && (asked.kinds.is_empty() || asked.kinds.contains(&event.kind))
}

fn row(timeline: &Timeline, id: EventId, event: &Event) -> EventRow {
    let model = &*timeline.model;
    let bounds = timeline.bounds(id);
    let day = |day: Day| day.known().map(|day| day.to_string());
    let cells = if event.scope.is_empty() {
        Vec::new()
    } else {
        event.scope.cells().collect()
    };
    EventRow {
        event: event.id.to_string(),
        date: timeline.date(id).to_string(),
        earliest: day(bounds.earliest),
        latest: day(bounds.latest),
        kind: event.kind,
        actor: event.actor.map(|id| model.actors[id].id.to_string()),
        name: event.actor.map(|id| model.actors[id].name.to_string()),
        coalition: event
            .coalition
            .map(|id| model.coalitions[id].id.to_string()),
        scope: cells
            .into_iter()
            .map(|cell| ScopeCell::new(model, cell))
            .collect(),
        change: change(timeline, id, event),
        summary: event.summary.as_deref().map(str::to_owned),
        status: (event.status != Default::default()).then(|| event.status.to_string()),
        sources: source_ids(timeline, &[id]),
        seen: who_what_where(model, event),
    }
}

/// "Denmark: join, Operation Inherent Resolve".
pub(super) fn who_what_where(model: &Model, event: &Event) -> String {
    let who = event
        .actor
        .map_or_else(String::new, |id| format!("{}: ", model.actors[id].name));
    let to = event
        .coalition
        .map_or_else(String::new, |id| format!(", {}", model.coalitions[id].name));
    format!("{who}{}{to}", event.kind)
}

/// What an event changed, in words.
pub(super) fn change(timeline: &Timeline, id: EventId, event: &Event) -> String {
    let model = &*timeline.model;
    let mut said: Vec<String> = Vec::new();
    let mut opened: Vec<(Track, Vec<(Cell, String)>)> = Vec::new();
    let mut closed = opened.clone();
    let mut members = 0;
    for (line, step, found) in timeline.acts(id) {
        let idle = matches!(
            step.effect,
            Effect::Closes { .. }
                | Effect::Stands
                | Effect::Grants {
                    only_open: true,
                    ..
                }
        );
        let opens = !idle && !found.is_certain();
        let closes = matches!(step.effect, Effect::Closes { .. }) && found.may_be();
        match &line.key.sort {
            Sort::Cell(track, cell) if opens => into_track(&mut opened, *track, *cell),
            Sort::Cell(track, cell) if closes => into_track(&mut closed, *track, *cell),
            Sort::Membership if closes => members += 1,
            sort if opens || closes || matches!(step.effect, Effect::Sets(_)) => {
                said.extend(of_line(model, event, sort, closes));
            }
            Sort::Cell(Track::Authorised, _)
                if matches!(step.effect, Effect::Grants { anew: true, .. }) && found.may_be() =>
            {
                said.push(mandate(event));
            }
            _ => {}
        }
    }
    if members > 0 && event.kind.ends_membership() {
        let more = !said.is_empty() || !closed.is_empty();
        return format!(
            "no longer a member{}",
            if more {
                "; all that it had there ends"
            } else {
                ""
            }
        );
    }
    if members > 0 {
        return format!(
            "the coalition ends, with {members} {}",
            if members == 1 {
                "membership"
            } else {
                "memberships"
            }
        );
    }
    for (track, cells) in opened {
        said.push(track_in_words(model, track, &cells, ""));
    }
    for (track, cells) in closed {
        said.push(track_in_words(model, track, &cells, "no longer "));
    }
    said.extend(of_kind(model, event));
    said.dedup();
    if said.is_empty() {
        nothing(timeline, id)
    } else {
        said.join("; ")
    }
}

fn into_track(tracks: &mut Vec<(Track, Vec<(Cell, String)>)>, track: Track, cell: Cell) {
    let cell = (cell, String::new());
    match tracks.iter_mut().find(|(known, _)| *known == track) {
        Some((_, cells)) => cells.push(cell),
        None => tracks.push((track, vec![cell])),
    }
}

fn track_in_words(model: &Model, track: Track, cells: &[(Cell, String)], before: &str) -> String {
    match cells {
        [((None, None), _)] => format!("{before}{track}"),
        cells => format!("{before}{track}: {}", cells_in_words(model, cells)),
    }
}

fn of_line(model: &Model, event: &Event, sort: &Sort, closes: bool) -> Option<String> {
    Some(match sort {
        Sort::Life => (if closes {
            "the coalition ends"
        } else {
            "the coalition begins"
        })
        .to_owned(),
        Sort::Membership => "a member".to_owned(),
        Sort::Suspension(cell) => {
            let what = match cell {
                (None, None) => "membership".to_owned(),
                cell => cells_in_words(model, &[(*cell, String::new())]).replace("unstated", "all"),
            };
            format!("{what} {}", if closes { "resumed" } else { "suspended" })
        }
        Sort::Restriction(id) => {
            let id = &model.restrictions[*id].id;
            format!("{} `{id}`", if closes { "lifts" } else { "bound by" })
        }
        Sort::NoCaveats(_) => "says that it has no caveats".to_owned(),
        Sort::Consent(toward, place) => {
            let place = place.map_or("a place unstated", |id| &model.theatres[id].name);
            let to = match toward {
                Toward::Anyone => "anyone",
                Toward::Coalition(id) => &model.coalitions[*id].name,
                Toward::Actor(id) => &model.actors[*id].name,
            };
            format!(
                "{} to {to} for {place}",
                if closes {
                    "consent withdrawn"
                } else {
                    "consents"
                }
            )
        }
        Sort::Contribution(what) => {
            let brought = event
                .contributions
                .iter()
                .find(|brought| brought.what == *what)?;
            if brought.is_end() {
                format!("no more {what}")
            } else {
                format!("brings {}", contribution_in_words(brought))
            }
        }
        Sort::Cell(..) => return None,
    })
}

fn mandate(event: &Event) -> String {
    event.until.as_ref().map_or_else(
        || "mandate without end".to_owned(),
        |until| format!("mandate to {until}"),
    )
}

fn of_kind(model: &Model, event: &Event) -> Option<String> {
    match event.kind {
        _ if event.coalition.is_none() => None,
        Kind::Rename => event.name.as_ref().map(|name| format!("now called {name}")),
        Kind::Succeed if !event.predecessors.is_empty() => {
            let names: Vec<&str> = event
                .predecessors
                .iter()
                .map(|&id| &*model.coalitions[id].id)
                .collect();
            Some(format!("takes over from {}", name::list(&names, "and")))
        }
        Kind::Invite => Some("invited".to_owned()),
        Kind::Debate => Some("debating".to_owned()),
        Kind::Pledge => Some("pledged".to_owned()),
        Kind::Decline => Some("declined".to_owned()),
        Kind::Refuse => Some("refused at home".to_owned()),
        _ => None,
    }
}

fn nothing(timeline: &Timeline, id: EventId) -> String {
    let mut found = timeline.acts(id).map(|(_, _, found)| found);
    if found.any(Holds::may_be) {
        "nothing new: it was so already"
    } else {
        "nothing"
    }
    .to_owned()
}

fn question(model: &Model, asked: &Asked) -> serde_json::Value {
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
    })
}

fn title(model: &Model, asked: &Asked) -> String {
    let actors = asked.actors.iter().map(|&id| &*model.actors[id].name);
    let coalitions = asked
        .coalitions
        .iter()
        .map(|&id| &*model.coalitions[id].name);
    let names: Vec<_> = actors.chain(coalitions).collect();
    let of = if names.is_empty() {
        "everything".to_owned()
    } else {
        names.join(", ")
    };
    let mut title = format!("timeline of {of}");
    if let Some(from) = asked.from {
        title += &format!(" from {from}");
    }
    if let Some(to) = asked.to {
        title += &format!(" to {to}");
    }
    if !asked.kinds.is_empty() {
        let kinds: Vec<_> = asked.kinds.iter().map(ToString::to_string).collect();
        title += &format!(", {} only", kinds.join(", "));
    }
    title
}

fn why_empty(timeline: &Timeline, asked: &Asked) -> Vec<String> {
    let mut notes = vec!["No event is recorded so.".to_owned()];
    let any_day = Asked {
        from: None,
        to: None,
        kinds: Vec::new(),
        ..asked.clone()
    };
    let all = timeline
        .events()
        .filter(|(id, event)| is_asked(timeline, &any_day, *id, event));
    let days: Vec<Day> = all
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

impl Row for EventRow {
    const FIELDS: &'static [&'static str] = &[
        "event",
        "date",
        "earliest",
        "latest",
        "kind",
        "actor",
        "name",
        "coalition",
        "scope",
        "change",
        "summary",
        "status",
        "sources",
    ];

    fn columns() -> Vec<&'static str> {
        vec!["date", "event", "what happened", "changes", "status"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.date.clone(),
            self.seen.clone(),
            or_empty(self.summary.as_deref()),
            self.change.clone(),
            or_empty(self.status.as_deref()),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let scope: Vec<_> = self.scope.iter().map(ScopeCell::flat).collect();
        vec![
            self.event.clone(),
            self.date.clone(),
            or_empty(self.earliest.as_deref()),
            or_empty(self.latest.as_deref()),
            self.kind.to_string(),
            or_empty(self.actor.as_deref()),
            or_empty(self.name.as_deref()),
            or_empty(self.coalition.as_deref()),
            scope.join("; "),
            self.change.clone(),
            or_empty(self.summary.as_deref()),
            or_empty(self.status.as_deref()),
            self.sources.join("; "),
        ]
    }

    fn events(&self) -> &[String] {
        std::slice::from_ref(&self.event)
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
