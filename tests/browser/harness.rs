//! That the tests can fail: a page made with every fault is seen through, and a sound one is not blamed.

use std::fs;

use crate::machine::Machine;
use crate::tab::{NARROW, Tab};
use crate::{Needs, Test, access, needing, test};

pub const TESTS: &[Test] = &[
    test(
        "harness::faults_of_a_page_are_seen",
        faults_of_a_page_are_seen,
    ),
    test(
        "harness::a_sound_page_is_not_blamed",
        a_sound_page_is_not_blamed,
    ),
    needing(
        Needs::Axe,
        "harness::what_cannot_be_read_is_seen",
        what_cannot_be_read_is_seen,
    ),
];

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'sha256-1JYLyX93HZeOYckfCaDStfWH4oXuUo4VlVAf7eeyTcA='";

fn page(machine: &Machine, name: &str, head: &str, body: &str) -> String {
    let page = format!(
        "<!DOCTYPE html><html lang=en><title>{name}</title>
         <meta name=viewport content='width=device-width'>{head}<main><h1>{name}</h1>{body}</main>"
    );
    let path = machine.folder.path().join(format!("{name}.html"));
    fs::write(&path, page).expect("a page is written");
    format!("file://{}", path.display())
}

fn faults_of_a_page_are_seen(machine: &Machine) {
    let head = format!("<meta http-equiv=Content-Security-Policy content=\"{POLICY}\">");
    let body = "<img src=seen.png alt=''><script>alert('ran')</script><p style='width:600px'>wide";
    let tab = Tab::open(machine);
    tab.look(NARROW);
    tab.go(&page(machine, "policy", &head, body));
    let faults = tab.faults().join("\n");
    assert!(faults.contains("policy img-src broken"), "{faults}");
    assert!(faults.contains("policy script-src-elem broken"), "{faults}");
    assert!(tab.faults().is_empty(), "told once");
    assert!(tab.overflow() > 0, "wider than the window");

    let script = "<script>console.warn('oh'); fetch('http://127.0.0.1:9/x').catch(() => 0); \
                  Promise.reject('no'); undone()</script>";
    tab.requests();
    tab.go(&page(machine, "script", "", script));
    tab.wait(
        "the request",
        "return performance.getEntriesByType('resource').length",
        (),
    );
    let faults = tab.faults().join("\n");
    for told in ["oh", "undone is not defined", "promise rejected: no"] {
        assert!(faults.contains(told), "{told}: {faults}");
    }
    let requests = tab.requests();
    assert!(
        requests.iter().any(|asked| asked == "http://127.0.0.1:9/x"),
        "{requests:?}"
    );
}

fn a_sound_page_is_not_blamed(machine: &Machine) {
    let tab = Tab::open(machine);
    tab.look(NARROW);
    let address = page(machine, "sound", "", "<p>All is well.</p>");
    tab.go(&address);
    tab.assert_no_faults();
    assert_eq!(tab.requests(), [address]);
    assert_eq!(tab.overflow(), 0);
}

fn what_cannot_be_read_is_seen(machine: &Machine) {
    let style = "<style>@media (prefers-color-scheme: dark) { body { background: #111 } }</style>";
    let tab = Tab::open(machine);
    tab.go(&page(
        machine,
        "contrast",
        style,
        "<p>Black on white by day.</p>",
    ));
    access::assert_accessible(machine, &tab, "by day");
    tab.look(NARROW.dark());
    let faults = access::violations(machine, &tab).join("\n");
    assert!(faults.contains("color-contrast"), "{faults}");
}
