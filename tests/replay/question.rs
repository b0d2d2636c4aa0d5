//! What both sides are asked about a day.

use super::rule::RuleId;
use super::world::{Activity, Actor, Coalition, Date, Source, Theatre, Track, What};

/// One place on a track; `None` is unstated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub actor: Actor,
    pub coalition: Coalition,
    pub track: Track,
    pub theatre: Option<Theatre>,
    pub activity: Option<Activity>,
}

/// Whom a host addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Toward {
    Actor(Actor),
    Coalition(Coalition),
}

/// A question about one line: is it open on the day?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// Does the coalition exist?
    Life(Coalition),
    /// Is the actor itself a member (parts not counted)?
    Member(Actor, Coalition),
    /// Is the cell open, suspended or not?
    Cell(Cell),
    /// Is the restriction in force?
    Restriction(RuleId),
    /// Is there a suspension of just this scope? Without an actor: the coalition's, for every
    /// member. `None` is a part left out: all.
    Suspension {
        actor: Option<Actor>,
        coalition: Coalition,
        theatre: Option<Theatre>,
        activity: Option<Activity>,
    },
    /// Is the host's consent in force? `None` is unstated.
    Consent {
        host: Actor,
        toward: Toward,
        theatre: Option<Theatre>,
    },
    /// Does the member bring just this many? `None` is nothing (never brought, ended, set to 0).
    Contribution {
        actor: Actor,
        coalition: Coalition,
        what: What,
        count: Option<u32>,
    },
}

impl Line {
    /// The line itself, whatever count is asked for.
    pub fn whatever_count(self) -> Self {
        match self {
            Self::Contribution {
                actor,
                coalition,
                what,
                ..
            } => Self::Contribution {
                actor,
                coalition,
                what,
                count: None,
            },
            other => other,
        }
    }
}

/// A question over several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// Member of the whole: directly, or of its part while the whole exists.
    Counted(Actor),
    /// Some cell of the track answers `--in theatre`, and `--doing activity` if given.
    Somewhere {
        actor: Actor,
        coalition: Coalition,
        track: Track,
        theatre: Theatre,
        activity: Option<Activity>,
    },
    /// The operating cell is open, and no suspension (own or coalition-wide) holds it.
    Acting(Cell),
}

/// Which sources are listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All, as the record tells it.
    Accepted,
    /// Those published by the day.
    KnownOn(Date),
    /// Just one.
    AccordingTo(Source),
}

/// May the actor do this there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    pub actor: Actor,
    pub activity: Activity,
    pub theatre: Theatre,
}
