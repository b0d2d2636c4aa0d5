//! Sound text straight to the model: each record is resolved as it is read, and few are kept. Things come
//! first, so that an act finds what it names; one that names a later act waits for it.
//!
//! Every judgement is that of the other functions here. With the first fault this gives up, and all records
//! are read and resolved with every other fault that there is.

use super::event::{Draft, Resolved};
use super::{Ids, catalogue, expectation, order, uncited};
use crate::finding::Finding;
use crate::model::{EventId, Id, Model};
use crate::record::sound::{GiveUp, Reader, Record};
use crate::record::{self, Placed, Records};
use crate::text::{Far, Progress, Texts};

/// The model of some files; none where anything in them is not plain and sound.
pub(super) fn load(texts: &Texts, progress: Progress<'_>) -> Option<Model> {
    let mut stream = Stream {
        far: Far::new(progress, texts.bytes()),
        ids: Ids::new(),
        model: Model::default(),
        findings: Vec::new(),
        kept: Records::default(),
        waiting: Vec::new(),
    };
    stream.read(texts).ok()?;
    stream.findings.is_empty().then_some(stream.model)
}

struct Stream<'t, 'p> {
    far: Far<'p>,
    ids: Ids<'t>,
    model: Model,
    findings: Vec<Finding>,
    /// Coalitions, places, activities and expectations: they are resolved together.
    kept: Records<'t>,
    /// Events that name a later one, or its restrictions.
    waiting: Vec<(EventId, Box<Placed<record::Event<'t>>>)>,
}

impl<'t> Stream<'t, '_> {
    fn read(&mut self, texts: &'t Texts) -> Result<(), GiveUp> {
        let mut readers = Vec::new();
        for (id, file) in texts.iter() {
            let mut reader = Reader::open(id, file.text().map_err(|_| GiveUp)?)?;
            while let Some(record) = reader.next_thing()? {
                self.take(record)?;
                self.far.goes(reader.length());
            }
            readers.push(reader);
        }
        catalogue::resolve(
            &self.kept,
            &mut self.ids,
            &mut self.model,
            &mut self.findings,
        );
        self.model.sources.fit();
        let acts = readers.iter().map(|reader| reader.acts).sum();
        self.ids.events.reserve(acts);
        self.model.events.reserve(acts);
        for mut reader in readers {
            while let Some(record) = reader.next_act()? {
                self.take(record)?;
                self.far.goes(reader.length());
            }
        }
        self.take_waiting()?;
        self.model.restrictions.fit();
        let (ids, findings) = (&self.ids, &mut self.findings);
        let left_out = &mut self.model.left_out;
        self.model.expectations = expectation::resolve(&self.kept, ids, findings, left_out);
        let of_events = (self.model.events.iter()).flat_map(|(_, event)| &event.sources);
        let of_expectations = (self.model.expectations.iter()).flat_map(|one| &one.sources);
        let cited = of_events
            .map(|cited| cited.source)
            .chain(of_expectations.copied());
        self.model.uncited = uncited(self.model.sources.len(), cited);
        Ok(())
    }

    fn take(&mut self, record: Record<'t>) -> Result<(), GiveUp> {
        let (ids, model, findings) = (&mut self.ids, &mut self.model, &mut self.findings);
        match record {
            Record::Actor(actor) => catalogue::take_actor(&actor, ids, model, findings),
            Record::Source(source) => catalogue::take_source(&source, ids, model, findings),
            Record::Event(event) => self.take_event(event)?,
            other => self.kept.add(other),
        }
        self.findings.is_empty().then_some(()).ok_or(GiveUp)
    }

    fn take_event(&mut self, placed: Box<Placed<record::Event<'t>>>) -> Result<(), GiveUp> {
        let waits = self.names_what_comes(&placed.record);
        let number = EventId::from_index(self.ids.events.len());
        let draft = Draft::take(&placed, &mut self.ids, &mut self.findings);
        if waits {
            self.waiting.push((number, placed));
            return Ok(());
        }
        let Resolved {
            event,
            restrictions,
        } = self.resolve(number, &draft)?;
        self.model.events.add(event);
        for (_, restriction) in restrictions {
            self.model.restrictions.add(restriction);
        }
        Ok(())
    }

    fn names_what_comes(&self, event: &record::Event<'t>) -> bool {
        let mut events = event.after.0.iter().chain(&event.replaces);
        let mut lifted = event.lifts.iter();
        events.any(|word| self.ids.events.number(word.get_ref()).is_none())
            || lifted.any(|word| self.ids.restrictions.number(word.get_ref()).is_none())
    }

    fn resolve(&mut self, number: EventId, draft: &Draft<'_, 't>) -> Result<Resolved, GiveUp> {
        let mut resolved =
            super::event::resolve(draft, &self.ids, &mut self.findings).ok_or(GiveUp)?;
        for (id, restriction) in &mut resolved.restrictions {
            restriction.event = number;
            resolved.event.restrictions.push(*id);
        }
        Ok(resolved)
    }

    /// The events that waited, each in its place.
    fn take_waiting(&mut self) -> Result<(), GiveUp> {
        let (mut events, mut restrictions) = (Vec::new(), Vec::new());
        for (number, placed) in std::mem::take(&mut self.waiting) {
            let draft = Draft::taken(&placed, &self.ids);
            let resolved = self.resolve(number, &draft)?;
            events.push((number, resolved.event));
            restrictions.extend(resolved.restrictions);
        }
        if events.is_empty() {
            return Ok(());
        }
        self.model.events.merge(events);
        self.model.restrictions.merge(restrictions);
        (!order::has_circle(&self.model))
            .then_some(())
            .ok_or(GiveUp)
    }
}

#[cfg(test)]
mod tests {
    use super::load;
    use crate::built_in;
    use crate::text::untold;

    #[test]
    fn the_data_built_in_are_plain_and_sound() {
        assert!(load(&built_in::texts(), &untold).is_some());
    }
}
