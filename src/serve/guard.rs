//! What is let in, and what goes out with every answer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Server;

/// A longer address asks nothing that can be answered.
const LONGEST: usize = 4096;

const HEADERS: [(HeaderName, &str); 7] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Under which names the server may be asked.
///
/// A page from elsewhere can have its own name lead to this computer, and then read what is served here as
/// if it were its own. A number is led nowhere.
#[derive(Clone, Copy)]
pub struct Hosts(pub SocketAddr);

impl Hosts {
    fn has(self, authority: &str) -> bool {
        let Ok(authority) = authority.parse::<Authority>() else {
            return false;
        };
        let is_plain = !authority.as_str().contains('@');
        let port = authority.port_u16().unwrap_or(80);
        is_plain && port == self.0.port() && self.has_name(authority.host())
    }

    fn has_name(self, name: &str) -> bool {
        let own = self.0.ip();
        let is_here = own.is_loopback() || own.is_unspecified();
        if name.eq_ignore_ascii_case("localhost") {
            return is_here;
        }
        let number = name.trim_start_matches('[').trim_end_matches(']');
        let loopback: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        number.parse().is_ok_and(|number: IpAddr| {
            number == own || own.is_unspecified() || (is_here && loopback.contains(&number))
        })
    }
}

/// Refuses what is not for this server, and sends nothing out unguarded.
pub async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(server.hosts, &request) {
        Some((status, why)) => (status, format!("{why}\n")).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if name != CONTENT_SECURITY_POLICY || !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

fn refusal(hosts: Hosts, request: &Request) -> Option<(StatusCode, &'static str)> {
    if !is_addressed(hosts, request) {
        let why = "this server is asked by its own address only, as it was told where it started";
        return Some((StatusCode::MISDIRECTED_REQUEST, why));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let why = "nothing can be changed here: only GET and HEAD are answered";
        return Some((StatusCode::METHOD_NOT_ALLOWED, why));
    }
    let asked = request.uri().path_and_query();
    if asked.is_some_and(|asked| asked.as_str().len() > LONGEST) {
        return Some((StatusCode::URI_TOO_LONG, "no question is as long as this"));
    }
    if request.uri().path() != "/" && is_from_elsewhere(request) {
        let why = "pages of other sites may not ask here";
        return Some((StatusCode::FORBIDDEN, why));
    }
    None
}

/// Whether it is asked under its own name, wherever the name stands.
fn is_addressed(hosts: Hosts, request: &Request) -> bool {
    let mut told = request.headers().get_all(HOST).iter();
    let own = |value: &HeaderValue| value.to_str().is_ok_and(|name| hosts.has(name));
    let once = told.next().is_some_and(own) && told.next().is_none();
    let in_address = request.uri().authority();
    once && in_address.is_none_or(|authority| hosts.has(authority.as_str()))
}

/// Browsers say whether a page of another site asks; other programs say nothing.
///
/// Of a server on this computer they say it in so many words. Of one on another, without encryption, they
/// say only whose page asks, and that it is this server's own shows by the name under which it is asked.
fn is_from_elsewhere(request: &Request) -> bool {
    let headers = request.headers();
    let mut sites = headers.get_all("sec-fetch-site").iter();
    let own = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_own = |origin: &HeaderValue| {
        let origin = origin.to_str().ok();
        let origin = origin.and_then(|origin| origin.strip_prefix("http://"));
        origin.is_some_and(|origin| own.is_some_and(|own| origin.eq_ignore_ascii_case(own)))
    };
    sites.any(|site| site != "same-origin" && site != "none")
        || !headers.get_all(ORIGIN).iter().all(is_own)
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    fn asked(own: &str, names: &[&str]) -> Vec<bool> {
        let hosts = own.parse().map(Hosts);
        let has = |name: &&str| hosts.as_ref().is_ok_and(|hosts| hosts.has(name));
        names.iter().map(has).collect()
    }

    #[test]
    fn only_its_own_names_lead_to_a_server() {
        let own = [
            "127.0.0.1:2014",
            "localhost:2014",
            "LOCALHOST:2014",
            "[::1]:2014",
        ];
        assert_eq!(asked("127.0.0.1:2014", &own), [true; 4]);
        assert_eq!(asked("[::1]:2014", &own), [true; 4]);
        assert_eq!(asked("0.0.0.0:2014", &own), [true; 4]);
        let foreign = [
            "127.0.0.1",
            "127.0.0.1:2015",
            "evil.example:2014",
            "localhost.evil.example:2014",
            "evil@127.0.0.1:2014",
            "192.168.1.5:2014",
            "",
            "127.0.0.1:2014/",
        ];
        assert_eq!(asked("127.0.0.1:2014", &foreign), [false; 8]);
        assert_eq!(
            asked("127.0.0.1:80", &["127.0.0.1", "localhost"]),
            [true; 2]
        );
        let others = ["192.168.1.5:2014", "localhost:2014", "mybox.local:2014"];
        assert_eq!(asked("192.168.1.5:2014", &others), [true, false, false]);
        assert_eq!(asked("0.0.0.0:2014", &others), [true, true, false]);
    }
}
