//! Plain and sound text straight to records, with nothing between: most text is so, and reading it is most
//! of the time that a question takes.
//!
//! Whatever is not plain makes it give up: keys in quotes or with dots, tables in single brackets, numbers
//! other than whole ones, and every fault. Then `read.rs` reads the file and says what
//! is wrong, if anything is. So this knows no messages, and both must give the same records: tests hold them
//! side by side, and this beside `toml`.

mod cursor;
#[cfg(test)]
mod oracle;
mod value;

use std::ops::Range;

use memchr::memmem;
use serde::Deserialize;

use self::cursor::Cursor;
pub(crate) use self::cursor::GiveUp;
use self::value::Keys;
use super::read::Defaults;
use super::{
    Activity, Actor, Coalition, Event, Expectation, Placed, Records, Shared, Source, Text, Theatre,
};
use crate::text::FileId;
use crate::wording::Str;

/// One record of a file.
pub(crate) enum Record<'t> {
    Actor(Placed<Actor<'t>>),
    Coalition(Placed<Coalition<'t>>),
    Theatre(Placed<Theatre<'t>>),
    Activity(Placed<Activity<'t>>),
    Source(Placed<Source<'t>>),
    /// The largest by far, and most of all.
    Event(Box<Placed<Event<'t>>>),
    Expectation(Placed<Expectation<'t>>),
}

/// Which records of a file are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    /// What others name: all but events and expectations.
    Things,
    /// Events and expectations.
    Acts,
}

impl Part {
    fn holds(self, name: &str) -> bool {
        let acts = matches!(name, "event" | "expect");
        self == Part::All || acts == (self == Part::Acts)
    }
}

/// A file that is read record by record.
pub(crate) struct Reader<'t> {
    file: FileId,
    text: &'t Str,
    cursor: Cursor<'t>,
    defaults: Defaults<'t>,
    /// Where the first record may begin.
    start: usize,
    /// Where the things stand, from their header to their end.
    things: Vec<Range<usize>>,
    /// How many of them the reading of the acts has passed.
    passed: usize,
    /// How many records the reading of the things has gone over.
    pub(crate) acts: usize,
    /// How many bytes the record read last takes.
    length: usize,
}

/// The records of a file; none where anything in it is not plain and sound.
pub(super) fn read(file: FileId, text: &Str) -> Option<Records<'_>> {
    let mut reader = Reader::open(file, text).ok()?;
    let mut records = Records::default();
    while let Some(record) = reader.next(Part::All).ok()? {
        records.add(record);
    }
    Some(records)
}

impl<'t> Reader<'t> {
    /// Reads what stands before the first header.
    pub(crate) fn open(file: FileId, text: &'t Str) -> Result<Reader<'t>, GiveUp> {
        let mut cursor = Cursor::new(text);
        let defaults = defaults(&mut cursor)?;
        Ok(Reader {
            file,
            text,
            start: cursor.at,
            cursor,
            defaults,
            things: Vec::new(),
            passed: 0,
            acts: 0,
            length: 0,
        })
    }

    /// How many bytes the record read last takes.
    pub(crate) fn length(&self) -> u64 {
        self.length as u64
    }

    /// The next record that others name: an actor, coalition, theatre, activity or source. The rest is gone
    /// over unread.
    pub(crate) fn next_thing(&mut self) -> Result<Option<Record<'t>>, GiveUp> {
        let thing = self.next(Part::Things)?;
        if thing.is_none() {
            self.cursor.at = self.start;
        }
        Ok(thing)
    }

    /// The next event or expectation, once all things are read. At the end every byte of the file was read as
    /// part of a record.
    pub(crate) fn next_act(&mut self) -> Result<Option<Record<'t>>, GiveUp> {
        let act = self.next(Part::Acts)?;
        // A thing that was not met as one stood within something else.
        if act.is_none() && self.passed < self.things.len() {
            return Err(GiveUp);
        }
        Ok(act)
    }

    fn next(&mut self, part: Part) -> Result<Option<Record<'t>>, GiveUp> {
        while let Some((name, header)) = self.cursor.header()? {
            if part.holds(name) {
                let start = header.start;
                let record = self.record(name, header)?;
                self.length = self.cursor.at - start;
                if part == Part::Things {
                    self.things.push(start..self.cursor.at);
                }
                return Ok(Some(record));
            }
            self.cursor.at = match part {
                Part::Acts => {
                    let thing = self
                        .things
                        .get(self.passed)
                        .filter(|thing| thing.start == header.start);
                    self.passed += 1;
                    thing.ok_or(GiveUp)?.end
                }
                _ => {
                    self.acts += 1;
                    self.next_header()
                }
            };
        }
        Ok(None)
    }

    /// Where the next header stands, if nothing between is what it looks like.
    fn next_header(&self) -> usize {
        let rest = &self.text.as_bytes()[self.cursor.at..];
        let next = memmem::find(rest, b"\n[[").map(|at| self.cursor.at + at + 1);
        next.unwrap_or(self.text.len())
    }

    fn record(&mut self, name: &str, header: Range<usize>) -> Result<Record<'t>, GiveUp> {
        // TOML has one name for both.
        if (name == "actor" && self.defaults.actor.is_some())
            || (name == "coalition" && self.defaults.coalition.is_some())
        {
            return Err(GiveUp);
        }
        match name {
            "actor" => self.placed(header).map(Record::Actor),
            "coalition" => self.placed(header).map(Record::Coalition),
            "theatre" => self.placed(header).map(Record::Theatre),
            "activity" => self.placed(header).map(Record::Activity),
            "source" => self.placed(header).map(Record::Source),
            "event" => {
                let mut event: Box<Placed<Event<'t>>> = Box::new(self.placed(header)?);
                self.defaults.fill(&mut event.record);
                Ok(Record::Event(event))
            }
            "expect" => self.placed(header).map(Record::Expectation),
            _ => Err(GiveUp),
        }
    }

    fn placed<R: Deserialize<'t>>(&mut self, header: Range<usize>) -> Result<Placed<R>, GiveUp> {
        Ok(Placed {
            file: self.file,
            text: Shared(self.text.clone()),
            header,
            whole: true,
            record: R::deserialize(Keys::of_record(&mut self.cursor))?,
        })
    }
}

/// What stands before the first header.
fn defaults<'t>(cursor: &mut Cursor<'t>) -> Result<Defaults<'t>, GiveUp> {
    let mut defaults = Defaults::default();
    while let Some(key) = cursor.key()? {
        let place = match key {
            "actor" => &mut defaults.actor,
            "coalition" => &mut defaults.coalition,
            _ => return Err(GiveUp),
        };
        let word = Text::deserialize(&mut *cursor)?;
        cursor.end_of_line()?;
        if place.replace(word).is_some() {
            return Err(GiveUp);
        }
    }
    Ok(defaults)
}
