//! Dated acts.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};
use thin_vec::ThinVec;

use super::few::Few;
use super::rare::{Rare, Unsaid};
use super::{ActivityId, ActorId, CoalitionId, EventId, Kind, RestrictionId, SourceId, TheatreId};
use crate::day::When;
use crate::record::Count;
use crate::text::Place;
use crate::wording::Str;

/// One dated act. There are many, and most of their lists are empty: an empty one takes but a word.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Event {
    /// Its slug.
    pub id: Str,
    /// When.
    pub date: When,
    /// What it does.
    pub kind: Kind,
    /// Whose state it changes; none = the coalition's own.
    pub actor: Option<ActorId>,
    /// In which coalition.
    pub coalition: Option<CoalitionId>,
    /// Where, and what is done there.
    pub scope: Scope,
    /// What the member brings.
    pub contributions: ThinVec<Contribution>,
    /// The restrictions it opens.
    pub restrictions: ThinVec<RestrictionId>,
    /// Whether it happened.
    pub status: Status,
    /// Who says so.
    pub sources: Few<Citation>,
    /// In words.
    pub summary: Option<Str>,
    /// What most events say nothing of.
    pub more: Rare<Further>,
    /// Its record.
    pub place: Place,
    /// Where its date is written.
    pub date_place: Place,
}

/// What few events say.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Further {
    /// A last day: of the mandate, the consent or the restrictions it opens; else a plan.
    pub until: Option<When>,
    /// A vote taken.
    pub vote: Option<Box<Vote>>,
    /// The other party.
    pub with: ThinVec<ActorId>,
    /// The restrictions it lifts.
    pub lifts: ThinVec<RestrictionId>,
    /// What it comes after, where dates cannot tell.
    pub after: ThinVec<EventId>,
    /// What it corrects.
    pub replaces: Option<EventId>,
    /// What a new coalition takes over from.
    pub predecessors: ThinVec<CoalitionId>,
    /// The coalition's name from then.
    pub name: Option<Str>,
    /// A statement that there are no caveats.
    pub caveat_free: bool,
    /// A remark.
    pub note: Option<Str>,
    /// Free words.
    pub tags: ThinVec<Str>,
}

impl Unsaid for Further {
    const UNSAID: &'static Further = &Further {
        until: None,
        vote: None,
        with: ThinVec::new(),
        lifts: ThinVec::new(),
        after: ThinVec::new(),
        replaces: None,
        predecessors: ThinVec::new(),
        name: None,
        caveat_free: false,
        note: None,
        tags: ThinVec::new(),
    };
}

/// Theatres x activities. None = left out.
#[derive(Debug, Default, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Scope {
    /// Where.
    pub theatres: Option<Few<TheatreId>>,
    /// What.
    pub activities: Option<Few<ActivityId>>,
}

/// One place and one activity of a scope. None = unstated or, in a closing scope, all.
pub type Cell = (Option<TheatreId>, Option<ActivityId>);

impl Scope {
    /// Its cells: every place with every activity.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let activities = some_or_none(self.activities.as_deref());
        some_or_none(self.theatres.as_deref())
            .flat_map(move |theatre| activities.clone().map(move |a| (theatre, a)))
    }

    /// Whether neither place nor activity is given.
    pub fn is_empty(&self) -> bool {
        self.theatres.is_none() && self.activities.is_none()
    }

    /// Whether both place and activity are given.
    pub fn is_full(&self) -> bool {
        self.theatres.is_some() && self.activities.is_some()
    }
}

fn some_or_none<T: Copy>(given: Option<&[T]>) -> impl Iterator<Item = Option<T>> + Clone {
    let unstated = given.is_none().then_some(None);
    let stated = given.unwrap_or_default().iter().copied().map(Some);
    unstated.into_iter().chain(stated)
}

/// Whether an event happened.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Display,
    EnumString,
    IntoStaticStr,
    VariantNames,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// It did.
    #[default]
    #[strum(disabled)]
    Accepted,
    /// In some readings it did, in others not.
    Disputed,
    /// It did not; the record is kept.
    Retracted,
}

/// The count of a vote.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
#[allow(missing_docs, reason = "the words of the format")]
pub struct Vote {
    pub body: Option<Str>,
    pub ayes: Option<u32>,
    pub noes: Option<u32>,
    pub abstentions: Option<u32>,
    pub needed: Option<u32>,
    pub outcome: Option<Outcome>,
}

/// How a vote ended.
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
pub enum Outcome {
    Adopted,
    Rejected,
}

/// What a member brings. Different kinds are never added up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Contribution {
    /// Of what.
    pub what: Str,
    /// How many; none = some.
    pub count: Option<Count>,
}

impl Contribution {
    /// Whether it says that there are none any more.
    pub fn is_end(&self) -> bool {
        self.count.is_some_and(|count| count.most == 0)
    }
}

/// A source of an event, and what it says of its own.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// What it says of its own.
    pub own: Rare<Claim>,
}

/// What a source of an event says of its own.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Claim {
    /// The date of the event, as it has it.
    pub date: Option<When>,
    /// Where in it.
    pub at: Option<Str>,
    /// A remark.
    pub note: Option<Str>,
}

impl Unsaid for Claim {
    const UNSAID: &'static Claim = &Claim {
        date: None,
        at: None,
        note: None,
    };
}

#[cfg(test)]
mod tests {
    use super::{Citation, Event};

    #[test]
    fn an_event_is_small() {
        assert!(size_of::<Event>() <= 176, "{}", size_of::<Event>());
        assert_eq!(size_of::<Citation>(), 16);
    }
}
