//! What the tests need of the machine they run on: a browser, its driver, and axe-core.

use std::env;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than anything here takes; who waits for it has found a fault.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Something is not on this machine.
pub struct Missing {
    what: &'static str,
    remedy: &'static str,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} on this machine ({})", self.what, self.remedy)
    }
}

/// The programs that were found.
pub struct Programs {
    chrome: PathBuf,
    chromedriver: PathBuf,
}

impl Programs {
    /// Named by a variable, or on the path.
    pub fn find() -> Result<Self, Missing> {
        let remedy = "Debian: apt-get install chromium chromium-driver";
        let missing = |what| Missing { what, remedy };
        let chrome = ["chromium", "chromium-browser", "google-chrome"];
        Ok(Programs {
            chrome: program("CHROME", &chrome).ok_or(missing("Chromium"))?,
            chromedriver: program("CHROMEDRIVER", &["chromedriver"])
                .ok_or(missing("chromedriver"))?,
        })
    }
}

/// axe-core as one script: named by a variable, or where `.ci/run` puts it.
pub fn axe() -> Result<PathBuf, Missing> {
    let named = env::var_os("AXE").map(PathBuf::from);
    let fetched = named.unwrap_or_else(|| target().join("axe-core/axe.min.js"));
    fetched.is_file().then_some(fetched).ok_or(Missing {
        what: "axe-core",
        remedy: "tests/browser/axe.sh fetches it",
    })
}

/// Where Cargo builds, and where what a run of the tests draws is put.
pub fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Path::new(env!("CARGO_MANIFEST_DIR")).join(target)
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(named.into()).filter(|path: &PathBuf| path.is_file());
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// What all tests of one run share. Nothing is started before the first test asks for it.
pub struct Machine {
    programs: Programs,
    axe: Option<PathBuf>,
    /// A folder that goes away with the run.
    pub folder: TempDir,
    /// Held by all tests, and by one alone where it measures.
    pub quiet: RwLock<()>,
    driver: OnceLock<Driver>,
    built_in: OnceLock<PathBuf>,
}

impl Machine {
    pub fn new(programs: Programs, axe: Option<PathBuf>) -> Self {
        Machine {
            programs,
            axe,
            folder: TempDir::with_prefix("coalition-browser-").expect("a temporary folder"),
            quiet: RwLock::new(()),
            driver: OnceLock::new(),
            built_in: OnceLock::new(),
        }
    }

    /// Where the driver listens.
    pub fn driver(&self) -> &str {
        &self
            .driver
            .get_or_init(|| Driver::start(&self.programs))
            .address
    }

    /// axe-core, to be run in a page.
    pub fn axe(&self) -> String {
        let path = self.axe.as_ref().expect("axe-core was found");
        std::fs::read_to_string(path).expect("axe-core is read")
    }

    /// The page of the records built in, written once.
    pub fn built_in(&self) -> &Path {
        self.built_in
            .get_or_init(|| crate::program::page(&self.folder.path().join("built-in.html"), &[]))
    }

    /// How every browser is started: nothing but the page, and the same picture on every machine.
    pub fn capabilities(&self, profile: &Path) -> serde_json::Value {
        let mut flags = vec![
            "--headless=new".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--force-color-profile=srgb".to_owned(),
            "--font-render-hinting=none".to_owned(),
            "--lang=en-GB".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--user-data-dir={}", profile.display()),
        ];
        // Chromium's sandbox refuses the superuser.
        if is_superuser() {
            flags.push("--no-sandbox".to_owned());
        }
        serde_json::json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": self.programs.chrome, "args": flags },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        })
    }
}

fn is_superuser() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|told| told.stdout.trim_ascii() == b"0")
}

/// A process that ends with its owner, however that comes.
pub struct Owned(pub Child);

impl Owned {
    /// Whether it ended by itself in time.
    pub fn has_ended(&mut self, patience: Duration) -> bool {
        let start = Instant::now();
        loop {
            match self.0.try_wait() {
                Ok(None) if start.elapsed() < patience => thread::sleep(Duration::from_millis(10)),
                ended => return matches!(ended, Ok(Some(_))),
            }
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads a process's words up to the line in which it tells where it listens; the rest is drained, so
/// that it never waits for a reader.
pub fn told_address<T>(
    words: impl Read + Send + 'static,
    of_line: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let mut lines = BufReader::new(words).lines();
    let told = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| of_line(&line));
    thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    told
}

/// chromedriver, on a port that the system chose.
struct Driver {
    address: String,
    process: Owned,
}

impl Driver {
    fn start(programs: &Programs) -> Self {
        let mut child = Command::new(&programs.chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let words = child.stdout.take().expect("chromedriver's words");
        let process = Owned(child);
        let port = told_address(words, |line| {
            let port = line
                .split_once("successfully on port ")?
                .1
                .trim_end_matches('.');
            port.parse::<u16>().ok()
        });
        let port = port.expect("chromedriver tells its port");
        Driver {
            address: format!("http://127.0.0.1:{port}"),
            process,
        }
    }
}

impl Drop for Driver {
    /// Asked to stop, the driver closes browsers whose tests failed to; it is killed only if it does not.
    fn drop(&mut self) {
        let host = self.address.trim_start_matches("http://");
        if let Ok(mut line) = TcpStream::connect(host) {
            let _ = write!(line, "GET /shutdown HTTP/1.1\r\nHost: {host}\r\n\r\n");
            let _ = line.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = line.read(&mut [0; 64]);
        }
        self.process.has_ended(Duration::from_secs(5));
    }
}
