//! What the records should add up to: expectations, beside what they do.

mod verdict;

use self::verdict::Verdict;
use super::Check;
use crate::day::Day;
use crate::finding::Severity::{Error, Warning};
use crate::finding::{Finding, Rule};
use crate::model::Expectation;
use crate::text::Place;
use crate::timeline::{Holds, Timeline};
use crate::wording::Str;

pub(super) const EXPECTATION_MISSED: Rule = Rule {
    name: "expectation-missed",
    severity: Error,
    what: "The members on a day are those that an `[[expect]]` asks for.",
    why: "`members = n` holds if the certain members are at most n and the certain and possible ones together at least n, organisations and members by way of a part counted; `includes` holds of who may be in, `excludes` of who is not surely in. A known gap is no fault up to its `until`.",
    example: b"[[expect]]\non = 2014-12-03\ncoalition = \"demo\"\nmembers = 1\nincludes = [\"DNK\"]\nsources = [\"paper\"]",
    mend: "record who is missing, correct the expectation, or say why as `known-gap = \"…\"`",
};

pub(super) const KNOWN_GAP_CLOSED: Rule = Rule {
    name: "known-gap-closed",
    severity: Warning,
    what: "A `known-gap` stands only where the expectation is missed.",
    why: "A gap that is closed but still written down would excuse the next fault in the same place.",
    example: b"[[expect]]\non = 2014-12-03\ncoalition = \"demo\"\nmembers = 0\nknown-gap = \"one member is not named by any source\"\nsources = [\"paper\"]",
    mend: "take `known-gap`, and its `until`, out",
};

/// The rules about expectations.
pub(super) static ABOUT_EXPECTATIONS: &[&Rule] = &[&EXPECTATION_MISSED, &KNOWN_GAP_CLOSED];

/// How the expectations of some records stand.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many hold in every reading of the dates.
    pub certain: usize,
    /// How many hold in some.
    pub possible: usize,
    /// How many are missed, and so are faults.
    pub missed: usize,
    /// Those missed with a gap that is known.
    pub gaps: Vec<Gap>,
}

impl Tally {
    /// How many expectations there are.
    pub fn len(&self) -> usize {
        self.certain + self.possible + self.missed + self.gaps.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An expectation that is missed for a reason.
#[derive(Debug)]
pub struct Gap {
    /// Where the reason is written.
    pub place: Place,
    /// What is missed.
    pub message: String,
    /// Why.
    pub reason: Str,
}

/// Counts the expectations that hold, that are missed, and that are missed for a reason.
pub fn tally(timeline: &Timeline, today: Day) -> Tally {
    let mut tally = Tally::default();
    for expected in &timeline.model.expectations {
        let verdict = Verdict::new(timeline, expected);
        let gap = (expected.known_gap.as_ref()).filter(|_| expected.is_excused(today));
        match (verdict.holds(), gap) {
            (Holds::Certain, _) => tally.certain += 1,
            (Holds::Possible, _) => tally.possible += 1,
            (Holds::Never, None) => tally.missed += 1,
            (Holds::Never, Some(gap)) => tally.gaps.push(Gap {
                place: gap.place,
                message: message(&verdict),
                reason: gap.value.clone(),
            }),
        }
    }
    tally
}

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    let all = check.timeline.model.expectations.iter();
    findings.extend(all.filter_map(|expected| fault(check, expected)));
}

fn fault(check: &Check<'_>, expected: &Expectation) -> Option<Finding> {
    let verdict = Verdict::new(check.timeline, expected);
    if !verdict.holds().may_be() {
        return (!expected.is_excused(check.today)).then(|| missed(&verdict));
    }
    let gap = expected
        .known_gap
        .as_ref()
        .filter(|_| verdict.holds().is_certain())?;
    let message = format!("{}: the known gap is closed", verdict.question());
    let finding = Finding::new(
        &KNOWN_GAP_CLOSED,
        message,
        gap.place,
        "the expectation holds",
    );
    Some(finding)
}

fn missed(verdict: &Verdict<'_>) -> Finding {
    let expected = verdict.expected;
    let mut labels: Vec<(Place, String)> = Vec::new();
    if let Some((number, _)) = verdict.miscount() {
        labels.push((number.place, "does not add up".to_owned()));
    }
    let missing = verdict.missing();
    labels.extend(missing.map(|who| (who.place, "is not among them".to_owned())));
    let unwanted = verdict.unwanted();
    labels.extend(unwanted.map(|who| (who.place, "is among them".to_owned())));
    if let Some(until) = &expected.until {
        let says = "the gap was to be closed by then".to_owned();
        labels.push((until.place, says));
    }
    let mut labels = labels.into_iter();
    let (place, says) = (labels.next()).unwrap_or_else(|| (expected.place, String::new()));
    let finding = Finding::new(&EXPECTATION_MISSED, message(verdict), place, says);
    labels.fold(finding, |finding, (place, says)| {
        finding.beside(place, says)
    })
}

/// What is missed, in words.
fn message(verdict: &Verdict<'_>) -> String {
    let mut faults = Vec::new();
    if let Some((number, fault)) = verdict.miscount() {
        faults.push(format!("{} expected, {fault}", number.value));
    }
    faults.extend(
        (verdict.missing())
            .map(|who| format!("{} is not among them", verdict.name_of_absent(who.value))),
    );
    faults.extend(
        (verdict.unwanted()).map(|who| format!("{} is among them", verdict.name(who.value))),
    );
    format!("{}: {}", verdict.question(), faults.join("; "))
}
