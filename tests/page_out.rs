//! Where `coalition page` writes, and where it does not.
#![allow(
    clippy::expect_used,
    reason = "a stage that cannot be set fails the test"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const RECORDS: &str = "[[coalition]]\nid = \"c\"\nname = \"C\"\n";

/// A folder with one file of records, and the command run in it.
struct Stage(TempDir);

impl Stage {
    fn new() -> Stage {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir(folder.path().join("records")).expect("a folder");
        fs::write(folder.path().join("records/c.toml"), RECORDS).expect("a file");
        Stage(folder)
    }

    fn page(&self, out: &[&str]) -> Output {
        let run = Command::new(env!("CARGO_BIN_EXE_coalition"))
            .args(["page", "--data", "records"])
            .args(out)
            .env_remove("COALITION_DATA")
            .current_dir(self.0.path())
            .output();
        run.expect("the program")
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn told(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn is_page(path: &Path) -> bool {
    let read = fs::read_to_string(path).unwrap_or_default();
    read.to_lowercase().starts_with("<!doctype html>")
}

#[test]
fn a_file_that_is_named_and_no_other() {
    let stage = Stage::new();
    let run = stage.page(&["--out", "page.html"]);
    assert!(run.status.success(), "{}", told(&run));
    assert!(is_page(&stage.at("page.html")) && run.stdout.is_empty());
    let again = stage.page(&["--out", "-"]);
    assert_eq!(
        again.stdout,
        fs::read(stage.at("page.html")).expect("the page")
    );
    assert_eq!(stage.files(), ["page.html", "records"]);
}

#[test]
fn no_record_and_nothing_that_cannot_be_written() {
    let stage = Stage::new();
    let record = stage.at("records/c.toml");
    let before = fs::read(&record).expect("the record");
    for (out, why) in [
        (
            "records/c.toml",
            "is one of the records that the page is made from",
        ),
        ("records/../records/c.toml", "is one of the records"),
        ("nowhere/page.html", "there is no folder nowhere"),
        ("records", "cannot write records"),
    ] {
        let run = stage.page(&["--out", out]);
        assert_eq!(run.status.code(), Some(2), "{out}");
        assert!(told(&run).contains(why), "{out}: {}", told(&run));
    }
    assert_eq!(fs::read(&record).expect("the record"), before);
    assert_eq!(stage.files(), ["records"]);
    let run = stage.page(&["--format", "csv"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(told(&run).contains("`page` writes HTML"), "{}", told(&run));
}

#[cfg(unix)]
#[test]
fn through_a_link_and_into_what_is_no_file() {
    let stage = Stage::new();
    fs::write(stage.at("old.html"), "old").expect("a file");
    std::os::unix::fs::symlink("old.html", stage.at("link.html")).expect("a link");
    assert!(stage.page(&["--out", "link.html"]).status.success());
    assert!(is_page(&stage.at("old.html")));
    let link = fs::symlink_metadata(stage.at("link.html")).expect("the link");
    assert!(link.is_symlink());
    assert!(stage.page(&["--out", "/dev/null"]).status.success());
    let device = fs::metadata("/dev/null").expect("the device");
    assert!(!device.is_file());
}
