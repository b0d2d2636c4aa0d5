//! What the newest reading found: as `check` says it, and as the page shows it.

use coalition::answer::Answer;
use coalition::answer::findings::{self, FindingRow, Report};
use coalition::finding::Finding;
use coalition::question;
use coalition::render;
use serde::Serialize;
use serde_json::json;

use super::records::{Reading, Records};
use super::state::State;
use crate::cli::output::{check_command, written};
use crate::cli::{Check, Common, Failure};

/// So many findings are shown on the page.
const SHOWN: usize = 100;

/// What the name of the rule would be, had the files been read.
const UNREADABLE: &str = "unreadable";

/// The findings, each with the lines it is about.
#[derive(Serialize)]
struct Shown {
    errors: usize,
    warnings: usize,
    /// How many findings are not here.
    more: usize,
    rows: Vec<ShownRow>,
}

#[derive(Serialize)]
struct ShownRow {
    #[serde(flatten)]
    row: FindingRow,
    /// The lines, marked as on a terminal; none where nothing was read.
    excerpt: Option<String>,
}

/// The JSON of `check`.
pub fn checked(
    state: &State,
    records: &Records,
    asked: &Check,
    common: &Common,
) -> Result<String, Failure> {
    let why = match &state.latest {
        Ok(reading) => {
            let Reading {
                texts,
                timeline,
                findings,
                today,
            } = &**reading;
            let found = findings.clone();
            let checked = check_command(texts, timeline, found, *today, asked, common)?;
            return Ok(checked.text);
        }
        Err(why) => why,
    };
    let (question::Check { only, stale }, _) = asked.question()?;
    let answer = Answer {
        question: json!({ "command": "check", "only": only, "stale": stale }),
        title: String::new(),
        rows: vec![unread(why, records)],
        notes: vec!["1 error, 0 warnings.".to_owned()],
        sources: Vec::new(),
        verdict: None,
    };
    let shown = &state.shown;
    let model = &shown.reading.timeline.model;
    Ok(written(&answer, &shown.reading.texts, model, common))
}

/// That nothing could be read, as a finding: it is of no line.
fn unread(why: &str, records: &Records) -> FindingRow {
    FindingRow {
        rule: UNREADABLE,
        severity: "error".to_owned(),
        file: records.shown(),
        line: 0,
        column: 0,
        message: why.to_owned(),
        help: "the last state that could be read is shown until it can be read again".to_owned(),
        related: Vec::new(),
    }
}

/// The findings as the page shows them, errors first, as JSON.
pub fn shown(state: &State, records: &Records) -> String {
    let (errors, warnings) = state.counts();
    let rows = match &state.latest {
        Ok(reading) => rows(reading),
        Err(why) => vec![ShownRow {
            row: unread(why, records),
            excerpt: None,
        }],
    };
    let shown = Shown {
        errors,
        warnings,
        more: errors + warnings - rows.len(),
        rows,
    };
    // Plain structs of texts and numbers cannot fail to be written.
    serde_json::to_string_pretty(&shown).unwrap_or_default() + "\n"
}

fn rows(reading: &Reading) -> Vec<ShownRow> {
    let Reading {
        texts, findings, ..
    } = reading;
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.iter().partition(|f| f.is_error());
    let first = errors.into_iter().chain(warnings).take(SHOWN);
    let first: Vec<Finding> = first.cloned().collect();
    let report = Report {
        question: &question::Check {
            only: Vec::new(),
            stale: None,
        },
        shown: &first,
        hidden: &[],
        tally: None,
        gaps: false,
    };
    let rows = findings::answer(texts, &report).rows.into_iter();
    let excerpts = first
        .iter()
        .map(|f| Some(render::finding::excerpt(texts, f)));
    let both = rows.zip(excerpts);
    both.map(|(row, excerpt)| ShownRow { row, excerpt })
        .collect()
}
