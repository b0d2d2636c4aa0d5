//! What is recorded is of use, and has happened.

use super::Check;
use super::membership::{events, fault};
use crate::finding::Severity::Warning;
use crate::finding::{Finding, Rule};
use crate::model::Model;

pub(super) const FUTURE_EVENT: Rule = Rule {
    name: "future-event",
    severity: Warning,
    what: "An event has happened.",
    why: "A date to come is a plan: it may be an `until`, a slip of the pen, or news that is not yet so.",
    example: events!("dnk-joins", "2999-01-01", "join", "actor = \"DNK\"";),
    mend: "correct the date, or record the plan as the `until` of what is in force",
};

pub(super) const UNUSED_SOURCE: Rule = Rule {
    name: "unused-source",
    severity: Warning,
    what: "Every source is cited by some event or expectation.",
    why: "A source that nothing cites may belong to an event that was never written down.",
    example: b"[[source]]\nid = \"letter\"\ntitle = \"A letter\"",
    mend: "cite it where it belongs, or take it out",
};

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    for (id, event) in check.timeline.events() {
        if check.timeline.bounds(id).earliest > check.today {
            let today = check.today;
            findings.push(fault(
                &FUTURE_EVENT,
                event,
                "lies in the future",
                format!("after {today}"),
            ));
        }
    }
    unused_sources(&check.timeline.model, findings);
}

fn unused_sources(model: &Model, findings: &mut Vec<Finding>) {
    for source in model.uncited.iter().map(|&id| &model.sources[id]) {
        let message = format!("nothing cites the source `{}`", source.id);
        findings.push(Finding::new(
            &UNUSED_SOURCE,
            message,
            source.place,
            "not cited",
        ));
    }
}
