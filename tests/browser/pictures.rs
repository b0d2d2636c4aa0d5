//! The page as it looks on four days, drawn to be looked at: `target/pictures`. With
//! `COALITION_PICTURE=path` the run also draws the picture of README.md there.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::machine::{self, Machine};
use crate::reader::Reader;
use crate::tab::{Look, NARROW, WIDE};
use crate::{Test, test};

pub const TESTS: &[Test] = &[
    test("pictures::of_26_september_2014", september),
    test("pictures::of_1_october_2014", october),
    test("pictures::of_15_february_2015", february),
    test("pictures::of_2_december_2015", december),
    test("pictures::for_the_readme", readme),
];

/// README.md's picture may weigh so many bytes.
const HEAVY: usize = 300_000;

fn september(machine: &Machine) {
    draw(machine, "2014-09-26");
}

fn october(machine: &Machine) {
    draw(machine, "2014-10-01");
}

fn february(machine: &Machine) {
    draw(machine, "2015-02-15");
}

fn december(machine: &Machine) {
    draw(machine, "2015-12-02");
}

fn draw(machine: &Machine, day: &str) {
    let page = Reader::open(machine, &format!("#on={day}&coalition=inherent-resolve"));
    for (look, name) in [(WIDE, "wide"), (NARROW, "narrow")] {
        for (look, scheme) in [(look, "light"), (look.dark(), "dark")] {
            page.tab.look(look);
            page.settle();
            let path = folder().join(format!("{day}-{name}-{scheme}.png"));
            page.tab.draw_whole(&path, look);
            let drawn = fs::read(&path).expect("the picture");
            assert!(
                drawn.starts_with(b"\x89PNG") && drawn.len() > 20_000,
                "{}",
                path.display()
            );
        }
    }
    assert_eq!(page.day(), day);
    page.tab.assert_no_faults();
}

fn readme(machine: &Machine) {
    let path = env::var_os("COALITION_PICTURE").map(PathBuf::from);
    let path = path.unwrap_or_else(|| folder().join("readme.png"));
    let page = Reader::open(
        machine,
        "#on=2014-10-01&coalition=inherent-resolve&from=2014-06-01&to=2016-12-31",
    );
    page.tab.look(Look {
        width: 1280,
        height: 900,
        dark: false,
    });
    page.settle();
    page.tab.draw(&path);
    let drawn = fs::read(&path).expect("the picture");
    assert!(
        drawn.len() < HEAVY,
        "{} weighs {} bytes",
        path.display(),
        drawn.len()
    );
    // What is drawn again is the same to the last byte.
    let again = folder().join("readme-again.png");
    page.tab.draw(&again);
    assert!(
        fs::read(again).expect("the picture") == drawn,
        "drawn twice, they differ"
    );
    page.tab.assert_no_faults();
}

fn folder() -> PathBuf {
    machine::target().join("pictures")
}
