//! National caveats: one rule each.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

use super::few::Few;
use super::{ActivityId, ActorId, CoalitionId, EventId, Model, TheatreId};
use crate::day::When;
use crate::text::Place;
use crate::wording::Str;

/// A national caveat.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Restriction {
    /// Its slug.
    pub id: Str,
    /// The event that opens it.
    pub event: EventId,
    /// Whom it binds; none = every member of the coalition.
    pub actor: Option<ActorId>,
    /// Where it was recorded; none = it binds in every coalition.
    pub coalition: Option<CoalitionId>,
    /// What it says.
    pub rule: Rule,
    /// The activities it is about; none = every one.
    pub activities: Option<Few<ActivityId>>,
    /// The places it is about; none = everywhere.
    pub within: Option<Few<TheatreId>>,
    /// The places it is not about.
    pub outside: Few<TheatreId>,
    /// An exception, in words.
    pub unless: Option<Str>,
    /// Which forces, in words.
    pub applies_to: Option<Str>,
    /// Who laid it down.
    pub level: Option<Level>,
    /// Its last day.
    pub until: Option<When>,
    /// Whose consent meets it.
    pub consent_of: Option<ActorId>,
    /// A remark.
    pub note: Option<Str>,
    /// Its record.
    pub place: Place,
}

/// What a restriction says.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Rule {
    /// It must not be done.
    Prohibit,
    /// It may be done on this condition.
    Require(Str),
    /// No more than so many of something.
    Cap {
        /// The most.
        most: u32,
        /// Of what.
        of: Option<Str>,
    },
}

/// Who laid a restriction down.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Display,
    EnumString,
    IntoStaticStr,
    VariantNames,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of the format")]
pub enum Level {
    Constitution,
    Parliament,
    Government,
    Command,
}

impl Restriction {
    /// Whether it forbids outright, for all forces and without exception.
    pub fn forbids(&self) -> bool {
        matches!(self.rule, Rule::Prohibit) && self.unless.is_none() && self.applies_to.is_none()
    }

    /// Whether it covers all of a cell. What a cell leaves unstated is covered only by a rule that is
    /// about everything.
    pub fn covers(
        &self,
        model: &Model,
        theatre: Option<TheatreId>,
        activity: Option<ActivityId>,
    ) -> bool {
        let place = match theatre {
            Some(theatre) => {
                let places = model.places.below(theatre);
                places.iter().all(|&place| self.covers_place(model, place))
            }
            None => self.within.is_none() && self.outside.is_empty(),
        };
        let doing = match (activity, &self.activities) {
            (Some(activity), _) => self.covers_activity(model, activity),
            (None, None) => true,
            (None, Some(all)) => all.iter().any(|&whole| model.doings.is_all(whole)),
        };
        place && doing
    }

    /// Whether it covers one activity in one place.
    pub fn covers_pair(&self, model: &Model, theatre: TheatreId, activity: ActivityId) -> bool {
        self.covers_place(model, theatre) && self.covers_activity(model, activity)
    }

    fn covers_activity(&self, model: &Model, activity: ActivityId) -> bool {
        let within = |all: &Few<ActivityId>| {
            all.iter()
                .any(|&whole| model.doings.contains(whole, activity))
        };
        self.activities.as_ref().is_none_or(within)
    }

    fn covers_place(&self, model: &Model, place: TheatreId) -> bool {
        let lies = |all: &[TheatreId]| all.iter().any(|&whole| model.places.contains(whole, place));
        self.within.as_ref().is_none_or(|within| lies(within)) && !lies(&self.outside)
    }
}
