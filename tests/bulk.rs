//! Records by the hundred thousand, every one faulty, and files larger than a file may be.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};

use coalition::check::CAST;
use serde_json::Value;
use tempfile::TempDir;

/// So many records, and in each one fault.
const RECORDS: usize = 100_000;

fn run(data: &Path, words: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_coalition"));
    program.env_remove("COALITION_DATA").arg("--data").arg(data);
    program.args(["--today", "2026-11-22"]).args(words);
    program.output().expect("the program starts")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the program writes UTF-8")
}

/// A folder with the cast and some more records.
fn folder(records: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name, text: &str| std::fs::write(folder.path().join(name), text);
    write("cast.toml", CAST).expect("written");
    write("many.toml", records).expect("written");
    folder
}

/// A sound event, and what stands in it instead, or besides, to make it faulty.
fn event(number: usize, instead: [&str; 2], besides: &str) -> String {
    let sound = format!(
        "[[event]]\nid = \"event-{number}\"\ndate = 2014-09-26\nkind = \"statement\"\nactor = \"DNK\"\nsources = [\"paper\"]\n"
    );
    sound.replace(instead[0], instead[1]) + besides + "\n"
}

/// Each sort of fault, and the rule it breaks.
const SORTS: [(&str, [&str; 2], &str); 10] = [
    ("not-toml", ["", ""], "note = \"open\n"),
    ("unknown-key", ["", ""], "theatre = \"iraq\"\n"),
    ("wrong-type", ["", ""], "theatres = \"iraq\"\n"),
    ("missing-key", ["kind = \"statement\"\n", ""], ""),
    ("bad-date", ["2014-09-26", "\"2014-02-30\""], ""),
    ("wrong-value", ["statement", "state"], ""),
    ("unknown-id", ["DNK", "DEN"], ""),
    ("no-source", ["sources = [\"paper\"]\n", ""], ""),
    ("missing-actor", ["actor = \"DNK\"\n", ""], ""),
    ("empty-list", ["", ""], "theatres = []\n"),
];

fn one_fault_in_each() -> String {
    let kinds = SORTS.iter().cycle().take(RECORDS).enumerate();
    let events = kinds.map(|(number, (_, instead, besides))| event(number, *instead, besides));
    events.collect()
}

#[test]
fn a_hundred_thousand_faulty_records_are_all_counted() {
    let folder = folder(&one_fault_in_each());

    let shown = run(folder.path(), &["check"]);
    assert_eq!(shown.status.code(), Some(1));
    let shown = text(shown.stdout);
    assert_eq!(shown.matches("\nerror[").count() + 1, 100);
    assert!(shown.contains("\nand 99,900 more\n"));
    assert!(shown.ends_with("1 event in 2 files: 100,000 errors, 0 warnings.\n"));

    let all = run(folder.path(), &["check", "--format", "json"]);
    let all: Value = serde_json::from_slice(&all.stdout).expect("JSON");
    let rows = all["rows"].as_array().expect("rows");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        *counts
            .entry(row["rule"].as_str().expect("a rule"))
            .or_default() += 1;
        assert!(
            row["help"].as_str().is_some_and(|help| !help.is_empty()),
            "{row}"
        );
    }
    let each = SORTS.map(|(rule, ..)| (rule, RECORDS / SORTS.len()));
    assert_eq!(counts, BTreeMap::from(each));
}

/// The guess at what was meant is given up after many wrong words; the finding and its help are not.
#[test]
fn a_wrong_id_has_a_help_however_many_there_are() {
    let after = |number: usize| format!("after = \"evnt-{number}\"\n");
    let events = (0..5_000).map(|number| event(number, ["", ""], &after(number)));
    let folder = folder(&events.collect::<String>());
    let found = run(folder.path(), &["check", "--format", "json"]);
    let found: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let rows = found["rows"].as_array().expect("rows");
    let helps: Vec<&str> = rows.iter().filter_map(|row| row["help"].as_str()).collect();
    assert_eq!(helps.len(), 5_000);
    assert!(
        helps[0].starts_with("did you mean `event-0`"),
        "{}",
        helps[0]
    );
    assert!(
        helps[99].starts_with("did you mean `event-99`"),
        "{}",
        helps[99]
    );
    assert!(helps[4_999].starts_with("add a record"), "{}", helps[4_999]);
}

#[test]
fn a_circle_through_every_record_is_told_in_few_lines() {
    let after = |number: usize| format!("after = \"event-{}\"\n", (number + 1) % 5_000);
    let events = (0..5_000).map(|number| event(number, ["", ""], &after(number)));
    let folder = folder(&events.collect::<String>());
    let shown = text(run(folder.path(), &["check", "--only", "after-cycle"]).stdout);
    assert!(shown.contains("and 4979 more records"), "{shown}");
    assert!(shown.lines().count() < 200, "{shown}");
    let all = run(
        folder.path(),
        &["check", "--only", "after-cycle", "--format", "json"],
    );
    let all: Value = serde_json::from_slice(&all.stdout).expect("JSON");
    let related = all["rows"][0]["related"].as_array().expect("the others");
    assert_eq!(related.len(), 4_999);
}

#[test]
fn records_far_apart_are_shown_without_what_lies_between() {
    let between: String = (1..2_000)
        .map(|number| event(number, ["", ""], ""))
        .collect();
    let first = event(0, ["", ""], "");
    let folder = folder(&format!("{first}{between}{first}"));
    let shown = text(run(folder.path(), &["check"]).stdout);
    assert!(shown.contains("many.toml:14002:6\n"), "{shown}");
    assert!(shown.contains("many.toml:2:6\n"), "{shown}");
    assert!(shown.lines().count() < 25, "{shown}");
}

#[test]
fn a_file_above_the_limit_is_refused_unread() {
    let folder = folder("");
    let large = folder.path().join("large.toml");
    let file = File::create(&large).expect("a file");
    file.set_len(1_000_000_001).expect("room for holes");
    for words in [&["check"][..], &["members"], &["fmt", "--check"]] {
        let refused = run(folder.path(), words);
        assert_eq!(refused.status.code(), Some(2));
        assert!(refused.stdout.is_empty());
        let message = format!(
            "coalition: `{}` is 1000000001B, and a file of records may be 1GB at most: `--largest-file 2GB` lets it be read\n",
            large.display()
        );
        assert_eq!(text(refused.stderr), message);
    }
    file.set_len(4_000_000_001).expect("room for holes");
    let refused = text(run(folder.path(), &["check", "--largest-file", "4GB"]).stderr);
    assert!(
        refused.ends_with("split it, for `--largest-file` can be 4GB at most\n"),
        "{refused}"
    );
    let beside = run(
        folder.path(),
        &["diff", "--with", "tests/fixtures/diff-new"],
    );
    assert_eq!(beside.status.code(), Some(2));
}

#[test]
fn the_limit_is_what_is_asked_for() {
    let folder = folder("");
    let size = CAST.len();
    let at = |limit: String| run(folder.path(), &["check", "--largest-file", &limit]);
    assert_eq!(at(format!("{size}B")).status.code(), Some(0));
    let refused = at(format!("{}B", size - 1));
    assert_eq!(refused.status.code(), Some(2));
    let refused = text(refused.stderr);
    assert!(refused.contains(&format!("is {size}B, and")), "{refused}");
    assert!(refused.contains("--largest-file 1GB"), "{refused}");
    for (wrong, why) in [
        ("5GB", "4GB can be read"),
        ("much", "as 500MB"),
        ("1.5GB", "as 500MB"),
    ] {
        let refused = at(wrong.to_owned());
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(refused.stderr).contains(why), "{wrong}");
    }
}
