//! The stages of the program stand in the order of the `pub mod` lines of `src/lib.rs`, and each uses
//! only those above it.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::path::{Path, PathBuf};

/// A use of another stage: where, and which.
type Use = (String, String);

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn stages() -> Vec<String> {
    let lib = std::fs::read_to_string(src().join("lib.rs")).expect("src/lib.rs");
    let stage = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    lib.lines().filter_map(stage).collect()
}

/// Every source file with the stage it belongs to; the front page and the binary belong to none.
fn files() -> Vec<(PathBuf, String)> {
    let file = |entry: walkdir::Result<walkdir::DirEntry>| {
        let path = entry.expect("src/").into_path();
        let below = path.strip_prefix(src()).ok()?.with_extension("");
        let stage = below.iter().next()?.to_str()?.to_owned();
        let counts = !matches!(stage.as_str(), "lib" | "main" | "cli" | "serve");
        (counts && path.extension()? == "rs").then_some((path, stage))
    };
    let walk = walkdir::WalkDir::new(src()).sort_by_file_name();
    walk.into_iter().filter_map(file).collect()
}

/// The lines that are compiled into the library: no comments, and no tests, which stand last in a file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines().map(str::trim_start));
    lines
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.starts_with("//"))
}

/// The stages named behind `crate::`, alone or in braces.
fn stages_named(line: &str) -> Vec<String> {
    let named = |rest: &str| {
        let list = rest.strip_prefix('{').map_or(rest, |list| {
            list.split_once('}').map_or(list, |(list, _)| list)
        });
        let parts = if list == rest { 1 } else { usize::MAX };
        let first_word = |part: &str| {
            let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            part[..end.unwrap_or(part.len())].to_owned()
        };
        let words = list.split(',').take(parts).map(str::trim).map(first_word);
        words.collect::<Vec<_>>()
    };
    line.split("crate::").skip(1).flat_map(named).collect()
}

/// Uses of a stage that comes later than the stage of the file.
fn upward(stages: &[String], path: &Path, stage: &str, text: &str) -> Vec<Use> {
    let place = |name: &str| stages.iter().position(|stage| stage == name);
    let own = place(stage);
    let mut found = Vec::new();
    for (number, line) in code(text) {
        for used in stages_named(line) {
            if place(&used) > own {
                found.push((format!("{}:{number}", path.display()), used));
            }
        }
    }
    found
}

#[test]
fn a_stage_uses_only_those_before_it() {
    let stages = stages();
    let files = files();
    assert!(stages.len() > 8 && files.len() > 30, "{stages:?} {files:?}");
    let mut found = Vec::new();
    for (path, stage) in &files {
        assert!(stages.contains(stage), "{} is no stage", path.display());
        let text = std::fs::read_to_string(path).expect("a source file");
        found.extend(upward(&stages, path, stage, &text));
    }
    assert!(
        found.is_empty(),
        "stages used before their turn: {found:#?}"
    );
}

#[test]
fn a_use_of_a_later_stage_is_seen() {
    let stages = ["day", "model", "answer"].map(str::to_owned);
    let text = "use crate::{day, answer::Row};\n// crate::answer\nlet x = crate::answer::y(crate::day::z);\n#[cfg(test)]\nuse crate::answer;\n";
    let found = upward(&stages, Path::new("model.rs"), "model", text);
    let seen = ["model.rs:1", "model.rs:3"].map(|at| (at.to_owned(), "answer".to_owned()));
    assert_eq!(found, seen);
}
