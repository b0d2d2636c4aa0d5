//! Five thousand actors in one coalition: the page comes at once and follows the day as it is moved.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use chrono::{Days, NaiveDate};

use crate::machine::Machine;
use crate::reader::{Reader, file};
use crate::tab::key;
use crate::{Needs, Test, needing, program};

pub const TESTS: &[Test] = &[needing(
    Needs::Quiet,
    "many::five_thousand_actors",
    five_thousand,
)];

const ACTORS: usize = 5_000;
/// What issue 6 asks of the page, in milliseconds.
const FIRST_PAINT: f64 = 1_000.0;
const MOVE: f64 = 50.0;
/// So many moves, of which the median counts.
const MOVES: usize = 15;

/// Moves the day by the slider, and tells after how many milliseconds the frame that shows it was drawn.
const MOVED: &str = "
const [day, done] = arguments;
const slider = document.getElementById('slider');
const start = performance.now();
slider.value = day;
slider.dispatchEvent(new Event('input', { bubbles: true }));
requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - start);
    port2.postMessage(0);
});";

/// Moves the day, and tells after how many milliseconds the views further down show it too.
const ALL_MOVED: &str = "
const [day, done] = arguments;
const slider = document.getElementById('slider');
const start = performance.now();
new MutationObserver(() => done(performance.now() - start))
    .observe(document.body, { attributeFilter: ['data-drawn'] });
slider.value = day;
slider.dispatchEvent(new Event('input', { bubbles: true }));";

fn five_thousand(machine: &Machine) {
    let folder = records(machine);
    let path = machine.folder.path().join("many.html");
    program::page(&path, &["--data".as_ref(), folder.as_os_str()]);
    let bytes = fs::metadata(&path).expect("the page").len();

    // The first time a browser has to wake up; what is told is of the second.
    let page = Reader::open_at(machine, &file(&path), "#on=2010-01-01");
    page.tab.go("about:blank");
    page.go(&file(&path), "#on=2010-01-01");
    let paint: f64 = page.tab.read(
        "return performance.getEntriesByName('first-contentful-paint')[0].startTime",
        (),
    );
    // The frame comes first, then the record in it: that is what a reader waits for.
    let ready: f64 = page.tab.read(
        "return performance.getEntriesByName('ready')[0].startTime",
        (),
    );
    let told = page.text("#sentence");
    assert!(told.contains(" members of "), "{told}");
    let count = program::answer(&[
        "members",
        "many",
        "--on",
        "2010-01-01",
        "--data",
        folder.to_str().expect("a path"),
    ]);
    let count = count["rows"].as_array().expect("rows").len();
    let words = format!("{},{:03} members", count / 1_000, count % 1_000);
    assert!(told.starts_with(&words), "{told}, not {words}");

    let mut seen = Vec::new();
    let first = 14_610; // 2010-01-01
    for step in 1..=MOVES {
        // Here a day, there some months, as a hand on the slider goes.
        let day = first + i64::try_from(step * step * 3).expect("a day");
        seen.push(page.tab.later::<f64>(MOVED, [day]));
    }
    page.settle();
    let own: Vec<f64> = page.tab.read(
        "return performance.getEntriesByName('day').map(measure => measure.duration)",
        (),
    );
    assert!(
        own.len() >= MOVES,
        "{} measures of {MOVES} moves",
        own.len()
    );
    let (seen, own) = (median(seen), median(own));
    let all: f64 = page.tab.later(ALL_MOVED, [first + 900]);
    println!(
        "5,000 actors, {} kB: first paint after {paint:.0} ms, all drawn after {ready:.0} ms; the day moved in \
         {seen:.0} ms to the frame drawn, {own:.0} ms by the page's own measure (medians of {MOVES}), all views \
         in {all:.0} ms",
        bytes / 1_000
    );
    assert!(paint < FIRST_PAINT, "first paint after {paint} ms");
    assert!(ready < FIRST_PAINT, "drawn after {ready} ms");
    assert!(
        own < MOVE,
        "the day moved in {own} ms by the page's own measure"
    );
    assert!(seen < MOVE, "the day moved in {seen} ms");

    // The keys still do what they say, and the rest can be asked for.
    page.tab.press(key::RIGHT);
    page.tab.write("#find", "Actor 4321");
    let found = page.actors();
    assert!(found.iter().all(|id| id == "a4321"), "{found:?}");
    assert_eq!(page.tab.overflow(), 0);
    page.tab.assert_no_faults();
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Five thousand that join over ten years; some act, some are bound, some leave.
fn records(machine: &Machine) -> PathBuf {
    let folder = machine.folder.path().join("many");
    fs::create_dir_all(&folder).expect("a folder");
    let mut text = "
[[coalition]]
id = \"many\"
name = \"A coalition of many\"

[[source]]
id = \"paper\"
title = \"A paper\"
published = 2020-01-01
"
    .to_owned();
    for place in 0..5 {
        write!(
            text,
            "\n[[theatre]]\nid = \"place-{place}\"\nname = \"Place {place}\"\n"
        )
        .expect("text");
    }
    for doing in ["air-strikes", "training", "naval-operations"] {
        let name = doing.replace('-', " ");
        write!(
            text,
            "\n[[activity]]\nid = \"{doing}\"\nname = \"{name}\"\n"
        )
        .expect("text");
    }
    let start = NaiveDate::from_ymd_opt(2001, 1, 1).expect("a day");
    for at in 0..ACTORS {
        let joins = start + Days::new((at as u64 * 7_919) % 3_650);
        let place = at % 5;
        let doing = ["air-strikes", "training", "naval-operations"][at % 3];
        write!(
            text,
            "
[[actor]]
id = \"a{at}\"
name = \"Actor {at}\"

[[event]]
id = \"a{at}-joins\"
date = {joins}
kind = \"join\"
actor = \"a{at}\"
coalition = \"many\"
theatres = [\"place-{place}\"]
activities = [\"{doing}\"]
contributions = [{{ what = \"troops\", count = {} }}]
sources = [\"paper\"]
summary = \"Actor {at} joins.\"
",
            at + 1
        )
        .expect("text");
        let mut later = |days: u64, kind: &str, rest: &str| {
            let day = joins + Days::new(days);
            write!(
                text,
                "
[[event]]
id = \"a{at}-{kind}\"
date = {day}
kind = \"{kind}\"
actor = \"a{at}\"
coalition = \"many\"
sources = [\"paper\"]
{rest}"
            )
            .expect("text");
        };
        let scope = format!("theatres = [\"place-{place}\"]\nactivities = [\"{doing}\"]\n");
        if at % 2 == 0 {
            later(30, "operate", &scope);
        }
        if at % 4 == 1 {
            let rule = format!(
                "restrictions = [{{ id = \"a{at}-rule\", prohibit = [\"air-strikes\"], outside = [\"place-{place}\"] }}]\n"
            );
            later(10, "restrict", &rule);
        }
        if at % 5 == 0 {
            later(2_000, "leave", "");
        }
    }
    fs::write(folder.join("many.toml"), text).expect("records");
    folder
}
