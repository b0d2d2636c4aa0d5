//! The program itself: its answers, the pages that it writes, and its server.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use serde_json::Value;

use crate::machine::{Owned, PATIENCE, told_address};

const TODAY: &str = "2026-11-22";

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_coalition"));
    program
        .env_remove("COALITION_DATA")
        .env("COLUMNS", "100")
        .args(["--today", TODAY]);
    program
}

/// What a command answers as JSON.
pub fn answer<S: AsRef<OsStr>>(arguments: &[S]) -> Value {
    let run = program()
        .args(arguments)
        .args(["--format", "json"])
        .output();
    let run = run.expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr);
    let arguments: Vec<_> = arguments.iter().map(AsRef::as_ref).collect();
    assert!(run.status.success(), "coalition {arguments:?}: {told}");
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// Writes a page.
pub fn page(path: &Path, arguments: &[&OsStr]) -> PathBuf {
    let run = program()
        .arg("page")
        .args(arguments)
        .arg("--out")
        .arg(path)
        .output();
    let run = run.expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "coalition page {arguments:?}: {told}");
    path.to_owned()
}

/// Runs a command line as a reader would who copied it from the page, beside the folder of the records, and
/// gives its answer as JSON.
pub fn as_copied(beside: &Path, command: &str) -> Value {
    let program = Path::new(env!("CARGO_BIN_EXE_coalition"));
    let folder = program.parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    let run = Command::new("sh")
        .args(["-c", &format!("{command} --format json")])
        .current_dir(beside)
        .env_remove("COALITION_DATA")
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .output();
    let run = run.expect("a shell");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{command}: {told}");
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// The server, over a folder of records.
pub struct Served {
    pub address: String,
    _process: Owned,
}

impl Served {
    pub fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--port", "0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let out = child.stdout.take().expect("the server's words");
        let err = child.stderr.take().expect("the server's words");
        let process = Owned(child);
        let (tell, told) = mpsc::channel();
        let told_err = tell.clone();
        thread::spawn(move || told_address(out, address_in).map(|address| tell.send(address)));
        thread::spawn(move || told_address(err, address_in).map(|address| told_err.send(address)));
        let address = told
            .recv_timeout(PATIENCE)
            .expect("the server tells its address");
        Served {
            address,
            _process: process,
        }
    }
}

fn address_in(line: &str) -> Option<String> {
    let start = line.find("http://")?;
    let address = line[start..].split_whitespace().next()?;
    Some(address.trim_end_matches(['/', '.', ',']).to_owned())
}
