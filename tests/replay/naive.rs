//! The replay: settles the order, spells out every reading, folds every line in each of them, and
//! counts on which days a question is answered yes in all readings, and in some.

mod course;
mod cover;
mod effect;
mod faults;
mod joint;
mod lenient;
mod lines;
mod may;
mod order;
mod period;
mod readings;
mod search;
mod standing;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use self::course::{Course, course};
use self::effect::Effect;
use self::faults::{Demands, joins_in_life, known_lifts, unique_rules};
use self::lines::Lines;
use self::may::Case;
use self::order::Order;
use self::readings::{Reading, readings};
pub use self::view::seen;
use super::history::History;
use super::question::{Act, Joint, Line};
use super::world::{Actor, Coalition, Day, Days};

/// Why a history cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither dates nor `after` nor the absence of faults tell the order.
    OrderUnknown,
    /// The order leaves an event no day.
    NoDay,
    /// An event would come before itself.
    Cycle,
    /// The only orders of two lines do not fit together.
    Contradiction,
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
            Self::Contradiction => f.write_str("two lines contradict each other"),
            Self::Other(says) => f.write_str(says),
        }
    }
}

/// The days on which something is so in every reading, and in some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    cases: Vec<Case>,
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
        let mut demands = Demands::of(history, &counting);
        let asked = asked_lines(history);
        let mut replay = Self::start(history, counting, order, asked);
        for &act in &history.acts {
            let case = |&coalition| Case::new(history, lines.acts.keys(), act, coalition);
            replay.cases.extend(Coalition::ALL.iter().map(case));
        }
        replay.read(&lines, |order, reading, courses| {
            demands.see(history, order, reading, courses);
        });
        demands.unmet(history).map(|()| replay)
    }

    /// Replays what a view leaves of a history; nothing is checked. Asked are the lines of it all.
    pub fn in_view(seen: &'a History, whole: &History) -> Self {
        let counting: Vec<usize> = (0..seen.events.len()).collect();
        let lines = Lines::of(seen, &counting);
        let order = Order::in_view(seen, &lines);
        let mut replay = Self::start(seen, counting, order, asked_lines(whole));
        replay.read(&lines, |_, _, _| {});
        replay
    }

    fn start(
        history: &'a History,
        counting: Vec<usize>,
        order: Order,
        asked: BTreeSet<Line>,
    ) -> Self {
        let joints = joint::asked(&asked).into_iter();
        Self {
            history,
            counting,
            order,
            joints: joints.map(|it| (it, Verdict::UNSEEN)).collect(),
            lines: asked.into_iter().map(|it| (it, Verdict::UNSEEN)).collect(),
            cases: Vec::new(),
            ended: BTreeSet::new(),
        }
    }

    /// Spells out every reading.
    fn read(&mut self, lines: &Lines, mut look: impl FnMut(&Order, &Reading, &Courses)) {
        for reading in readings(self.history, lines, &self.order, &self.counting) {
            let fold = |(&line, acts)| {
                let starts_open = lines.starts_open(&line);
                (line, course(acts, starts_open, &self.order, &reading))
            };
            let courses: Courses = lines.acts.iter().map(fold).collect();
            look(&self.order, &reading, &courses);
            self.see(&courses);
        }
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

    /// May the actor do this as a member of the coalition? The word, and whether it is certain.
    pub fn may(&self, act: &Act, coalition: Coalition, day: Day) -> (&'static str, bool) {
        let asked = |case: &&Case| case.act == *act && case.coalition == coalition;
        let case = self.cases.iter().find(asked);
        case.map_or(("not asked", false), |case| case.verdict(day))
    }

    /// May the actor do this, whatever it is a member of?
    pub fn may_anywhere(&self, act: &Act, day: Day) -> &'static str {
        let member = |coalition: &&Coalition| {
            let line = Line::Member(act.actor, **coalition);
            self.line(&line).possible.has(day)
        };
        let memberships = Coalition::ALL.iter().filter(member);
        let verdicts: Vec<_> = memberships.map(|&of| self.may(act, of, day).0).collect();
        may::above(&verdicts)
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
        for case in &mut self.cases {
            case.see(courses);
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
