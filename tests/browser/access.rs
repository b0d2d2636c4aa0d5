//! Whether everybody can use the page: by keyboard alone, on paper, in the dark, on a phone and on a wall,
//! and as far as axe-core can tell.

use serde_json::{Value, json};

use crate::machine::Machine;
use crate::reader::Reader;
use crate::tab::{Look, NARROW, Tab, WIDE, key};
use crate::{Needs, Test, needing, test};

pub const TESTS: &[Test] = &[
    needing(
        Needs::Axe,
        "access::axe_finds_nothing_wide_and_light",
        wide_and_light,
    ),
    needing(
        Needs::Axe,
        "access::axe_finds_nothing_wide_and_dark",
        wide_and_dark,
    ),
    needing(
        Needs::Axe,
        "access::axe_finds_nothing_narrow_and_light",
        narrow_and_light,
    ),
    needing(
        Needs::Axe,
        "access::axe_finds_nothing_narrow_and_dark",
        narrow_and_dark,
    ),
    test("access::nothing_is_asked_of_the_network", no_network),
    test("access::keyboard_alone_reaches_everything", keyboard),
    test("access::nothing_is_wider_than_the_window", widths),
    test("access::dark_is_dark", dark),
    test("access::nothing_moves_where_that_is_not_wanted", still),
    test("access::paper_has_no_controls", paper),
    test("access::on_paper_all_is_unfolded", unfolded),
    test("access::without_script_it_says_so", without_script),
];

/// Everything that can be open is open.
const ALL_OPEN: &str =
    "#on=2014-10-01&coalition=inherent-resolve&open=BEL,DNK,USA&cell=DNK/air-strikes/syria";
const UNFOLD: &str = "document.querySelectorAll('details').forEach(one => { one.open = true })";

fn wide_and_light(machine: &Machine) {
    assert_accessible_in(machine, WIDE);
}

fn wide_and_dark(machine: &Machine) {
    assert_accessible_in(machine, WIDE.dark());
}

fn narrow_and_light(machine: &Machine) {
    assert_accessible_in(machine, NARROW);
}

fn narrow_and_dark(machine: &Machine) {
    assert_accessible_in(machine, NARROW.dark());
}

fn assert_accessible_in(machine: &Machine, look: Look) {
    let page = Reader::open(machine, "#on=2014-10-01&coalition=inherent-resolve");
    page.tab.look(look);
    page.settle();
    assert_accessible(machine, &page.tab, "as it opens");
    page.turn(ALL_OPEN);
    page.tab.run(UNFOLD, ());
    page.settle();
    assert_accessible(machine, &page.tab, "all open");
    page.turn("#on=2016-01-15&coalition=saudi-led-yemen&by=operating&certain=1&sort=joining");
    assert_accessible(machine, &page.tab, "narrowed");
    page.turn("#on=1980-01-01&coalition=isaf");
    assert_accessible(machine, &page.tab, "with nobody in it");
    page.tab.assert_no_faults();
}

fn no_network(machine: &Machine) {
    let page = Reader::open(machine, "");
    page.turn(ALL_OPEN);
    page.tab.press(key::RIGHT);
    page.settle();
    page.tab.assert_no_faults();
    let own = crate::reader::file(machine.built_in());
    let others: Vec<_> = page
        .tab
        .requests()
        .into_iter()
        .filter(|asked| !asked.starts_with(&own) && !asked.starts_with("data:"))
        .collect();
    assert!(others.is_empty(), "{others:?}");

    // Its policy lets nothing in, and no handler stands in the markup.
    let policy: String = page.tab.read(
        "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content",
        (),
    );
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"),
        "{policy}"
    );
    let handlers: Vec<String> = page.tab.read(
        "return [...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
            .map(one => one.name).filter(name => name.startsWith('on'))",
        (),
    );
    assert!(handlers.is_empty(), "{handlers:?}");
    // Nothing that is put in later runs either.
    page.tab.run(
        "const script = document.createElement('script');
         script.textContent = 'window.ran = true';
         document.body.append(script);
         document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }))",
        (),
    );
    page.tab.wait(
        "both to be refused",
        "return window.witness.length >= 2",
        (),
    );
    assert!(page.tab.read::<bool>("return window.ran === undefined", ()));
}

fn keyboard(machine: &Machine) {
    let page = Reader::open(machine, ALL_OPEN);
    page.tab.run(UNFOLD, ());
    page.settle();
    // What can be reached, and what was.
    let all: usize = page.tab.read(
        "const able = 'a[href], button, input, select, textarea, summary, [tabindex]';
         window.able = [...document.querySelectorAll(able)].filter(one =>
            one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
         window.reached = new Set();
         window.unseen = [];
         document.addEventListener('focusin', ({ target }) => {
            reached.add(target);
            const { outlineStyle, boxShadow } = getComputedStyle(target);
            if (outlineStyle === 'none' && boxShadow === 'none') unseen.push(target.outerHTML.slice(0, 120));
         });
         document.activeElement.blur();
         window.scrollTo(0, 0);
         return able.length && window.able.length",
        (),
    );
    assert!(all > 60, "{all} things to reach");
    for _ in 0..all.div_ceil(20) + 1 {
        page.tab.press(&key::TAB.repeat(20));
    }
    let missed: Vec<String> = page.tab.read(
        "return able.filter(one => !reached.has(one) && one.isConnected).map(one => one.outerHTML.slice(0, 200))",
        (),
    );
    assert!(
        missed.is_empty(),
        "Tab does not reach {}:\n{}",
        missed.len(),
        missed.join("\n")
    );
    let unseen: Vec<String> = page.tab.read("return window.unseen", ());
    assert!(
        unseen.is_empty(),
        "focus is not seen on:\n{}",
        unseen.join("\n")
    );
    // And back, from anywhere.
    page.tab.focus("#copy");
    page.tab.run("window.reached.clear()", ());
    page.tab.strike(&key::TAB.repeat(5), Some(key::SHIFT));
    assert!(page.tab.read::<usize>("return window.reached.size", ()) >= 4);

    // The first stop leads past the controls.
    page.go(&crate::reader::file(machine.built_in()), "#on=2014-10-01");
    page.tab.run("document.activeElement.blur()", ());
    page.tab.press(key::TAB);
    let skip: String = page.tab.read("return document.activeElement.className", ());
    assert_eq!(skip, "skip");
    page.tab.press(key::ENTER);
    page.tab.press(key::TAB);
    let inside: bool = page.tab.read(
        "return document.getElementById('members').contains(document.activeElement)",
        (),
    );
    assert!(inside, "the skip link leads to the members");
    // A button is pressed by either key.
    page.tab.focus("#members button.opens");
    page.tab.press(key::SPACE);
    page.tab.wait(
        "the row to open",
        "return document.querySelector('tr.evidence')",
        (),
    );
    page.tab.assert_no_faults();
}

fn widths(machine: &Machine) {
    let page = Reader::open(machine, "");
    for width in [320, 360, 768, 1280, 1600, 2560] {
        page.tab.look(Look { width, ..WIDE });
        for fragment in [
            ALL_OPEN,
            "#on=2016-05-01&coalition=resolute-support",
            "#on=1991-01-20&coalition=gulf-war&by=deployed",
        ] {
            page.turn(fragment);
            page.tab.run(UNFOLD, ());
            page.settle();
            let over: Vec<String> = page.tab.read(
                "const wide = document.documentElement.clientWidth;
                 return [...document.querySelectorAll('body *')]
                    .filter(one => one.getBoundingClientRect().right > wide + 1 && !one.closest('.scroll, .unseen, [hidden]'))
                    .slice(0, 5).map(one => one.outerHTML.slice(0, 160))",
                (),
            );
            assert_eq!(
                page.tab.overflow(),
                0,
                "at {width}: {fragment}\n{}",
                over.join("\n")
            );
        }
    }
    page.tab.assert_no_faults();
}

fn dark(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-10-01");
    let light = |page: &Reader| -> f64 {
        page.settle();
        page.tab.read(
            "const canvas = new OffscreenCanvas(1, 1).getContext('2d');
             canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
             canvas.fillRect(0, 0, 1, 1);
             const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
             return (r + g + b) / 765",
            (),
        )
    };
    assert!(light(&page) > 0.8, "{}", light(&page));
    page.tab.look(WIDE.dark());
    assert!(light(&page) < 0.25, "{}", light(&page));
    page.tab.look(WIDE);
    assert!(light(&page) > 0.8, "and back while it is open");
    page.tab.assert_no_faults();
}

fn still(machine: &Machine) {
    let page = Reader::open(machine, "");
    page.tab
        .media("screen", &[("prefers-reduced-motion", "reduce")]);
    page.turn(ALL_OPEN);
    let moving: Vec<String> = page.tab.read(
        "const seconds = times => Math.max(...times.split(',').map(parseFloat));
         return [...document.querySelectorAll('*')].filter(one => {
            const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(one);
            return seconds(transitionDuration) > 0.01 || scrollBehavior === 'smooth'
                || animationName !== 'none' && seconds(animationDuration) > 0.01;
         }).map(one => one.outerHTML.slice(0, 120))",
        (),
    );
    assert!(moving.is_empty(), "{}", moving.join("\n"));
    page.tab.press(key::RIGHT);
    page.settle();
    assert_eq!(
        page.tab
            .read::<usize>("return document.getAnimations().length", ()),
        0
    );
    page.tab.assert_no_faults();
}

fn paper(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-10-01&coalition=inherent-resolve");
    let seen = |page: &Reader, selector: &str| -> usize {
        page.tab.read(
            "return [...document.querySelectorAll(arguments[0])]
                .filter(one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length).length",
            [selector],
        )
    };
    let controls =
        "select, input:not(#against), #when button, #copy, #copy-link, .skip, nav a, [data-span]";
    assert!(seen(&page, controls) > 10);
    page.tab.media("print", &[]);
    page.settle();
    assert_eq!(seen(&page, controls), 0, "controls on paper");
    for kept in [
        "h1",
        "#sentence",
        "#bars svg",
        "#members tbody tr",
        "table.grid tbody tr",
        "#cite-text",
    ] {
        assert!(seen(&page, kept) > 0, "{kept} is not on paper");
    }
    // Ink on white, whatever the screen is.
    page.tab.media("print", &[("prefers-color-scheme", "dark")]);
    let ground: String = page
        .tab
        .read("return getComputedStyle(document.body).backgroundColor", ());
    assert!(
        ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].contains(&ground.as_str()),
        "{ground}"
    );
    page.tab.media("screen", &[]);

    page.tab.assert_no_faults();
}

/// What there is of the parts that paper has more of: rows, rows unfolded, charts, and grids of few columns.
const PARTS: &str = "
const count = selector => document.querySelectorAll(selector).length;
return [count('#members tbody tr[data-actor]'), count('#members tr.evidence'), count('#chart svg'), count('#grid-paper table')]";

fn unfolded(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-10-01&open=BEL");
    let rows = page.rows();
    let screen: [usize; 4] = page.tab.read(PARTS, ());
    let [members, open, charts, grids] = screen;
    assert_eq!((members, open, charts, grids), (rows.len(), 1, 1, 0));

    page.tab.run("dispatchEvent(new Event('beforeprint'))", ());
    page.tab.media("print", &[]);
    let [on_paper, open, charts, grids]: [usize; 4] = page.tab.read(PARTS, ());
    assert_eq!(
        (on_paper, open),
        (members, members),
        "each with its evidence"
    );
    assert!(
        charts > 1,
        "{charts} charts: one would not end where a page does"
    );
    assert!(grids > 1, "{grids} grids: one would be wider than a page");
    let rest: usize = page.tab.read(
        "return [...document.querySelectorAll('.more button')].filter(one => !one.hidden).length",
        (),
    );
    assert_eq!(rest, 0, "lists that are not whole");
    // Columns in which nothing is recorded are not shown, and stay away.
    let cells: [usize; 2] = page.tab.read(
        "const [, acts] = document.querySelector('.scroll.replaced table.grid').tHead.rows;
         const columns = [...acts.cells].filter(act => !act.hidden).length;
         const rows = document.querySelectorAll('.scroll.replaced table.grid tbody tr').length;
         return [columns * rows, document.querySelectorAll('#grid-paper td[data-actor]').length]",
        (),
    );
    assert!(cells[0] > 0, "the wide grid gives way");
    assert_eq!(cells[0], cells[1], "no cell is lost between the grids");

    page.tab.media("screen", &[]);
    page.tab.run("dispatchEvent(new Event('afterprint'))", ());
    assert_eq!(page.tab.read::<[usize; 4]>(PARTS, ()), screen);
    assert_eq!(page.rows(), rows);

    // The browser says both by itself, and draws on paper what stood there between.
    page.tab.run(
        "window.printed = [];
         addEventListener('beforeprint', () => printed.push(document.querySelectorAll('#members tr.evidence').length));
         addEventListener('afterprint', () => printed.push(document.querySelectorAll('#members tr.evidence').length))",
        (),
    );
    let paper = page.tab.print();
    assert!(paper.starts_with(b"%PDF-"), "a PDF");
    let printed: Vec<usize> = page.tab.read("return printed", ());
    assert_eq!(printed, [members, 1]);
    assert_eq!(page.tab.read::<[usize; 4]>(PARTS, ()), screen);
    assert_eq!(page.rows(), rows, "after printing it is as before");
    page.tab.assert_no_faults();
}

fn without_script(machine: &Machine) {
    let tab = Tab::open(machine);
    tab.cdp(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": true }),
    );
    tab.go(&crate::reader::file(machine.built_in()));
    let picture = tab.cdp("DOM.getDocument", json!({ "depth": 0 }));
    let root = &picture["root"]["nodeId"];
    let found = tab.cdp(
        "DOM.querySelector",
        json!({ "nodeId": root, "selector": "noscript p" }),
    );
    let told = tab.cdp("DOM.getOuterHTML", json!({ "nodeId": found["nodeId"] }));
    let told = told["outerHTML"].as_str().unwrap_or_default();
    assert!(told.contains("JavaScript"), "{told}");
}

/// What axe-core holds against the page as it stands, a line a fault.
pub fn violations(machine: &Machine, tab: &Tab) -> Vec<String> {
    if !tab.read::<bool>("return 'axe' in window", ()) {
        tab.run(&machine.axe(), ());
    }
    let found: Value = tab.later(
        "const done = arguments[0];
         axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
            .then(found => done(found.violations), fault => done([{ id: String(fault), nodes: [{}] }]))",
        (),
    );
    let rules = found.as_array().expect("violations");
    let faults = rules.iter().flat_map(|rule| {
        let name = rule["id"].as_str().unwrap_or_default();
        let nodes = rule["nodes"].as_array().map_or(&[][..], Vec::as_slice);
        let node = move |node: &Value| {
            let why = node["failureSummary"].as_str().unwrap_or_default();
            format!(
                "{name}: {}\n    {}",
                node["html"],
                why.replace('\n', "\n    ")
            )
        };
        nodes.iter().map(node)
    });
    faults.collect()
}

pub fn assert_accessible(machine: &Machine, tab: &Tab, what: &str) {
    let faults = violations(machine, tab);
    assert!(
        faults.is_empty(),
        "{what}: {} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
