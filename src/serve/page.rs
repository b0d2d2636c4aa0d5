//! The page over the records served.

use coalition::question;

use super::records::Records;
use super::state::Shown;
use crate::cli::Failure;
use crate::cli::asking::Asking;
use crate::cli::page::html;

/// The page, made to reload itself when there is a newer state.
pub fn page(shown: &Shown, records: &Records) -> Result<String, Failure> {
    let today = shown.reading.today;
    let asking = Asking {
        data: records.data.as_deref(),
        texts: &shown.reading.texts,
        timeline: shown.timeline(),
        common: &records.common,
        today,
        remark: shown.remark.clone(),
    };
    let asked = question::Page {
        coalitions: Vec::new(),
        on: today,
        today,
    };
    html(&asking, &asked, Some(shown.version))
}
