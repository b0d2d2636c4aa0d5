//! `coalition serve`, over real connections.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

#[path = "serve/ends.rs"]
mod ends;
#[path = "serve/folder.rs"]
mod folder;
#[path = "serve/guards.rs"]
mod guards;
#[path = "serve/reloads.rs"]
mod reloads;
#[path = "serve/server.rs"]
mod server;

use std::process::Output;

use self::folder::{Folder, faulty};
use self::server::{Server, program};

/// A day that no test depends on passing.
const TODAY: [&str; 2] = ["--today", "2020-02-02"];

fn on_the_command_line(question: &str, more: &[&str]) -> Output {
    let mut command = program();
    command.args(question.split(' ')).args(TODAY).args(more);
    command.output().expect("the program runs")
}

/// Questions as they are asked here, and on a command line.
const QUESTIONS: &[(&str, &str)] = &[
    ("members", "members"),
    (
        "members?coalition=inherent-resolve&on=2014-09-26",
        "members inherent-resolve --on 2014-09-26",
    ),
    (
        "members?coalition=Inherent+Resolve&on=2014-10-01&by=operating&in=syria",
        "members inherent-resolve --on 2014-10-01 --by operating --in syria",
    ),
    (
        "members?coalition=inherent%2Dresolve&doing=air%20strikes&attested=1&on=2014-10-01",
        "members inherent-resolve --doing air-strikes --attested --on 2014-10-01",
    ),
    (
        "members?coalition=global-coalition&standing&on=2014-09-25",
        "members global-coalition --standing --on 2014-09-25",
    ),
    (
        "members?coalition=inherent-resolve&during=2014-09&every_day=true",
        "members inherent-resolve --during 2014-09 --every-day",
    ),
    (
        "members?coalition=inherent-resolve&on=2014-09-25&according-to=hotair-2014-09-26",
        "members inherent-resolve --on 2014-09-25 --according-to hotair-2014-09-26",
    ),
    (
        "members?coalition=inherent-resolve&on=2014-09-26&known_on=2014-09-26&standing=no",
        "members inherent-resolve --on 2014-09-26 --known-on 2014-09-26",
    ),
    (
        "members?coalition=isaf&in=%C3%A0fghanistan&on=2010-01-01",
        "members isaf --in àfghanistan --on 2010-01-01",
    ),
    ("restrictions", "restrictions"),
    ("restrictions?actor=GBR&all=yes", "restrictions GBR --all"),
    (
        "restrictions?actor=denmark&on=2014-09-27",
        "restrictions denmark --on 2014-09-27",
    ),
    (
        "restrictions?coalition=inherent-resolve&during=2014-09-20/2014-10-05",
        "restrictions --coalition inherent-resolve --during 2014-09-20/2014-10-05",
    ),
    (
        "may?actor=denmark&activity=air-strikes&in=syria&on=2014-09-27",
        "may denmark air-strikes --in syria --on 2014-09-27",
    ),
    (
        "may?activity=ground-combat&in=iraq&actor=GBR&on=2014-10-03",
        "may GBR ground-combat --in iraq --on 2014-10-03",
    ),
    (
        "may?actor=BEL&activity=air-strikes&in=iraq&coalition=inherent-resolve&on=2014-09-26&known-on=2014-09-26",
        "may BEL air-strikes --in iraq --coalition inherent-resolve --on 2014-09-26 --known-on 2014-09-26",
    ),
    ("why?actor=BEL&on=2014-09-26", "why BEL --on 2014-09-26"),
    (
        "why?restriction=dnk-iraq-only&on=2014-09-27",
        "why dnk-iraq-only --on 2014-09-27",
    ),
    (
        "timeline?from=2014-09-20&to=2014-09-30",
        "timeline --from 2014-09-20 --to 2014-09-30",
    ),
    (
        "timeline?actor=denmark&actor=belgium&in=syria&with-sources=1",
        "timeline denmark belgium --in syria --with-sources",
    ),
    (
        "timeline?coalition=inherent-resolve&kind=join&kind=leave",
        "timeline inherent-resolve --kind join --kind leave",
    ),
    (
        "timeline?coalition=arab-partners-syria&actor=DNK&chart=1&from=2014-09-01",
        "timeline --chart arab-partners-syria DNK --from 2014-09-01",
    ),
    (
        "diff?d1=2014-09-25&d2=2014-09-27&coalition=inherent-resolve",
        "diff 2014-09-25 2014-09-27 inherent-resolve",
    ),
    (
        "diff?from=2014-08-01&to=2014-10-01&by=operating",
        "diff 2014-08-01 2014-10-01 --by operating",
    ),
    ("show?id=denmark", "show denmark"),
    (
        "show?id=theatre:iraq&on=2014-09-26",
        "show theatre:iraq --on 2014-09-26",
    ),
    ("check", "check"),
    (
        "check?only=expectations&all=1",
        "check --only expectations --all",
    ),
    ("check?stale=5", "check --stale 5"),
    ("check?summary=1", "check --summary"),
];

#[test]
fn answers_are_those_of_the_command_line() {
    let server = Server::start(&TODAY);
    for (asked, words) in QUESTIONS {
        let here = server.get(&format!("/api/{asked}"));
        let there = on_the_command_line(words, &["--format", "json"]);
        assert_eq!(here.status, 200, "{asked}: {}", here.body);
        assert_eq!(here.header("content-type"), Some("application/json"));
        assert!(
            here.body.as_bytes() == there.stdout,
            "{asked}: {}",
            here.body
        );
    }
}

#[test]
fn a_lens_of_the_server_is_that_of_its_answers() {
    let lens = ["--known-on", "2014-09-26"];
    let server = Server::start(&[&TODAY[..], &lens].concat());
    let asked = "members?coalition=inherent-resolve&on=2014-09-26";
    let words = "members inherent-resolve --on 2014-09-26 --format json";
    let there = on_the_command_line(words, &lens);
    assert!(server.get(&format!("/api/{asked}")).body.as_bytes() == there.stdout);

    let other = ["--known-on", "2014-09-25"];
    let there = on_the_command_line(words, &other);
    let here = server.get(&format!("/api/{asked}&known-on=2014-09-25"));
    assert!(here.body.as_bytes() == there.stdout);
    assert_eq!(server.get("/api/check").status, 200);
}

#[test]
fn a_bad_question_is_told_as_on_the_command_line() {
    let server = Server::start(&TODAY);
    let cases = [
        ("members?coalition=inherentresolv", "members inherentresolv"),
        ("members?in=sirya", "members --in sirya"),
        (
            "members?according-to=nobody",
            "members --according-to nobody",
        ),
        (
            "timeline?from=2015-01-01&to=2014-01-01",
            "timeline --from 2015-01-01 --to 2014-01-01",
        ),
        (
            "diff?d1=2015-01-01&d2=2014-01-01",
            "diff 2015-01-01 2014-01-01",
        ),
        ("diff", "diff"),
        ("check?only=nothing", "check --only nothing"),
        ("check?known-on=2014-01-01", "check --known-on 2014-01-01"),
        ("show?id=%1B%5B31m", "show \u{1b}[31m"),
    ];
    for (asked, words) in cases {
        let here = server.get(&format!("/api/{asked}"));
        assert_eq!(here.status, 400, "{asked}: {}", here.body);
        assert_eq!(here.header("content-type"), Some("application/json"));
        let told: serde_json::Value = serde_json::from_str(&here.body).expect("JSON");
        let there = on_the_command_line(words, &[]).stderr;
        let there = String::from_utf8(there).expect("words");
        let error = told["error"].as_str().expect("words");
        assert_eq!(format!("coalition: {error}\n"), there);
    }
    let mistakes = [
        (
            "members?on=2014-13-01",
            "invalid value '2014-13-01' for '--on <DAY>': ",
        ),
        (
            "members?on=2014-01-01&on=2014-01-02",
            "the argument '--on <DAY>' cannot be used multiple times",
        ),
        (
            "members?by=operatin",
            "invalid value 'operatin' for '--by <TRACK>': no such track; did you mean `operating`?",
        ),
        (
            "may?actor=DNK",
            "the following required arguments were not provided: --in <THEATRE> <ACTIVITY>",
        ),
        (
            "members?onn=2014-01-01",
            "there is no parameter `onn`; did you mean `on`?",
        ),
        ("members?data=%2Fetc", "there is no parameter `data`; "),
        ("members?coalition=%FF%00%zz", "there is no coalition `"),
        (
            "members?%3Cscript%3E=1",
            "there is no parameter `<script>`; ",
        ),
    ];
    for (asked, says) in mistakes {
        let here = server.get(&format!("/api/{asked}"));
        assert_eq!(here.status, 400, "{asked}: {}", here.body);
        let told: serde_json::Value = serde_json::from_str(&here.body).expect("JSON");
        let error = told["error"].as_str().expect("words");
        assert!(error.starts_with(says), "{asked}: {error}");
    }
    assert_eq!(server.get("/api/graph").status, 404);
    assert!(
        server
            .get("/api/memers")
            .body
            .contains("did you mean `members`?")
    );
}

#[test]
fn data_with_errors_are_shown_with_them_from_the_start() {
    let folder = Folder::new();
    folder.save("joins.toml", folder::two_join().replacen("DNK", "DNX", 1));
    let data = ["--data", folder.path()];
    let mut server = Server::start(&[&TODAY[..], &data].concat());
    assert!(
        server
            .line()
            .ends_with(": 1 error, 0 warnings. The sound rest is shown.\n")
    );
    assert_eq!(server.get("/").status, 200);

    let rest = [&data[..], &["--keep-going", "--format", "json"]].concat();
    let there = on_the_command_line("members demo", &rest);
    assert!(server.get("/api/members?coalition=demo").body.as_bytes() == there.stdout);
    let there = on_the_command_line("check", &rest);
    assert!(server.get("/api/check").body.as_bytes() == there.stdout);

    // The rest is shown as it grows, until all is sound.
    let mut live = server.live();
    let broken = live.until_errors(1);
    folder.save("joins.toml", faulty());
    let still = live.until(|told| told["version"] != broken["version"]);
    assert_eq!(
        (&still["errors"], &still["partial"]),
        (&1.into(), &true.into())
    );
    folder.fill();
    let sound = live.until_errors(0);
    assert!(sound["version"].as_u64() > still["version"].as_u64());
    assert_eq!(sound["partial"], false);
}

#[test]
fn many_are_answered_at_once() {
    let server = Server::start(&TODAY);
    let one = server.get("/api/members").body;
    std::thread::scope(|scope| {
        let ask = || assert!(server.get("/api/members").body == one);
        for _ in 0..24 {
            scope.spawn(ask);
        }
    });
}

/// The page takes longest to make, and all who ask for it wait for the one who makes it.
#[cfg(target_os = "linux")]
#[test]
fn who_hangs_up_leaves_no_crowd_behind() {
    let server = Server::start(&TODAY);
    let before = server.threads();
    for _ in 0..40 {
        server.asked_in_vain("/");
    }
    assert_eq!(server.get("/").status, 200);
    let turns = std::thread::available_parallelism().map_or(1, Into::into);
    // One reads, and may have begun after the first was counted.
    let most = before + turns + 1;
    let threads = server.threads();
    assert!(threads <= most, "{threads} threads, not {most}");
    assert_eq!(server.get("/api/members").status, 200);
}
