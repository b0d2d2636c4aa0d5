//! The replay: settles the order, spells out every reading, folds every line in each of them, and
//! counts on which days a question is answered yes in all readings, and in some.

mod course;
mod faults;
mod joint;
mod lines;
mod order;
mod readings;
mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use self::course::{Course, course};
use self::faults::{Demands, joins_in_life, known_lifts, unique_rules};
use self::lines::{Effect, Lines};
use self::order::Order;
use self::readings::readings;
use super::history::History;
use super::question::{Joint, Line};
use super::world::{Actor, Coalition, Days};

/// Why a history cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither dates nor `after` nor the absence of faults tell the order.
    OrderUnknown,
    /// The order leaves an event no day.
    NoDay,
    /// An event would come before itself.
    Cycle,
    /// Anything else.
    Other(String),
}

impl Fault {
    /// Is it about the order of the events?
    pub fn is_about_order(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// A `join` dated outside the coalition's life leaves it no day, too.
    pub fn may_be_about_order(&self) -> bool {
        *self == Self::Other(faults::OUTSIDE_LIFE.to_owned())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OrderUnknown => f.write_str("order unknown"),
            Self::NoDay => f.write_str("no day left"),
            Self::Cycle => f.write_str("a cycle"),
            Self::Other(says) => f.write_str(says),
        }
    }
}

/// The days on which something is so in every reading, and in some.
#[derive(Clone, Copy)]
pub struct Verdict {
    pub certain: Days,
    pub possible: Days,
}

impl Verdict {
    const NEVER: Self = Self {
        certain: Days::NONE,
        possible: Days::NONE,
    };
    const UNSEEN: Self = Self {
        certain: Days::ALL,
        possible: Days::NONE,
    };

    fn see(&mut self, days: Days) {
        self.certain = self.certain & days;
        self.possible = self.possible | days;
    }
}

/// Every line's course in one reading.
type Courses = BTreeMap<Line, Course>;

/// A history replayed.
pub struct Replay<'a> {
    history: &'a History,
    counting: Vec<usize>,
    order: Order,
    lines: BTreeMap<Line, Verdict>,
    joints: BTreeMap<Joint, Verdict>,
    /// The `dissolve`s, with whom they may have found a member.
    ended: BTreeSet<(usize, Actor)>,
}

impl<'a> Replay<'a> {
    /// Replays it, or says what is wrong: first what is wrong with the order.
    pub fn new(history: &'a History) -> Result<Self, Fault> {
        let counting = history.counting();
        let lines = Lines::of(history, &counting);
        joins_in_life(history, &counting)?;
        let order = Order::settle(history, &lines, &counting)?;
        unique_rules(history)?;
        known_lifts(history, &lines, &counting)?;
        let asked = asked_lines(history);
        let mut demands = Demands::of(history, &counting);
        let mut replay = Self {
            history,
            counting,
            order,
            joints: joint::asked(&asked)
                .into_iter()
                .map(|it| (it, Verdict::UNSEEN))
                .collect(),
            lines: asked.into_iter().map(|it| (it, Verdict::UNSEEN)).collect(),
            ended: BTreeSet::new(),
        };
        for reading in readings(history, &lines, &replay.order, &replay.counting) {
            let fold = |(&line, acts)| {
                (
                    line,
                    course(acts, lines.starts_open(&line), &replay.order, &reading),
                )
            };
            let courses: Courses = lines.acts.iter().map(fold).collect();
            demands.see(history, &replay.order, &reading, &courses);
            replay.see(&courses);
        }
        demands.unmet(history).map(|()| replay)
    }

    /// The lines worth asking about: all that some event touches, even one that does not count,
    /// and every membership and life.
    pub fn lines(&self) -> impl Iterator<Item = (&Line, &Verdict)> {
        self.lines.iter()
    }

    /// The questions over several of these lines.
    pub fn joints(&self) -> impl Iterator<Item = (&Joint, &Verdict)> {
        self.joints.iter()
    }

    fn line(&self, line: &Line) -> Verdict {
        self.lines.get(line).copied().unwrap_or(Verdict::NEVER)
    }

    fn see(&mut self, courses: &Courses) {
        for (line, verdict) in &mut self.lines {
            verdict.see(days(courses, line));
        }
        for (question, verdict) in &mut self.joints {
            verdict.see(joint::days_of(courses, question));
        }
        for (line, course) in courses {
            if let Line::Member(actor, _) = *line {
                let found = course.found_open.iter().filter(|(_, open)| *open);
                self.ended.extend(found.map(|(place, _)| (*place, actor)));
            }
        }
    }
}

/// The days of one reading on which the line is open, the contribution just so many.
fn days(courses: &Courses, line: &Line) -> Days {
    let course = courses.get(&line.whatever_count());
    match *line {
        Line::Contribution { count: None, .. } => !course.map_or(Days::NONE, Course::open),
        Line::Contribution {
            count: Some(count), ..
        } => course.map_or(Days::NONE, |course| course.with_count(count)),
        Line::Life(_) => course.map_or(Days::ALL, Course::open),
        _ => course.map_or(Days::NONE, Course::open),
    }
}

fn asked_lines(history: &History) -> BTreeSet<Line> {
    let everything: Vec<usize> = (0..history.events.len()).collect();
    let mut asked = BTreeSet::new();
    for (&line, acts) in &Lines::of(history, &everything).acts {
        asked.insert(line);
        if let Line::Contribution {
            actor,
            coalition,
            what,
            ..
        } = line
        {
            let set = |effect: &Effect| match *effect {
                Effect::Set(count) if count > 0 => Some(count),
                _ => None,
            };
            let with = |count| Line::Contribution {
                actor,
                coalition,
                what,
                count: Some(count),
            };
            asked.extend(acts.values().filter_map(set).map(with));
        }
    }
    for &coalition in Coalition::ALL {
        asked.insert(Line::Life(coalition));
        asked.extend(
            Actor::ALL
                .iter()
                .map(|&actor| Line::Member(actor, coalition)),
        );
    }
    asked
}
