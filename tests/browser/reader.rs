//! The page as its reader has it: what it lists and says, and how it is asked for something else.

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use crate::machine::Machine;
use crate::tab::Tab;

/// A row of the table of members, as it is read.
#[derive(Debug, Deserialize, PartialEq, Clone)]
pub struct Row {
    pub actor: String,
    pub name: String,
    pub scope: Vec<String>,
    pub brings: Vec<String>,
    pub restrictions: Vec<String>,
    /// In the words of the table: "26 Sep 2014".
    pub dates: Vec<String>,
    /// As the command line writes it.
    pub since: String,
    pub certainty: String,
    pub via: Vec<String>,
}

const ROWS: &str = r#"
return [...document.querySelectorAll('#members tbody tr[data-actor]')].map(row => {
    const lines = name => {
        const cell = row.querySelector(`td[data-label="${name}"]`);
        const lines = [...cell.querySelectorAll('.line')].map(line => line.textContent);
        return lines.length ? lines : [cell.textContent].filter(text => text);
    };
    return {
        actor: row.dataset.actor,
        name: row.querySelector('button.opens').textContent,
        scope: lines('Scope'),
        brings: lines('Brings'),
        restrictions: lines('Restrictions'),
        dates: lines('Since'),
        since: row.dataset.since,
        certainty: lines('Certainty').join(),
        via: lines('Via'),
    };
})"#;

/// Sets the fragment and waits until what it asks for is drawn.
const TURN: &str = r"
const [fragment, done] = arguments;
const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
if (location.hash === fragment) drawn();
else {
    addEventListener('hashchange', drawn, { once: true });
    location.hash = fragment;
}";

pub struct Reader {
    pub tab: Tab,
}

impl Reader {
    /// Opens the page of the records built in.
    pub fn open(machine: &Machine, fragment: &str) -> Self {
        Self::open_at(machine, &file(machine.built_in()), fragment)
    }

    /// Opens another page, in a browser of its own.
    pub fn open_at(machine: &Machine, address: &str, fragment: &str) -> Self {
        let reader = Reader {
            tab: Tab::open(machine),
        };
        reader.go(address, fragment);
        reader
    }

    /// Opens it as if never seen before.
    pub fn go(&self, address: &str, fragment: &str) {
        self.tab.go("about:blank");
        self.tab.go(&format!("{address}{fragment}"));
        self.ready();
    }

    /// Until the page is drawn for the first time.
    pub fn ready(&self) {
        let drawn = "return performance.getEntriesByName('ready').length > 0";
        self.tab.wait("the page to be drawn", drawn, ());
        self.settle();
    }

    /// Until all views show the day: while it is moved, those further down follow a little later.
    pub fn settle(&self) {
        self.tab.settle();
        let drawn = r"
            const told = /end of (\d+ [A-Z][a-z]+ \d+)/.exec(document.getElementById('sentence').textContent);
            return !told || Date.parse(`${told[1]} UTC`) === Date.parse(document.body.dataset.drawn)";
        self.tab.wait("all views to be drawn", drawn, ());
    }

    /// Asks by the address for what is shown.
    pub fn turn(&self, fragment: &str) {
        assert!(self.tab.later::<bool>(TURN, [fragment]));
        self.settle();
    }

    pub fn rows(&self) -> Vec<Row> {
        self.settle();
        self.tab.read(ROWS, ())
    }

    pub fn actors(&self) -> Vec<String> {
        self.rows().into_iter().map(|row| row.actor).collect()
    }

    /// The day that the page shows: by the slider, in the field and in the sentence it is the same.
    pub fn day(&self) -> String {
        self.settle();
        let [slider, field, sentence]: [String; 3] = self.tab.read(
            "return ['slider', 'day'].map(id => document.getElementById(id).value)
                .concat(document.getElementById('sentence').textContent)",
            (),
        );
        let day = since_1970(slider.parse().expect("a number of days"));
        let long = day.format("%-d %B %Y").to_string();
        assert_eq!(field, long, "the field");
        assert!(sentence.contains(&long), "{sentence}: not of {long}");
        day.to_string()
    }

    /// The text of the first element that a selector finds.
    pub fn text(&self, selector: &str) -> String {
        let text = "return document.querySelector(arguments[0]).textContent";
        self.tab.read(text, [selector])
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.tab.read(
            "return [...document.querySelectorAll(arguments[0])].map(found => found.textContent)",
            [selector],
        )
    }

    /// The fragment, once it tells what is asked of it.
    pub fn await_fragment(&self, fragment: &str) {
        self.tab.wait(
            &format!("the address to end in {fragment}"),
            "return location.hash === arguments[0]",
            [fragment],
        );
    }

    /// What the page holds under a name.
    pub fn data(&self, name: &str) -> serde_json::Value {
        self.tab.later(
            "const [name, done] = arguments;
             const packed = Uint8Array.from(atob(document.getElementById('data').textContent), one => one.charCodeAt(0));
             new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json()
                .then(data => done(data[name]))",
            [name],
        )
    }
}

pub fn file(path: &std::path::Path) -> String {
    format!("file://{}", path.display())
}

pub fn since_1970(days: i64) -> NaiveDate {
    let epoch = NaiveDate::default();
    let by = Days::new(days.unsigned_abs());
    let day = if days < 0 { epoch - by } else { epoch + by };
    assert_eq!(epoch.to_string(), "1970-01-01");
    day
}
