//! Records that nobody would write, or only to do harm.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::machine::Machine;
use crate::reader::{Reader, file};
use crate::tab::{NARROW, WIDE, key};
use crate::{Needs, Test, access, needing, program, test};

pub const TESTS: &[Test] = &[
    test("odd::what_looks_like_markup_is_text", markup),
    test("odd::a_name_in_the_title_is_text", title),
    test("odd::only_the_web_is_linked_to", links),
    needing(
        Needs::Axe,
        "odd::axe_finds_nothing_in_odd_names",
        accessible,
    ),
    test("odd::a_coalition_without_members", without_members),
    test("odd::a_record_from_1815_to_today", two_centuries),
];

/// Names that try to be more than names.
const NAMES: [&str; 8] = [
    "<script>alert('name')</script>",
    "\\\"><img src=x onerror=alert(1)>",
    "</script><script>alert('out of the data')</script>",
    "<!-- <script> ]]> {{ version }} {% endif %} &lt;b&gt;",
    "مصر العربية",
    "\\u202Egnirts desrever\\u202C and \\u2066isolated",
    "' onfocus=alert(2) autofocus x='",
    "javascript:alert(3)",
];

fn page(machine: &Machine, name: &str, records: &str) -> PathBuf {
    let folder = machine.folder.path().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("records.toml"), records).expect("records");
    let path = machine.folder.path().join(format!("{name}.html"));
    program::page(&path, &["--data".as_ref(), folder.as_os_str()])
}

/// Names in every place where a name can be.
fn odd(machine: &Machine, name: &str) -> PathBuf {
    let long = [
        "x".repeat(500),
        "word ".repeat(100),
        "é👩‍🚀\u{301}".repeat(60),
    ];
    let names: Vec<&str> = NAMES
        .into_iter()
        .chain(long.iter().map(|name| name.trim_end()))
        .collect();
    let mut records = String::new();
    let bad = NAMES[2];
    write!(
        records,
        r#"
[[coalition]]
id = "odd"
name = "{bad}"
note = "{bad}"

[[theatre]]
id = "place"
name = "<b>place</b> {bad}"

[[activity]]
id = "doing"
name = "<i>doing</i> {}"

[[source]]
id = "paper"
title = "{bad}"
publisher = "{}"
published = 2014-01-01
url = "https://example.org/?a='><script>alert(4)</script>"
"#,
        NAMES[1], NAMES[0]
    )
    .expect("text");
    for (at, name) in names.iter().enumerate() {
        write!(
            records,
            r#"
[[actor]]
id = "odd-{at}"
name = "{name}"

[[event]]
id = "odd-{at}-joins"
date = 2014-01-{:02}
kind = "join"
actor = "odd-{at}"
coalition = "odd"
theatres = ["place"]
activities = ["doing"]
contributions = [{{ what = "{name}", count = 1 }}]
restrictions = [{{ id = "odd-{at}-rule", require = "{name}", for = ["doing"] }}]
summary = "{name}"
note = "{name}"
sources = [{{ id = "paper", at = "{name}", note = "{name}" }}]

[[event]]
id = "odd-{at}-votes"
date = 2014-03-{:02}
kind = "debate"
actor = "odd-{at}"
coalition = "odd"
vote = {{ body = "{name}", ayes = {at}, noes = 7, outcome = "adopted" }}
summary = "{name}"
sources = ["paper"]
"#,
            at + 1,
            at + 1
        )
        .expect("text");
    }
    page(machine, name, &records)
}

fn markup(machine: &Machine) {
    let path = odd(machine, "odd");
    let every: Vec<String> = (0..NAMES.len() + 3).map(|at| format!("odd-{at}")).collect();
    let fragment = format!("#on=2014-06-01&open={}", every.join(","));
    let page = Reader::open_at(machine, &file(&path), &fragment);
    let rows = page.rows();
    assert_eq!(rows.len(), every.len());
    let named = |id: &str| {
        rows.iter()
            .find(|row| row.actor == id)
            .map(|row| row.name.as_str())
    };
    assert_eq!(named("odd-0"), Some("<script>alert('name')</script>"));
    assert_eq!(named("odd-1"), Some("\"><img src=x onerror=alert(1)>"));
    assert_eq!(named("odd-2"), Some(NAMES[2]));
    assert_eq!(named("odd-3"), Some(NAMES[3]));
    assert_eq!(named("odd-4"), Some(NAMES[4]));
    let turned = named("odd-5").expect("a name");
    assert!(
        !turned.contains(['\u{202e}', '\u{2066}']),
        "{turned:?} turns what stands around it"
    );
    assert_eq!(named("odd-8").map(|name| name.chars().count()), Some(500));

    // In every view, and wherever a text of the record is shown.
    page.tab.run(
        "document.querySelectorAll('details').forEach(one => { one.open = true })",
        (),
    );
    page.tab.click("table.grid td[data-actor=odd-2] > button");
    page.settle();
    let reason = page.text("#reason");
    assert!(reason.contains(NAMES[2]), "{reason}");
    page.tab.write("#find", NAMES[0]);
    assert_eq!(page.actors(), ["odd-0"]);
    page.tab.write("#find", "gnirts");
    assert_eq!(page.actors(), ["odd-5"]);
    page.tab.write("#find", key::SPACE);
    page.turn("#on=2014-06-01&find=%3Cscript%3Ealert(5)%3C%2Fscript%3E&in=%22onload%3Dalert(6)");
    assert!(page.actors().is_empty());
    page.tab.write(
        "#day",
        &format!("<img src=x onerror=alert(7)>{}", key::ENTER),
    );
    page.turn(&fragment);
    page.settle();
    let made: [usize; 3] = page.tab.read(
        "return [document.scripts.length, document.images.length, document.querySelectorAll('main b > b, i, [onfocus]').length]",
        (),
    );
    assert_eq!(made, [2, 0, 0], "elements of its own, and no others");
    let links: Vec<String> = page
        .tab
        .read("return [...document.links].map(link => link.protocol)", ());
    assert!(
        links
            .iter()
            .all(|scheme| ["https:", "file:"].contains(&scheme.as_str())),
        "{links:?}"
    );

    for look in [NARROW, WIDE] {
        page.tab.look(look);
        page.settle();
        assert_eq!(page.tab.overflow(), 0, "at {}", look.width);
    }
    page.tab.assert_no_faults();
}

/// A page of one coalition is called by its name.
fn title(machine: &Machine) {
    let records = format!("[[coalition]]\nid = \"odd\"\nname = \"{}\"\n", NAMES[2]);
    let folder = machine.folder.path().join("odd-title");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("records.toml"), records).expect("records");
    let path = machine.folder.path().join("odd-title.html");
    let of_one = ["odd".as_ref(), "--data".as_ref(), folder.as_os_str()];
    let page = Reader::open_at(machine, &file(&program::page(&path, &of_one)), "");
    let title: String = page.tab.read("return document.title", ());
    assert!(title.contains(NAMES[2]), "{title}");
    assert!(page.text("h1").contains(NAMES[2]), "{}", page.text("h1"));
    let scripts: usize = page.tab.read("return document.scripts.length", ());
    assert_eq!(scripts, 2);
    page.tab.assert_no_faults();
}

/// Where a source is said to be, and whether a reader may be led there.
const ADDRESSES: [(&str, bool); 10] = [
    ("javascript:alert(1)", false),
    ("JavaScript:alert(1)", false),
    ("\\u0001javascript:alert(1)", false),
    ("data:text/html,x", false),
    (" https://example.org/x", false),
    ("//example.org/x", false),
    ("file:///etc/passwd", false),
    ("vbscript:x", false),
    ("https://example.org/x", true),
    ("http://example.org/x", true),
];

fn links(machine: &Machine) {
    let mut records =
        "[[coalition]]\nid = \"odd\"\nname = \"Odd\"\n\n[[actor]]\nid = \"one\"\nname = \"One\"\n"
            .to_owned();
    let sources: Vec<String> = (0..ADDRESSES.len())
        .map(|at| format!("\"paper-{at}\""))
        .collect();
    for (at, (address, _)) in ADDRESSES.iter().enumerate() {
        write!(
            records,
            r#"
[[source]]
id = "paper-{at}"
title = "Paper number {at}."
published = 2014-01-01
url = "{address}"
archived = "{address}"
"#
        )
        .expect("text");
    }
    write!(
        records,
        r#"
[[event]]
id = "one-joins"
date = 2014-01-02
kind = "join"
actor = "one"
coalition = "odd"
sources = [{}]
"#,
        sources.join(", ")
    )
    .expect("text");
    let path = page(machine, "odd-links", &records);
    let page = Reader::open_at(machine, &file(&path), "#on=2014-06-01&open=one");
    let shown = page.text("tr.evidence");
    for at in 0..ADDRESSES.len() {
        let title = format!("Paper number {at}.");
        assert!(shown.contains(&title), "{title} {shown}");
    }
    let led: Vec<String> = page.tab.read(
        "return [...document.querySelectorAll('tr.evidence [href]')].map(link => link.getAttribute('href'))",
        (),
    );
    // Each to the source and to the copy of it.
    let web = ADDRESSES.iter().filter(|(_, is_web)| *is_web);
    let web: Vec<&str> = web.flat_map(|(address, _)| [*address; 2]).collect();
    assert_eq!(led, web);
    let elsewhere: Vec<String> = page.tab.read(
        "return [...document.querySelectorAll('[href], [src], [action]')]
            .map(one => one.getAttribute('href') || one.getAttribute('src') || one.getAttribute('action'))
            .filter(to => !to.startsWith('#') && to !== 'data:,' && !/^https?:/.test(to))",
        (),
    );
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    page.tab.assert_no_faults();
}

fn accessible(machine: &Machine) {
    let page = Reader::open_at(
        machine,
        &file(&odd(machine, "odd-axe")),
        "#on=2014-06-01&open=odd-2,odd-8",
    );
    access::assert_accessible(machine, &page.tab, "odd names, wide");
    page.tab.look(NARROW.dark());
    page.settle();
    access::assert_accessible(machine, &page.tab, "odd names, narrow and dark");
}

fn without_members(machine: &Machine) {
    let records = r#"
[[coalition]]
id = "empty"
name = "A league of nobody"

[[coalition]]
id = "planned"
name = "Planned"

[[source]]
id = "paper"
title = "A paper"
published = 2014-01-01

[[event]]
id = "planned-forms"
date = 2014-05-01
kind = "form"
coalition = "planned"
sources = ["paper"]
"#;
    let path = page(machine, "empty", records);
    for fragment in [
        "#coalition=empty",
        "#coalition=planned",
        "#on=2014-05-01&coalition=planned&by=operating",
    ] {
        let page = Reader::open_at(machine, &file(&path), fragment);
        assert!(page.rows().is_empty());
        let told = page.text("#sentence");
        assert!(told.starts_with("Nobody is recorded as a member"), "{told}");
        for control in ["#day-back", "#day-on", "#event-back", "#event-on"] {
            page.tab.click(control);
        }
        page.tab.press(key::LEFT);
        page.tab.click_at("#slider", 0.3);
        page.settle();
        let cited = page.text("#cite-text");
        assert!(cited.contains("coalition members"), "{cited}");
        assert_eq!(page.tab.overflow(), 0);
        page.tab.assert_no_faults();
    }
}

fn two_centuries(machine: &Machine) {
    let mut records = r#"
[[coalition]]
id = "concert"
name = "Concert of Europe"

[[source]]
id = "book"
title = "A book"
published = "1820"

[[theatre]]
id = "europe"
name = "Europe"

[[activity]]
id = "congress"
name = "congresses"
"#
    .to_owned();
    for (id, name, joined, left) in [
        ("AUT", "Austria", "1815-06-09", "1914-07-28"),
        ("FRA", "France", "1818-11-15", ""),
        ("GBR", "United Kingdom", "1815-06-09", "1822~"),
        ("PRU", "Prussia", "1815-06", "1871-01-18"),
        ("RUS", "Russia", "1815-06-09", "1853/1854"),
        ("SWE", "Sweden", "2024-03-07", ""),
    ] {
        let event = |id: &str, actor: &str, date: &str, kind: &str, rest: &str| {
            format!(
                "\n[[event]]\nid = \"{id}\"\ndate = \"{date}\"\nkind = \"{kind}\"\nactor = \"{actor}\"\n\
                 coalition = \"concert\"\nsources = [\"book\"]\n{rest}"
            )
        };
        write!(records, "\n[[actor]]\nid = \"{id}\"\nname = \"{name}\"\n").expect("text");
        let scope = "theatres = [\"europe\"]\nactivities = [\"congress\"]\n";
        let lower = id.to_lowercase();
        records += &event(&format!("{lower}-joins"), id, joined, "join", scope);
        if !left.is_empty() {
            records += &event(&format!("{lower}-leaves"), id, left, "leave", "");
        }
    }
    let path = page(machine, "concert", &records);
    let page = Reader::open_at(machine, &file(&path), "#on=1815-06-18");
    assert_eq!(page.day(), "1815-06-18");
    assert_eq!(page.actors(), members(machine, "1815-06-18"));
    for day in [
        "1815-06-08",
        "1820-01-01",
        "1853-06-01",
        "1900-02-28",
        "1914-07-28",
        "1969-12-31",
        "1970-01-01",
        "2026-11-22",
    ] {
        page.tab.write("#day", &format!("{day}{}", key::ENTER));
        assert_eq!(page.day(), day);
        assert_eq!(page.actors(), members(machine, day), "{day}");
    }
    // The slider spans it, and a press of its end keys too.
    page.tab.focus("#slider");
    page.tab.press(key::HOME);
    assert!(page.day().starts_with("1815-06-0"), "{}", page.day());
    page.tab.press(key::END);
    assert!(page.day().as_str() >= "2026-11-22", "{}", page.day());
    for look in [NARROW, WIDE] {
        page.tab.look(look);
        page.settle();
        assert_eq!(page.tab.overflow(), 0, "at {}", look.width);
    }
    page.tab.assert_no_faults();
}

fn members(machine: &Machine, day: &str) -> Vec<String> {
    let data = machine.folder.path().join("concert");
    let data = data.to_str().expect("a path");
    let answer = program::answer(&["members", "concert", "--on", day, "--data", data]);
    let rows = answer["rows"].as_array().expect("rows");
    let actor = |row: &serde_json::Value| row["actor"].as_str().expect("an actor").to_owned();
    rows.iter().map(actor).collect()
}
