//! One side of the comparison: a timeline at the end of a day.

use std::collections::BTreeMap;

use super::item::{About, Held};
use crate::answer::members::{self, MemberRow};
use crate::day::Day;
use crate::model::{ActorId, Cell, CoalitionId, Track};
use crate::question::Members;
use crate::timeline::{Line, LineKey, Sort, Timeline};

/// One side.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) on: Day,
    pub(super) coalition: Option<CoalitionId>,
    pub(super) by: Track,
}

/// An actor in a coalition, by id: what the two sides have in common. No actor = the coalition itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Party {
    pub(super) coalition: String,
    pub(super) actor: Option<String>,
}

impl<'a> Side<'a> {
    /// Everybody with a standing, or with a cell open on the track.
    pub(super) fn held(&self) -> BTreeMap<Party, Held> {
        let model = &*self.timeline.model;
        let mut held: BTreeMap<Party, Held> = (self.members(Track::Declared, true).into_iter())
            .map(|row| (party(&row), Held::new(model, row)))
            .collect();
        if self.by == Track::Declared {
            return held;
        }
        held.values_mut().for_each(|held| held.on_track(&[]));
        for row in self.members(self.by, false) {
            match held.get_mut(&party(&row)) {
                Some(known) => known.on_track(&row.scope),
                None => drop(held.insert(party(&row), Held::new(model, row))),
            }
        }
        held
    }

    fn members(&self, by: Track, standing: bool) -> Vec<MemberRow> {
        let asked = Members {
            coalition: self.coalition,
            on: self.on,
            theatre: None,
            activity: None,
            by,
            standing,
            attested: false,
        };
        members::answer(self.timeline, &asked).rows
    }

    /// The ids of a party on this side, if it is known here.
    pub(super) fn ids(&self, party: &Party) -> Option<(CoalitionId, Option<ActorId>)> {
        let model = &*self.timeline.model;
        let coalition = model.coalitions.find(&party.coalition)?;
        let actor = match &party.actor {
            Some(actor) => Some(model.actors.find(actor)?),
            None => None,
        };
        Some((coalition, actor))
    }

    /// Whether an actor can be a member, parts counted.
    pub(super) fn is_member(&self, party: &Party) -> bool {
        let ids = self.ids(party);
        let actor = ids.and_then(|(coalition, actor)| Some((coalition, actor?)));
        actor.is_some_and(|(coalition, actor)| {
            self.timeline.member(coalition, actor, self.on).may_be()
        })
    }

    /// The coalition and, where one was asked for, its parts.
    pub(super) fn counting(&self, coalition: CoalitionId) -> Vec<CoalitionId> {
        match self.coalition {
            Some(_) => self.timeline.model.parts(coalition).collect(),
            None => vec![coalition],
        }
    }

    /// The lines that tell of something.
    pub(super) fn lines(&self, party: &Party, about: &About) -> Vec<&'a Line> {
        let Some((coalition, actor)) = self.ids(party) else {
            return Vec::new();
        };
        let model = &*self.timeline.model;
        let line = |coalition, actor, sort| {
            self.timeline.line(&LineKey {
                coalition: Some(coalition),
                actor,
                sort,
            })
        };
        let parts = self.counting(coalition);
        let of_each = |sort: Sort| {
            let lines = parts.iter();
            lines
                .filter_map(|&part| line(part, actor, sort.clone()))
                .collect()
        };
        match about {
            About::Name => Vec::new(),
            About::Life => line(coalition, None, Sort::Life).into_iter().collect(),
            About::Membership => of_each(Sort::Membership),
            About::Suspension => (parts.iter())
                .flat_map(|&part| [line(part, actor, WHOLE), line(part, None, WHOLE)])
                .flatten()
                .collect(),
            About::Cell(theatre, activity) => self
                .cell(theatre, activity)
                .map_or_else(Vec::new, |cell| of_each(Sort::Cell(self.by, cell))),
            About::CellSuspension(theatre, activity) => {
                let (Some(actor), Some(cell)) = (actor, self.cell(theatre, activity)) else {
                    return Vec::new();
                };
                let each = parts.iter();
                each.flat_map(|&part| self.timeline.suspending(part, actor, cell))
                    .collect()
            }
            About::Brings(what) => of_each(Sort::Contribution(Box::new(what.as_str().into()))),
            About::Rule(id) => (model.restrictions.find(id))
                .and_then(|id| self.timeline.restriction(id))
                .into_iter()
                .collect(),
        }
    }

    /// A place and an activity by their ids, if both are known here.
    pub(super) fn cell(&self, theatre: &Option<String>, activity: &Option<String>) -> Option<Cell> {
        let model = &*self.timeline.model;
        let theatre = match theatre {
            Some(id) => Some(model.theatres.find(id)?),
            None => None,
        };
        let activity = match activity {
            Some(id) => Some(model.activities.find(id)?),
            None => None,
        };
        Some((theatre, activity))
    }
}

/// A suspension of the membership.
const WHOLE: Sort = Sort::Suspension((None, None));

fn party(row: &MemberRow) -> Party {
    Party {
        coalition: row.coalition.clone(),
        actor: Some(row.actor.clone()),
    }
}
