//! Text to records. Every fault that can be told apart is reported, and what is sound is kept.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::rules::{NOT_TOML, NOT_UTF8, UNKNOWN_KEY, WRONG_TYPE};
use super::sound;
use super::{Event, Placed, Records, Shared, Text};
use crate::finding::Finding;
use crate::name;
use crate::text::{Far, FileId, Place, Progress, TextFile, Texts, untold};

/// The tables of the format.
pub const TABLES: [&str; 7] = [
    "actor",
    "coalition",
    "theatre",
    "activity",
    "source",
    "event",
    "expect",
];

/// TOML has one name for both.
const DEFAULT_AND_TABLE: &str = "a file with `coalition = …` or `actor = …` for its events cannot also hold `[[coalition]]` or `[[actor]]`: move one to another file";

const QUOTE_UNCERTAIN: &str =
    "a bare date is a whole day, as 2014-09-26; an uncertain one is a string, as \"2014-09\"";

/// Reads all files.
pub fn read(texts: &Texts) -> (Records<'_>, Vec<Finding>) {
    read_with(texts, &untold)
}

/// The same, told how far it is.
pub(crate) fn read_with<'t>(
    texts: &'t Texts,
    progress: Progress<'_>,
) -> (Records<'t>, Vec<Finding>) {
    let mut far = Far::new(progress, texts.bytes());
    let mut records = Records::default();
    let mut findings = Vec::new();
    for (id, file) in texts.iter() {
        if let Some(sound) = file.text().ok().and_then(|text| sound::read(id, text)) {
            records.append(sound);
        } else {
            let reader = Reader {
                file: id,
                text: file.readable(),
                shared: Shared(file.text().cloned().unwrap_or_default()),
                syntax: Vec::new(),
                findings: &mut findings,
            };
            reader.file(file, &mut records);
        }
        far.goes(file.bytes().len() as u64);
    }
    (records, findings)
}

/// One file being read.
struct Reader<'t, 'f> {
    file: FileId,
    text: &'t str,
    shared: Shared,
    /// Where faults of syntax begin, sorted: what is read around them is not whole.
    syntax: Vec<usize>,
    findings: &'f mut Vec<Finding>,
}

/// What a file says once for all its events.
#[derive(Default)]
pub(super) struct Defaults<'t> {
    pub(super) actor: Option<Text<'t>>,
    pub(super) coalition: Option<Text<'t>>,
}

impl<'t> Reader<'t, '_> {
    fn file(mut self, file: &'t TextFile, records: &mut Records<'t>) {
        if let Err(end) = file.text() {
            let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
            let place = self.place(last..end);
            self.findings.push(Finding::new(
                &NOT_UTF8,
                format!("byte {} is not UTF-8", end + 1),
                place,
                "the text can be read up to here",
            ));
            return;
        }
        let (table, faults) = DeTable::parse_recoverable(self.text);
        if faults.is_empty() {
            return self.tables(table.into_inner(), records);
        }
        let (blanked, mut apart) = apart(self.text);
        let starts = |faults: &[(Range<usize>, String)]| -> Vec<usize> {
            faults.iter().map(|(span, _)| span.start).collect()
        };
        let whole: Vec<_> = faults.iter().map(|fault| told(fault, 0)).collect();
        let all_read = records_in(table.get_ref())
            == self
                .text
                .match_indices("[[")
                .filter(|(at, _)| *at == 0 || self.text.as_bytes()[at - 1] == b'\n')
                .count();
        if all_read && starts(&whole) == starts(&apart) {
            self.syntax_faults(whole);
            return self.tables(table.into_inner(), records);
        }
        // A fault reaches beyond its record: the others are read without the records that have one.
        let (table, faults) = DeTable::parse_recoverable(file.keep_sound_rest(blanked));
        apart.extend(faults.iter().map(|fault| told(fault, 0)));
        self.syntax_faults(apart);
        self.tables(table.into_inner(), records);
    }

    /// The tables of the file.
    fn tables(&mut self, table: DeTable<'t>, records: &mut Records<'t>) {
        let mut defaults = Defaults::default();
        let mut lists = Vec::new();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "actor" | "coalition" if value.get_ref().is_str() => {
                    let word = Text::deserialize(ValueDeserializer::from(value)).ok();
                    if key.get_ref() == "actor" {
                        defaults.actor = word;
                    } else {
                        defaults.coalition = word;
                    }
                }
                _ => lists.push((key, value)),
            }
        }
        lists.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in lists {
            let name = key.get_ref().as_ref();
            match name {
                "actor" => self.list(name, value, &mut records.actors),
                "coalition" => self.list(name, value, &mut records.coalitions),
                "theatre" => self.list(name, value, &mut records.theatres),
                "activity" => self.list(name, value, &mut records.activities),
                "source" => self.list(name, value, &mut records.sources),
                "expect" => self.list(name, value, &mut records.expectations),
                "event" => {
                    let first = records.events.len();
                    self.list(name, value, &mut records.events);
                    for event in &mut records.events[first..] {
                        defaults.fill(&mut event.record);
                    }
                }
                _ => self.unknown_key(key.span(), name, &TABLES),
            }
        }
    }

    /// The records of one table. Each is read alone.
    fn list<R: Deserialize<'t> + Default>(
        &mut self,
        name: &str,
        value: Spanned<DeValue<'t>>,
        into: &mut Vec<Placed<R>>,
    ) {
        let span = value.span();
        let DeValue::Array(list) = value.into_inner() else {
            let place = self.place(span);
            self.findings.push(Finding::new(
                &WRONG_TYPE,
                format!("`{name}` is not a list of tables"),
                place,
                format!("write `[[{name}]]`, with two brackets"),
            ));
            return;
        };
        let items: Vec<_> = list.into_iter().collect();
        let starts: Vec<_> = items.iter().map(|item| item.span().start).collect();
        for (index, item) in items.into_iter().enumerate() {
            let header = item.span();
            let end = starts.get(index + 1).copied().unwrap_or(self.text.len());
            let broken = self.syntax_fault_in(header.start..self.record_end(&header, end));
            let (record, sound) = self.record(item);
            into.push(Placed {
                file: self.file,
                text: self.shared.clone(),
                header,
                whole: sound && !broken,
                record,
            });
        }
    }

    /// Where the text of a record ends at the latest: at the next header of any table.
    fn record_end(&self, header: &Range<usize>, next: usize) -> usize {
        let body = &self.text[header.end.min(next)..next];
        body.find("\n[[").map_or(next, |at| header.end + at + 1)
    }

    /// One record. A value that does not fit is reported and taken out, until the rest fits.
    fn record<R: Deserialize<'t> + Default>(&mut self, item: Spanned<DeValue<'t>>) -> (R, bool) {
        let header = item.span();
        let DeValue::Table(mut table) = item.into_inner() else {
            let place = self.place(header);
            self.findings.push(Finding::new(
                &WRONG_TYPE,
                "a record is not a table",
                place,
                "expected a table of keys",
            ));
            return (R::default(), false);
        };
        let mut sound = true;
        loop {
            let whole = Spanned::new(header.clone(), DeValue::Table(table.clone()));
            let fault = match R::deserialize(ValueDeserializer::from(whole)) {
                Ok(record) => return (record, sound),
                Err(fault) => fault,
            };
            sound = false;
            let span = fault.span().unwrap_or_else(|| header.clone());
            self.value_fault(&fault, &span);
            let Some(key) = key_around(&table, &span) else {
                return (R::default(), false);
            };
            if let Some(valid) =
                keys_expected(&fault).filter(|_| self.text.get(span.clone()) == Some(key.as_str()))
            {
                let unknown = |name: &str| name != key && !valid.iter().any(|known| known == name);
                let others: Vec<_> = (table.iter())
                    .filter(|(name, _)| unknown(name.get_ref()))
                    .map(|(name, _)| (name.span(), name.get_ref().to_string()))
                    .collect();
                let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
                for (span, name) in others {
                    self.unknown_key(span, &name, &valid);
                    table.remove(name.as_str());
                }
            }
            table.remove(key.as_str());
        }
    }

    fn syntax_fault_in(&self, span: Range<usize>) -> bool {
        let after = self.syntax.partition_point(|&start| start < span.start);
        self.syntax
            .get(after)
            .is_some_and(|&start| start < span.end)
    }

    fn syntax_faults(&mut self, faults: Vec<(Range<usize>, String)>) {
        for (span, message) in faults {
            self.syntax_fault(span, message);
        }
        self.syntax.sort_unstable();
    }

    fn syntax_fault(&mut self, span: Range<usize>, message: String) {
        self.syntax.push(span.start);
        let word = self.text.get(span.clone()).unwrap_or_default();
        let twice = message == "duplicate key" && TABLES.contains(&word);
        let place = self.place(span);
        let finding = Finding::new(&NOT_TOML, message, place, "here");
        let about_date = finding.message.contains("invalid date");
        self.findings.push(if twice {
            finding.help(DEFAULT_AND_TABLE)
        } else if about_date {
            finding.help(QUOTE_UNCERTAIN)
        } else {
            finding
        });
    }

    fn value_fault(&mut self, fault: &Error, span: &Range<usize>) {
        if self.syntax_fault_in(span.start..span.end.max(span.start + 1)) {
            return;
        }
        let message = plainly(&first_line(fault.message()));
        if let Some(valid) = keys_expected(fault) {
            let key = self.text.get(span.clone()).unwrap_or_default().to_owned();
            let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
            return self.unknown_key(span.clone(), &key, &valid);
        }
        let place = self.place(span.clone());
        self.findings.push(Finding::new(
            &WRONG_TYPE,
            message,
            place,
            "this value does not fit",
        ));
    }

    fn unknown_key(&mut self, span: Range<usize>, key: &str, valid: &[&str]) {
        let near = name::nearest(key, valid.iter().copied());
        let help = name::did_you_mean(&near)
            .unwrap_or_else(|| format!("the keys here are {}", name::list(valid, "and")));
        let place = self.place(span);
        self.findings.push(
            Finding::new(
                &UNKNOWN_KEY,
                format!("unknown key `{key}`"),
                place,
                "no such key here",
            )
            .help(help),
        );
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.file, span)
    }
}

impl<'t> Defaults<'t> {
    pub(super) fn fill(&self, event: &mut Event<'t>) {
        if event.actor.is_none() {
            event.actor.clone_from(&self.actor);
        }
        if event.coalition.is_none() {
            event.coalition.clone_from(&self.coalition);
        }
    }
}

/// The key whose name or value holds the span.
fn key_around(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let holds = |outer: Range<usize>| outer.start <= span.start && span.end <= outer.end;
    let exact = table
        .iter()
        .find(|(key, value)| holds(key.span()) || holds(value.span()));
    // A sub-table written under a header of its own spans that header only: the nearest one before.
    let before = || {
        table
            .iter()
            .filter(|(key, _)| key.span().start <= span.start)
            .max_by_key(|(key, _)| key.span().start)
    };
    exact
        .or_else(before)
        .map(|(key, _)| key.get_ref().to_string())
}

/// How many records the lists of a file hold.
fn records_in(table: &DeTable<'_>) -> usize {
    let lists = table
        .values()
        .filter_map(|value| value.get_ref().as_array());
    lists.map(|list| list.len()).sum()
}

/// Each record parsed apart, from one `[[` to the next: the text without those that have a fault, and
/// the faults.
fn apart(text: &str) -> (String, Vec<(Range<usize>, String)>) {
    let headers = text.match_indices("\n[[").map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(headers).collect();
    let mut sound = String::with_capacity(text.len());
    let mut all = Vec::new();
    for (at, &start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        let record = &text[start..end];
        let (_, faults) = DeTable::parse_recoverable(record);
        all.extend(faults.iter().map(|fault| told(fault, start)));
        if faults.is_empty() {
            sound += record;
        } else {
            sound.extend(
                record
                    .bytes()
                    .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
            );
        }
    }
    (sound, all)
}

/// Where a fault of syntax is, in a text that begins at an offset, and what it is.
fn told(fault: &Error, offset: usize) -> (Range<usize>, String) {
    let span = fault.span().unwrap_or(0..0);
    (
        span.start + offset..span.end + offset,
        first_line(fault.message()),
    )
}

/// The keys that a table has, where a fault is that it has no such key.
fn keys_expected(fault: &Error) -> Option<Vec<String>> {
    let words = fault.message().strip_prefix("unknown field ")?;
    let words = words.split('`').skip(1).step_by(2).skip(1);
    Some(words.map(str::to_owned).collect())
}

/// A message about types, without the words of a programming language.
fn plainly(message: &str) -> String {
    let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    else {
        return message.to_owned();
    };
    let expected = match expected {
        "a sequence" => "a list, as [\"…\"]",
        "u32" => "a whole number",
        "a string" => "a text in quotes",
        "a boolean" => "true or false",
        table if table.starts_with("struct ") => "a table, as { … }",
        other => other,
    };
    format!("expected {expected}, found {found}").replace("found sequence", "found a list")
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}
