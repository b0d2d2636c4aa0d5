//! A restriction as its event states it.

use std::fmt;

use super::world::{Activity, Actor, Span, Theatre};

/// A restriction's id; ids are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleId(pub usize);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

/// A restriction.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: RuleId,
    pub says: Says,
    /// The key `in`; empty is everywhere.
    pub within: Vec<Theatre>,
    pub outside: Vec<Theatre>,
    /// Is there an exception?
    pub unless: bool,
    /// Is it for some of the forces only?
    pub applies_to: bool,
    pub until: Option<Span>,
}

/// What a restriction asks.
#[derive(Clone, Debug)]
pub enum Says {
    Prohibit(Vec<Activity>),
    /// `activities` is the key `for`; empty is everything.
    Require {
        activities: Vec<Activity>,
        consent_of: Option<Actor>,
    },
    /// Of troops.
    Cap,
}
