//! The page over the records served.

use coalition::question;

use super::records::Records;
use super::state::Shown;
use crate::cli::Failure;
use crate::cli::page::{html, options};

/// The page, made to reload itself when there is a newer state.
pub fn page(shown: &Shown, records: &Records) -> Result<String, Failure> {
    let today = shown.reading.today;
    let asked = question::Page {
        coalitions: Vec::new(),
        on: today,
        today,
        options: options(records.data.as_deref(), &records.common),
        notes: shown.remark.clone().into_iter().collect(),
    };
    html(
        shown.timeline(),
        &shown.reading.texts,
        &asked,
        Some(shown.version),
    )
}
