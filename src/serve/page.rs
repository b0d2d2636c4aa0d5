//! The page over the records served.

use super::records::Records;
use super::state::Shown;

/// The policy of the page.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'";

pub fn page(shown: &Shown, records: &Records) -> String {
    format!(
        "<!doctype html><html lang=en><title>{}</title><body data-live data-version=\"{}\"><h1>{} events</h1>",
        records.shown().replace(['<', '&'], " "),
        shown.version,
        shown.timeline().model.events.len()
    )
}
