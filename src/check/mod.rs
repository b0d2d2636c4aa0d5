//! Faults that types cannot express: what the records say together.

mod closing;
mod conduct;
pub mod expectation;
mod membership;
pub mod only;
mod scope;
mod stale;
mod use_of;

use std::sync::Arc;

use crate::day::Day;
use crate::finding::{self, Finding, Rule};
use crate::model::{self, rules as content};
use crate::record::rules as form;
use crate::text::{Progress, Texts, untold};
use crate::timeline::{Timeline, View, rules as order};

/// What every example of a rule stands beside: a coalition that exists, two members to be, places,
/// activities and a source.
pub const CAST: &str = include_str!("cast.toml");

/// Every rule, by stage and theme.
pub static RULES: &[&Rule] = &[
    &form::NOT_UTF8,
    &form::NOT_TOML,
    &form::UNKNOWN_KEY,
    &form::WRONG_TYPE,
    &content::MISSING_KEY,
    &content::BAD_ID,
    &content::DUPLICATE_ID,
    &content::UNKNOWN_ID,
    &content::WRONG_VALUE,
    &content::BAD_DATE,
    &content::END_BEFORE_START,
    &content::EMPTY_LIST,
    &content::MISSING_ACTOR,
    &content::MISSING_COALITION,
    &content::KEY_NOT_FOR_KIND,
    &content::NO_SOURCE,
    &content::RESTRICTION_FORM,
    &content::WITHIN_CYCLE,
    &content::PART_OF_CYCLE,
    &content::AFTER_CYCLE,
    &content::REPLACES_CYCLE,
    &order::NO_DAY_LEFT,
    &order::ORDER_UNKNOWN,
    &membership::FORMED_TWICE,
    &membership::OUTSIDE_LIFE,
    &membership::JOIN_WHILE_MEMBER,
    &membership::LEAVE_BEFORE_JOIN,
    &membership::CHANGE_OF_NO_MEMBER,
    &membership::LEAVES_WHOLE,
    &closing::CLOSES_PART,
    &closing::CLOSES_NOTHING,
    &closing::RESUME_WITHOUT_SUSPEND,
    &closing::RENEWS_NOTHING,
    &closing::LIFTS_NOTHING,
    &scope::CONTRADICTS_SCOPE,
    &conduct::ACTS_BEFORE_JOINING,
    &conduct::ACTS_WHILE_SUSPENDED,
    &conduct::ACTS_AGAINST_RESTRICTION,
    &conduct::LAPSE_WITH_FORCES,
    &use_of::FUTURE_EVENT,
    &use_of::UNUSED_SOURCE,
    &expectation::EXPECTATION_MISSED,
    &expectation::KNOWN_GAP_CLOSED,
    &stale::STALE,
];

/// The rule with this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

type Look = fn(&Check<'_>, &mut Vec<Finding>);

/// What can find an error, and what finds warnings alone.
const ERRORS: [Look; 4] = [
    membership::look,
    closing::look,
    scope::look,
    expectation::look,
];
const WARNINGS: [Look; 2] = [conduct::look, use_of::look];

/// Looks at everything the records say together. `today` tells what is still to come.
pub fn run(timeline: &Timeline, today: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    look(&ERRORS, timeline, today, &mut findings);
    look(&WARNINGS, timeline, today, &mut findings);
    findings
}

fn look(looks: &[Look], timeline: &Timeline, today: Day, findings: &mut Vec<Finding>) {
    let check = Check { timeline, today };
    for look in looks {
        look(&check, findings);
    }
}

/// What is open on `today`, and has not been attested within so many years before it.
pub fn stale(timeline: &Timeline, today: Day, years: u16) -> Vec<Finding> {
    let mut findings = Vec::new();
    stale::look(&Check { timeline, today }, years, &mut findings);
    findings
}

/// All findings of all stages about some files, sorted.
pub fn check(texts: &Texts, today: Day) -> Vec<Finding> {
    read(texts, today).findings
}

/// All findings about the example of a rule. Where the rule is looked for only when asked, it is.
pub fn check_example(rule: &Rule, texts: &Texts, today: Day) -> Vec<Finding> {
    let mut checked = read(texts, today);
    if rule.name == stale::STALE.name {
        checked
            .findings
            .extend(stale(&checked.timeline, today, stale::EXAMPLE_YEARS));
        finding::sort(&mut checked.findings);
    }
    checked.findings
}

/// Some files, taken through all stages.
#[derive(Debug)]
pub struct Checked {
    /// Folded, as the accepted record has it; with the model.
    pub timeline: Timeline,
    /// What is wrong with them, sorted.
    pub findings: Vec<Finding>,
}

/// Takes some files through all stages.
pub fn read(texts: &Texts, today: Day) -> Checked {
    read_with(texts, today, &untold)
}

/// The same, told how far the reading is.
pub fn read_with(texts: &Texts, today: Day, progress: Progress<'_>) -> Checked {
    taken_through(texts, today, progress, true)
}

/// Takes some files through the stages for a question: what finds warnings alone is left out, unless there
/// are errors to be told with them.
pub fn read_for_question(texts: &Texts, today: Day, progress: Progress<'_>) -> Checked {
    taken_through(texts, today, progress, false)
}

fn taken_through(texts: &Texts, today: Day, progress: Progress<'_>, warnings: bool) -> Checked {
    let (model, mut findings) = model::load_with(texts, progress);
    let model = Arc::new(model);
    let (timeline, more) = Timeline::build(Arc::clone(&model), View::accepted(&model));
    findings.extend(more);
    look(&ERRORS, &timeline, today, &mut findings);
    if warnings || findings.iter().any(Finding::is_error) {
        look(&WARNINGS, &timeline, today, &mut findings);
    }
    finding::sort(&mut findings);
    Checked { timeline, findings }
}

impl Checked {
    /// Whether there are errors.
    pub fn is_faulty(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// What the checks look at.
struct Check<'a> {
    timeline: &'a Timeline,
    today: Day,
}

#[cfg(test)]
mod tests {
    use super::{CAST, RULES, read_for_question, untold};
    use crate::day::Day;
    use crate::finding::Severity;
    use crate::text::Texts;

    #[test]
    fn no_error_is_left_out_for_a_question() {
        for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error) {
            let files = [
                ("cast.toml", CAST.as_bytes()),
                ("example.toml", rule.example),
            ];
            let checked = read_for_question(&Texts::from_memory(files), Day::AFTER_ALL, &untold);
            let found = checked.findings.iter().any(|f| f.rule.name == rule.name);
            assert!(found, "{}", rule.name);
        }
    }
}
