//! Who is in what, and takes part where, at the end of a day.

use strum::IntoEnumIterator;

use super::draft::Key;
use super::{Draft, Graph, Held, NodeSort, Tie, is_asked, names};
use crate::answer::members::{self, MemberRow};
use crate::answer::words::spell;
use crate::day::Day;
use crate::model::{ActorId, Cell, CoalitionId, Track};
use crate::name::count;
use crate::question::Members;
use crate::timeline::{Holds, Line, Timeline};

/// What is drawn.
struct State<'a> {
    timeline: &'a Timeline,
    asked: &'a [CoalitionId],
    on: Day,
    by: Option<Track>,
    draft: Draft,
}

pub(super) fn answer(
    timeline: &Timeline,
    asked: &[CoalitionId],
    on: Day,
    by: Option<Track>,
) -> Graph {
    let mut state = State {
        timeline,
        asked,
        on,
        by,
        draft: Draft::default(),
    };
    state.coalitions();
    state.members();
    state.engagements();
    let (title, notes) = (state.title(), state.notes());
    state.draft.finish(title, notes)
}

impl State<'_> {
    /// Those asked for, and of the others those that are recorded to exist.
    fn coalitions(&mut self) {
        for (id, _) in self.timeline.model.coalitions.iter() {
            let begun = || {
                let first = self.timeline.first_day(Some(id), None);
                first.is_some_and(|first| first <= self.on)
                    && self.timeline.exists(id, self.on).may_be()
            };
            if is_asked(self.timeline, self.asked, id) && (self.asked.contains(&id) || begun()) {
                self.coalition(id);
            }
        }
    }

    fn coalition(&mut self, id: CoalitionId) -> Key {
        let (timeline, asked, on) = (self.timeline, self.asked, self.on);
        // A whole that has ended, or not begun, has no parts.
        let shown = move |whole| {
            is_asked(timeline, asked, whole)
                && (asked.contains(&whole) || timeline.exists(whole, on).may_be())
        };
        self.draft.coalition(timeline, id, on, &shown)
    }

    fn actor(&mut self, id: ActorId) -> Key {
        let actor = &self.timeline.model.actors[id];
        let key = Key(NodeSort::Actor, None, actor.id.to_string());
        self.draft.node(&key, &actor.name);
        key
    }

    /// One edge for each row of `members --by`, in direct memberships.
    fn members(&mut self) {
        let asked = Members {
            coalition: None,
            on: self.on,
            theatre: None,
            activity: None,
            by: self.by.unwrap_or_default(),
            standing: false,
            attested: false,
        };
        for row in members::answer(self.timeline, &asked).rows {
            self.member(&row);
        }
    }

    fn member(&mut self, row: &MemberRow) {
        let model = &*self.timeline.model;
        let found = (
            model.coalitions.find(&row.coalition),
            model.actors.find(&row.actor),
        );
        let (Some(coalition), Some(actor)) = found else {
            return;
        };
        if !is_asked(self.timeline, self.asked, coalition) {
            return;
        }
        let held = Held {
            track: self.by.unwrap_or_default(),
            coalition: row.coalition.clone(),
            activity: None,
            since: row.since.clone().unwrap_or_default(),
            until: row.until.clone(),
            certainty: row.certainty,
            suspended: (self.timeline).membership_suspended(coalition, actor, self.on),
            event: row.events.first().cloned().unwrap_or_default(),
        };
        let (actor, coalition) = (self.actor(actor), self.coalition(coalition));
        self.draft.edge(&actor, &coalition, Tie::Member(held));
    }

    /// The open cells: to the theatre, or to the coalition where the place is unstated.
    fn engagements(&mut self) {
        let timeline = self.timeline;
        for (coalition, _) in timeline.model.coalitions.iter() {
            if !is_asked(timeline, self.asked, coalition) {
                continue;
            }
            for actor in timeline.actors_in(coalition) {
                let by = self.by;
                for track in Track::iter().filter(|&track| by.is_none_or(|by| by == track)) {
                    for (cell, line) in timeline.cells(coalition, actor, track) {
                        self.engagement(coalition, actor, track, cell, line);
                    }
                }
            }
        }
    }

    fn engagement(
        &mut self,
        coalition: CoalitionId,
        actor: ActorId,
        track: Track,
        cell: Cell,
        line: &Line,
    ) {
        let said_by_membership = cell == (None, None) && track == self.by.unwrap_or_default();
        let certainty = match self.by {
            Some(_) => self.timeline.cell_holds(line, self.on),
            None => line.on(self.on).holds(),
        };
        let opener = line.on(self.on).openers().next();
        let Some(opener) = opener.filter(|_| certainty.may_be() && !said_by_membership) else {
            return;
        };
        let model = &*self.timeline.model;
        let (since, until) = spell(self.timeline, line, opener);
        let held = Held {
            track,
            coalition: model.coalitions[coalition].id.to_string(),
            activity: cell.1.map(|id| {
                let activity = &model.activities[id];
                (activity.id.to_string(), activity.name.to_string())
            }),
            since,
            until,
            certainty,
            suspended: self.timeline.suspended(coalition, actor, cell, self.on),
            event: model.events[opener].id.to_string(),
        };
        let actor = self.actor(actor);
        // The coalition is drawn even where the actor is no member: the edge names it.
        let in_coalition = self.coalition(coalition);
        let to = match cell.0 {
            Some(theatre) => self.draft.theatre(self.timeline, theatre),
            None => in_coalition,
        };
        self.draft.edge(&actor, &to, Tie::Engaged(held));
    }

    fn title(&self) -> String {
        let by = self.by.map_or_else(String::new, |by| format!(", {by}"));
        let names = names(self.timeline, self.asked, Some(self.on));
        format!("{names}{by}, at the end of {}", self.on)
    }

    fn notes(&self) -> Vec<String> {
        let number = |sort, one| count(self.draft.count(sort), one);
        let mut notes = vec![format!(
            "{}, {}, {}.",
            number(NodeSort::Coalition, "coalition"),
            number(NodeSort::Actor, "actor"),
            number(NodeSort::Theatre, "theatre"),
        )];
        if self.draft.count(NodeSort::Actor) == 0 {
            notes.push(format!("Nobody is recorded so on {}.", self.on));
            notes.extend(self.first());
        } else {
            notes.push(format!("Dashed: {}. Dotted: suspended.", Holds::Possible));
        }
        notes
    }

    /// When the records of what is asked begin, if that is later.
    fn first(&self) -> Option<String> {
        let events = self.timeline.events();
        let first = events
            .filter(|(_, event)| {
                event
                    .coalition
                    .is_some_and(|id| is_asked(self.timeline, self.asked, id))
            })
            .filter_map(|(id, _)| self.timeline.bounds(id).earliest.known())
            .min()?;
        (first > self.on).then(|| format!("The first event recorded of it is of {first}."))
    }
}
