//! The course of one line in one reading: its events folded from scratch.

use super::effect::{Effect, Until};
use super::lines::Acts;
use super::order::Order;
use super::readings::Reading;
use crate::replay::world::{Day, Days};

/// What became of a line.
pub struct Course {
    /// The events that happen, in order, and whether each found the line open.
    pub found_open: Vec<(usize, bool)>,
    /// Is it open after the last of them?
    pub open_at_end: bool,
    /// The days of each spell, with the count if it is a contribution.
    pub spells: Vec<(Days, Option<u32>)>,
}

impl Course {
    /// The days the line is open.
    pub fn open(&self) -> Days {
        self.spells
            .iter()
            .fold(Days::NONE, |all, (days, _)| all | *days)
    }

    /// The days a contribution is just this many.
    pub fn with_count(&self, count: u32) -> Days {
        let just = self
            .spells
            .iter()
            .filter(|(_, brought)| *brought == Some(count));
        just.fold(Days::NONE, |all, (days, _)| all | *days)
    }

    /// Did the event find the line open? Nothing if it does not happen or does not stand here.
    pub fn found(&self, event: usize) -> Option<bool> {
        self.found_open
            .iter()
            .find(|(other, _)| *other == event)
            .map(|(_, open)| *open)
    }
}

/// An open spell: since when, to which last day if one is set, with which count.
#[derive(Clone, Copy)]
struct Spell {
    since: Day,
    last: Option<Day>,
    count: Option<u32>,
}

/// Folds the line: its events by day, and on one day in the known order. Events whose order is unknown
/// do the same, so on one day any of their orders gives the same.
pub fn course(acts: &Acts, starts_open: bool, order: &Order, reading: &Reading) -> Course {
    let happening: Vec<usize> = acts
        .keys()
        .copied()
        .filter(|event| !reading.absent.contains(event))
        .collect();
    let mut by_day = order.sequence(&happening);
    by_day.sort_by_key(|&event| reading.days[event]);
    let sequence: Vec<(usize, Effect)> = by_day
        .into_iter()
        .map(|event| (event, acts[&event]))
        .collect();
    let always = Spell {
        since: Day::MIN,
        last: None,
        count: None,
    };
    let mut fold = Fold {
        reading,
        open: starts_open.then_some(always),
        course: Course {
            found_open: Vec::new(),
            open_at_end: false,
            spells: Vec::new(),
        },
    };
    for (at, &(event, effect)) in sequence.iter().enumerate() {
        let day = reading.days[event];
        fold.lapse(day);
        fold.course.found_open.push((event, fold.open.is_some()));
        fold.act(day, effect, &sequence[at + 1..]);
    }
    fold.finish()
}

struct Fold<'a> {
    reading: &'a Reading,
    open: Option<Spell>,
    course: Course,
}

impl Fold<'_> {
    fn act(&mut self, day: Day, effect: Effect, later: &[(usize, Effect)]) {
        match effect {
            Effect::Stand => {}
            Effect::Join | Effect::Open(None) => {
                self.open.get_or_insert(Spell {
                    since: day,
                    last: None,
                    count: None,
                });
            }
            Effect::Open(Some(until)) => self.set_until(day, Some(until), later),
            Effect::Renew { until, opens } => {
                if opens || self.open.is_some() {
                    self.set_until(day, until, later);
                }
            }
            Effect::Close => self.end(day),
            Effect::Set(count) => {
                self.end(day);
                let spell = Spell {
                    since: day,
                    last: None,
                    count: Some(count),
                };
                self.open = (count > 0).then_some(spell);
            }
        }
    }

    fn set_until(&mut self, day: Day, until: Option<Until>, later: &[(usize, Effect)]) {
        let since = self.open.map_or(day, |spell| spell.since);
        // A last day before the event itself, as a source's own date can have it, ends nothing earlier.
        let last = until
            .and_then(|until| self.last_day(until, later))
            .map(|last| last.max(day - 1));
        self.open = Some(Spell {
            since,
            last,
            count: None,
        });
    }

    /// The last day in force; none if it is put off: by a later `renew`, or `authorise` with an
    /// `until`, up to the latest day it may stand for, and before anything closes the line.
    fn last_day(&self, until: Until, later: &[(usize, Effect)]) -> Option<Day> {
        for &(event, effect) in later {
            match effect {
                Effect::Close => break,
                Effect::Renew { .. } | Effect::Open(Some(_))
                    if self.reading.days[event] <= until.bounds.to =>
                {
                    return None;
                }
                _ => {}
            }
        }
        Some(self.reading.untils[until.choice])
    }

    /// Ends the spell if its last day is past.
    fn lapse(&mut self, day: Day) {
        if let Some(last) = self.open.and_then(|spell| spell.last)
            && last < day
        {
            self.end(last + 1);
        }
    }

    fn end(&mut self, end: Day) {
        if let Some(spell) = self.open.take() {
            self.course
                .spells
                .push((Days::spell(spell.since, Some(end)), spell.count));
        }
    }

    fn finish(mut self) -> Course {
        self.course.open_at_end = self.open.is_some();
        if let Some(spell) = self.open {
            let end = spell.last.map(|last| last + 1);
            self.course
                .spells
                .push((Days::spell(spell.since, end), spell.count));
        }
        self.course
    }
}
