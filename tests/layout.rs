//! The canonical layout: records and comments are the same after it, and laying out twice changes nothing.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use coalition::layout::lay_out;
use coalition::record::{self, Records};
use coalition::text::Texts;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

/// What disturbs the layout of a line of a file and not its records.
#[derive(Clone, Debug)]
enum Disorder {
    Blank,
    Comment(u16),
    CommentBehind(u16),
    Indent,
    WindowsEnd,
}

/// The shipped records and every record of the fixtures that is TOML.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["data", "tests/fixtures"] {
        let texts = Texts::read(folder.as_ref()).expect("records");
        let read = texts
            .iter()
            .filter_map(|(_, file)| Some((file.path.to_string(), file.text().ok()?)));
        let sound = read.filter(|(_, text)| lay_out(text).is_ok());
        files.extend(sound.map(|(path, text)| (path, text.to_string())));
    }
    files
}

/// The records of a text, without their places.
fn records(text: &str) -> String {
    let texts = Texts::from_memory([("a.toml", text.as_bytes())]);
    let (
        Records {
            actors,
            coalitions,
            theatres,
            activities,
            sources,
            events,
            expectations,
        },
        _,
    ) = record::read(&texts);
    let mut all = String::new();
    macro_rules! write {
        ($($list:ident)*) => {$(
            for placed in &$list {
                all += &serde_json::to_string(&placed.record).expect("a record");
                all.push('\n');
            }
        )*};
    }
    write!(actors coalitions theatres activities sources events expectations);
    all
}

/// The comments of a text that holds `#` nowhere else but in them.
fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<_> = text
        .lines()
        .filter_map(|line| Some(line[line.find('#')?..].trim_end()))
        .collect();
    all.sort_unstable();
    all
}

fn disorder() -> impl Strategy<Value = Disorder> {
    prop_oneof![
        Just(Disorder::Blank),
        any::<u16>().prop_map(Disorder::Comment),
        any::<u16>().prop_map(Disorder::CommentBehind),
        Just(Disorder::Indent),
        Just(Disorder::WindowsEnd),
    ]
}

fn disturbed(text: &str, disorders: &[(Index, Disorder)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, disorder) in disorders {
        if lines.is_empty() {
            break;
        }
        let at = at.index(lines.len());
        match disorder {
            Disorder::Blank => lines.insert(at, String::new()),
            Disorder::Comment(n) => lines.insert(at, format!("# remark {n}")),
            Disorder::CommentBehind(n)
                if !lines[at].is_empty() && !lines[at].contains(['#', '\r']) =>
            {
                lines[at] += &format!("   # behind {n}");
            }
            Disorder::Indent => lines[at].insert_str(0, "\t "),
            Disorder::WindowsEnd if !lines[at].ends_with('\r') => lines[at].push('\r'),
            Disorder::CommentBehind(_) | Disorder::WindowsEnd => {}
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_layout_keeps_every_record_and_is_final() {
    let files = files();
    assert!(files.len() > 50);
    for (path, text) in files {
        let laid_out = lay_out(&text).expect("TOML");
        assert_eq!(records(&text), records(&laid_out), "{path}");
        assert_eq!(lay_out(&laid_out).expect("TOML"), laid_out, "{path}");
    }
}

#[test]
fn a_layout_keeps_every_comment_of_a_disturbed_file() {
    let files: Vec<_> = files()
        .into_iter()
        .filter(|(_, text)| !text.contains("#"))
        .collect();
    assert!(files.len() > 30);
    let with = Config {
        cases: 4_000,
        failure_persistence: None,
        ..Config::default()
    };
    proptest!(with, |(file in any::<Index>(), disorders in prop::collection::vec((any::<Index>(), disorder()), 1..12))| {
        let (path, text) = &files[file.index(files.len())];
        let text = disturbed(text, &disorders);
        let laid_out = lay_out(&text).expect("TOML");
        prop_assert_eq!(records(&text), records(&laid_out), "{}", path);
        prop_assert_eq!(comments(&text), comments(&laid_out), "{}", path);
        prop_assert_eq!(&lay_out(&laid_out).expect("TOML"), &laid_out, "{}", path);
    });
}
