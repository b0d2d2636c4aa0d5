//! Findings as rows.

use serde::Serialize;
use serde_json::json;

use super::{Answer, Row};
use crate::check::expectation::{Gap, Tally};
use crate::finding::{Finding, Label};
use crate::name;
use crate::question::Check;
use crate::text::Texts;

/// One finding.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct FindingRow {
    pub rule: &'static str,
    pub severity: String,
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub help: String,
    pub related: Vec<Related>,
}

/// Another record that a finding concerns.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct Related {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// What a check found: the findings to show, and what to count.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was asked.
    pub question: &'a Check,
    /// The findings asked for, sorted.
    pub shown: &'a [Finding],
    /// Those of other rules.
    pub hidden: &'a [Finding],
    /// How the expectations stand, where they are shown.
    pub tally: Option<&'a Tally>,
    /// Whether they are asked for by name: then known gaps are told one by one.
    pub gaps: bool,
}

/// The findings about some files. The first note counts them.
pub fn answer(texts: &Texts, report: &Report<'_>) -> Answer<FindingRow> {
    let Check { only, stale } = report.question;
    let mut notes = vec![summary(report.shown)];
    if !report.hidden.is_empty() {
        let counts = summary(report.hidden);
        notes.push(format!("Of other rules, not shown: {counts}"));
    }
    if let Some(tally) = (report.tally).filter(|tally| report.gaps || !tally.is_empty()) {
        notes.push(expectations(tally));
        let gaps = tally.gaps.iter().filter(|_| report.gaps);
        notes.extend(gaps.map(|gap| known_gap(texts, gap)));
    }
    let shown = report.shown.iter();
    Answer {
        question: json!({ "command": "check", "only": only, "stale": stale }),
        title: "findings of the check".to_owned(),
        rows: shown.map(|finding| row(texts, finding)).collect(),
        notes,
        sources: Vec::new(),
        verdict: None,
    }
}

/// "3 expectations: 1 holds for certain, 1 may hold, 1 is missed."
fn expectations(tally: &Tally) -> String {
    let parts = [
        (tally.certain, "hold for certain", "holds for certain"),
        (tally.possible, "may hold", "may hold"),
        (tally.missed, "are missed", "is missed"),
        (tally.gaps.len(), "have a known gap", "has a known gap"),
    ];
    let counted = parts.iter().filter(|(count, ..)| *count > 0);
    let words = counted.map(|(count, many, one)| match count {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", name::number(*count)),
    });
    let words: Vec<_> = words.collect();
    if words.is_empty() {
        return "No expectations are recorded.".to_owned();
    }
    let all = name::count(tally.len(), "expectation");
    format!("{all}: {}.", words.join(", "))
}

fn known_gap(texts: &Texts, gap: &Gap) -> String {
    let Gap {
        place,
        message,
        reason,
    } = gap;
    format!(
        "Known gap, {}: {message}; the reason: {reason}",
        texts.at(place)
    )
}

/// "2 errors, 1 warning."
pub fn summary(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let warnings = findings.len() - errors;
    format!(
        "{}, {}.",
        name::count(errors, "error"),
        name::count(warnings, "warning")
    )
}

fn row(texts: &Texts, finding: &Finding) -> FindingRow {
    let (file, line, column) = at(texts, &finding.at);
    let related = finding.related.iter().map(|label| {
        let (file, line, column) = at(texts, label);
        Related {
            file,
            line,
            column,
            message: label.says.clone(),
        }
    });
    FindingRow {
        rule: finding.rule.name,
        severity: finding.rule.severity.to_string(),
        file,
        line,
        column,
        message: finding.message.clone(),
        help: finding.help.clone(),
        related: related.collect(),
    }
}

fn at(texts: &Texts, label: &Label) -> (String, usize, usize) {
    let file = texts.file(label.place.file);
    let (line, column) = file.line_column(label.place.span().start);
    (file.path.to_string(), line, column)
}

impl Row for FindingRow {
    const FIELDS: &'static [&'static str] = &[
        "rule", "severity", "file", "line", "column", "message", "help", "related",
    ];

    fn columns() -> Vec<&'static str> {
        vec!["severity", "rule", "at", "message", "help"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.severity.clone(),
            self.rule.to_owned(),
            format!("{}:{}:{}", self.file, self.line, self.column),
            self.message.clone(),
            self.help.clone(),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let related = self.related.iter().map(|label| {
            format!(
                "{}:{}:{} {}",
                label.file, label.line, label.column, label.message
            )
        });
        vec![
            self.rule.to_owned(),
            self.severity.clone(),
            self.file.clone(),
            self.line.to_string(),
            self.column.to_string(),
            self.message.clone(),
            self.help.clone(),
            related.collect::<Vec<_>>().join("; "),
        ]
    }
}
