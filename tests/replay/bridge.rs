//! The engine, seen through what the comparison needs of it.
#![allow(
    clippy::expect_used,
    reason = "an id of the small world that is not there fails the test"
)]

use std::sync::Arc;

use coalition::answer::may;
use coalition::day::Day;
use coalition::finding::Finding;
use coalition::model::{ActorId, CoalitionId, Model, TheatreId};
use coalition::question::{May, Period};
use coalition::text::Texts;
use coalition::timeline::{Filter, Holds, Lens, LineKey, Sort, Timeline as Engines, View};
use coalition::{check, lookup, model, record};

use super::question::{self, Act, Cell, Joint, Line, Toward};
use super::world::{Activity, Actor, Coalition, Date, Theatre, Track, What};

/// An engine that has read one record.
pub trait Engine {
    /// Reads the record, which is one file.
    fn load(toml: &str) -> Self;
    /// The rule names of all findings of severity error.
    fn errors(&self) -> Vec<String>;
    /// Is the line open at the end of the day: (certain, possible).
    fn line(&self, line: &Line, day: Date) -> (bool, bool);
    /// The same over several lines.
    fn joint(&self, question: &Joint, day: Date) -> (bool, bool);
    /// The word for the actor's standing toward the coalition, members of its parts counted.
    fn standing(&self, actor: Actor, coalition: Coalition, day: Date) -> String;
    /// The same record in another view: what was known on a day, or is told by one source.
    fn view(&self, view: question::View) -> Option<Self>
    where
        Self: Sized;
    /// Is the line open on some day, or on every day, of the period: (certain, possible).
    fn during(&self, line: &Line, from: Date, to: Date, every_day: bool) -> (bool, bool);
    /// The word of the verdict, and whether it is certain; without a coalition that above them all.
    fn may(&self, act: &Act, coalition: Option<Coalition>, day: Date) -> (String, bool);
}

/// The engine under test.
pub struct Timeline {
    timeline: Engines,
    texts: Arc<Texts>,
    errors: Vec<String>,
}

impl Engine for Timeline {
    fn load(toml: &str) -> Self {
        let texts = Texts::from_memory([("history.toml", toml.as_bytes())]);
        let (records, mut findings) = record::read(&texts);
        let (model, more) = model::resolve(&records);
        drop(records);
        findings.extend(more);
        let view = View::accepted(&model);
        let (timeline, more) = Engines::build(Arc::new(model), view);
        findings.extend(more);
        findings.extend(check::run(&timeline, date((2030, 1, 1))));
        let errors = findings.iter().filter(|finding| finding.is_error());
        let name = |finding: &Finding| finding.rule.name.to_owned();
        Timeline {
            errors: errors.map(name).collect(),
            texts: Arc::new(texts),
            timeline,
        }
    }

    fn errors(&self) -> Vec<String> {
        self.errors.clone()
    }

    fn line(&self, line: &Line, day: Date) -> (bool, bool) {
        let day = date(day);
        if let Line::Contribution {
            actor,
            coalition,
            what,
            count,
        } = *line
        {
            return self.brings(actor, coalition, what, count, day);
        }
        let holds = match *line {
            Line::Life(coalition) => self.timeline.exists(self.coalition(coalition), day),
            Line::Restriction(id) => self.restriction(&id.to_string(), day),
            _ => self
                .key(line)
                .map_or(Holds::Never, |key| self.on(&key, day)),
        };
        truth(holds)
    }

    fn joint(&self, question: &Joint, day: Date) -> (bool, bool) {
        let day = date(day);
        truth(match *question {
            Joint::Counted(actor) => {
                self.timeline
                    .member(self.coalition(Coalition::Whole), self.actor(actor), day)
            }
            Joint::Somewhere {
                actor,
                coalition,
                track,
                theatre,
                activity,
            } => self.somewhere(actor, coalition, track, theatre, activity, day),
            Joint::Acting(cell) => {
                let key = self.key(&Line::Cell(cell));
                let line = key.and_then(|key| self.timeline.line(&key));
                line.map_or(Holds::Never, |line| self.timeline.cell_holds(line, day))
            }
        })
    }

    fn standing(&self, actor: Actor, coalition: Coalition, day: Date) -> String {
        let (standing, _) =
            self.timeline
                .standing(self.coalition(coalition), self.actor(actor), date(day));
        standing.to_string()
    }

    fn view(&self, view: question::View) -> Option<Self> {
        let model = &self.timeline.model;
        let lens = match view {
            question::View::Accepted => Lens::default(),
            question::View::KnownOn(day) => Lens {
                known_on: Some(date(day)),
                according_to: None,
            },
            question::View::AccordingTo(source) => Lens {
                known_on: None,
                according_to: Some(lookup::source(model, source.id()).expect("a known source")),
            },
        };
        let (timeline, unknown) = Engines::build(Arc::clone(model), View::through(model, lens));
        unknown.is_empty().then(|| Timeline {
            timeline,
            texts: Arc::clone(&self.texts),
            errors: Vec::new(),
        })
    }

    fn during(&self, line: &Line, from: Date, to: Date, every_day: bool) -> (bool, bool) {
        let key = match *line {
            Line::Restriction(id) => {
                let id = self.model().restrictions.find(&id.to_string());
                id.and_then(|id| self.timeline.restriction(id))
                    .map(|line| line.key.clone())
            }
            _ => self.key(line),
        };
        let line = key.and_then(|key| self.timeline.line(&key));
        let period = Period {
            from: date(from),
            to: date(to),
            every_day,
        };
        truth(line.map_or(Holds::Never, |line| {
            let days = period.turning_days(std::iter::once(line));
            period.of_days(days.iter().map(|&day| line.on(day).holds()))
        }))
    }

    fn may(&self, act: &Act, coalition: Option<Coalition>, day: Date) -> (String, bool) {
        let (theatre, activity) = self.scope(Some(act.theatre), Some(act.activity));
        let asked = May {
            actor: self.actor(act.actor),
            activity: activity.expect("given"),
            theatre: theatre.expect("given"),
            coalition: coalition.map(|coalition| self.coalition(coalition)),
            on: date(day),
        };
        let answer = may::answer(&self.timeline, &self.texts, &asked);
        let (verdict, certainty) = answer.verdict.expect("there is always a verdict");
        (verdict.to_owned(), certainty.is_certain())
    }
}

impl Timeline {
    fn model(&self) -> &Model {
        &self.timeline.model
    }

    fn actor(&self, actor: Actor) -> ActorId {
        self.model()
            .actors
            .find(actor.id())
            .expect("the world has every actor")
    }

    fn coalition(&self, coalition: Coalition) -> CoalitionId {
        self.model()
            .coalitions
            .find(coalition.id())
            .expect("the world has every coalition")
    }

    fn theatre(&self, theatre: Option<Theatre>) -> Option<TheatreId> {
        theatre.map(|theatre| lookup::theatre(self.model(), theatre.id()).expect("a known theatre"))
    }

    fn on(&self, key: &LineKey, day: Day) -> Holds {
        let line = self.timeline.line(key);
        line.map_or(Holds::Never, |line| line.on(day).holds())
    }

    fn scope(&self, theatre: Option<Theatre>, activity: Option<Activity>) -> model::Cell {
        let doing =
            |activity: Activity| lookup::activity(self.model(), activity.id()).expect("known");
        (self.theatre(theatre), activity.map(doing))
    }

    fn key(&self, line: &Line) -> Option<LineKey> {
        let (coalition, actor, sort) = match *line {
            Line::Member(actor, coalition) => (Some(coalition), Some(actor), Sort::Membership),
            Line::Cell(Cell {
                actor,
                coalition,
                track,
                theatre,
                activity,
            }) => {
                let sort = Sort::Cell(engines(track), self.scope(theatre, activity));
                (Some(coalition), Some(actor), sort)
            }
            Line::Suspension {
                actor,
                coalition,
                theatre,
                activity,
            } => (
                Some(coalition),
                actor,
                Sort::Suspension(self.scope(theatre, activity)),
            ),
            Line::Consent {
                host,
                toward,
                theatre,
            } => {
                let toward = match toward {
                    Toward::Actor(actor) => coalition::timeline::Toward::Actor(self.actor(actor)),
                    Toward::Coalition(c) => {
                        coalition::timeline::Toward::Coalition(self.coalition(c))
                    }
                };
                (
                    None,
                    Some(host),
                    Sort::Consent(toward, self.theatre(theatre)),
                )
            }
            Line::Life(_) | Line::Restriction(_) | Line::Contribution { .. } => return None,
        };
        Some(LineKey {
            coalition: coalition.map(|coalition| self.coalition(coalition)),
            actor: actor.map(|actor| self.actor(actor)),
            sort,
        })
    }

    fn restriction(&self, id: &str, day: Day) -> Holds {
        let id = self.model().restrictions.find(id);
        id.map_or(Holds::Never, |id| self.timeline.in_force(id, day))
    }

    fn brings(
        &self,
        actor: Actor,
        coalition: Coalition,
        what: What,
        count: Option<u32>,
        day: Day,
    ) -> (bool, bool) {
        let key = LineKey {
            coalition: Some(self.coalition(coalition)),
            actor: Some(self.actor(actor)),
            sort: Sort::Contribution(Box::new(what.id().into())),
        };
        let Some(line) = self.timeline.line(&key) else {
            return (count.is_none(), count.is_none());
        };
        let states = line.on(day);
        let Some(count) = count else {
            return truth(!states.holds());
        };
        let brought = |event| {
            let all = &self.model().events[event].contributions;
            let same = all.iter().find(|brought| *brought.what == *what.id());
            same.and_then(|brought| brought.count)
                .map(|count| count.least)
        };
        let values: Vec<Option<u32>> = states.openers().map(brought).collect();
        let hits = values.iter().filter(|value| **value == Some(count)).count();
        (
            hits > 0 && hits == values.len() && states.holds().is_certain(),
            hits > 0,
        )
    }

    fn somewhere(
        &self,
        actor: Actor,
        coalition: Coalition,
        track: Track,
        theatre: Theatre,
        activity: Option<Activity>,
        day: Day,
    ) -> Holds {
        let (theatre, activity) = self.scope(Some(theatre), activity);
        let filter = Filter { theatre, activity };
        let track = engines(track);
        let cells = self
            .timeline
            .cells(self.coalition(coalition), self.actor(actor), track);
        let found = cells.filter(|(cell, _)| filter.finds(self.model(), track, *cell));
        Holds::any(found.map(|(_, line)| self.timeline.cell_holds(line, day)))
    }
}

fn engines(track: Track) -> model::Track {
    match track {
        Track::Declared => model::Track::Declared,
        Track::Authorised => model::Track::Authorised,
        Track::Deployed => model::Track::Deployed,
        Track::Operating => model::Track::Operating,
    }
}

fn date((year, month, day): Date) -> Day {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}")).expect("a day of the window")
}

fn truth(holds: Holds) -> (bool, bool) {
    (holds.is_certain(), holds.may_be())
}
