//! One actor in one coalition over time, from what `members` says of it on each day that changes it.

use std::collections::BTreeSet;

use serde::Serialize;
use strum::IntoEnumIterator;

use super::cast::{Cast, Date};
use super::runs::{Runs, turning_days};
use crate::answer::members::{self, OpenCell};
use crate::answer::words::count_in_words;
use crate::day::Day;
use crate::model::{ActorId, Cell, CoalitionId, EventId, Kind, Track};
use crate::question::Members;
use crate::timeline::{Holds, Line, LineKey, Sort, Standing, Timeline};

/// How surely, since when, until when, by way of which parts, by which events.
pub type Stay = (u8, Date, Option<Date>, Vec<String>, Vec<usize>);
/// What, how many, how surely, by which event.
pub type Brings = (String, String, u8, Vec<usize>);
/// Which restriction, how surely, by which events.
pub type Bound = (usize, u8, Vec<usize>);
/// How surely it counts, is open, is suspended; since when, until when, by which events.
pub type Held = (u8, u8, u8, Date, Option<Date>, Vec<usize>);

/// Track, theatre, activity, and what is so of it over time.
pub type CellOverTime = (u8, Option<usize>, Option<usize>, Runs<Held>);

/// One actor in one coalition, by the numbers of the page.
#[derive(Debug, Serialize)]
pub struct Party {
    /// Who.
    pub actor: usize,
    /// Where it stands.
    pub standing: Runs<&'static str>,
    /// Its membership.
    pub member: Runs<Stay>,
    /// What it brings.
    pub brings: Runs<Vec<Brings>>,
    /// What binds it.
    pub rules: Runs<Vec<Bound>>,
    /// When it was last attested.
    pub attested: Runs<i32>,
    /// Its cells.
    pub cells: Vec<CellOverTime>,
    /// For each pair of the coalition, which verdicts it has over time.
    pub may: Vec<usize>,
    /// Acts that open nothing.
    pub points: Vec<usize>,
}

/// 0 = never, 1 = possible, 2 = certain.
pub(super) fn degree(holds: Holds) -> u8 {
    holds as u8
}

/// An actor in a coalition, to be told.
pub(super) struct Told<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) coalition: CoalitionId,
    pub(super) actor: ActorId,
}

impl<'a> Told<'a> {
    /// What is so of it, but for what it may.
    pub(super) fn party(&self, cast: &mut Cast<'_>) -> Party {
        let days = self.turning_days();
        let on = |day, by| self.asked(day, by);
        let standing = Runs::over(&days, |day| {
            let (standing, _) = self.timeline.standing(self.coalition, self.actor, day);
            (standing != Standing::None).then(|| standing.into())
        });
        let member = Runs::over(&days, |day| {
            let asked = on(day, Track::Declared);
            let party = self.member(&asked);
            let stay = party.stay()?;
            let events = cast.events(&stay.openers);
            Some((
                degree(stay.holds),
                Date::from(stay.since.unwrap_or_default()),
                stay.until.map(Date::from),
                party.via(),
                events,
            ))
        });
        let brings = Runs::over(&days, |day| {
            let asked = on(day, Track::Declared);
            let brought = self.member(&asked).contributions().into_iter();
            let brought: Vec<Brings> = brought
                .map(|(event, brought, holds)| {
                    let count = count_in_words(brought.count);
                    let events = cast.events(&[event]);
                    (brought.what.to_string(), count, degree(holds), events)
                })
                .collect();
            (!brought.is_empty()).then_some(brought)
        });
        let rules = Runs::over(&days, |day| {
            let asked = on(day, Track::Declared);
            let bound = self.member(&asked).restrictions().into_iter();
            let bound: Vec<Bound> = bound
                .map(|rule| {
                    let number = cast.restrictions.of(rule.id);
                    (
                        number,
                        degree(rule.bound.certainty),
                        cast.events(&rule.openers),
                    )
                })
                .collect();
            (!bound.is_empty()).then_some(bound)
        });
        let attested = Runs::over(&days, |day| {
            let asked = on(day, Track::Declared);
            self.member(&asked).last_attested()?.since_1970()
        });
        Party {
            actor: cast.actors.of(self.actor),
            standing,
            member,
            brings,
            rules,
            attested,
            cells: self.cells(&days, cast),
            may: Vec::new(),
            points: cast.events(&self.points()),
        }
    }

    fn asked(&self, on: Day, by: Track) -> Members {
        Members {
            coalition: Some(self.coalition),
            on,
            theatre: None,
            activity: None,
            by,
            standing: false,
            attested: false,
        }
    }

    fn member<'m>(&self, asked: &'m Members) -> members::Party<'m>
    where
        'a: 'm,
    {
        members::Party {
            timeline: self.timeline,
            asked,
            coalition: self.coalition,
            actor: self.actor,
        }
    }

    fn cells(&self, days: &[Day], cast: &mut Cast<'_>) -> Vec<CellOverTime> {
        let mut cells = Vec::new();
        for track in Track::iter() {
            let asked = days.iter().map(|&day| self.asked(day, track));
            let open = asked.map(|asked| (self.member(&asked).open_cells(), asked));
            let open: Vec<(Vec<OpenCell>, Members)> = open.collect();
            for cell in self.cells_on(track) {
                let mut on = open.iter();
                let held = Runs::over(days, |_| {
                    let (open, asked) = on.next()?;
                    let open = open.iter().find(|open| open.cell == cell)?;
                    self.held(open, asked, cast)
                });
                if !held.is_empty() {
                    let theatre = cell.0.map(|id| cast.theatres.of(id));
                    let activity = cell.1.map(|id| cast.activities.of(id));
                    cells.push((track as u8, theatre, activity, held));
                }
            }
        }
        cells
    }

    /// The cells that it ever has on a track, in the order of their lines: of those that one event opened,
    /// the first is the one that a row dates from.
    fn cells_on(&self, track: Track) -> BTreeSet<Cell> {
        let parts = self.timeline.model.parts(self.coalition);
        let cells = parts.flat_map(|part| self.timeline.cells(part, self.actor, track));
        cells.map(|(cell, _)| cell).collect()
    }

    /// A cell on a day: as it is listed, and as a question for it would count it.
    fn held(&self, open: &OpenCell, asked: &Members, cast: &Cast<'_>) -> Option<Held> {
        let party = self.member(asked);
        let mut counts = Holds::Never;
        let mut counting: Vec<&Line> = Vec::new();
        let mut others: Vec<&Line> = Vec::new();
        for (part, holds) in party.counting() {
            let key = LineKey {
                coalition: Some(part),
                actor: Some(self.actor),
                sort: Sort::Cell(asked.by, open.cell),
            };
            if let Some(line) = self.timeline.line(&key) {
                let holds = holds.and(self.timeline.cell_holds(line, asked.on));
                counts = counts.or(holds);
                let lines = if holds.may_be() {
                    &mut counting
                } else {
                    &mut others
                };
                lines.push(line);
            }
        }
        let lines = if counting.is_empty() {
            others
        } else {
            counting
        };
        let stay = party.stay_on(lines, open.holds)?;
        let mut events = vec![stay.opener];
        events.extend(
            stay.openers
                .into_iter()
                .filter(|&event| event != stay.opener),
        );
        Some((
            degree(counts),
            degree(open.holds),
            degree(open.suspended),
            Date::from(stay.since.unwrap_or_default()),
            stay.until.map(Date::from),
            cast.events(&events),
        ))
    }

    /// The coalitions whose records can bear on it: those within whatever this one lies within.
    fn concerned(&self) -> Vec<CoalitionId> {
        let model = &self.timeline.model;
        let mut concerned: Vec<CoalitionId> = (model.wholes(self.coalition))
            .flat_map(|whole| model.parts(whole))
            .collect();
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }

    /// Every day on which anything about it may change.
    fn turning_days(&self) -> Vec<Day> {
        let timeline = self.timeline;
        let concerned = self.concerned();
        let lines = (concerned.iter())
            .flat_map(|&c| [Some(self.actor), None].map(|party| timeline.group(Some(c), party)))
            .chain([timeline.group(None, Some(self.actor))])
            .flatten();
        let events = (concerned.iter())
            .flat_map(|&c| [Some(self.actor), None].map(|party| timeline.events_of(c, party)))
            .flatten();
        turning_days(timeline, lines, events.copied())
    }

    /// Its acts here that open nothing, and those that were voted on.
    fn points(&self) -> Vec<EventId> {
        let timeline = self.timeline;
        let parts = timeline.model.parts(self.coalition);
        let own = parts.flat_map(|part| timeline.events_of(part, Some(self.actor)));
        let is_point = |id: &EventId| {
            let event = &timeline.model.events[*id];
            event.more.vote.is_some() || opens_nothing(event.kind)
        };
        let mut points: Vec<EventId> = own.copied().filter(is_point).collect();
        points.sort_unstable_by_key(|&event| (timeline.bounds(event), event));
        points
    }
}

fn opens_nothing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Invite
            | Kind::Pledge
            | Kind::Decline
            | Kind::Debate
            | Kind::Refuse
            | Kind::Request
            | Kind::Consent
            | Kind::WithdrawConsent
            | Kind::Statement
    )
}
