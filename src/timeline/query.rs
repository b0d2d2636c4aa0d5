//! What the lines say together: memberships by way of parts, cells in a place, suspensions.

use super::line::{Line, LineKey, Sort};
use super::{Holds, Timeline};
use crate::day::Day;
use crate::model::{
    ActivityId, ActorId, Cell, CoalitionId, EventId, Model, RestrictionId, TheatreId, Track,
};

/// A membership that counts for a coalition: its own, or that of one of its parts.
#[derive(Clone, Copy, Debug)]
pub struct Via {
    /// Where the membership is.
    pub coalition: CoalitionId,
    /// Whether it counts.
    pub holds: Holds,
}

impl Timeline {
    /// The line of a direct membership.
    pub fn membership(&self, coalition: CoalitionId, actor: ActorId) -> Option<&Line> {
        self.line(&LineKey {
            coalition: Some(coalition),
            actor: Some(actor),
            sort: Sort::Membership,
        })
    }

    /// Whether an actor is itself a member, not counting parts.
    pub fn direct_member(&self, coalition: CoalitionId, actor: ActorId, day: Day) -> Holds {
        let line = self.membership(coalition, actor);
        line.map_or(Holds::Never, |line| line.on(day).holds())
    }

    /// Whether a coalition exists. One whose beginning is not recorded always did.
    pub fn exists(&self, coalition: CoalitionId, day: Day) -> Holds {
        let life = self.line(&LineKey {
            coalition: Some(coalition),
            actor: None,
            sort: Sort::Life,
        });
        life.map_or(Holds::Certain, |line| line.on(day).holds())
    }

    /// Whether what holds in a part counts for the whole: while everything between them exists.
    pub fn counts_for(&self, part: CoalitionId, whole: CoalitionId, day: Day) -> Holds {
        let above = self.model.wholes(part).skip(1);
        let mut holds = Holds::Certain;
        if part == whole {
            return holds;
        }
        for between in above {
            holds = holds.and(self.exists(between, day));
            if between == whole {
                return holds;
            }
        }
        Holds::Never
    }

    /// The memberships of an actor that count for a coalition on a day, its own first.
    pub fn memberships(&self, coalition: CoalitionId, actor: ActorId, day: Day) -> Vec<Via> {
        let mut vias: Vec<Via> = (self.model.parts(coalition))
            .map(|part| Via {
                coalition: part,
                holds: self
                    .direct_member(part, actor, day)
                    .and(self.counts_for(part, coalition, day)),
            })
            .filter(|via| via.holds.may_be())
            .collect();
        vias.sort_by_key(|via| via.coalition != coalition);
        vias
    }

    /// Whether an actor is a member, parts counted.
    pub fn member(&self, coalition: CoalitionId, actor: ActorId, day: Day) -> Holds {
        Holds::any(
            self.memberships(coalition, actor, day)
                .iter()
                .map(|via| via.holds),
        )
    }

    /// The cells of a track of an actor in one coalition.
    pub fn cells(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
        track: Track,
    ) -> impl Iterator<Item = (Cell, &Line)> {
        let group = self.group(Some(coalition), Some(actor));
        group.iter().filter_map(move |line| match &line.key.sort {
            Sort::Cell(of, cell) if *of == track => Some((*cell, line)),
            _ => None,
        })
    }

    /// Whether a cell counts on its track: open and, where forces act, not suspended.
    pub fn cell_holds(&self, line: &Line, day: Day) -> Holds {
        let open = line.on(day).holds();
        match (&line.key.sort, line.key.coalition, line.key.actor) {
            (Sort::Cell(Track::Operating, cell), Some(coalition), Some(actor)) if open.may_be() => {
                open.and(!self.suspended(coalition, actor, *cell, day))
            }
            _ => open,
        }
    }

    /// Whether a cell lies inside a suspension, the actor's own or the coalition's.
    pub fn suspended(&self, coalition: CoalitionId, actor: ActorId, cell: Cell, day: Day) -> Holds {
        let suspending = self.suspending(coalition, actor, cell);
        Holds::any(suspending.iter().map(|line| line.on(day).holds()))
    }

    /// The suspension lines that a cell lies inside, open or not.
    pub fn suspending(&self, coalition: CoalitionId, actor: ActorId, cell: Cell) -> Vec<&Line> {
        let suspensions = self.suspensions(coalition, actor);
        let covering = suspensions.filter(|(over, _)| suspends(&self.model, *over, cell));
        covering.map(|(_, line)| line).collect()
    }

    /// Whether the membership as a whole is suspended.
    pub fn membership_suspended(&self, coalition: CoalitionId, actor: ActorId, day: Day) -> Holds {
        let here = |line: &Line| line.key.coalition == Some(coalition);
        let whole = (self.suspensions(coalition, actor))
            .filter(|(over, line)| *over == (None, None) && here(line));
        Holds::any(whole.map(|(_, line)| line.on(day).holds()))
    }

    /// The actor's own suspensions, and those of all members of the coalition or of a whole it is part of.
    fn suspensions(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
    ) -> impl Iterator<Item = (Cell, &Line)> {
        let own = self.group(Some(coalition), Some(actor));
        let wholes = self.model.wholes(coalition);
        let of_all = wholes.flat_map(|whole| self.group(Some(whole), None));
        own.iter()
            .chain(of_all)
            .filter_map(|line| match &line.key.sort {
                Sort::Suspension(cell) => Some((*cell, line)),
                _ => None,
            })
    }

    /// Whether a restriction is in force, whoever it binds.
    pub fn in_force(&self, restriction: RestrictionId, day: Day) -> Holds {
        let line = self.restriction(restriction);
        line.map_or(Holds::Never, |line| line.on(day).holds())
    }

    /// The line of a restriction.
    pub fn restriction(&self, restriction: RestrictionId) -> Option<&Line> {
        let recorded = &self.model.restrictions[restriction];
        self.line(&LineKey {
            coalition: recorded.coalition,
            actor: recorded.actor,
            sort: Sort::Restriction(restriction),
        })
    }

    /// The coalitions whose records speak of an actor's part in a coalition: it, the wholes it is part
    /// of, and those of its parts that the actor is in.
    pub fn speaking(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
        day: Day,
    ) -> Vec<(CoalitionId, Holds)> {
        let mut speaking: Vec<_> = self
            .model
            .wholes(coalition)
            .map(|c| (c, Holds::Certain))
            .collect();
        let parts = self.memberships(coalition, actor, day);
        speaking.extend(
            (parts.iter().filter(|via| via.coalition != coalition))
                .map(|via| (via.coalition, via.holds)),
        );
        speaking
    }

    /// The restrictions that can bind an actor in a coalition on a day: its own and those of every
    /// member, recorded in it, in a whole it is part of, in a part the actor is in, or in none.
    pub fn binding(&self, coalition: CoalitionId, actor: ActorId, day: Day) -> Vec<(&Line, Holds)> {
        let mut binding = Vec::new();
        for (speaking, counts) in self.speaking(coalition, actor, day) {
            let own = self.group(Some(speaking), Some(actor)).iter();
            binding.extend(own.map(|line| (line, counts.and(line.on(day).holds()))));
            let member = self.member(speaking, actor, day);
            let of_all = self.group(Some(speaking), None).iter();
            binding.extend(of_all.map(|line| (line, member.and(line.on(day).holds()))));
        }
        let everywhere = self.group(None, Some(actor)).iter();
        binding.extend(everywhere.map(|line| (line, line.on(day).holds())));
        binding.retain(|(line, holds)| holds.may_be() && line.key.sort.is_restriction());
        binding
    }

    /// Whether something can be so at the time of an event, on a line without last days: after what is
    /// known to come before the event, and before what is known to come after it.
    pub fn at_event(&self, line: &Line, event: EventId) -> Holds {
        let steps = &line.steps;
        let surely = steps
            .iter()
            .filter(|s| s.event == event || self.precedes(s.event, event))
            .count();
        let not = steps
            .iter()
            .filter(|s| s.event != event && self.precedes(event, s.event))
            .count();
        let open_after = |count: usize| match steps.get(count) {
            Some(step) => step.found_open,
            None => line.on(Day::AFTER_ALL.previous()).holds(),
        };
        Holds::of_readings((surely..=steps.len() - not).map(open_after))
    }
}

/// Whether a suspension takes in a cell. A part of it that is none takes in everything.
fn suspends(model: &Model, (theatres, activities): Cell, (theatre, activity): Cell) -> bool {
    let place =
        theatres.is_none_or(|whole| theatre.is_some_and(|part| model.places.contains(whole, part)));
    let doing = activities.is_none_or(|whole| match activity {
        Some(part) => model.doings.contains(whole, part),
        None => model.doings.is_all(whole),
    });
    place && doing
}

/// Which cells a question finds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// In this place.
    pub theatre: Option<TheatreId>,
    /// Doing this.
    pub activity: Option<ActivityId>,
}

impl Filter {
    /// Whether it asks for anything.
    pub fn is_empty(self) -> bool {
        self.theatre.is_none() && self.activity.is_none()
    }

    /// Whether it, or the track, asks for more than membership.
    pub fn asks_for_cells(self, track: Track) -> bool {
        track != Track::Declared || !self.is_empty()
    }

    /// Whether a cell is found: it lies within what is asked or, where the track is a permission, holds
    /// what is asked. What is unstated is never found.
    pub fn finds(self, model: &Model, track: Track, (theatre, activity): Cell) -> bool {
        let wider = track.is_permission();
        let place = self.theatre.is_none_or(|asked| {
            theatre.is_some_and(|cell| {
                model.places.contains(asked, cell) || (wider && model.places.contains(cell, asked))
            })
        });
        let doing = self.activity.is_none_or(|asked| {
            activity.is_some_and(|cell| {
                model.doings.contains(asked, cell) || (wider && model.doings.contains(cell, asked))
            })
        });
        place && doing
    }
}
