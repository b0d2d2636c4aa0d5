//! Questions, as plain data.

use crate::day::Day;
use crate::lookup::Thing;
use crate::model::{ActivityId, ActorId, CoalitionId, Kind, Model, TheatreId, Track};
use crate::timeline::Filter;

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
