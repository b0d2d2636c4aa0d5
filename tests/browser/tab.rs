//! A browser of a test's own, driven step by step: every call returns when the browser has done it.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use tokio::runtime::{Builder, Runtime};

use crate::machine::{Machine, PATIENCE};

/// Runs before every script of a page: notes what the page should never do.
const WITNESS: &str = r#"
window.witness = [];
window.alert = words => witness.push(`alert ${words}`);
addEventListener('securitypolicyviolation', e => witness.push(
    `policy ${e.effectiveDirective} broken by ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
addEventListener('error', e => witness.push(`error ${e.message} at ${e.filename}:${e.lineno}`), true);
addEventListener('unhandledrejection', e => witness.push(`promise rejected: ${e.reason}`));
"#;

/// The keys of a keyboard that have no letter, as WebDriver writes them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const SPACE: &str = " ";
    pub const PAGE_UP: &str = "\u{e00e}";
    pub const PAGE_DOWN: &str = "\u{e00f}";
    pub const END: &str = "\u{e010}";
    pub const HOME: &str = "\u{e011}";
    pub const LEFT: &str = "\u{e012}";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
    pub const SHIFT: char = '\u{e008}';
    pub const CONTROL: char = '\u{e009}';
    pub const RIGHT: &str = "\u{e014}";
}

/// How a page is looked at.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub dark: bool,
}

pub const WIDE: Look = look(1600, 1000);
pub const NARROW: Look = look(360, 780);

const fn look(width: u32, height: u32) -> Look {
    Look {
        width,
        height,
        dark: false,
    }
}

impl Look {
    pub const fn dark(self) -> Self {
        Look { dark: true, ..self }
    }
}

pub struct Tab {
    runtime: Runtime,
    driver: Option<WebDriver>,
    _profile: TempDir,
}

impl Tab {
    pub fn open(machine: &Machine) -> Self {
        let profile = TempDir::new_in(machine.folder.path()).expect("a folder for the browser");
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let Value::Object(wanted) = machine.capabilities(profile.path()) else {
            unreachable!("capabilities are an object")
        };
        let connected = WebDriver::new(machine.driver(), Capabilities::from(wanted));
        let driver = runtime.block_on(connected).expect("a browser");
        let tab = Tab {
            runtime,
            driver: Some(driver),
            _profile: profile,
        };
        tab.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WITNESS }),
        );
        tab.look(WIDE);
        // Not the browser's own first page, nor what it asks for.
        tab.go("about:blank");
        tab.requests();
        tab.faults();
        tab
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser is open")
    }

    /// Goes to an address; returns when the page has loaded.
    pub fn go(&self, address: &str) {
        let gone = self.runtime.block_on(self.driver().goto(address));
        gone.unwrap_or_else(|fault| panic!("{address}: {fault}"));
    }

    /// What a script returns; its arguments are an array or ().
    pub fn read<T: DeserializeOwned>(&self, script: &str, arguments: impl Arguments) -> T {
        let told = self.driver().execute(script.to_owned(), arguments.values());
        let told = self.runtime.block_on(told);
        let told = told.unwrap_or_else(|fault| panic!("{script}: {fault}"));
        serde_json::from_value(told.json().clone()).unwrap_or_else(|fault| {
            panic!(
                "{script} returned {}, which is not wanted: {fault}",
                told.json()
            )
        })
    }

    /// Runs a script for what it does.
    pub fn run(&self, script: &str, arguments: impl Arguments) {
        let _: Value = self.read(script, arguments);
    }

    /// What a script gives to the function that is its last argument.
    pub fn later<T: DeserializeOwned>(&self, script: &str, arguments: impl Arguments) -> T {
        let told = self
            .driver()
            .execute_async(script.to_owned(), arguments.values());
        let told = self.runtime.block_on(told);
        let told = told.unwrap_or_else(|fault| panic!("{script}: {fault}"));
        serde_json::from_value(told.json().clone()).expect("what was wanted")
    }

    /// Until what was done is drawn: two frames.
    pub fn settle(&self) {
        let drawn = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        assert!(self.later::<bool>(drawn, ()));
    }

    /// Until a script returns what holds.
    pub fn wait(&self, what: &str, script: &str, arguments: impl Arguments) {
        let start = Instant::now();
        while !truth(&self.read(script, arguments.clone())) {
            assert!(
                start.elapsed() < PATIENCE,
                "waited in vain for: {what}\n({script})\n{}",
                self.faults().join("\n")
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn cdp(&self, method: &str, of: Value) -> Value {
        let told = self.driver().cdp();
        let told = self.runtime.block_on(told.send_raw(method, of));
        told.unwrap_or_else(|fault| panic!("{method}: {fault}"))
    }

    pub fn look(&self, look: Look) {
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": look.width,
                "height": look.height,
                "deviceScaleFactor": 1,
                "mobile": look.width < 600,
            }),
        );
        let scheme = if look.dark { "dark" } else { "light" };
        self.media("screen", &[("prefers-color-scheme", scheme)]);
    }

    pub fn media(&self, media: &str, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": features }),
        );
    }

    fn element(&self, selector: &str) -> WebElement {
        let found = self.driver().find(By::Css(selector));
        let found = self.runtime.block_on(found);
        found.unwrap_or_else(|fault| panic!("{selector}: {fault}"))
    }

    /// Clicks as a mouse does, once what is to be clicked is what lies there.
    pub fn click(&self, selector: &str) {
        self.click_at(selector, 0.5);
        self.settle();
    }

    /// Clicks so far from an element's left edge as a share of its width says.
    pub fn click_at(&self, selector: &str, share: f64) {
        let aim = "
            const [selector, share, done] = arguments;
            const found = document.querySelector(selector);
            if (!found) { done(null); return; }
            found.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
            const twoFramesOn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
            const place = () => {
                const { left, top, width, height } = found.getBoundingClientRect();
                return [left + width * share, top + height / 2];
            };
            // What comes into sight is laid out then, and moves what lies below.
            twoFramesOn(() => {
                const before = place();
                twoFramesOn(() => {
                    const [x, y] = place();
                    const hit = document.elementFromPoint(x, y);
                    const stays = x === before[0] && y === before[1];
                    done(stays && hit !== null && found.contains(hit) ? [x, y] : null);
                });
            })";
        let start = Instant::now();
        let [x, y] = loop {
            let aim: Option<[f64; 2]> = self.later(aim, [json!(selector), json!(share)]);
            if let Some(place) = aim {
                break place;
            }
            assert!(start.elapsed() < PATIENCE, "{selector} does not lie open");
        };
        for action in ["mousePressed", "mouseReleased"] {
            self.cdp(
                "Input.dispatchMouseEvent",
                json!({ "type": action, "x": x, "y": y, "button": "left", "clickCount": 1 }),
            );
        }
    }

    /// Replaces what a field holds, key by key.
    pub fn write(&self, selector: &str, words: &str) {
        let field = self.element(selector);
        let written = self.runtime.block_on(async {
            field.scroll_into_view().await?;
            field.clear().await?;
            field.send_keys(words).await
        });
        written.unwrap_or_else(|fault| panic!("write into {selector}: {fault}"));
    }

    /// Picks an entry of a list by its value, by keyboard or mouse as the browser likes.
    pub fn pick(&self, selector: &str, value: &str) {
        self.run(
            "const list = document.querySelector(arguments[0]);
             list.value = arguments[1];
             if (list.value !== arguments[1]) throw `${arguments[0]} has no ${arguments[1]}`;
             list.dispatchEvent(new Event('input', { bubbles: true }));
             list.dispatchEvent(new Event('change', { bubbles: true }))",
            [selector, value],
        );
    }

    pub fn focus(&self, selector: &str) {
        self.run("document.querySelector(arguments[0]).focus()", [selector]);
    }

    /// Strikes a key on whatever has the focus; `held` stays down meanwhile.
    pub fn strike(&self, keys: &str, held: Option<char>) {
        let chain = self.driver().action_chain();
        let chain = match held {
            None => chain.send_keys(keys),
            Some(held) => chain.key_down(held).send_keys(keys).key_up(held),
        };
        let struck = self.runtime.block_on(chain.perform());
        struck.unwrap_or_else(|fault| panic!("strike {keys:?}: {fault}"));
    }

    pub fn press(&self, keys: &str) {
        self.strike(keys, None);
    }

    /// What went wrong in this page since it was last asked: messages above information in the console,
    /// breaches of its policy, errors of scripts.
    pub fn faults(&self) -> Vec<String> {
        let witnessed: Vec<String> = self.read(
            "return window.witness ? window.witness.splice(0) : ['the page was not witnessed']",
            (),
        );
        let log = self.runtime.block_on(self.driver().browser_log());
        let log = log.expect("the browser's log");
        let loud = log
            .into_iter()
            .filter(|entry| !["INFO", "DEBUG", "FINE"].contains(&entry.level.as_str()))
            // The browser asks every server for an icon by itself.
            .filter(|entry| !entry.message.contains("/favicon.ico"));
        let loud = loud.map(|entry| format!("{} {}", entry.level, entry.message));
        witnessed.into_iter().chain(loud).collect()
    }

    pub fn assert_no_faults(&self) {
        let faults = self.faults();
        assert!(
            faults.is_empty(),
            "the page did wrong:\n{}",
            faults.join("\n")
        );
    }

    /// The addresses that were asked for over the network, or from the disk, since this was last asked.
    pub fn requests(&self) -> Vec<String> {
        let log = self.runtime.block_on(self.driver().get_log("performance"));
        let log = log.expect("the browser's log of requests");
        let asked = log.iter().filter_map(|entry| {
            let entry: Value = serde_json::from_str(&entry.message).ok()?;
            let message = &entry["message"];
            let is_request = message["method"] == "Network.requestWillBeSent"
                || message["method"] == "Network.webSocketCreated";
            let asked = &message["params"];
            let address = asked["request"]["url"].as_str().or(asked["url"].as_str());
            is_request.then(|| address.unwrap_or("an address untold").to_owned())
        });
        asked.collect()
    }

    /// How many pixels the page is wider than its window.
    pub fn overflow(&self) -> i64 {
        self.read(
            "const { scrollWidth, clientWidth } = document.scrollingElement;
             return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth",
            (),
        )
    }

    /// A picture of what is seen.
    pub fn draw(&self, path: &Path) {
        self.settle();
        let drawn = self.cdp("Page.captureScreenshot", json!({ "format": "png" }));
        let picture = drawn["data"].as_str().expect("a picture");
        let folder = path.parent().expect("a folder");
        fs::create_dir_all(folder).expect("a folder for pictures");
        fs::write(path, from_base64(picture)).expect("the picture is written");
    }

    /// A picture of the whole page, in a window as high as it is: what is out of sight is not laid out.
    pub fn draw_whole(&self, path: &Path, look: Look) {
        let mut height = 0;
        // What comes into sight changes the height, until all is there.
        for _ in 0..5 {
            self.settle();
            let whole = self.read("return document.documentElement.scrollHeight", ());
            if whole == height {
                break;
            }
            height = whole;
            // A picture cannot be higher.
            self.look(Look {
                height: height.min(16_000),
                ..look
            });
        }
        self.draw(path);
    }

    /// The page as a PDF.
    pub fn print(&self) -> Vec<u8> {
        let printed = self.cdp("Page.printToPDF", json!({ "printBackground": false }));
        from_base64(printed["data"].as_str().expect("a PDF"))
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let Some(driver) = self.driver.take() else {
            return;
        };
        // The driver is asked again to close what is left when the run ends.
        let _ = self.runtime.block_on(driver.quit());
    }
}

/// Arguments of a script.
pub trait Arguments: Clone {
    fn values(self) -> Vec<Value>;
}

impl Arguments for () {
    fn values(self) -> Vec<Value> {
        Vec::new()
    }
}

impl<T: Into<Value> + Clone, const N: usize> Arguments for [T; N] {
    fn values(self) -> Vec<Value> {
        self.into_iter().map(Into::into).collect()
    }
}

fn truth(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != "" && value != 0
}

fn from_base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    let engine = base64::engine::general_purpose::STANDARD;
    engine.decode(text).expect("base64")
}
