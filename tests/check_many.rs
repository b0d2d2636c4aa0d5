//! Many faults at once: each is found, in its place, and hides no other.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use coalition::check::RULES;
use coalition::day::Day;
use coalition::render::rule::example;
use serde_json::Value;

const TODAY: &str = "2026-11-22";
const TWENTY: &str = "tests/fixtures/twenty";

/// A fault that a comment announces: the rule, the file, and the lines of the record below.
#[derive(Debug)]
struct Planned {
    rule: String,
    file: String,
    from: u64,
    to: u64,
}

impl Planned {
    fn is(&self, row: &Value) -> bool {
        let line = row["line"].as_u64().expect("a line");
        row["rule"] == self.rule.as_str()
            && row["file"]
                .as_str()
                .is_some_and(|file| file.ends_with(&self.file))
            && (self.from..self.to).contains(&line)
    }
}

fn planned() -> Vec<Planned> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(TWENTY);
    let mut planned = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the fixture") {
        let path = entry.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in (1..).zip(&lines) {
            let Some(rule) = line.strip_prefix("# fault: ") else {
                continue;
            };
            let rest = lines.iter().skip(number);
            let record = rest.take_while(|line| !line.is_empty()).count();
            planned.push(Planned {
                rule: rule.to_owned(),
                file: format!("/{name}"),
                from: number as u64 + 1,
                to: (number + record) as u64 + 1,
            });
        }
    }
    planned
}

fn check(format: &str) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_coalition"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "check", "--data", TWENTY, "--today", TODAY, "--format", format,
        ])
        .output()
        .expect("the program starts");
    assert_eq!(done.status.code(), Some(1));
    String::from_utf8(done.stdout).expect("UTF-8")
}

#[test]
fn twenty_faults_in_five_files_are_twenty_findings() {
    let planned = planned();
    let files: BTreeSet<_> = planned.iter().map(|fault| &fault.file).collect();
    let rules: BTreeSet<_> = planned.iter().map(|fault| &fault.rule).collect();
    assert_eq!((planned.len(), files.len(), rules.len()), (20, 5, 20));

    let answer: Value = serde_json::from_str(&check("json")).expect("JSON");
    let rows = answer["rows"].as_array().expect("rows");
    for fault in &planned {
        let found = rows.iter().filter(|row| fault.is(row)).count();
        assert_eq!(found, 1, "{fault:?}");
    }
    assert_eq!(rows.len(), 20, "{rows:#?}");
}

#[test]
fn the_messages_name_every_fault_with_its_line() {
    let text = check("table");
    for fault in planned() {
        let named = text.contains(&format!("[{}]: ", fault.rule));
        let at = |line| text.contains(&format!("{TWENTY}{}:{line}:", fault.file));
        assert!(named && (fault.from..fault.to).any(at), "{fault:?}");
    }
}

#[test]
fn what_is_closed_in_part_is_shown_with_its_opening() {
    let text = check("table");
    let message = text
        .split("\n\n")
        .find(|message| message.contains("[closes-part]"));
    assert!(
        message.is_some_and(|message| message.contains("\"dnk-joins\"")),
        "{message:?}"
    );
}

#[test]
fn the_example_of_each_rule_breaks_that_rule_and_no_other() {
    let today = Day::parse(TODAY).expect("a day");
    for rule in RULES {
        let (_, findings) = example(rule, today);
        let broken: BTreeSet<_> = findings.iter().map(|finding| finding.rule.name).collect();
        assert_eq!(broken, BTreeSet::from([rule.name]));
    }
}

#[test]
fn rules_have_names_of_their_own_in_kebab_case() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for name in names {
        let part = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        assert!(name.split('-').all(part), "{name}");
    }
}
