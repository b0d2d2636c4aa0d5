//! `coalition fmt` on a disk: what is named is written whole, and nothing else is touched.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const UNTIDY: &str =
    "[[event]]\nkind = 'join' # said so\nid = \"dnk-joins\"\ndate = \"2014-09-26\"\n";
const TIDY: &str = "[[event]]\nid = \"dnk-joins\"\ndate = 2014-09-26\nkind = \"join\" # said so\n";
const BROKEN: &str = "[[event]]\nid = \"dnk\n";

fn fmt(arguments: &[&str], within: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coalition"))
        .env("COALITION_DATA", within)
        .current_dir(within)
        .arg("fmt")
        .args(arguments)
        .output()
        .expect("the program")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("a file")
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    let mut names: Vec<_> = entries.filter_map(name).collect();
    names.sort();
    names
}

#[test]
fn only_what_is_named_is_written() {
    let files = [
        ("a.toml", UNTIDY),
        ("b.toml", UNTIDY),
        ("broken.toml", BROKEN),
        ("notes.md", UNTIDY),
    ];
    let data = folder(&files);
    let nothing_named = fmt(&[], data.path());
    assert_eq!(nothing_named.status.code(), Some(2));
    let check = fmt(&["--check", "."], data.path());
    assert_eq!(check.status.code(), Some(1));
    for (name, text) in files {
        assert_eq!(read(&data, name), text);
    }
    assert!(fmt(&["a.toml"], data.path()).status.success());
    assert_eq!(
        (read(&data, "a.toml"), read(&data, "b.toml")),
        (TIDY.into(), UNTIDY.into())
    );
    // A path that is not there is told before anything is written.
    let missing = fmt(&["b.toml", "nowhere"], data.path());
    assert_eq!(
        (missing.status.code(), read(&data, "b.toml")),
        (Some(2), UNTIDY.into())
    );
    // A file that is no TOML is told, and keeps no other from being laid out.
    let all = fmt(&["--data", "."], data.path());
    assert_eq!(all.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&all.stdout).contains("broken.toml:2:"));
    assert_eq!(
        (read(&data, "b.toml"), read(&data, "broken.toml")),
        (TIDY.into(), BROKEN.into())
    );
    assert_eq!(read(&data, "notes.md"), UNTIDY);
    assert_eq!(
        names(&data),
        ["a.toml", "b.toml", "broken.toml", "notes.md"]
    );
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_are_kept_to() {
    use std::os::unix::fs::PermissionsExt;

    let data = folder(&[("open.toml", UNTIDY), ("closed.toml", UNTIDY)]);
    let mode = |name: &str, mode| {
        let path = data.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    mode("open.toml", 0o640);
    mode("closed.toml", 0o440);
    assert!(fmt(&["open.toml"], data.path()).status.success());
    let kept = fs::metadata(data.path().join("open.toml"))
        .expect("a file")
        .permissions();
    assert_eq!(kept.mode() & 0o777, 0o640);
    let refused = fmt(&["closed.toml"], data.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is as it was"));
    assert_eq!(read(&data, "closed.toml"), UNTIDY);
    assert_eq!(names(&data), ["closed.toml", "open.toml"]);
}

#[test]
fn what_a_line_hides_is_said() {
    let mark = format!("\u{feff}{TIDY}");
    let windows = TIDY.replace('\n', "\r\n");
    let other = "[package]\nname = \"x\"\ndate = \"2014-09-26\"\n";
    let files = [
        ("cut.toml", TIDY.trim_end()),
        ("mark.toml", &mark),
        ("other.toml", other),
        ("windows.toml", &windows),
    ];
    let data = folder(&files);
    let said = fmt(&["--check", "."], data.path()).stdout;
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].contains("cut.toml:4: the line should end"),
        "{said}"
    );
    assert!(
        lines[1].contains("mark.toml:1: there should be no byte order mark"),
        "{said}"
    );
    assert!(
        lines[2].contains("other.toml:1:2: `package` is no table of records"),
        "{said}"
    );
    assert!(
        lines[3].contains("windows.toml:1: the line should end"),
        "{said}"
    );
    fmt(&["."], data.path());
    for name in ["cut.toml", "mark.toml", "windows.toml"] {
        assert_eq!(read(&data, name), TIDY);
    }
    assert_eq!(read(&data, "other.toml"), other);
}
