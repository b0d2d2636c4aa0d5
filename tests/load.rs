//! Records resolved as they are read, and records read whole and then resolved: the same model, or the same
//! findings.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::path::Path;

use coalition::check::CAST;
use coalition::finding::{self, Finding};
use coalition::model::{self, Model};
use coalition::record;
use coalition::text::Texts;
use fastrand::Rng;

type Files = Vec<(String, String)>;

fn texts(files: &Files) -> Texts {
    let files = files.iter();
    Texts::from_memory(files.map(|(path, text)| (path.as_str(), text.as_bytes())))
}

fn told((model, mut findings): (Model, Vec<Finding>)) -> (String, Vec<String>) {
    finding::sort(&mut findings);
    let findings = findings.iter().map(|finding| format!("{finding:?}"));
    let kept = serde_json::to_string(&model).expect("a model is written");
    let checked = format!("{:?}{:?}", model.expectations, model.uncited);
    (kept + &checked, findings.collect())
}

/// Where two texts first differ, and what stands there.
fn differs<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let mut pairs = one.bytes().zip(other.bytes());
    let at = pairs.position(|(a, b)| a != b);
    let at = at.or((one.len() != other.len()).then_some(one.len().min(other.len())))?;
    let around = |text: &'a str| {
        let from = text.floor_char_boundary(at.saturating_sub(200));
        &text[from..text.ceil_char_boundary(text.len().min(at + 200))]
    };
    Some((around(one), around(other)))
}

/// Whether the files are sound; both ways tell the same.
fn is_sound(files: &Files) -> bool {
    let texts = texts(files);
    let (model, findings) = told(model::load(&texts));
    let (records, mut faults) = record::read(&texts);
    let (slow, more) = model::resolve(&records);
    faults.extend(more);
    let (slow, faults) = told((slow, faults));
    assert_eq!(findings, faults, "{files:#?}");
    assert_eq!(differs(&model, &slow), None, "{files:#?}");
    findings.is_empty()
}

fn folder(path: &Path) -> Files {
    let texts = Texts::read(path).expect("records");
    let files = texts.iter();
    files
        .map(|(_, file)| (file.path.to_string(), file.readable().to_owned()))
        .collect()
}

fn fixtures() -> Vec<Files> {
    let folders = std::fs::read_dir("tests/fixtures").expect("the fixtures");
    let mut paths: Vec<_> = folders
        .map(|entry| entry.expect("a folder").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| folder(path)).collect()
}

#[test]
fn the_data_and_every_fixture_load_the_same() {
    assert!(is_sound(&folder(Path::new("data"))));
    let fixtures = fixtures();
    let sound = fixtures.iter().filter(|files| is_sound(files)).count();
    assert!(sound >= 5 && sound < fixtures.len(), "{sound}");
}

/// The records of some files in another order, in as many files.
fn shuffled(files: &Files, dice: &mut Rng) -> Files {
    let mut files = files.clone();
    for (_, text) in &mut files {
        // Defaults and comments stay in front.
        let mut parts = text.split("\n[[");
        let head = parts.next().unwrap_or_default().to_owned();
        let mut records: Vec<&str> = parts.collect();
        dice.shuffle(&mut records);
        *text = records
            .iter()
            .fold(head, |text, record| text + "\n[[" + record);
    }
    files
}

#[test]
fn records_in_any_order_load_the_same() {
    let mut dice = Rng::with_seed(1);
    let mut sets = fixtures();
    sets.push(folder(Path::new("data")));
    for files in &sets {
        let orders = if files.len() > 20 { 3 } else { 100 };
        for _ in 0..orders {
            is_sound(&shuffled(files, &mut dice));
        }
    }
}

#[test]
fn damaged_records_load_the_same() {
    let pieces = [
        "\n",
        "\"",
        "[[event]]\n",
        "after = \"x\"\n",
        "[",
        "]",
        "id = \"a\"\n",
        "'",
        "2014",
        "demo",
        "DNK",
        "}",
        "replaces = \"dnk-joins\"\n",
        "x",
        "{",
        "=",
        "#",
        "\r\n",
        "\u{feff}",
    ];
    let mut dice = Rng::with_seed(2);
    let mut sets = fixtures();
    sets.retain(is_sound);
    let mut sound = 0;
    for _ in 0..10_000 {
        let mut files = sets[dice.usize(..sets.len())].clone();
        for _ in 0..dice.usize(1..4) {
            let at = dice.usize(..files.len());
            let (_, text) = &mut files[at];
            let start = text.floor_char_boundary(dice.usize(..=text.len()));
            let end = text.ceil_char_boundary(text.len().min(start + dice.usize(..4)));
            text.replace_range(start..end, dice.choice(pieces).unwrap_or_default());
        }
        sound += usize::from(is_sound(&files));
    }
    assert!(sound > 200, "{sound}");
}

/// An event that may name any other: before it, after it, itself, or one that is not there.
fn event(number: usize, all: usize, dice: &mut Rng) -> String {
    let strange = usize::from(dice.usize(..40) == 0);
    let mut any = |what: &str| format!("\"{what}-{}\"", dice.usize(..all + strange));
    let [after, also, replaced, lifted, rule] = [any("e"), any("e"), any("e"), any("r"), any("r")];
    let lines = [
        format!("after = {after}\n"),
        format!("after = [{after}, {also}]\n"),
        format!("replaces = {replaced}\n"),
        format!("lifts = [{lifted}]\n"),
        format!("lifts = [{lifted}, {rule}]\nafter = {also}\n"),
    ];
    let more = dice.choice(&lines).filter(|_| dice.bool());
    let more = more.map_or("", String::as_str);
    // Each restriction is laid down by one event, and it may lift its own.
    let restriction =
        format!("restrictions = [{{ id = \"r-{number}\", prohibit = [\"air-strikes\"] }}]\n");
    let (kind, restriction) = if more.starts_with("lifts") && dice.bool() {
        ("extend", restriction.as_str())
    } else if more.starts_with("lifts") {
        ("lift", "")
    } else {
        ("join", restriction.as_str())
    };
    format!(
        "[[event]]\nid = \"e-{number}\"\ndate = \"2014/2016\"\nkind = \"{kind}\"\nactor = \"DNK\"\ncoalition = \"demo\"\nsources = [\"paper\"]\n{more}{restriction}\n"
    )
}

#[test]
fn events_that_name_later_ones_load_the_same() {
    let mut dice = Rng::with_seed(3);
    let (mut sound, mut waits) = (0, 0);
    for _ in 0..6_000 {
        let all = dice.usize(1..8);
        let mut numbers: Vec<usize> = (0..all).collect();
        dice.shuffle(&mut numbers);
        let mut files: Files = ["b.toml", "c.toml", "d.toml"]
            .map(|path| (path.to_owned(), String::new()))
            .to_vec();
        let cast = dice.usize(..3);
        files[cast].1 += CAST;
        for number in numbers {
            let file = dice.usize(..3);
            files[file].1 += &event(number, all, &mut dice);
        }
        let taken = is_sound(&files);
        sound += usize::from(taken);
        waits += usize::from(taken && names_a_later_one(&files));
    }
    assert!(
        sound > 1_000 && sound < 5_000 && waits > 300,
        "{sound} {waits}"
    );
}

/// Whether an id in `after`, `replaces` or `lifts` stands before the record that has it.
fn names_a_later_one(files: &Files) -> bool {
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    let names = all.match_indices("\"e-").chain(all.match_indices("\"r-"));
    names.into_iter().any(|(at, _)| {
        let id = &all[at..=at + 1 + all[at + 1..].find('"').unwrap_or_default()];
        !all[..at].contains(&format!("id = {id}")) && !all[..at].ends_with("id = ")
    })
}
