//! Which events count, and on what day each is dated.

use super::PerEvent;
use crate::day::Bounds;
use crate::model::{EventId, Model, Status};

/// One way of looking at the records.
#[derive(Debug)]
pub struct View {
    counts: PerEvent<bool>,
    dates: PerEvent<Bounds>,
}

impl View {
    /// The accepted record: every event on its accepted date, but those retracted or replaced.
    pub fn accepted(model: &Model) -> View {
        let mut counts = PerEvent::new(model, |_, event| event.status != Status::Retracted);
        for (_, event) in model.events.iter() {
            if let Some(old) = event.replaces.filter(|_| event.status != Status::Retracted) {
                counts[old] = false;
            }
        }
        View {
            counts,
            dates: PerEvent::new(model, |_, event| event.date.bounds()),
        }
    }

    /// Whether an event counts.
    pub fn counts(&self, event: EventId) -> bool {
        self.counts[event]
    }

    /// The bounds of its date, as recorded.
    pub fn dates(&self, event: EventId) -> Bounds {
        self.dates[event]
    }
}
