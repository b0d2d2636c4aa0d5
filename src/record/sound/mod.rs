//! Plain and sound text straight to records, with nothing between: most text is so, and reading it is most
//! of the time that a question takes.
//!
//! Whatever is not plain makes it give up: keys in quotes or with dots, tables in single brackets, texts of
//! several lines, numbers other than whole ones, and every fault. Then `read.rs` reads the file and says what
//! is wrong, if anything is. So this knows no messages, and both must give the same records: tests hold them
//! side by side, and this beside `toml`.

mod cursor;
mod value;

use serde::Deserialize;

use self::cursor::{Cursor, GiveUp};
use self::value::Keys;
use super::read::Defaults;
use super::{Placed, Records, Shared, Text};
use crate::text::FileId;
use crate::wording::Str;

/// The records of a file; none where anything in it is not plain and sound.
pub(super) fn read(file: FileId, text: &Str) -> Option<Records<'_>> {
    records(file, text).ok()
}

fn records(file: FileId, text: &Str) -> Result<Records<'_>, GiveUp> {
    let mut cursor = Cursor::new(text);
    let shared = Shared(text.clone());
    let mut records = Records::default();
    let defaults = defaults(&mut cursor)?;
    while let Some((name, header)) = cursor.header()? {
        // TOML has one name for both.
        if (name == "actor" && defaults.actor.is_some())
            || (name == "coalition" && defaults.coalition.is_some())
        {
            return Err(GiveUp);
        }
        macro_rules! add {
            ($list:ident) => {
                records.$list.push(Placed {
                    file,
                    text: shared.clone(),
                    header,
                    whole: true,
                    record: Deserialize::deserialize(Keys::of_record(&mut cursor))?,
                })
            };
        }
        match name {
            "actor" => add!(actors),
            "coalition" => add!(coalitions),
            "theatre" => add!(theatres),
            "activity" => add!(activities),
            "source" => add!(sources),
            "event" => add!(events),
            "expect" => add!(expectations),
            _ => return Err(GiveUp),
        }
    }
    for event in &mut records.events {
        defaults.fill(&mut event.record);
    }
    Ok(records)
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
