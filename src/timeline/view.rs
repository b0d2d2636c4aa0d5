//! Which events count, and on what day each is dated.

use super::PerEvent;
use crate::day::{Bounds, Day, When};
use crate::model::{Citation, Event, EventId, Model, SourceId, Status};

/// Through whose eyes the records are seen. With nothing set: the accepted record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lens {
    /// As it was published by the end of this day.
    pub known_on: Option<Day>,
    /// As this source alone has it.
    pub according_to: Option<SourceId>,
}

impl Lens {
    /// Whether it shows the accepted record.
    pub fn is_plain(self) -> bool {
        self == Lens::default()
    }

    /// Whether a source counts: it is the one asked for, and was published by then.
    pub(super) fn admits(self, model: &Model, source: SourceId) -> bool {
        let asked = self.according_to.is_none_or(|only| only == source);
        let published = model.sources[source].published.as_ref();
        asked
            && self
                .known_on
                .is_none_or(|day| published.is_some_and(|when| when.latest() <= day))
    }

    /// Whether an event counts, by its sources alone.
    fn admits_event(self, model: &Model, event: &Event) -> bool {
        let retracted = event.status == Status::Retracted && self.according_to.is_none();
        let said = |cited: &Citation| self.admits(model, cited.source);
        !retracted && (self.is_plain() || event.sources.iter().any(said))
    }

    /// The source reference whose own date is taken; none = the accepted date.
    fn claim(self, model: &Model, event: &Event) -> Option<usize> {
        if self.is_plain() {
            return None;
        }
        let counting = event
            .sources
            .iter()
            .enumerate()
            .filter(|(_, cited)| self.admits(model, cited.source));
        let counting: Vec<(usize, &Citation)> = counting.collect();
        if counting.iter().any(|(_, cited)| cited.date.is_none()) {
            return None;
        }
        let published = |cited: &Citation| {
            model.sources[cited.source]
                .published
                .as_ref()
                .map(When::latest)
        };
        let latest = counting.iter().map(|(_, cited)| published(cited)).max()?;
        let first = counting
            .iter()
            .find(|(_, cited)| published(cited) == latest);
        first.map(|(at, _)| *at)
    }
}

/// One way of looking at the records.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct View {
    lens: Lens,
    counts: PerEvent<bool>,
    claims: PerEvent<Option<usize>>,
    dates: PerEvent<Bounds>,
}

impl View {
    /// The accepted record: every event on its accepted date, but those retracted or replaced.
    pub fn accepted(model: &Model) -> View {
        View::through(model, Lens::default())
    }

    /// The record as a lens shows it. A correction replaces once it counts itself.
    pub fn through(model: &Model, lens: Lens) -> View {
        let mut counts = PerEvent::new(model, |_, event| lens.admits_event(model, event));
        for (_, event) in model.events.iter() {
            if let Some(old) = event.replaces.filter(|_| lens.admits_event(model, event)) {
                counts[old] = false;
            }
        }
        let claims = PerEvent::new(model, |_, event| lens.claim(model, event));
        let dates = PerEvent::new(model, |id, event| claimed(event, claims[id]).bounds());
        View {
            lens,
            counts,
            claims,
            dates,
        }
    }

    /// The same, but for the date of one event, which is that of one of its source references.
    #[must_use]
    pub fn supposing(mut self, model: &Model, event: EventId, reference: usize) -> View {
        self.claims[event] = Some(reference);
        self.dates[event] = claimed(&model.events[event], Some(reference)).bounds();
        self
    }

    /// The lens that it is seen through.
    pub fn lens(&self) -> Lens {
        self.lens
    }

    /// Whether an event counts.
    pub fn counts(&self, event: EventId) -> bool {
        self.counts[event]
    }

    /// The bounds of its date, as recorded.
    pub fn dates(&self, event: EventId) -> Bounds {
        self.dates[event]
    }

    /// The source reference whose own date is taken; none = the accepted date.
    pub fn claim(&self, event: EventId) -> Option<usize> {
        self.claims[event]
    }
}

/// The date of an event, or that of one of its source references.
pub(super) fn claimed(event: &Event, reference: Option<usize>) -> &When {
    let claim = reference.and_then(|at| event.sources.get(at)?.date.as_ref());
    claim.unwrap_or(&event.date)
}
