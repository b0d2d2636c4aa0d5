//! How a server does not start, and how it ends.

use std::net::TcpListener;
use std::time::Duration;

use super::folder::Folder;
use super::server::{Server, program};

/// What it says where it does not start.
fn failed(args: &[&str]) -> String {
    let output = program().arg("serve").args(args).output();
    let output = output.expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    String::from_utf8(output.stderr).expect("words")
}

#[test]
fn a_port_that_is_taken_is_told_with_the_mend() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("a port").port().to_string();
    let says = failed(&["--port", &port]);
    assert_eq!(
        says,
        format!(
            "coalition: port {port} of 127.0.0.1 is taken, perhaps by another `coalition serve`: `--port 0` takes one that is free, `--port N` another\n"
        )
    );
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = Folder::new();
    assert!(failed(&["--host", "192.0.2.1"]).contains("`--host 192.0.2.1` is no address of this"));
    assert!(failed(&["--host", "example.org"]).contains("an address is in numbers"));
    assert!(failed(&["--port", "70000"]).contains("70000"));
    let nowhere = folder.file("nowhere");
    let says = failed(&["--port", "0", "--data", nowhere.to_str().expect("a path")]);
    assert!(says.contains("there is no such folder or file"), "{says}");
    let says = failed(&[
        "--port",
        "0",
        "--data",
        folder.path(),
        "--according-to",
        "nobody",
    ]);
    assert!(says.contains("there is no source `nobody`"), "{says}");
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_with_a_page_open() {
    for signal in ["INT", "TERM"] {
        let folder = Folder::new();
        let mut server = Server::start(&["--data", folder.path()]);
        let mut live = server.live();
        assert!(live.next().is_some());
        server.signal(signal);
        let status = server.ended(Duration::from_secs(5));
        assert_eq!(status.and_then(|status| status.code()), Some(0), "{signal}");
        assert!(live.next().is_none());
    }
}

#[test]
fn it_tells_where_it_is_and_what_it_serves() {
    let folder = Folder::new();
    let mut server = Server::start(&["--data", folder.path()]);
    assert!(server.at.starts_with("127.0.0.1:"), "{}", server.at);
    let says = format!("serving {}, 2 events in 2 files: ", folder.path());
    let line = server.line();
    assert!(line.starts_with(&says), "{line}");
    let mut built_in = Server::start(&[]);
    let line = built_in.line();
    assert!(line.starts_with("serving the records built in, "), "{line}");
}
