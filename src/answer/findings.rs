//! Findings as rows.

use serde::Serialize;
use serde_json::json;

use super::{Answer, Row};
use crate::finding::{Finding, Label};
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

/// The findings about some files.
pub fn answer(texts: &Texts, findings: &[Finding]) -> Answer<FindingRow> {
    Answer {
        question: json!({ "command": "check" }),
        title: "findings of the check".to_owned(),
        rows: findings.iter().map(|finding| row(texts, finding)).collect(),
        notes: vec![summary(findings)],
        sources: Vec::new(),
        verdict: None,
    }
}

/// "2 errors, 1 warning."
pub fn summary(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let warnings = findings.len() - errors;
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {}.",
        plural(errors, "error"),
        plural(warnings, "warning")
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
    let (line, column) = file.line_column(label.place.span.start);
    (file.path.clone(), line, column)
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
