//! The page: one HTML file that holds the record and shows it on any day.
//!
//! Nothing is fetched and nothing else runs: the policy in the page lets only its own script and style through,
//! by their hashes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use minijinja::{Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::clean;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// The script, in the order in which its parts rest on each other.
const SCRIPT: &[&str] = &[
    include_str!("script/days.js"),
    include_str!("script/dom.js"),
    include_str!("script/data.js"),
    include_str!("script/lookup.js"),
    include_str!("script/sentence.js"),
    include_str!("script/state.js"),
    include_str!("script/paper.js"),
    include_str!("script/when.js"),
    include_str!("script/filters.js"),
    include_str!("script/axis.js"),
    include_str!("script/stretches.js"),
    include_str!("script/bars.js"),
    include_str!("script/legend.js"),
    include_str!("script/bars-table.js"),
    include_str!("script/tip.js"),
    include_str!("script/members.js"),
    include_str!("script/evidence.js"),
    include_str!("script/grid.js"),
    include_str!("script/changes.js"),
    include_str!("script/votes.js"),
    include_str!("script/cite.js"),
    include_str!("script/live.js"),
    include_str!("script/main.js"),
];

/// The page as one file. `live` is the version of the data where a server tells of newer ones.
///
/// # Errors
///
/// If the data cannot be written as JSON.
pub fn html(
    page: &impl Serialize,
    title: &str,
    live: Option<u64>,
) -> Result<String, minijinja::Error> {
    let script = script();
    let policy = policy(live.is_some());
    let shown = context! {
        title => clean(title),
        policy,
        style => STYLE,
        script,
        data => data(page)?,
        version => live,
    };
    Environment::new().render_named_str("page.html", TEMPLATE, shown)
}

/// One script of all parts, none of whose names are seen outside it.
fn script() -> String {
    format!(
        "(async () => {{\n'use strict';\n\n{}}})();\n",
        SCRIPT.join("\n")
    )
}

/// What the page may run and reach: its own script and style and, under a server, that server.
pub fn policy(live: bool) -> String {
    let connect = if live { "; connect-src 'self'" } else { "" };
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'{connect}",
        hash(&script()),
        hash(STYLE)
    )
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// The data as JSON, deflated, in letters that mean nothing to a reader of markup.
fn data(page: &impl Serialize) -> Result<String, minijinja::Error> {
    let unfit = |fault: std::io::Error| {
        let kind = minijinja::ErrorKind::BadSerialization;
        minijinja::Error::new(kind, "the data of the page is no JSON").with_source(fault)
    };
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    serde_json::to_writer(&mut packed, page).map_err(|fault| unfit(fault.into()))?;
    Ok(STANDARD.encode(packed.finish().map_err(unfit)?))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test stops where its stage cannot be set"
    )]

    use flate2::read::DeflateDecoder;
    use serde_json::json;

    use super::*;

    #[test]
    fn data_cannot_end_its_element_and_reads_back() {
        let page = json!({ "name": "</script><!--<script>alert('&')\u{202e}\u{2028}\u{7}\u{85}" });
        let data = data(&page).unwrap();
        assert!(
            data.chars()
                .all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c))
        );
        let packed = STANDARD.decode(data).unwrap();
        let read: serde_json::Value =
            serde_json::from_reader(DeflateDecoder::new(&*packed)).unwrap();
        assert_eq!(read, page);
    }

    #[test]
    fn the_policy_names_what_is_inlined() {
        let html = html(&json!({}), "T", None).unwrap();
        for (tag, text) in [("script", script()), ("style", STYLE.to_owned())] {
            assert!(html.contains(&format!("<{tag}>{text}</{tag}>")));
            let meta = html.split("<style>").next().unwrap();
            let named = format!("{tag}-src {}", hash(&text));
            let named = named.replace('\'', "&#x27;").replace('/', "&#x2f;");
            assert!(meta.contains(&named), "{meta}");
        }
        assert!(!html.contains("connect-src"));
        assert!(!html.contains("<body data-live"));
    }

    #[test]
    fn the_page_reaches_a_server_only_under_one() {
        let html = html(&json!({}), "T", Some(7)).unwrap();
        assert!(html.contains("; connect-src &#x27;self&#x27;"));
        assert!(html.contains("<body data-live data-version=\"7\">"));
    }

    #[test]
    fn a_title_is_text() {
        let html = html(&json!({}), "<b>\u{202e}\"x", None).unwrap();
        assert!(html.contains("<title>&lt;b&gt;\u{fffd}&quot;x</title>"));
    }

    #[test]
    fn no_part_ends_its_element_or_breaks_a_line_otherwise() {
        let script = script();
        assert!(!script.contains("</") && !script.contains("<!--") && !STYLE.contains("</"));
        assert!(!script.contains('\r') && !STYLE.contains('\r'));
    }

    #[test]
    fn markup_carries_neither_handlers_nor_styles() {
        for forbidden in [" style=", " onclick=", "javascript:", "http://", "https://"] {
            assert!(!TEMPLATE.contains(forbidden), "{forbidden}");
        }
        assert!(!script().contains("innerHTML"));
    }
}
