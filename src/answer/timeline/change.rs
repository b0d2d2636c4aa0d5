//! What an event changed, in words.

use crate::answer::words::{cells_in_words, contribution_in_words};
use crate::model::{Cell, Event, EventId, Kind, Model, Track};
use crate::name;
use crate::timeline::{Effect, Holds, Line, Sort, Step, Timeline, Toward};

/// What an event changed, in words.
pub(in crate::answer) fn change(timeline: &Timeline, id: EventId, event: &Event) -> String {
    let model = &*timeline.model;
    let mut changes = Changes::default();
    for (line, step, found) in timeline.acts(id) {
        changes.note(model, event, line, step, found);
    }
    if changes.members > 0 {
        return changes.end_in_words(event);
    }
    let said = changes.in_words(model, event);
    if said.is_empty() {
        nothing(timeline, id)
    } else {
        said.join("; ")
    }
}

/// What an event does to all its lines together.
#[derive(Default)]
struct Changes {
    /// In words, line by line.
    said: Vec<String>,
    /// The restrictions it opens, and those it lifts.
    binds: Vec<String>,
    lifts: Vec<String>,
    /// How much is said before the restrictions.
    before_rules: usize,
    opened: Vec<(Track, Vec<(Cell, String)>)>,
    closed: Vec<(Track, Vec<(Cell, String)>)>,
    /// The memberships it ends.
    members: usize,
}

impl Changes {
    fn note(&mut self, model: &Model, event: &Event, line: &Line, step: &Step, found: Holds) {
        let (opens, closes) = (step.opens(found), step.closes(found));
        match &line.key.sort {
            Sort::Cell(track, cell) if opens => into_track(&mut self.opened, *track, *cell),
            Sort::Cell(track, cell) if closes => into_track(&mut self.closed, *track, *cell),
            Sort::Membership if closes => self.members += 1,
            Sort::Restriction(id) if opens || closes => {
                if self.binds.is_empty() && self.lifts.is_empty() {
                    self.before_rules = self.said.len();
                }
                let rules = if closes {
                    &mut self.lifts
                } else {
                    &mut self.binds
                };
                rules.push(model.restrictions[*id].id.to_string());
            }
            sort if opens || closes || matches!(step.effect, Effect::Sets(_)) => {
                self.said.extend(of_line(model, event, sort, closes));
            }
            Sort::Cell(Track::Authorised, _)
                if matches!(step.effect, Effect::Grants { anew: true, .. }) && found.may_be() =>
            {
                self.said.push(mandate(event));
            }
            _ => {}
        }
    }

    fn end_in_words(&self, event: &Event) -> String {
        if event.kind.ends_membership() {
            let words = [&self.said, &self.binds, &self.lifts];
            let had_more = !self.closed.is_empty() || words.iter().any(|said| !said.is_empty());
            let more = if had_more {
                "; all that it had there ends"
            } else {
                ""
            };
            return format!("no longer a member{more}");
        }
        let noun = if self.members == 1 {
            "membership"
        } else {
            "memberships"
        };
        format!("the coalition ends, with {} {noun}", self.members)
    }

    fn in_words(mut self, model: &Model, event: &Event) -> Vec<String> {
        let rules = [("bound by", &self.binds), ("lifts", &self.lifts)];
        let rules: Vec<String> = rules
            .into_iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(does, ids)| {
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                format!("{does} {}", name::list(&ids, "and"))
            })
            .collect();
        let at = self.before_rules;
        self.said.splice(at..at, rules);
        for (track, cells) in self.opened {
            self.said.push(track_in_words(model, track, &cells, ""));
        }
        for (track, cells) in self.closed {
            self.said
                .push(track_in_words(model, track, &cells, "no longer "));
        }
        self.said.extend(of_kind(model, event));
        self.said.dedup();
        self.said
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
                .find(|brought| brought.what == **what)?;
            if brought.is_end() {
                format!("no more {what}")
            } else {
                format!("brings {}", contribution_in_words(brought))
            }
        }
        Sort::Cell(..) | Sort::Restriction(_) => return None,
    })
}

fn mandate(event: &Event) -> String {
    event.more.until.as_ref().map_or_else(
        || "mandate without end".to_owned(),
        |until| format!("mandate to {until}"),
    )
}

fn of_kind(model: &Model, event: &Event) -> Option<String> {
    match event.kind {
        _ if event.coalition.is_none() => None,
        Kind::Rename => event
            .more
            .name
            .as_ref()
            .map(|name| format!("now called {name}")),
        Kind::Succeed if !event.more.predecessors.is_empty() => {
            let names: Vec<&str> = event
                .more
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
