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

fn differs(text: &str) -> Option<(String, String)> {
    let (quick, faults) = read(text);
    let (thorough, named) = read(&format!("{text}{NOT_PLAIN}"));
    (faults == 0 && (named != 1 || quick != thorough)).then_some((quick, thorough))
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
        assert_eq!(differs(&text), None);
    }
}

#[test]
fn damaged_records_read_the_same_both_ways() {
    let pieces = [
        "\"",
        "'",
        "#",
        "\n",
        "\r\n",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "\\",
        "\\u00e9",
        "\t",
        " ",
        "1",
        "-",
        "_",
        "true",
        "2014-09-26",
        "2014-09-26T10:00:00",
        "\"\"\"",
        "é",
        "\u{feff}",
        "\0",
        "[event]\n",
        "[[event]]\n",
        "[[event.restrictions]]\n",
        "coalition = \"x\"\n",
        "id",
        "date",
    ];
    let records: Vec<String> = files()
        .iter()
        .flat_map(|text| {
            text.split_inclusive("\n\n")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(records.len() > 3_000);
    let damage = prop::collection::vec((any::<Index>(), any::<Index>(), 0..4usize), 0..3);
    let with = Config {
        cases: 20_000,
        failure_persistence: None,
        ..Config::default()
    };
    let sound = std::cell::Cell::new(0);
    proptest!(with, |(at in any::<Index>(), also in any::<Index>(), damage in damage)| {
        let mut text = format!("{}\n{}", records[at.index(records.len())], records[also.index(records.len())]);
        for (place, piece, gone) in damage {
            let start = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.floor_char_boundary(start + gone);
            text.replace_range(start..end.max(start), pieces[piece.index(pieces.len())]);
        }
        let found = differs(&text);
        prop_assert_eq!(found, None, "{}", text);
        sound.set(sound.get() + usize::from(read(&text).1 == 0));
    });
    let sound = sound.get();
    assert!(sound > 2_000, "{sound} of them were read");
}
