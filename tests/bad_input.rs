//! Bad input: a clear message, the right exit code, never a panic, and no loss of the valid rest.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use coalition::check::CAST;
use tempfile::TempDir;

const TODAY: &str = "2026-11-22";
const JOIN: &str = r#"
[[event]]
id = "dnk-joins"
date = 2014-09-26
kind = "join"
actor = "DNK"
coalition = "demo"
sources = ["paper"]
"#;
/// An event whose kind is none, to go with anything.
const BROKEN: &str = r#"
[[event]]
id = "nor-jions"
date = 2014-09-27
kind = "jion"
actor = "NOR"
coalition = "demo"
sources = ["paper"]
"#;

/// What a run of the program left behind.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn rows(&self) -> Vec<serde_json::Value> {
        let answer: serde_json::Value = serde_json::from_str(&self.out).expect("JSON");
        answer["rows"].as_array().expect("rows").clone()
    }

    fn rules(&self) -> Vec<String> {
        let rule = |row: &serde_json::Value| row["rule"].as_str().expect("a rule").to_owned();
        self.rows().iter().map(rule).collect()
    }
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_coalition"));
    program
        .env_remove("COALITION_DATA")
        .env("COLUMNS", "100")
        .args(["--today", TODAY]);
    program
}

/// Runs the program. However bad the input, it must end by itself, with one of its three exit codes.
fn run(data: &Path, args: &[&str]) -> Run {
    let done = (program().arg("--data").arg(data).args(args).output()).expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let (out, err) = (text(done.stdout), text(done.stderr));
    let code = done.status.code();
    assert!(
        matches!(code, Some(0..=2)),
        "{args:?} ended with {:?}:\n{err}",
        done.status
    );
    Run {
        code: code.unwrap_or_default(),
        out,
        err,
    }
}

/// A folder with these files beside the cast.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = bare_folder(files);
    std::fs::write(folder.path().join("cast.toml"), CAST).expect("written");
    folder
}

fn bare_folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

/// The rules that a file beside the cast breaks.
fn rules_of(file: &[u8]) -> Vec<String> {
    let folder = folder(&[("bad.toml", file)]);
    let run = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    run.rules()
}

fn event(id: &str, more: &str) -> String {
    format!(
        "[[event]]\nid = \"{id}\"\nkind = \"statement\"\nactor = \"DNK\"\nsources = [\"paper\"]\n{more}\n\n"
    )
}

#[test]
fn a_missing_folder_is_named() {
    let run = run(Path::new("/no/such/folder"), &["members"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`/no/such/folder`"), "{}", run.err);
}

#[test]
fn an_empty_folder_is_no_data() {
    let folder = bare_folder(&[("readme.txt", b"nothing here")]);
    let run = run(folder.path(), &["check"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("no `.toml` file"), "{}", run.err);
}

#[test]
fn a_binary_file_is_not_utf8() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let folder = bare_folder(&[("photo.toml", &bytes)]);
    let check = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(
        (check.code, check.rules()),
        (1, vec!["not-utf8".to_owned()])
    );
    let shown = run(folder.path(), &["check"]);
    assert!(shown.out.contains("photo.toml"), "{}", shown.out);
    assert!(harmless(&shown.out), "{}", shown.out);
    assert_eq!(run(folder.path(), &["members"]).code, 1);
}

#[test]
fn a_long_line_is_not_shown_whole() {
    let long = "a".repeat(1_000_000);
    for file in [
        long.clone(),
        format!("[[theatre]]\nid = \"{long}"),
        format!("[[theatre]]\nid = \"t\"\n{long} = 1"),
        event(
            "long",
            &format!("date = 2014-09-26\nfoo = 1\nnote = \"{long}\""),
        ),
        event("long", &format!("date = \"{long}\"")),
        event(&format!("x {long}"), "date = 2014-09-26"),
        event("long", &format!("actor = \"{long}\"\ndate = 2014-09-26")),
        event(
            "long",
            &format!("date = 2014-09-26\ntheatres = [\"{long}\"]"),
        ),
        event("long", &format!("date = 2014-09-26\nstatus = \"{long}\"")),
    ] {
        let folder = folder(&[("bad.toml", file.as_bytes())]);
        let run = run(folder.path(), &["check"]);
        assert_eq!(run.code, 1);
        let start: String = file.chars().take(120).collect();
        assert!(
            run.out.len() < 10_000,
            "{} bytes for {start}",
            run.out.len()
        );
    }
}

#[test]
fn deep_nesting_is_refused() {
    const DEEP: usize = 10_000;
    let key = vec!["a"; DEEP].join(".");
    for file in [
        format!("x = {}", "[".repeat(DEEP)),
        format!("x = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("x = {}1{}", "{ a = ".repeat(DEEP), "}".repeat(DEEP)),
        format!("{key} = 1"),
        format!("[{key}]"),
        format!("[[event.{key}]]"),
        event(
            "deep",
            &format!("note = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        ),
        event("deep", &format!("vote.{key} = 1")),
    ] {
        assert!(!rules_of(file.as_bytes()).is_empty());
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = bare_folder(&[("broken.toml", b"[[")]);
    let folder = folder(&[("dnk.toml", JOIN.as_bytes())]);
    let at = |name: &str| folder.path().join(name);
    symlink(folder.path(), at("loop")).expect("a link");
    symlink(at("b.toml"), at("a.toml")).expect("a link");
    symlink(at("a.toml"), at("b.toml")).expect("a link");
    symlink(outside.path().join("broken.toml"), at("outside.toml")).expect("a link");
    let run = run(folder.path(), &["members", "demo", "--format", "json"]);
    assert_eq!((run.code, run.rows().len()), (0, 1), "{}", run.err);
}

#[test]
fn a_nul_is_a_fault_of_form() {
    let raw = event("nul", "date = 2014-09-26\nsummary = \"a\0b\"");
    assert_eq!(rules_of(raw.as_bytes()), ["not-toml"]);
    assert!(!rules_of(b"\0").is_empty());
    let in_id = event("a\\u0000b", "date = 2014-09-26");
    assert_eq!(rules_of(in_id.as_bytes()), ["bad-id"]);
}

/// Whether text holds no control character but line breaks, and nothing that turns the writing.
fn harmless(text: &str) -> bool {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .all(|c| c == '\n' || !(c.is_control() || turns(c)))
}

/// Escapes of a terminal in two forms, a bell, a line break, a delete and marks of direction.
const STRANGE: &str = r"red \u001b[31malert\u009b2J\u0007\u0000\n\u007f\u202edesrever\u2066 \u200f";

#[test]
fn control_characters_never_reach_the_reader() {
    let strange = format!(
        r#"
[[actor]]
id = "SWE"
name = "Sweden {STRANGE}"
aliases = ["S {STRANGE}"]
note = "{STRANGE}"
[[source]]
id = "odd"
title = "{STRANGE}"
publisher = "{STRANGE}"
author = "{STRANGE}"
url = "https://{STRANGE}"
note = "{STRANGE}"
[[event]]
id = "swe-joins"
date = 2014-09-26
kind = "join"
actor = "SWE"
coalition = "demo"
theatres = ["iraq"]
contributions = [{{ what = "F-{STRANGE}", count = 7 }}]
restrictions = [{{ id = "swe-limit", require = "{STRANGE}", unless = "{STRANGE}", applies-to = "{STRANGE}", note = "{STRANGE}" }}]
sources = [{{ id = "odd", at = "{STRANGE}", note = "{STRANGE}" }}]
vote = {{ body = "{STRANGE}" }}
summary = "{STRANGE}"
note = "{STRANGE}"
tags = ["{STRANGE}"]
"#
    );
    let folder = folder(&[("swe.toml", strange.as_bytes())]);
    let mut seen = 0;
    for question in [
        &["members", "demo"][..],
        &["members", "demo", "--standing"],
        &["restrictions", "SWE", "--all"],
        &["timeline"],
        &["show", "SWE"],
        &["show", "swe-joins"],
        &["show", "odd"],
        &["show", "demo"],
        &["check"],
    ] {
        for format in ["table", "markdown", "csv"] {
            let run = run(folder.path(), &[question, &["--format", format]].concat());
            assert_eq!(run.code, 0, "{question:?}: {}", run.err);
            assert!(harmless(&run.out), "{question:?} {format}: {:?}", run.out);
            seen += usize::from(run.out.contains("alert"));
        }
    }
    assert!(seen > 15, "only {seen} answers show the strange text");
}

#[test]
fn control_characters_never_reach_the_reader_of_messages() {
    for file in [
        format!("[[theatre]]\nid = \"{STRANGE}\"\nname = \"x\""),
        format!("[[theatre]]\nid = \"t\"\nname = \"x\"\n\"{STRANGE}\" = 1"),
        format!("\"{STRANGE}\" = 1"),
        event("odd", &format!("date = \"{STRANGE}\"")),
        event("odd", &format!("date = 2014-09-26\nstatus = \"{STRANGE}\"")),
        event(
            "odd",
            &format!("date = 2014-09-26\ntheatres = [\"{STRANGE}\"]"),
        ),
        "x = \"\u{1b}[31m\u{9b}2J\u{202e}".to_owned(),
        "# \u{1b}[31m\u{9b}2J\u{202e}".to_owned(),
        "[[theatre]]\nid = \"\u{202e}\u{9b}\"\nname = \"x\"".to_owned(),
    ] {
        let folder = folder(&[("bad\u{1b}[31m.toml", file.as_bytes())]);
        for args in [&["check"][..], &["check", "--format", "csv"], &["members"]] {
            let run = run(folder.path(), args);
            assert_eq!(run.code, 1, "{file:?}");
            assert!(harmless(&run.out), "{file:?}: {:?}", run.out);
            assert!(harmless(&run.err), "{file:?}: {:?}", run.err);
        }
    }
    let run = run(Path::new("/no/\u{1b}[31m/folder"), &["members"]);
    assert!(harmless(&run.err), "{:?}", run.err);
}

#[test]
fn a_spreadsheet_runs_no_cell() {
    let mut events = String::new();
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\\t=1", "\\r=1"];
    for (index, formula) in formulas.iter().enumerate() {
        events += &event(
            &format!("statement-{index}"),
            &format!("date = 2014-09-26\nsummary = \"{formula}\""),
        );
    }
    let folder = folder(&[("formulas.toml", events.as_bytes())]);
    let run = run(folder.path(), &["timeline", "DNK", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("'=1+1"), "{}", run.out);
    let mut cells = csv::Reader::from_reader(run.out.as_bytes());
    let mut rows = 0;
    for row in cells.records() {
        rows += 1;
        for cell in &row.expect("a row") {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell:?}"
            );
        }
    }
    assert_eq!(rows, formulas.len());
}

#[test]
fn a_day_that_is_none_is_found_at_its_line() {
    for date in [
        "2014-02-30",
        "99999-01-01",
        "\"2014-02-30\"",
        "\"99999\"",
        "\"Y99999\"",
        "\"\"",
    ] {
        let folder = folder(&[(
            "bad.toml",
            event("odd", &format!("date = {date}")).as_bytes(),
        )]);
        let run = run(folder.path(), &["check", "--format", "json"]);
        let rows = run.rows();
        let rule = if date.starts_with('"') {
            "bad-date"
        } else {
            "not-toml"
        };
        assert_eq!(rows.len(), 1, "{date}: {rows:?}");
        assert_eq!(
            (&rows[0]["rule"], &rows[0]["line"]),
            (&rule.into(), &6.into()),
            "{date}"
        );
    }
}

#[test]
fn ten_thousand_faults_are_counted_and_a_hundred_shown() {
    let fault = |n: usize| event(&format!("e-{n}"), "date = 2014-09-26\nstatus = \"odd\"");
    let events: String = (0..10_000).map(fault).collect();
    let folder = folder(&[("bad.toml", events.as_bytes())]);
    let shown = run(folder.path(), &["check"]);
    assert_eq!(shown.code, 1);
    assert_eq!(shown.out.matches("error[wrong-value]").count(), 100);
    assert!(shown.out.contains("and 9900 more"));
    assert!(shown.out.contains("10,000 errors"));
    let all = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(all.rows().len(), 10_000);
    let refused = run(folder.path(), &["members"]);
    assert_eq!(refused.err.matches("error[wrong-value]").count(), 100);
    let rest = run(folder.path(), &["members", "demo", "--keep-going"]);
    assert_eq!(rest.code, 0, "{}", rest.err);
}

#[test]
fn what_costs_much_to_read_ends_in_time() {
    let open = "[[event]]\nid = \"dnk\nfoo = [1,\n".repeat(5_000);
    let keys: String = (0..10_000).map(|n| format!("key-{n} = {n}\n")).collect();
    let many_keys = event("many", &keys);
    let long_ids = format!(
        "[[theatre]]\nid = \"{0}\"\nname = \"long\"\nwithin = \"b{0}\"\n",
        "a".repeat(20_000)
    );
    for broken in [open, many_keys, long_ids] {
        let folder = folder(&[
            ("bad.toml", broken.as_bytes()),
            ("dnk.toml", JOIN.as_bytes()),
        ]);
        let rest = run(
            folder.path(),
            &["members", "demo", "--keep-going", "--format", "json"],
        );
        assert_eq!(rest.rows().len(), 1);
    }
}

#[test]
fn fifty_megabytes_load() {
    let page = "What was said, word for word, with nothing left out. ".repeat(1_900);
    let statement = |n: usize| {
        event(
            &format!("e-{n}"),
            &format!("date = 2014-09-26\nsummary = \"Statement {n}.\"\nnote = \"{page}\""),
        )
    };
    let events: String = (0..500).map(statement).collect();
    assert!(events.len() >= 50_000_000, "{}", events.len());
    let folder = folder(&[
        ("big.toml", events.as_bytes()),
        ("dnk.toml", JOIN.as_bytes()),
    ]);
    let run = run(folder.path(), &["members", "demo", "--format", "json"]);
    assert_eq!((run.code, run.rows().len()), (0, 1), "{}", run.err);
}

#[test]
fn many_records_load() {
    let observe = |n: usize| {
        let day = format!("date = 2015-{:02}-{:02}", 1 + n % 12, 1 + n % 28);
        event(&format!("e-{n}"), &format!("coalition = \"demo\"\n{day}"))
    };
    let events: String = (0..20_000).map(observe).collect();
    let folder = folder(&[
        ("many.toml", events.as_bytes()),
        ("dnk.toml", JOIN.as_bytes()),
    ]);
    let run = run(folder.path(), &["members", "demo", "--format", "json"]);
    assert_eq!((run.code, run.rows().len()), (0, 1), "{}", run.err);
}

#[test]
fn data_with_errors_are_refused() {
    let folder = folder(&[
        ("dnk.toml", JOIN.as_bytes()),
        ("nor.toml", BROKEN.as_bytes()),
    ]);
    for question in ["members", "restrictions", "timeline"] {
        let run = run(folder.path(), &[question]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{question}");
        assert!(run.err.contains("error[wrong-value]"), "{}", run.err);
        assert!(run.err.contains("--keep-going"), "{}", run.err);
    }
}

#[test]
fn keep_going_answers_from_the_rest_and_says_so() {
    let broken = format!("{BROKEN}{JOIN}");
    let folder = folder(&[
        ("mixed.toml", broken.as_bytes()),
        ("noise.toml", b"\xff\xfe"),
        ("open.toml", b"[[event]\nid = \"x"),
    ]);
    let run = run(
        folder.path(),
        &["members", "demo", "--keep-going", "--format", "json"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let actors: Vec<_> = run.rows().iter().map(|row| row["actor"].clone()).collect();
    assert_eq!(actors, ["DNK"]);
    assert!(run.err.contains("left out"), "{}", run.err);
}

#[test]
fn a_neighbour_of_a_broken_record_is_kept() {
    for fault in [
        "[[event]]\nid = \"x\ndate = 2014\n",
        "[[event]]\nid = [\"x\"\n",
        "[[event]]\n'\n",
        "[[event]]\ndate = 2014-02-30\n",
        "[[event]]\n= = =\n",
        "[[event]]\nid = \"x\"\nid = \"y\"\n",
        "[[event]]\nvote = { ayes = 1, \n",
    ] {
        for text in [format!("{fault}{JOIN}"), format!("{JOIN}{fault}")] {
            let folder = folder(&[("dnk.toml", text.as_bytes())]);
            let run = run(
                folder.path(),
                &["members", "demo", "--keep-going", "--format", "json"],
            );
            assert_eq!(run.rows().len(), 1, "{text}\n{}", run.err);
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = program()
        .args(["timeline", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("a pipe");
    // More than a pipe holds is still to come when it closes.
    let read = BufReader::with_capacity(64, stdout).read_line(&mut line);
    assert!(read.is_ok_and(|read| read > 0));
    let status = child.wait().expect("the program ends");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let folder = folder(&[("dnk.toml", JOIN.as_bytes())]);
    for (question, nearest) in [
        (&["members", "dmeo"][..], "`demo`"),
        (&["members", "demo", "--in", "irak"], "`iraq`"),
        (
            &["members", "demo", "--doing", "air-strike"],
            "`air-strikes`",
        ),
        (&["members", "demo", "--by", "operatin"], "`operating`"),
        (&["restrictions", "Denmrak"], "`Denmark`"),
        (&["restrictions", "--coalition", "dem"], "`demo`"),
        (&["timeline", "norwya"], "`Norway`"),
        (&["timeline", "--kind", "jion"], "`join`"),
        (&["show", "papper"], "`paper`"),
        (&["show", "source:papper"], "`paper`"),
        (&["explain", "leave-before-jion"], "`leave-before-join`"),
    ] {
        let run = run(folder.path(), question);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{question:?}");
        let asks = run.err.contains("did you mean") && run.err.contains(nearest);
        assert!(asks, "{question:?}: {}", run.err);
    }
}

#[test]
fn a_strange_word_names_nothing() {
    let folder = folder(&[("dnk.toml", JOIN.as_bytes())]);
    let long = "x".repeat(100_000);
    for word in [
        "",
        " ",
        "-",
        ":",
        "actor:",
        "actor:actor:",
        "\u{1b}[31m",
        "\u{202e}",
        "🦀",
        &long,
    ] {
        for command in ["members", "restrictions", "timeline", "show", "explain"] {
            let run = run(folder.path(), &[command, "--", word]);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{command} {word:?}");
            assert!(harmless(&run.err), "{:?}", run.err);
        }
    }
}

#[test]
fn one_bracket_too_few_is_told() {
    let folder = folder(&[("bad.toml", JOIN.replace("[[event]]", "[event]").as_bytes())]);
    let run = run(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("write `[[event]]`, with two brackets"),
        "{}",
        run.out
    );
}

#[test]
fn a_default_beside_a_table_of_its_name_is_told() {
    let text = "coalition = \"demo\"\n\n[[coalition]]\nid = \"wing\"\nname = \"Wing\"\n";
    let folder = folder(&[("bad.toml", text.as_bytes())]);
    let run = run(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("bad.toml:3:3"), "{}", run.out);
    assert!(run.out.contains("move one to another file"), "{}", run.out);
}

#[test]
fn today_is_one_day() {
    let folder = folder(&[("dnk.toml", JOIN.as_bytes())]);
    let ask = |day: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_coalition"));
        let program = program.arg("--data").arg(folder.path());
        let done = program
            .args(["members", "demo", "--format", "json", "--today", day])
            .output();
        let done = done.expect("the program starts");
        let out = String::from_utf8_lossy(&done.stdout)
            .matches("\"DNK\"")
            .count();
        (done.status.code(), out)
    };
    assert_eq!(ask("2014-09-25"), (Some(0), 0));
    assert_eq!(ask("2014-09-26"), (Some(0), 1));
    for wrong in [
        "",
        "today",
        "2014-09",
        "2014-02-30",
        "2014-09-26/2014-09-27",
        "99999-01-01",
        "-1",
    ] {
        assert_eq!(ask(wrong), (Some(2), 0), "{wrong}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for question in [
        &["members", "inherent-resolve", "--on", "2014-09-26"][..],
        &["members", "global-coalition", "--standing"],
        &["restrictions", "--all"],
        &["timeline"],
        &["check"],
    ] {
        for format in ["table", "json"] {
            let ask = || {
                let done = program().args(question).args(["--format", format]).output();
                done.expect("the program starts").stdout
            };
            let first = ask();
            assert!(first.len() > 200, "{question:?}");
            assert!(
                first == ask(),
                "{question:?} {format} differs from run to run"
            );
        }
    }
}
