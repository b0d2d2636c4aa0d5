//! What is wrong with the data: values only, nothing drawn here.

use crate::text::{FileId, Place};

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The data contradict themselves or cannot be read: questions are refused.
    Error,
    /// The world may have been so, but look again.
    Warning,
}

/// A rule that records keep, with its own documentation.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name, in kebab-case.
    pub name: &'static str,
    /// What breaking it means.
    pub severity: Severity,
    /// What it asks, in one sentence.
    pub what: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// The smallest record that breaks it, beside the cast of [`crate::check::CAST`].
    pub example: &'static [u8],
    /// How to put it right.
    pub mend: &'static str,
}

/// A marked stretch of the user's own text, with a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is seen there.
    pub says: String,
}

/// One breach of one rule.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The fault in one lowercase phrase.
    pub message: String,
    /// The place to mend.
    pub at: Label,
    /// The other records it concerns.
    pub related: Vec<Label>,
    /// What to do.
    pub help: String,
}

impl Finding {
    /// A finding at a place; `says` labels the place.
    pub fn new(
        rule: &'static Rule,
        message: impl Into<String>,
        place: Place,
        says: impl Into<String>,
    ) -> Finding {
        Finding {
            rule,
            message: short(message.into()),
            at: Label {
                place,
                says: short(says.into()),
            },
            related: Vec::new(),
            help: rule.mend.to_owned(),
        }
    }

    /// With another record it concerns.
    #[must_use]
    pub fn beside(mut self, place: Place, says: impl Into<String>) -> Finding {
        self.related.push(Label {
            place,
            says: short(says.into()),
        });
        self
    }

    /// With help of its own instead of the rule's.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = short(help.into());
        self
    }

    /// Whether questions are refused because of it.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}

/// A text may quote the user's own words, which may be of any length.
fn short(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    text
}

/// A longer message is cut.
const LONGEST: usize = 600;

/// Puts findings in the order they are shown: by place, then by rule. What is said twice of one place, as
/// of a default that many events take, is said once.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    findings.dedup_by(|a, b| a.rule.name == b.rule.name && a.at == b.at && a.message == b.message);
}

fn order(finding: &Finding) -> (FileId, usize, &str, &str) {
    let place = &finding.at.place;
    let start = place.span().start;
    (place.file, start, finding.rule.name, &finding.message)
}
