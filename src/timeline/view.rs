//! Which events count, and on what day each is dated.

use std::collections::BTreeMap;

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
        if counting.iter().any(|(_, cited)| cited.own.date.is_none()) {
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
    /// Of the events whose date is that of a source reference, which reference.
    claims: BTreeMap<EventId, usize>,
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
            if let Some(old) = event
                .more
                .replaces
                .filter(|_| lens.admits_event(model, event))
            {
                counts[old] = false;
            }
        }
        let claim = |(id, event)| Some((id, lens.claim(model, event)?));
        View {
            lens,
            counts,
            claims: model.events.iter().filter_map(claim).collect(),
        }
    }

    /// The same, but for the date of one event, which is that of one of its source references.
    #[must_use]
    pub fn supposing(mut self, event: EventId, reference: usize) -> View {
        self.claims.insert(event, reference);
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
    pub fn dates(&self, model: &Model, event: EventId) -> Bounds {
        claimed(&model.events[event], self.claim(event)).bounds()
    }

    /// The source reference whose own date is taken; none = the accepted date.
    pub fn claim(&self, event: EventId) -> Option<usize> {
        self.claims.get(&event).copied()
    }
}

/// The date of an event, or that of one of its source references.
pub(super) fn claimed(event: &Event, reference: Option<usize>) -> &When {
    let claim = reference.and_then(|at| event.sources.get(at)?.own.date.as_ref());
    claim.unwrap_or(&event.date)
}
