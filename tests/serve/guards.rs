//! Who is let in, and what goes out with every answer.

use std::net::TcpListener;

use super::folder::Folder;
use super::server::{Reply, Server};

fn assert_guarded(reply: &Reply) {
    let policy = reply.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
    let open = reply.header("access-control-allow-origin");
    assert_eq!(open, None);
}

fn served() -> (Folder, Server) {
    let folder = Folder::new();
    let server = Server::start(&["--data", folder.path()]);
    (folder, server)
}

#[test]
fn the_page_is_at_the_root_alone() {
    let (_folder, server) = served();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(page.body.contains("data-version="), "{}", page.body);
    assert_guarded(&page);
    let head = server.asked("HEAD", "/", &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let live = server.asked("HEAD", "/live", &[]);
    assert_eq!((live.status, live.body.as_str()), (200, ""));
    let length = page.body.len().to_string();
    assert_eq!(head.header("content-length"), Some(length.as_str()));

    for path in [
        "/index.html",
        "/joins.toml",
        "/cast.toml",
        "/../Cargo.toml",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/api",
        "/api/",
        "/api/members/",
        "/api/../joins.toml",
        "/api/%2e%2e",
        "/live/",
        "/favicon.ico",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}: {}", reply.body);
        assert!(reply.body.contains("there is no"), "{path}: {}", reply.body);
        assert_guarded(&reply);
    }
}

#[test]
fn only_its_own_name_leads_here() {
    let (_folder, server) = served();
    let (_, port) = server.at.split_once(':').expect("a port");
    let own = ["127.0.0.1", "localhost", "LocalHost", "[::1]"];
    for name in own {
        let reply = server.asked("GET", "/", &[&format!("Host: {name}:{port}")]);
        assert_eq!(reply.status, 200, "{name}");
    }
    let foreign = [
        "Host: evil.example".to_owned(),
        format!("Host: evil.example:{port}"),
        format!("Host: 127.0.0.1.evil.example:{port}"),
        format!("Host: localhost.:{port}"),
        format!("Host: user@127.0.0.1:{port}"),
        format!("Host: 192.168.7.7:{port}"),
        format!("Host: 0.0.0.0:{port}"),
        "Host: 127.0.0.1".to_owned(),
        "Host: 127.0.0.1:1".to_owned(),
        "Host:".to_owned(),
        format!("Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}"),
    ];
    for path in ["/", "/live", "/api/members", "/nothing"] {
        for host in &foreign {
            let reply = server.asked("GET", path, &[host]);
            assert!(
                [400, 421].contains(&reply.status),
                "{host}: {}",
                reply.status
            );
            assert!(!reply.body.contains("demo"), "{host}: {}", reply.body);
        }
    }
    let reply = server.asked("GET", "/", &[&foreign[1]]);
    assert_eq!(reply.status, 421);
    assert!(
        reply.body.contains("by its own address only"),
        "{}",
        reply.body
    );
    assert_guarded(&reply);

    // The name may stand in the address as well, and then it counts too.
    let host = format!("Host: {}", server.at);
    let elsewhere = server.asked("GET", "http://evil.example/", &[&host]);
    assert_eq!(elsewhere.status, 421);
    let here = server.asked("GET", &format!("http://{}/", server.at), &[&host]);
    assert_eq!(here.status, 200);
    assert_eq!(server.sent("GET / HTTP/1.0\r\n\r\n").status, 421);
}

#[test]
fn nothing_can_be_changed() {
    let (_folder, server) = served();
    for path in ["/", "/live", "/api/members", "/nothing"] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            let reply = server.asked(method, path, &["Content-Length: 0"]);
            assert_eq!(reply.status, 405, "{method} {path}");
            assert_eq!(reply.header("allow"), Some("GET, HEAD"));
            assert_guarded(&reply);
        }
    }
}

#[test]
fn other_sites_may_link_but_not_ask() {
    let (_folder, server) = served();
    for (site, status) in [
        ("cross-site", 403),
        ("same-site", 403),
        ("none", 200),
        ("same-origin", 200),
    ] {
        let from = format!("Sec-Fetch-Site: {site}");
        for path in ["/api/members", "/api/check", "/api/findings"] {
            assert_eq!(server.asked("GET", path, &[&from]).status, status, "{site}");
        }
        assert_eq!(server.asked("GET", "/", &[&from]).status, 200);
    }
    let reply = server.asked("GET", "/live", &["Sec-Fetch-Site: cross-site"]);
    assert_eq!(reply.status, 403);
    assert_guarded(&reply);
}

/// A browser does not tell the kind of site to a server on another machine: then it tells the origin alone.
#[test]
fn a_page_of_another_origin_may_not_ask() {
    let folder = Folder::new();
    let server = Server::start(&["--data", folder.path(), "--host", "0.0.0.0"]);
    let (_, port) = server.at.split_once(':').expect("a port");
    let host = format!("192.168.7.7:{port}");
    let foreign = [
        "https://evil.example".to_owned(),
        format!("http://evil.example:{port}"),
        format!("http://{host}.evil.example"),
        format!("https://{host}"),
        "http://192.168.7.7:1".to_owned(),
        // A number that may be this machine's, and may be any other's.
        format!("http://203.0.113.9:{port}"),
        format!("http://{host}/"),
        format!("http://x@{host}"),
        host.clone(),
        "null".to_owned(),
        String::new(),
        format!("http://{host}\r\nOrigin: https://evil.example"),
    ];
    let asked = |path: &str, origin: &str| {
        let lines = [format!("Host: {host}"), format!("Origin: {origin}")];
        server.asked("GET", path, &lines.each_ref().map(String::as_str))
    };
    for path in ["/api/members", "/api/findings", "/live", "/nothing"] {
        for origin in &foreign {
            let reply = asked(path, origin);
            assert_eq!(reply.status, 403, "{path} {origin}");
            assert_guarded(&reply);
        }
    }
    for origin in [format!("http://{host}"), format!("http://{}", server.at)] {
        let status = if origin.contains(&host) { 200 } else { 403 };
        assert_eq!(asked("/api/members", &origin).status, status, "{origin}");
        assert_eq!(asked("/", &origin).status, 200, "who is led here looks");
    }
}

#[test]
fn no_question_is_endless() {
    let (_folder, server) = served();
    let long = format!("/api/members?coalition={}", "a".repeat(5_000));
    let reply = server.get(&long);
    assert_eq!(reply.status, 414);
    assert_guarded(&reply);
    let many = format!("/api/timeline?{}", "actor=DNK&".repeat(300));
    assert_eq!(server.get(&many).status, 200);
}

#[test]
fn a_guarded_answer_is_guarded_whatever_it_says() {
    let (_folder, server) = served();
    for path in [
        "/api/members",
        "/api/check",
        "/api/findings",
        "/api/memers",
        "/api/may",
    ] {
        assert_guarded(&server.get(path));
    }
}

#[test]
fn other_machines_look_only_where_they_are_let() {
    let folder = Folder::new();
    let mut server = Server::start(&["--data", folder.path(), "--host", "0.0.0.0"]);
    assert!(server.at.starts_with("127.0.0.1:"), "{}", server.at);
    assert!(
        server
            .line()
            .starts_with("warning: with `--host 0.0.0.0` other machines")
    );
    let (_, port) = server.at.split_once(':').expect("a port");
    for (name, status) in [
        ("192.168.7.7", 200),
        ("localhost", 200),
        ("evil.example", 421),
    ] {
        let reply = server.asked("GET", "/", &[&format!("Host: {name}:{port}")]);
        assert_eq!(reply.status, status, "{name}");
    }
    // A machine may be without the newer kind of address.
    if TcpListener::bind("[::1]:0").is_ok() {
        let server = Server::start(&["--data", folder.path(), "--host", "::1"]);
        assert!(server.at.starts_with("[::1]:"), "{}", server.at);
        assert_eq!(server.get("/").status, 200);
    }
}
