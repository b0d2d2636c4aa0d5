//! What is saved is shown; what is broken is told, and the last sound state stays.

use super::TODAY;
use super::folder::{Folder, JOINS, faulty, rename, two_join};
use super::server::{Live, Server};

fn served(folder: &Folder) -> (Server, Live) {
    let server = Server::start(&[&TODAY[..], &["--data", folder.path()]].concat());
    let live = server.live();
    (server, live)
}

/// How many are in.
fn members(server: &Server) -> usize {
    let answer = server.json("/api/members?coalition=demo");
    answer["rows"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_save_a_fault_and_a_mend_are_told() {
    let folder = Folder::new();
    let (server, mut live) = served(&folder);
    let first = live.next().expect("a state at once");
    assert_eq!(
        (&first["errors"], &first["warnings"]),
        (&0.into(), &0.into())
    );
    assert_eq!(first["hash"], server.json("/api/members")["data"]["hash"]);
    assert_eq!(members(&server), 1);
    let version = format!("data-version=\"{}\"", first["version"]);
    assert!(server.get("/").body.contains(&version));

    folder.save("joins.toml", two_join());
    let second = live.until(|told| told["version"] != first["version"] && told["errors"] == 0);
    assert_eq!(members(&server), 2);
    assert_ne!(second["hash"], first["hash"]);
    let version = format!("data-version=\"{}\"", second["version"]);
    assert!(server.get("/").body.contains(&version));

    folder.save("joins.toml", faulty());
    let fault = live.until_errors(1);
    assert_eq!(
        (&fault["version"], &fault["hash"]),
        (&second["version"], &second["hash"])
    );
    assert_eq!(members(&server), 2);
    let notes = server.json("/api/members?coalition=demo")["notes"].to_string();
    let overtaken = "Answered from the last sound state; now the records have 1 error.";
    assert!(notes.contains(overtaken), "{notes}");
    let row = &server.json("/api/check")["rows"][0];
    assert_eq!(
        (&row["rule"], &row["line"]),
        (&"unknown-id".into(), &6.into())
    );
    let shown = server.json("/api/findings");
    assert_eq!((&shown["errors"], &shown["more"]), (&1.into(), &0.into()));
    let excerpt = shown["rows"][0]["excerpt"].as_str().unwrap_or_default();
    assert!(
        excerpt.contains("actor = \"DNX\"\n  |         ^^^^^"),
        "{excerpt}"
    );
    assert_eq!(shown["rows"][0]["message"], row["message"]);

    folder.save("joins.toml", two_join());
    let mended = live.until_errors(0);
    let notes = server.json("/api/members?coalition=demo")["notes"].to_string();
    assert!(!notes.contains("last sound state"), "{notes}");
    assert_eq!(
        mended["version"], second["version"],
        "nothing else is shown"
    );
    folder.save("joins.toml", JOINS);
    live.until(|told| told["version"] != second["version"]);
    assert_eq!(members(&server), 1);
}

#[test]
fn files_are_seen_however_they_come_and_go() {
    let folder = Folder::new();
    let (server, mut live) = served(&folder);
    let mut version = live.next().expect("a state")["version"].clone();
    let mut until_changed = |what: &str, wanted: usize| {
        let told = live.until(|told| told["version"] != version && told["errors"] == 0);
        version = told["version"].clone();
        // A file may be seen before all that belongs to it.
        while members(&server) != wanted {
            version = live.next().expect(what)["version"].clone();
        }
    };
    let norway = two_join().replace(JOINS, "");
    folder.save_by_rename("joins.toml", &two_join());
    until_changed("saved by renaming", 2);
    folder.save("joins.toml", JOINS);
    until_changed("saved in place", 1);
    folder.save("more.toml", &norway);
    until_changed("a new file", 2);
    folder.remove("more.toml");
    until_changed("a file removed", 1);
    folder.save("new/deep/more.toml", &norway);
    until_changed("a new folder in a new folder", 2);
    folder.save("new/deep/more.toml", "# empty\n");
    until_changed("a file in a new folder", 1);
    folder.save("new/deep/more.toml", &norway);
    until_changed("and again", 2);
    rename(&folder.file("new"), &folder.data.with_file_name("aside"));
    until_changed("a folder moved out", 1);
    rename(&folder.data.with_file_name("aside"), &folder.file("back"));
    until_changed("and in", 2);
    folder.save("back/deep/more.toml", "# empty\n");
    until_changed("a file in a folder that was moved", 1);
}

#[test]
fn a_folder_that_is_gone_is_told_until_it_is_back() {
    let folder = Folder::new();
    let (server, mut live) = served(&folder);
    let first = live.next().expect("a state");
    std::fs::remove_dir_all(&folder.data).expect("removed");
    live.until_errors(1);
    // It may have been seen when it was half removed; then it is soon seen to be gone.
    while server.json("/api/check")["rows"][0]["rule"] != "unreadable" {
        live.next().expect("an event");
    }
    let row = server.json("/api/check")["rows"][0].clone();
    let message = row["message"].as_str().unwrap_or_default();
    assert!(
        message.starts_with("the data could not be read: no data at"),
        "{message}"
    );
    assert_eq!(server.json("/api/findings")["rows"][0]["message"], message);
    assert_eq!(members(&server), 1);
    assert_eq!(server.get("/").status, 200);

    folder.fill();
    let back = live.until_errors(0);
    assert_eq!(back["version"], first["version"], "it is as it was");
    // What is there now is watched like what was there before.
    folder.save("joins.toml", two_join());
    live.until(|told| told["version"] != first["version"]);
    assert_eq!(members(&server), 2);
}

#[test]
fn another_folder_in_its_place_is_shown() {
    let folder = Folder::new();
    let (server, mut live) = served(&folder);
    let first = live.next().expect("a state");
    let other = Folder::new();
    other.save("joins.toml", two_join());
    rename(&folder.data, &folder.data.with_file_name("old"));
    rename(&other.data, &folder.data);
    live.until(|told| told["version"] != first["version"] && told["errors"] == 0);
    assert_eq!(members(&server), 2);
    folder.save("joins.toml", JOINS);
    live.until(|told| told["hash"] == first["hash"]);
    assert_eq!(members(&server), 1);
}

#[test]
fn what_is_no_text_or_too_large_is_told() {
    let folder = Folder::new();
    let limit = ["--largest-file", "3kB"];
    let server = Server::start(&[&limit[..], &["--data", folder.path()]].concat());
    let mut live = server.live();
    let first = live.next().expect("a state");

    let half = [JOINS.as_bytes(), b"# \xe2\x82"].concat();
    folder.save("joins.toml", half);
    live.until_errors(1);
    let rules = server.json("/api/check");
    assert_eq!(rules["rows"][0]["rule"], "not-utf8", "{rules}");

    folder.save("joins.toml", format!("{JOINS}# {}\n", "long ".repeat(1000)));
    let message = loop {
        let told = server.json("/api/check")["rows"][0]["message"].clone();
        if told
            .as_str()
            .is_some_and(|told| told.starts_with("the data"))
        {
            break told;
        }
        live.next().expect("an event");
    };
    let message = message.as_str().unwrap_or_default();
    assert!(
        message.contains("`--largest-file 1GB` lets it be read"),
        "{message}"
    );
    assert_eq!(members(&server), 1);

    folder.save("joins.toml", JOINS);
    let mended = live.until_errors(0);
    assert_eq!(mended["version"], first["version"]);
}

#[test]
fn one_file_is_watched_however_it_is_saved() {
    let folder = Folder::new();
    let all = |joins: &str| coalition::check::CAST.to_owned() + joins;
    folder.save("cast.toml", all(JOINS));
    let file = folder.file("cast.toml");
    let server = Server::start(&["--data", file.to_str().expect("a path")]);
    let mut live = server.live();
    let first = live.next().expect("a state");
    assert_eq!(members(&server), 1);
    folder.save_by_rename("cast.toml", &all(&two_join()));
    let second = live.until(|told| told["version"] != first["version"] && told["errors"] == 0);
    assert_eq!(members(&server), 2);
    folder.save("cast.toml", all(JOINS));
    live.until(|told| told["hash"] == first["hash"] && told["errors"] == 0);
    folder.save_by_rename("cast.toml", &all(&two_join()));
    live.until(|told| told["hash"] == second["hash"] && told["errors"] == 0);
    folder.remove("cast.toml");
    live.until_errors(1);
    folder.save("cast.toml", all(JOINS));
    live.until(|told| told["hash"] == first["hash"] && told["errors"] == 0);
    assert_eq!(members(&server), 1);
}

#[test]
fn warnings_are_counted_and_hold_nothing_back() {
    let folder = Folder::new();
    let (server, mut live) = served(&folder);
    let first = live.next().expect("a state");
    folder.save(
        "more.toml",
        "[[source]]\nid = \"idle\"\ntitle = \"Nobody's\"\n",
    );
    let told = live.until(|told| told["version"] != first["version"]);
    assert_eq!((&told["errors"], &told["warnings"]), (&0.into(), &1.into()));
    assert_eq!(
        server.json("/api/findings")["rows"][0]["severity"],
        "warning"
    );
}
