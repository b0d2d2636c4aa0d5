//! The day is moved in every way that the page offers, and shown the same in all its places.

use crate::machine::Machine;
use crate::reader::{Reader, since_1970};
use crate::tab::key;
use crate::{Test, program, test};

pub const TESTS: &[Test] = &[
    test("day::by_slider", by_slider),
    test("day::by_keys", by_keys),
    test("day::by_buttons", by_buttons),
    test("day::by_typing", by_typing),
    test("day::by_address", by_address),
];

const FIRST_OF_OCTOBER: &str = "#on=2014-10-01&coalition=inherent-resolve";

fn by_slider(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    page.tab.focus("#slider");
    for (keys, held, day) in [
        (key::RIGHT, None, "2014-10-02"),
        (key::LEFT, None, "2014-10-01"),
        (key::LEFT, None, "2014-09-30"),
        (key::PAGE_UP, None, "2014-10-30"),
        (key::PAGE_DOWN, None, "2014-09-30"),
    ] {
        page.tab.strike(keys, held);
        assert_eq!(page.day(), day);
    }
    let ends: [String; 2] = page.tab.read(
        "const { min, max } = document.getElementById('slider'); return [min, max]",
        (),
    );
    let [first, last] = ends.map(|days| since_1970(days.parse().expect("days")).to_string());
    page.tab.press(key::END);
    assert_eq!(page.day(), last);
    page.tab.press(key::HOME);
    assert_eq!(page.day(), first);
    assert!(
        last.as_str() >= "2026-11-22",
        "the slider runs to today: {last}"
    );

    // As a mouse drags it.
    page.tab.run(
        "const slider = document.getElementById('slider');
         slider.value = arguments[0];
         slider.dispatchEvent(new Event('input', { bubbles: true }))",
        [16_345],
    );
    assert_eq!(page.day(), "2014-10-02");
    page.tab.click_at("#slider", 0.5);
    let middle = page.day();
    assert!(first < middle && middle < last, "{middle}");
    assert_eq!(page.actors(), actors_on(&middle));
    page.tab.assert_no_faults();
}

fn by_keys(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    let at = page.data("coalitions");
    let sheets = at.as_array().expect("coalitions");
    let sheet = sheets
        .iter()
        .find(|sheet| sheet["id"] == "inherent-resolve");
    let stops = sheet.expect("the coalition")["stops"]
        .as_array()
        .expect("stops");
    let stop = |days: &serde_json::Value| since_1970(days.as_i64().expect("days")).to_string();
    let next = stops
        .iter()
        .map(stop)
        .find(|day| day.as_str() > "2014-10-01");
    let next = next.expect("an event after");
    let before = stops.iter().map(stop).rfind(|day| day < &next);
    let before = before.expect("an event before");

    for (keys, held, day) in [
        (key::RIGHT, None, "2014-10-02"),
        (key::LEFT, None, "2014-10-01"),
        (key::RIGHT, Some(key::SHIFT), "2014-11-01"),
        (key::LEFT, Some(key::SHIFT), "2014-10-01"),
        (key::RIGHT, Some(key::CONTROL), "2015-10-01"),
        (key::LEFT, Some(key::CONTROL), "2014-10-01"),
        ("]", None, &next),
        ("[", None, &before),
        ("n", None, &next),
        ("p", None, &before),
    ] {
        page.tab.strike(keys, held);
        assert_eq!(page.day(), day, "after {keys:?} with {held:?}");
    }
    page.await_fragment(&format!("#on={before}&coalition=inherent-resolve"));
    assert_eq!(page.actors(), actors_on(&before));

    // Where a letter is typed it is a letter.
    page.tab.press("/");
    page.tab.press("n");
    assert_eq!(page.day(), before);
    page.tab.assert_no_faults();
}

fn by_buttons(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-12-31&coalition=inherent-resolve");
    page.tab.click("#day-on");
    assert_eq!(page.day(), "2015-01-01");
    page.tab.click("#day-back");
    assert_eq!(page.day(), "2014-12-31");
    page.tab.click("#event-on");
    let next = page.day();
    assert!(next.as_str() > "2014-12-31");
    page.tab.click("#event-back");
    assert!(page.day().as_str() <= "2014-12-31");
    page.tab.assert_no_faults();
}

fn by_typing(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    for (typed, day) in [
        ("2015-02-15", "2015-02-15"),
        ("1 October 2014", "2014-10-01"),
        ("Dec 2, 2015", "2015-12-02"),
        ("  2014-9-26 ", "2014-09-26"),
        ("26.9.2014", "2014-09-26"),
        ("today", "2026-11-22"),
        ("2016-02-29", "2016-02-29"),
    ] {
        page.tab.write("#day", &format!("{typed}{}", key::ENTER));
        assert_eq!(page.day(), day, "typed: {typed}");
        assert_eq!(page.text("#day-fault"), "", "typed: {typed}");
    }
    assert_eq!(page.actors(), actors_on("2016-02-29"));
    for typed in ["2015-02-29", "yesterday", "31 June 2014", "<b>"] {
        page.tab.write("#day", &format!("{typed}{}", key::ENTER));
        page.settle();
        let fault = page.text("#day-fault");
        assert!(fault.contains(typed), "typed: {typed}, told: {fault}");
        assert!(
            page.text("#sentence").contains("29 February 2016"),
            "typed: {typed}"
        );
    }
    page.tab.write("#day", &format!("2014-10-01{}", key::ENTER));
    assert_eq!(page.text("#day-fault"), "");
    assert_eq!(page.day(), "2014-10-01");
    page.tab.assert_no_faults();
}

fn by_address(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    assert_eq!(page.day(), "2014-10-01");
    let sent = "#on=2015-12-02&coalition=inherent-resolve&in=syria&doing=air-strikes&by=operating\
                &certain=1&sort=joining&against=2015-01-01&open=FRA";
    page.turn(sent);
    assert_eq!(page.day(), "2015-12-02");
    let (rows, sentence) = (page.rows(), page.text("#sentence"));
    assert!(!rows.is_empty());
    page.await_fragment(sent);

    // Who is sent the link sees the same.
    let other = Reader::open(machine, sent);
    assert_eq!(other.rows(), rows);
    assert_eq!(other.text("#sentence"), sentence);
    other.await_fragment(sent);
    for (field, value) in [
        ("#theatre", "syria"),
        ("#activity", "air-strikes"),
        ("#track", "operating"),
        ("#sort", "joining"),
        ("#against", "1 January 2015"),
    ] {
        let shown: String = other
            .tab
            .read("return document.querySelector(arguments[0]).value", [field]);
        assert_eq!(shown, value, "{field}");
    }

    // What an address does not say, or says wrongly, is as at first.
    for fragment in [
        "#on=2014-02-30&coalition=nobody&in=%3Cb%3E&by=flying&open=%22%3E,,",
        "#on=",
        "#%",
    ] {
        page.go(&crate::reader::file(machine.built_in()), "");
        let first = page.text("#sentence");
        page.tab.go("about:blank");
        page.go(&crate::reader::file(machine.built_in()), fragment);
        assert_eq!(page.text("#sentence"), first, "{fragment}");
    }
    // Moving twice at once ends where the reader went last.
    page.go(&crate::reader::file(machine.built_in()), FIRST_OF_OCTOBER);
    page.tab.press(key::RIGHT);
    page.turn("#on=2015-02-15&coalition=inherent-resolve");
    assert_eq!(page.day(), "2015-02-15");
    page.tab.assert_no_faults();
}

fn actors_on(day: &str) -> Vec<String> {
    let answer = program::answer(&["members", "inherent-resolve", "--on", day]);
    let rows = answer["rows"].as_array().expect("rows");
    let actor = |row: &serde_json::Value| row["actor"].as_str().expect("an actor").to_owned();
    rows.iter().map(actor).collect()
}
