//! The two readers of records agree: what the quick one takes, the other takes too, with every value and
//! every place the same.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use coalition::record::{self, Records};
use coalition::text::Texts;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

/// A table in single brackets: the quick reader gives the whole file up for it, the other names it.
const NOT_PLAIN: &str = "\n[beside]\n";

/// So many pairs of records are damaged.
const RECORDS: u32 = 100_000;

/// Every record with its places, and how many faults there are.
fn read(text: &str) -> (String, usize) {
    let texts = Texts::from_memory([("a.toml", text.as_bytes())]);
    let (records, findings) = record::read(&texts);
    let Records {
        actors,
        coalitions,
        theatres,
        activities,
        sources,
        events,
        expectations,
    } = records;
    let all = format!(
        "{actors:?}{coalitions:?}{theatres:?}{activities:?}{sources:?}{events:?}{expectations:?}"
    );
    (all, findings.len())
}

/// Both readings, if they differ, and how many faults there are.
fn compared(text: &str) -> (Option<(String, String)>, usize) {
    let (quick, faults) = read(text);
    if faults > 0 {
        return (None, faults);
    }
    let (thorough, named) = read(&format!("{text}{NOT_PLAIN}"));
    let differ = named != 1 || quick != thorough;
    (differ.then_some((quick, thorough)), faults)
}

fn files() -> Vec<String> {
    let folders = ["data", "tests/fixtures"];
    let texts = folders.map(|folder| Texts::read(folder.as_ref()).expect("records"));
    let files = texts.iter().flat_map(Texts::iter);
    files.map(|(_, file)| file.readable().to_owned()).collect()
}

#[test]
fn every_file_reads_the_same_both_ways() {
    for text in files() {
        assert_eq!(compared(&text).0, None);
    }
}

/// What is put anywhere, or where something of the language stands.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "#",
    "\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ",,",
    ".",
    "\\",
    "\\\"",
    "\\u00e9",
    "\\u12",
    "\\ud800",
    "\\U0001F600",
    "\\x41",
    "\\e",
    "\\/",
    "\t",
    " ",
    "1",
    "-",
    "+",
    "_",
    ":",
    "true",
    "2014-09-26",
    "2014-09-26T10:00:00",
    "T10:00:00Z",
    " 10:00",
    "\"\"\"",
    "'''",
    "\"\"",
    "é",
    "\u{feff}",
    "\0",
    "\u{b}",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{a0}",
    "\u{2028}",
    "# a \u{7f} comment\n",
    "# \t é\n",
    "[event]\n",
    "[[event]]\n",
    "[[ event ]] # a\n",
    "[[\"event\"]]\n",
    "[[event.restrictions]]\n",
    "[event.vote]\n",
    "coalition = \"x\"\n",
    "actor = 'x'\n",
    "id",
    "date",
    "note",
    "",
];

/// What is put in the place of a value.
const VALUES: &[&str] = &[
    "0",
    "00",
    "007",
    "-1",
    "+1",
    "1_000",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "0x1F",
    "1.0",
    "1e3",
    "nan",
    "true",
    "false",
    "True",
    "2014-09-26",
    "2014-9-26",
    "2014-02-29",
    "2016-02-29",
    "0000-01-01",
    "9999-12-31",
    "2014-09-26T10:00:00",
    "2014-09-26 10:00:00",
    "2014-09-26T10:00:00Z",
    "10:00:00",
    "2014-09-26 # a",
    "\"\"",
    "''",
    "\"\"\"a\"\"\"",
    "\"\"\"\na\"\"\"",
    "'''a'''",
    "\"\"\"\"",
    "\"a\" \"b\"",
    "\"\\t\\n\\\\ \\u00e9\"",
    "\"\\z\"",
    "\"a\tb\"",
    "'a\\'",
    "'a\"b'",
    "\"2014\"",
    "[]",
    "[,]",
    "[\"iraq\",]",
    "[\"iraq\" \"syria\"]",
    "[\n\"iraq\", # a\n]",
    "[[\"iraq\"], []]",
    "[[[]]]",
    "[2014-09-26, 1, true]",
    "[1, 2]",
    "[2, 1]",
    "[1_0, 2]",
    "{}",
    "{ id = \"a\" }",
    "{ id = \"a\", }",
    "{ id = \"a\", id = \"b\" }",
    "{ id = \"a\", date = 2014-09-26, at = 'b' }",
    "{ id = \"a\",\n date = 2014-09-26 }",
    "{ \"id\" = \"a\" }",
    "{ id.x = 1 }",
    "[{ id = \"a\", prohibit = [\"any\"] }]",
    "[{ what = \"a\", count = [1, 2] }]",
    "{ body = \"a\", ayes = 1, noes = 0 }",
    "{ ayes = -1 }",
    "",
];

/// What is put in the place of a key.
const KEYS: &[&str] = &[
    "\"id\"",
    "'id'",
    "\"\"",
    "''",
    "\"\\u0069d\"",
    "id.x",
    "id . x",
    "id x",
    "",
    "é",
    "ID",
    "id",
    "date",
    "note",
    "tags",
    "sources",
    "vote",
    "restrictions",
    "contributions",
    "caveat-free",
    "cow",
    "1",
    "-",
    "\tid",
];

/// One piece of damage. Places are shares of the text as it then is.
#[derive(Clone, Debug)]
enum Damage {
    /// Anywhere: so many bytes are taken, and a piece is put there.
    Anywhere(Index, usize, &'static str),
    /// The same where a mark of the language stands.
    AtMark(Index, usize, &'static str),
    Value(Index, &'static str),
    Key(Index, &'static str),
    RepeatLine(Index),
    CarriageReturns,
    MarkOfOrder,
}

fn damage() -> impl Strategy<Value = Damage> {
    use prop::sample::select;
    let at = any::<Index>;
    prop_oneof![
        6 => (at(), 0..4usize, select(PIECES)).prop_map(|(at, gone, piece)| Damage::Anywhere(at, gone, piece)),
        6 => (at(), 0..2usize, select(PIECES)).prop_map(|(at, gone, piece)| Damage::AtMark(at, gone, piece)),
        6 => (at(), select(VALUES)).prop_map(|(at, value)| Damage::Value(at, value)),
        3 => (at(), select(KEYS)).prop_map(|(at, key)| Damage::Key(at, key)),
        2 => at().prop_map(Damage::RepeatLine),
        1 => Just(Damage::CarriageReturns),
        1 => Just(Damage::MarkOfOrder),
    ]
}

impl Damage {
    fn done_to(&self, text: &mut String) {
        match self {
            Damage::Anywhere(at, gone, piece) => put(text, at.index(text.len() + 1), *gone, piece),
            Damage::AtMark(at, gone, piece) => {
                let is_mark = |c: char| c.is_ascii_punctuation() || c.is_ascii_digit() || c == '\n';
                if let Some((place, _)) = chosen(*at, text.match_indices(is_mark)) {
                    put(text, place, *gone, piece);
                }
            }
            Damage::Value(at, value) => {
                if let Some((place, _)) = chosen(*at, text.match_indices(" = ")) {
                    let start = place + " = ".len();
                    let length = text[start..].find('\n').unwrap_or(text.len() - start);
                    text.replace_range(start..start + length, value);
                }
            }
            Damage::Key(at, key) => {
                if let Some((place, _)) = chosen(*at, text.match_indices(" = ")) {
                    let start = text[..place].rfind('\n').map_or(0, |line| line + 1);
                    text.replace_range(start..place, key);
                }
            }
            Damage::RepeatLine(at) => {
                if let Some((end, _)) = chosen(*at, text.match_indices('\n')) {
                    let start = text[..end].rfind('\n').map_or(0, |line| line + 1);
                    let line = text[start..=end].to_owned();
                    text.insert_str(start, &line);
                }
            }
            Damage::CarriageReturns => *text = text.replace('\n', "\r\n"),
            Damage::MarkOfOrder => text.insert(0, '\u{feff}'),
        }
    }
}

fn put(text: &mut String, place: usize, gone: usize, piece: &str) {
    let start = text.floor_char_boundary(place);
    let end = text.floor_char_boundary(start + gone).max(start);
    text.replace_range(start..end, piece);
}

fn chosen<T>(at: Index, things: impl Iterator<Item = T>) -> Option<T> {
    let mut things: Vec<T> = things.collect();
    (!things.is_empty()).then(|| things.swap_remove(at.index(things.len())))
}

#[test]
fn damaged_records_read_the_same_both_ways() {
    let blocks = |text: &String| -> Vec<String> {
        let blocks = text.split_inclusive("\n\n");
        blocks.map(str::to_owned).collect()
    };
    let records: Vec<String> = files().iter().flat_map(blocks).collect();
    assert!(records.len() > 3_000);
    let with = Config {
        cases: RECORDS,
        failure_persistence: None,
        ..Config::default()
    };
    let sound = std::cell::Cell::new(0);
    let damage = prop::collection::vec(damage(), 0..3);
    proptest!(with, |(at in any::<Index>(), also in any::<Index>(), damage in damage)| {
        let record = |at: Index| records[at.index(records.len())].as_str();
        let mut text = format!("{}\n{}", record(at), record(also));
        for damage in damage {
            damage.done_to(&mut text);
        }
        let (found, faults) = compared(&text);
        prop_assert_eq!(found, None, "{}", text);
        sound.set(sound.get() + u32::from(faults == 0));
    });
    let sound = sound.get();
    assert!(sound > RECORDS / 5, "{sound} of them were read");
}
