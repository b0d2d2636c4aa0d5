//! `may`: is the act permitted on the day (design, sections 5 and 6)?
//!
//! Rulings:
//! - Rules, scopes and consents are those of the asked coalition's family: itself, the whole it is
//!   part of, and its part while the actor is itself a member of that.
//! - A rule or scope has to cover the whole act alone; two do not add up.
//! - A consent that names no place is unstated and meets nothing.
//! - A cap forbids nothing, and a suspension neither.
//! - Without a coalition the memberships are those that may be open on the day; above their
//!   verdicts stands a word only.

use super::cover::{Cover, of_cell, of_rule};
use super::{Courses, days};
use crate::replay::history::History;
use crate::replay::question::{Act, Line, Toward};
use crate::replay::rule::Says;
use crate::replay::world::{Actor, Coalition, Day, Days, Track};

/// The verdicts, the strictest first.
const WORDS: [&str; 4] = ["no", "no-record", "conditional", "yes"];

/// What may decide one question, whatever the reading, and the days of each verdict in some reading.
pub struct Case {
    pub act: Act,
    pub coalition: Coalition,
    forbidding: Vec<Ground>,
    conditions: Vec<Condition>,
    granting: Vec<Ground>,
    granting_part: Vec<Ground>,
    verdicts: [Days; 4],
}

/// A line that decides while it is open, and whose it is.
#[derive(Clone, Copy)]
struct Ground {
    line: Line,
    of: Coalition,
}

/// A prohibition in part, or a requirement with the consents that meet it.
struct Condition {
    ground: Ground,
    met_by: Vec<Ground>,
}

impl Case {
    /// Gathers the grounds among the lines of the history.
    pub fn new<'l>(
        history: &History,
        lines: impl Iterator<Item = &'l Line> + Clone,
        act: Act,
        coalition: Coalition,
    ) -> Self {
        let mut case = Self {
            act,
            coalition,
            forbidding: Vec::new(),
            conditions: Vec::new(),
            granting: Vec::new(),
            granting_part: Vec::new(),
            verdicts: [Days::NONE; 4],
        };
        case.add_rules(history, lines.clone());
        case.add_scopes(lines);
        case
    }

    fn add_rules<'l>(&mut self, history: &History, lines: impl Iterator<Item = &'l Line> + Clone) {
        let binding = |actor: Option<Actor>| actor.is_none_or(|actor| actor == self.act.actor);
        for event in history.events.iter().filter(|event| binding(event.actor)) {
            for rule in &event.restrictions {
                let cover = of_rule(rule, &self.act);
                if cover == Cover::Nothing {
                    continue;
                }
                let ground = Ground {
                    line: Line::Restriction(rule.id),
                    of: event.coalition,
                };
                let plain = !rule.unless && !rule.applies_to;
                match rule.says {
                    Says::Prohibit(_) if cover == Cover::All && plain => {
                        self.forbidding.push(ground);
                    }
                    Says::Prohibit(_) => self.conditions.push(Condition {
                        ground,
                        met_by: Vec::new(),
                    }),
                    Says::Require { consent_of, .. } => {
                        let met_by =
                            consents(lines.clone(), consent_of, &self.act, event.coalition);
                        self.conditions.push(Condition { ground, met_by });
                    }
                    Says::Cap => {}
                }
            }
        }
    }

    fn add_scopes<'l>(&mut self, lines: impl Iterator<Item = &'l Line>) {
        for &line in lines {
            let Line::Cell(cell) = line else { continue };
            let permits = matches!(cell.track, Track::Declared | Track::Authorised);
            if !permits || cell.actor != self.act.actor {
                continue;
            }
            let ground = Ground {
                line,
                of: cell.coalition,
            };
            match of_cell(&cell, &self.act) {
                Cover::All => self.granting.push(ground),
                Cover::Part => self.granting_part.push(ground),
                Cover::Nothing => {}
            }
        }
    }

    /// Decides it in one more reading, by the first that applies.
    pub fn see(&mut self, courses: &Courses) {
        let no = !self.member(courses) | self.any(courses, &self.forbidding);
        let unmet = |it: &Condition| self.on(courses, it.ground) & !self.any(courses, &it.met_by);
        let conditions = self
            .conditions
            .iter()
            .map(unmet)
            .fold(Days::NONE, |a, b| a | b);
        let yes = self.any(courses, &self.granting) & !conditions & !no;
        let part = self.any(courses, &self.granting_part);
        let conditional = (conditions | part) & !yes & !no;
        let no_record = !no & !yes & !conditional;
        for (verdict, days) in self
            .verdicts
            .iter_mut()
            .zip([no, no_record, conditional, yes])
        {
            *verdict = *verdict | days;
        }
    }

    /// The strictest of all readings, and whether they agree.
    pub fn verdict(&self, day: Day) -> (&'static str, bool) {
        let mut given = WORDS
            .iter()
            .zip(self.verdicts)
            .filter(|(_, days)| days.has(day));
        let strictest = given.next().map_or("none", |(word, _)| *word);
        (strictest, given.next().is_none())
    }

    /// A membership of the part counts as one of the whole while that exists.
    fn member(&self, courses: &Courses) -> Days {
        let of = |coalition| days(courses, &Line::Member(self.act.actor, coalition));
        match self.coalition {
            Coalition::Part => of(Coalition::Part),
            Coalition::Whole => {
                let life = days(courses, &Line::Life(Coalition::Whole));
                of(Coalition::Whole) | (of(Coalition::Part) & life)
            }
        }
    }

    fn any(&self, courses: &Courses, grounds: &[Ground]) -> Days {
        let on = |ground: &Ground| self.on(courses, *ground);
        grounds.iter().map(on).fold(Days::NONE, |a, b| a | b)
    }

    fn on(&self, courses: &Courses, ground: Ground) -> Days {
        days(courses, &ground.line) & self.in_family(courses, ground.of)
    }

    /// The days on which what is recorded of the coalition counts for the asked one.
    fn in_family(&self, courses: &Courses, of: Coalition) -> Days {
        match (self.coalition, of) {
            (Coalition::Whole, Coalition::Part) => {
                days(courses, &Line::Member(self.act.actor, Coalition::Part))
            }
            _ => Days::ALL,
        }
    }
}

/// The consents of that host that meet a requirement: toward the actor, or a coalition of the family,
/// for a place that holds the asked one.
fn consents<'l>(
    lines: impl Iterator<Item = &'l Line>,
    consent_of: Option<Actor>,
    act: &Act,
    of: Coalition,
) -> Vec<Ground> {
    let meets = |&line: &Line| match line {
        Line::Consent {
            host,
            toward,
            theatre: Some(place),
        } if consent_of == Some(host) && act.theatre.within(place) => match toward {
            Toward::Actor(actor) => (actor == act.actor).then_some(Ground { line, of }),
            Toward::Coalition(of) => Some(Ground { line, of }),
        },
        _ => None,
    };
    lines.filter_map(meets).collect()
}

/// The first of these words among the verdicts stands above them; a member of none has no record.
pub fn above(verdicts: &[&'static str]) -> &'static str {
    let order = ["yes", "conditional", "no", "no-record"];
    let given = order.into_iter().find(|word| verdicts.contains(word));
    given.unwrap_or("no-record")
}
