//! Who takes part, counted; and when that was last heard of.

use super::query::Filter;
use super::{Holds, Line, Timeline};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, EventId, Track};

/// A call of the members of a coalition on a day, parts counted.
#[derive(Clone, Copy, Debug)]
pub struct Roll {
    /// In which coalition.
    pub coalition: CoalitionId,
    /// At the end of which day.
    pub on: Day,
    /// On which track.
    pub by: Track,
    /// Where, and doing what.
    pub filter: Filter,
}

impl Timeline {
    /// Those who answer a roll, by number: each member or, where a track, place or activity is asked
    /// for, each with such a cell.
    pub fn roll(&self, roll: &Roll) -> Vec<(ActorId, Holds)> {
        if !roll.filter.asks_for_cells(roll.by) {
            return self.members(roll.coalition, roll.on);
        }
        let parts = self.model.parts(roll.coalition);
        let mut actors: Vec<ActorId> = parts.flat_map(|part| self.actors_in(part)).collect();
        actors.sort_unstable();
        actors.dedup();
        let answers = actors
            .into_iter()
            .map(|actor| (actor, self.answers(roll, actor)));
        answers.filter(|(_, holds)| holds.may_be()).collect()
    }

    /// Who is or may be a direct member on a day, by number.
    pub fn direct_members(&self, coalition: CoalitionId, day: Day) -> Vec<(ActorId, Holds)> {
        let on = self.roster(coalition).on(day);
        let mut members: Vec<_> = on.map(|stretch| (stretch.actor, stretch.holds)).collect();
        members.sort_unstable();
        members
    }

    /// Who is or may be a member on a day, parts counted, by number.
    pub fn members(&self, coalition: CoalitionId, day: Day) -> Vec<(ActorId, Holds)> {
        let mut members: Vec<(ActorId, Holds)> = Vec::new();
        for part in self.model.parts(coalition) {
            let counts = self.counts_for(part, coalition, day);
            if counts.may_be() {
                let on = self.roster(part).on(day);
                members.extend(on.map(|stretch| (stretch.actor, stretch.holds.and(counts))));
            }
        }
        // Of one who is in by several ways, the surest.
        members.sort_unstable_by_key(|&(actor, holds)| (actor, std::cmp::Reverse(holds)));
        members.dedup_by_key(|(actor, _)| *actor);
        members
    }

    fn answers(&self, roll: &Roll, actor: ActorId) -> Holds {
        let Roll {
            coalition,
            on,
            by,
            filter,
        } = *roll;
        let in_part = |part| {
            let cells = self.cells_found(part, actor, by, filter, on);
            Holds::any(cells.map(|(_, open)| open)).and(self.counts_for(part, coalition, on))
        };
        Holds::any(self.model.parts(coalition).map(in_part))
    }

    /// The cells of an actor in one coalition that a question finds, each with whether it counts then.
    pub fn cells_found(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
        by: Track,
        filter: Filter,
        day: Day,
    ) -> impl Iterator<Item = (&Line, Holds)> {
        self.cells(coalition, actor, by)
            .filter(move |(cell, _)| filter.finds(&self.model, by, *cell))
            .map(move |(_, line)| (line, self.cell_holds(line, day)))
    }

    /// The newest event of an actor in some coalitions that has surely happened by a day: what last
    /// attests its part in them.
    pub fn last_attesting(
        &self,
        coalitions: &[CoalitionId],
        actor: ActorId,
        day: Day,
    ) -> Option<EventId> {
        let own = (coalitions.iter()).flat_map(|&c| self.events_of(c, Some(actor)));
        let latest = own.map(|&id| (self.bounds(id).latest, id));
        let newest = latest.filter(|&(latest, _)| latest <= day).max();
        newest.map(|(_, id)| id)
    }
}
