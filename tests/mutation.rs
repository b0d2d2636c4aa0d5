//! Record files with random damage: every stage ends, and none panics.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its stage cannot be set"
)]

use std::sync::Arc;

use coalition::answer::{self, Answer, Row, findings, members, restrictions, show};
use coalition::check::{self, CAST, RULES};
use coalition::day::Day;
use coalition::finding;
use coalition::lookup::Thing;
use coalition::model::{self, Track};
use coalition::question;
use coalition::record;
use coalition::render::{self, Data, Format};
use coalition::text::Texts;
use coalition::timeline::{Timeline, View};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// So many damaged files are read.
const FILES: u32 = 12_000;
/// Files grow no larger than this, in bytes: the whole test is to take seconds.
const LARGEST: usize = 8_000;

/// One piece of damage. Places are shares of the file as it then is.
#[derive(Clone, Debug)]
enum Damage {
    DeleteLine(Index),
    RepeatLine(Index),
    SwapLines(Index, Index),
    Write(Index, Vec<u8>),
    Delete(Index, u8),
    Splice(Index, Index, Index),
    Cut(Index),
    Swap(Index, &'static str),
}

/// Words that mean something in a record: put in the place of others, they reach far.
const WORDS: &[&str] = &[
    "join",
    "leave",
    "extend",
    "narrow",
    "suspend",
    "resume",
    "authorise",
    "renew",
    "revoke",
    "deploy",
    "withdraw",
    "operate",
    "cease",
    "restrict",
    "lift",
    "form",
    "dissolve",
    "succeed",
    "rename",
    "expel",
    "consent",
    "observe",
    "any",
    "iraq",
    "syria",
    "demo",
    "DNK",
    "NOR",
    "until",
    "after",
    "replaces",
    "lifts",
    "within",
    "part-of",
    "predecessors",
    "status",
    "disputed",
    "retracted",
    "2014-02-30",
    "\"2014\"",
    "\"../2014-10\"",
    "\"2014-10/..\"",
    "\"[2014,2016]\"",
    "\"-0001\"",
    "\"9999-12-31\"",
    "0001-01-01",
    "9999-12-31",
    "[]",
    "{}",
    "\"\"",
    "[[event]]",
    "[event]",
    "-1",
    "4294967296",
    "9223372036854775807",
    "1e999",
    "nan",
    "\"\\u0000\"",
    "\u{202e}",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    let bytes = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..4),
        prop::sample::select(&b"\"'[]{}=,.#\n-0"[..]).prop_map(|byte| vec![byte]),
    ];
    let word = || prop::sample::select(WORDS);
    prop_oneof![
        2 => at().prop_map(Damage::DeleteLine),
        2 => at().prop_map(Damage::RepeatLine),
        2 => (at(), at()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        1 => (at(), bytes).prop_map(|(at, bytes)| Damage::Write(at, bytes)),
        1 => (at(), any::<u8>()).prop_map(|(at, most)| Damage::Delete(at, most)),
        1 => (at(), at(), at()).prop_map(|(a, b, c)| Damage::Splice(a, b, c)),
        1 => at().prop_map(Damage::Cut),
        6 => (at(), word()).prop_map(|(at, word)| Damage::Swap(at, word)),
    ]
}

impl Damage {
    fn to(&self, text: &mut Vec<u8>) {
        if text.is_empty() {
            return;
        }
        match self {
            Damage::DeleteLine(at) => drop(text.drain(line(text, at))),
            Damage::RepeatLine(at) => {
                let line = line(text, at);
                let again = text[line.clone()].to_vec();
                text.splice(line.end..line.end, again);
            }
            Damage::SwapLines(a, b) => {
                let (a, b) = (line(text, a), line(text, b));
                let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
                if a != b {
                    let second = text[b.clone()].to_vec();
                    let first: Vec<u8> = text.splice(a.clone(), second.clone()).collect();
                    let moved = b.start + second.len() - a.len();
                    text.splice(moved..moved + second.len(), first);
                }
            }
            Damage::Write(at, bytes) => {
                let at = at.index(text.len());
                let end = (at + bytes.len()).min(text.len());
                text.splice(at..end, bytes.iter().copied());
            }
            Damage::Delete(at, most) => {
                let at = at.index(text.len());
                let end = (at + usize::from(*most)).min(text.len());
                text.drain(at..end);
            }
            Damage::Splice(from, length, to) => {
                let from = from.index(text.len());
                let piece = text[from..from + length.index(text.len() - from)].to_vec();
                let to = to.index(text.len());
                text.splice(to..to, piece);
            }
            Damage::Cut(at) => text.truncate(at.index(text.len())),
            Damage::Swap(at, word) => {
                let word_at = word_around(text, at.index(text.len()));
                text.splice(word_at, word.bytes());
            }
        }
    }
}

/// The bytes of a line, its break included.
fn line(text: &[u8], at: &Index) -> std::ops::Range<usize> {
    let at = at.index(text.len());
    let start = text[..at]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |before| before + 1);
    let length = text[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(text.len() - at, |to| to + 1);
    start..at + length
}

/// The bytes of the word, date or number at a place.
fn word_around(text: &[u8], at: usize) -> std::ops::Range<usize> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let before = text[..at]
        .iter()
        .rev()
        .take_while(|byte| part(byte))
        .count();
    let behind = text[at..].iter().take_while(|byte| part(byte)).count();
    at - before..at + behind
}

/// Whole records to damage: pieces of the shipped files, the examples of all rules and a story.
fn pieces() -> Vec<String> {
    let built_in = coalition::built_in::texts();
    let shipped = built_in.iter().flat_map(|(_, file)| {
        let text = file.text().expect("shipped data are UTF-8");
        let (head, _) = text.split_once("[[").expect("a table");
        let with_head = |piece: String| cite_paper(&format!("{head}{piece}"));
        records(text).into_iter().map(with_head).collect::<Vec<_>>()
    });
    let examples = RULES
        .iter()
        .map(|rule| String::from_utf8_lossy(rule.example).into_owned());
    shipped.chain(examples).collect()
}

/// The same with sources of the cast: the shipped sources are too many to stand beside each file.
fn cite_paper(text: &str) -> String {
    let line = |line: &str| {
        let cites = line.starts_with("sources = [") && !line.contains('{');
        let line = if cites { "sources = [\"paper\"]" } else { line };
        format!("{line}\n")
    };
    text.lines().map(line).collect()
}

/// A file in pieces of whole records, none much larger than half of the largest.
fn records(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for record in text.split("\n[[").skip(1) {
        if pieces.last().is_some_and(|piece| piece.len() > LARGEST / 4) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            *piece += "\n[[";
            *piece += record;
        }
    }
    pieces
}

/// The whole program but its binary: everything is asked of every thing there is.
fn everything(texts: &Texts, on: Day) -> usize {
    let (records, mut found) = record::read(texts);
    let (model, more) = model::resolve(&records);
    let model = Arc::new(model);
    found.extend(more);
    let (timeline, more) = Timeline::build(Arc::clone(&model), View::accepted(&model));
    found.extend(more);
    found.extend(check::run(&timeline, on));
    finding::sort(&mut found);
    render::finding::messages(texts, &found, 20, false);
    let tally = check::expectation::tally(&timeline, on);
    let report = findings::Report {
        question: &question::Check::default(),
        shown: &found,
        hidden: &[],
        tally: Some(&tally),
        gaps: true,
    };
    written(&findings::answer(texts, &report), Format::Json);

    let coalitions = model.coalitions.iter().map(|(id, _)| Some(id));
    for coalition in coalitions.take(3).chain([None]) {
        for (by, standing) in [
            (Track::Declared, false),
            (Track::Operating, false),
            (Track::Declared, true),
        ] {
            let place = model.theatres.iter().next().map(|(id, _)| id);
            for theatre in [None, place]
                .into_iter()
                .filter(|place| !standing || place.is_none())
            {
                let asked = question::Members {
                    coalition,
                    on,
                    theatre,
                    activity: None,
                    by,
                    standing,
                    attested: true,
                };
                written(&members::answer(&timeline, &asked), Format::Table);
            }
        }
    }
    for all in [false, true] {
        let asked = question::Restrictions {
            actor: None,
            coalition: None,
            on,
            all,
        };
        written(&restrictions::answer(&timeline, &asked), Format::Csv);
    }
    let whole = answer::timeline::answer(&timeline, &question::Timeline::default());
    written(&whole, Format::Markdown);
    let chart = answer::chart::answer(&timeline, &question::Timeline::default(), on);
    let look = render::chart::Look {
        width: 80,
        ascii: false,
        coloured: false,
    };
    render::chart::draw(&chart, look);
    let events = question::Graph {
        coalitions: Vec::new(),
        of: question::GraphOf::Events,
    };
    let graph = answer::graph::answer(&timeline, &events);
    render::graph::write(&graph, render::graph::GraphFormat::Dot);
    may_and_why(texts, &timeline, on);
    let shown = question::Show {
        things: things(&model),
        on,
    };
    written(&show::answer(&timeline, texts, &shown), Format::Table);
    model.events.len()
}

/// Whether a few may do a few things, and why they stand as they do.
fn may_and_why(texts: &Texts, timeline: &Timeline, on: Day) {
    let model = &timeline.model;
    for (actor, _) in model.actors.iter().rev().take(3) {
        let of = question::WhyOf::Actor(actor);
        let why = question::Why {
            of,
            coalition: None,
            on,
        };
        written(&answer::why::answer(timeline, texts, &why), Format::Table);
        for (activity, _) in model.activities.iter().take(2) {
            for (theatre, _) in model.theatres.iter().take(2) {
                for coalition in model
                    .coalitions
                    .iter()
                    .map(|(id, _)| Some(id))
                    .chain([None])
                {
                    let may = question::May {
                        actor,
                        activity,
                        theatre,
                        coalition,
                        on,
                    };
                    written(&answer::may::answer(timeline, texts, &may), Format::Csv);
                }
            }
        }
    }
}

/// A few things of each sort, and every event.
fn things(model: &model::Model) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    things.extend(
        model
            .actors
            .iter()
            .rev()
            .take(3)
            .map(|(id, _)| Thing::Actor(id)),
    );
    things.extend(
        model
            .coalitions
            .iter()
            .rev()
            .take(3)
            .map(|(id, _)| Thing::Coalition(id)),
    );
    things.extend(
        model
            .theatres
            .iter()
            .rev()
            .take(3)
            .map(|(id, _)| Thing::Theatre(id)),
    );
    things.extend(
        model
            .activities
            .iter()
            .rev()
            .take(3)
            .map(|(id, _)| Thing::Activity(id)),
    );
    things.extend(
        model
            .sources
            .iter()
            .rev()
            .take(3)
            .map(|(id, _)| Thing::Source(id)),
    );
    things.extend(model.events.iter().map(|(id, _)| Thing::Event(id)));
    things
}

fn written<R: Row>(answer: &Answer<R>, format: Format) {
    let data = Data {
        hash: String::new(),
        events: 0,
    };
    render::answer(answer, &data, format, 80);
}

#[test]
fn damaged_records_are_no_panic() {
    let config = Config {
        cases: FILES,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let days = ["0001-01-01", "2014-09-26", "2016-04-19", "9999-12-31"];
    let days = days.map(|day| Day::parse(day).expect("a day"));
    let pieces = prop::collection::vec(prop::sample::select(pieces()), 1..4);
    let damages = prop::collection::vec(damage(), 1..8);
    let base = shipped_catalogues();
    let events = std::cell::Cell::new(0);
    let files = (
        pieces,
        damages,
        prop::sample::select(days.to_vec()),
        any::<bool>(),
    );
    let result = runner.run(&files, |(pieces, damages, day, two)| {
        let (head, rest) = pieces.split_at(1);
        let (mut first, mut second) = (head.concat().into_bytes(), rest.join("\n").into_bytes());
        let parts = if two {
            vec![&mut first, &mut second]
        } else {
            first.append(&mut second);
            vec![&mut first]
        };
        for text in parts {
            damages.iter().for_each(|damage| damage.to(text));
            text.truncate(LARGEST);
        }
        let texts = Texts::from_memory([
            ("base.toml", base.as_bytes()),
            ("first.toml", &first),
            ("second.toml", &second),
        ]);
        events.set(events.get() + everything(&texts, day));
        Ok(())
    });
    if let Err(fault) = result {
        panic!("{fault}");
    }
    let sound = events.get();
    assert!(
        sound > FILES as usize,
        "only {sound} damaged events were sound enough to be asked about"
    );
}

/// What the pieces name: the cast, and places, activities and two coalitions as the shipped data have them.
fn shipped_catalogues() -> String {
    let mut base = CAST.to_owned();
    for id in [
        "inherent-resolve",
        "global-coalition",
        "arab-partners-syria",
    ] {
        base += &format!("\n[[coalition]]\nid = \"{id}\"\nname = \"{id}\"\n");
    }
    for id in [
        "USA", "GBR", "FRA", "BEL", "IRQ", "NLD", "AUS", "CAN", "TUR", "SAU", "ARE", "JOR",
    ] {
        base += &format!("\n[[actor]]\nid = \"{id}\"\nname = \"{id}\"\n");
    }
    for id in ["kuwait", "turkey", "middle-east", "jordan", "qatar"] {
        base += &format!("\n[[theatre]]\nid = \"{id}\"\nname = \"{id}\"\n");
    }
    for id in [
        "air-operations",
        "training",
        "special-operations",
        "reconnaissance",
    ] {
        base += &format!("\n[[activity]]\nid = \"{id}\"\nname = \"{id}\"\nwithin = \"any\"\n");
    }
    base
}
