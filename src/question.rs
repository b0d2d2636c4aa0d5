//! Questions, as plain data.

use crate::day::Day;
use crate::lookup::Thing;
use crate::model::{
    ActivityId, ActorId, CoalitionId, Kind, Model, RestrictionId, TheatreId, Track,
};
use crate::timeline::{Filter, Holds, Line};

/// Who is in a coalition on a day.
#[derive(Clone, Copy, Debug)]
pub struct Members {
    /// In which; none = in each, direct memberships only.
    pub coalition: Option<CoalitionId>,
    /// At the end of which day.
    pub on: Day,
    /// In this place.
    pub theatre: Option<TheatreId>,
    /// Doing this.
    pub activity: Option<ActivityId>,
    /// On which track.
    pub by: Track,
    /// Everybody with a standing, members or not.
    pub standing: bool,
    /// With the day on which each was last attested, for people too.
    pub attested: bool,
}

/// What is restricted on a day.
#[derive(Clone, Copy, Debug)]
pub struct Restrictions {
    /// Of whom; none = of everybody.
    pub actor: Option<ActorId>,
    /// In which coalition; none = in each.
    pub coalition: Option<CoalitionId>,
    /// At the end of which day.
    pub on: Day,
    /// Those of other days too.
    pub all: bool,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// To whom; none = to all.
    pub actors: Vec<ActorId>,
    /// In which coalitions; none = in all.
    pub coalitions: Vec<CoalitionId>,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
    /// Of these kinds; none = of all.
    pub kinds: Vec<Kind>,
    /// In this place, a part of it, or one that it is part of.
    pub theatre: Option<TheatreId>,
    /// Doing this, a part of it, or what it is part of.
    pub activity: Option<ActivityId>,
}

impl Timeline {
    /// The cells asked for.
    pub fn filter(&self) -> Filter {
        Filter {
            theatre: self.theatre,
            activity: self.activity,
        }
    }

    /// Whether a coalition is asked for by name, itself or as a part.
    pub fn takes_in(&self, model: &Model, coalition: CoalitionId) -> bool {
        model
            .wholes(coalition)
            .any(|whole| self.coalitions.contains(&whole))
    }
}

/// All that is known of some things.
#[derive(Clone, Debug)]
pub struct Show {
    /// The things.
    pub things: Vec<Thing>,
    /// The state of what at the end of which day.
    pub on: Day,
}

/// Whether an actor may do a thing in a place on a day.
#[derive(Clone, Copy, Debug)]
pub struct May {
    /// Who.
    pub actor: ActorId,
    /// What.
    pub activity: ActivityId,
    /// Where.
    pub theatre: TheatreId,
    /// As a member of which coalition; none = of each that it is in.
    pub coalition: Option<CoalitionId>,
    /// At the end of which day.
    pub on: Day,
}

/// Why something was so on a day.
#[derive(Clone, Copy, Debug)]
pub struct Why {
    /// Of what.
    pub of: WhyOf,
    /// Toward which coalition; none = each.
    pub coalition: Option<CoalitionId>,
    /// At the end of which day.
    pub on: Day,
}

/// What may be asked why.
#[derive(Clone, Copy, Debug)]
pub enum WhyOf {
    /// Where an actor stood.
    Actor(ActorId),
    /// Whether a restriction was in force.
    Restriction(RestrictionId),
}

/// What is at fault with the records.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// By these rules, or themes of rules; none = by all.
    pub only: Vec<String>,
    /// Also what is open and not attested within so many years.
    pub stale: Option<u16>,
}

/// What differs between the ends of two days.
#[derive(Clone, Copy, Debug)]
pub struct Diff {
    /// The earlier day.
    pub from: Day,
    /// The later day, or the same.
    pub to: Day,
    /// In which coalition, parts counted; none = in each, direct memberships only.
    pub coalition: Option<CoalitionId>,
    /// On which track scopes are compared.
    pub by: Track,
}

/// What differs between two sets of records.
#[derive(Clone, Debug)]
pub struct DiffRecords {
    /// Where the old records are, as asked.
    pub data: String,
    /// Where the new records are, as asked.
    pub with: String,
    /// Also the state at the end of this day.
    pub on: Option<Day>,
    /// On which track scopes are compared.
    pub by: Track,
}

/// A view as nodes and edges.
#[derive(Clone, Debug)]
pub struct Graph {
    /// Of these coalitions and their parts; none = of all.
    pub coalitions: Vec<CoalitionId>,
    /// Of what about them.
    pub of: GraphOf,
}

/// What a graph shows.
#[derive(Clone, Copy, Debug)]
pub enum GraphOf {
    /// Who is in what, and takes part where.
    State {
        /// At the end of which day.
        on: Day,
        /// On which track; none = on all of them.
        by: Option<Track>,
    },
    /// The order of the events.
    Events,
}

/// The record as a page to look at.
#[derive(Clone, Debug)]
pub struct Page {
    /// Of these coalitions and their parts; none = of all.
    pub coalitions: Vec<CoalitionId>,
    /// The day that is shown first.
    pub on: Day,
    /// The day up to which runs what is open.
    pub today: Day,
    /// The options under which the program gives the same answers, to be set behind a command.
    pub options: String,
    /// What is to be said of all of it.
    pub notes: Vec<String>,
}

/// A stretch of days, both ends in it.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whether it must be so on each of its days, and not just on some.
    pub every_day: bool,
}

impl Period {
    /// The first day, and every other on which the state of one of these lines changes.
    pub fn turning_days<'a>(self, lines: impl Iterator<Item = &'a Line>) -> Vec<Day> {
        let changes = lines.flat_map(|line| line.phases().map(|(day, _)| day));
        let within = changes.filter(|&day| self.from < day && day <= self.to);
        let mut days: Vec<Day> = within.chain([self.from]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What is so on some day of it, or on each, from what is so on its days.
    pub fn of_days(self, days: impl Iterator<Item = Holds>) -> Holds {
        let found = if self.every_day {
            days.min()
        } else {
            days.max()
        };
        found.unwrap_or(Holds::Never)
    }

    /// "at some time of 2014-09-01 to 2014-09-30".
    pub fn in_words(self) -> String {
        let how = if self.every_day {
            "on every day"
        } else {
            "at some time"
        };
        format!("{how} of {} to {}", self.from, self.to)
    }

    /// Says in a question as JSON that it is about the period, and not about a day.
    pub fn tell(self, question: &mut serde_json::Value) {
        question["on"] = serde_json::Value::Null;
        question["during"] = format!("{}/{}", self.from, self.to).into();
        question["every_day"] = self.every_day.into();
    }
}
