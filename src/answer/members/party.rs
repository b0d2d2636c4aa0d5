//! One actor in one coalition: since when, and how surely.

use crate::answer::add_new;
use crate::answer::words::spell;
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, EventId};
use crate::question::Members;
use crate::timeline::{Filter, Holds, Line, Standing, Timeline};

/// An actor in a coalition, as asked.
pub(in crate::answer) struct Party<'a> {
    pub(in crate::answer) timeline: &'a Timeline,
    pub(in crate::answer) asked: &'a Members,
    pub(in crate::answer) coalition: CoalitionId,
    pub(in crate::answer) actor: ActorId,
}

/// Since when and until when a row holds, and how surely.
pub(in crate::answer) struct Stay {
    pub(in crate::answer) holds: Holds,
    pub(in crate::answer) since: Option<String>,
    pub(in crate::answer) until: Option<String>,
    /// The event that it dates from.
    pub(in crate::answer) opener: EventId,
    pub(in crate::answer) openers: Vec<EventId>,
}

impl Party<'_> {
    /// The membership, or the earliest cell that is asked for; or, where everybody with a standing is
    /// asked for, the act that gave it.
    pub(in crate::answer) fn stay(&self) -> Option<Stay> {
        let found = if self.filter().asks_for_cells(self.asked.by) {
            self.in_cells()
        } else {
            self.as_member()
        };
        if found.is_some() || !self.asked.standing {
            return found;
        }
        let (standing, act) = self
            .timeline
            .standing(self.coalition, self.actor, self.asked.on);
        let act = act.filter(|_| standing != Standing::None)?;
        Some(Stay {
            holds: Holds::Certain,
            since: Some(self.timeline.date(act).to_string()),
            until: None,
            opener: act,
            openers: vec![act],
        })
    }

    fn as_member(&self) -> Option<Stay> {
        let day = self.asked.on;
        let vias: Vec<CoalitionId> = self.vias();
        let lines = vias
            .iter()
            .filter_map(|&via| self.timeline.membership(via, self.actor));
        let direct = |line: &&Line| line.key.coalition == Some(self.coalition);
        let lines: Vec<&Line> = lines.collect();
        let holds = match self.asked.coalition {
            Some(_) => self.timeline.member(self.coalition, self.actor, day),
            None => self.timeline.direct_member(self.coalition, self.actor, day),
        };
        let own: Vec<&Line> = lines.iter().copied().filter(direct).collect();
        self.stay_on(if own.is_empty() { lines } else { own }, holds)
    }

    fn in_cells(&self) -> Option<Stay> {
        let mut holds = Holds::Never;
        let mut lines = Vec::new();
        for (part, counts) in self.counting() {
            let (by, day) = (self.asked.by, self.asked.on);
            let cells = (self.timeline).cells_found(part, self.actor, by, self.filter(), day);
            for (line, open) in cells {
                let open = counts.and(open);
                holds = holds.or(open);
                lines.extend(open.may_be().then_some(line));
            }
        }
        self.stay_on(lines, holds)
    }

    /// The stay on the line of these that was opened first.
    pub(in crate::answer) fn stay_on(&self, lines: Vec<&Line>, holds: Holds) -> Option<Stay> {
        let day = self.asked.on;
        let openers = |line: &&Line| line.on(day).openers().next();
        let first = lines
            .iter()
            .min_by_key(|line| openers(line).map(|event| (self.timeline.bounds(event), event)))?;
        let opener = openers(first)?;
        let (since, until) = spell(self.timeline, first, opener);
        let mut events = Vec::new();
        for line in &lines {
            for opener in line.on(day).openers() {
                let until_day = |event: &EventId| self.timeline.bounds(*event).earliest <= day;
                add_new(&mut events, line.evidence(opener).filter(until_day));
            }
        }
        holds.may_be().then_some(Stay {
            holds,
            since: Some(since),
            until,
            opener,
            openers: events,
        })
    }

    fn filter(&self) -> Filter {
        Filter {
            theatre: self.asked.theatre,
            activity: self.asked.activity,
        }
    }

    /// The coalitions whose memberships count for the one asked for.
    fn vias(&self) -> Vec<CoalitionId> {
        let all = self
            .timeline
            .memberships(self.coalition, self.actor, self.asked.on);
        let all = all.into_iter().map(|via| via.coalition);
        all.filter(|&via| self.asked.coalition.is_some() || via == self.coalition)
            .collect()
    }

    pub(in crate::answer) fn via(&self) -> Vec<String> {
        let parts = self.vias().into_iter().filter(|&via| via != self.coalition);
        let mut via: Vec<_> = parts
            .map(|via| self.timeline.model.coalitions[via].id.to_string())
            .collect();
        via.sort();
        via
    }

    /// Whether a line speaks of what is asked: of no coalition asked for, its parts do not.
    pub(super) fn is_asked(&self, line: &Line) -> bool {
        let mut wholes = self.timeline.model.wholes(self.coalition);
        self.asked.coalition.is_some()
            || line
                .key
                .coalition
                .is_none_or(|coalition| wholes.any(|whole| whole == coalition))
    }

    pub(super) fn via_names(&self) -> String {
        let parts = self.vias().into_iter().filter(|&via| via != self.coalition);
        let names = parts.map(|via| self.timeline.model.coalitions[via].name.to_string());
        names.collect::<Vec<_>>().join(", ")
    }

    /// The coalition and, where one was asked for, its parts, with whether they count for it.
    pub(in crate::answer) fn counting(&self) -> Vec<(CoalitionId, Holds)> {
        let parts = self.timeline.model.parts(self.coalition);
        let asked = parts.filter(|&part| self.asked.coalition.is_some() || part == self.coalition);
        asked
            .map(|part| {
                (
                    part,
                    self.timeline
                        .counts_for(part, self.coalition, self.asked.on),
                )
            })
            .filter(|(_, counts)| counts.may_be())
            .collect()
    }

    /// The latest day of the newest event of the actor, here or in a part, that has happened.
    pub(in crate::answer) fn last_attested(&self) -> Option<Day> {
        let parts: Vec<_> = self.timeline.model.parts(self.coalition).collect();
        let newest = self
            .timeline
            .last_attesting(&parts, self.actor, self.asked.on)?;
        Some(self.timeline.bounds(newest).latest)
    }
}
