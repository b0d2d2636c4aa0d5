//! What the records should add up to: the balance assertions of design section 7.

use super::{ActivityId, ActorId, CoalitionId, SourceId, TheatreId, Track};
use crate::day::{Day, When};
use crate::text::Place;
use crate::wording::Str;

/// What somebody says of who is in a coalition on a day.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Expectation {
    /// At the end of which day.
    pub on: Day,
    /// In which coalition.
    pub coalition: CoalitionId,
    /// On which track.
    pub by: Track,
    /// In this place.
    pub theatre: Option<TheatreId>,
    /// Doing this.
    pub activity: Option<ActivityId>,
    /// How many there are, organisations and members of parts included.
    pub members: Option<Written<u32>>,
    /// Who is among them.
    pub includes: Vec<Written<ActorId>>,
    /// Who is not.
    pub excludes: Vec<Written<ActorId>>,
    /// Who says so.
    pub sources: Vec<SourceId>,
    /// Why the records do not add up, where that is known.
    pub known_gap: Option<Written<Str>>,
    /// The last day on which the gap is no fault.
    pub until: Option<Written<When>>,
    /// A remark.
    pub note: Option<Str>,
    /// Its record.
    pub place: Place,
}

/// A value and where it is written.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl Expectation {
    /// Whether a gap is known, and is no fault yet or any more.
    pub fn is_excused(&self, today: Day) -> bool {
        let over = (self.until.as_ref()).is_some_and(|until| until.value.latest() < today);
        self.known_gap.is_some() && !over
    }
}
