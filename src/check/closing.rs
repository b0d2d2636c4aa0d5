//! What closes something finds it open.

use fixedbitset::FixedBitSet;

use super::Check;
use super::membership::{events, fault};
use crate::finding::Severity::Error;
use crate::finding::{Finding, Rule};
use crate::model::{Cell, Event, EventId, Id, Kind, Model, Track};
use crate::timeline::{Effect, Line, Sort};

pub(super) const CLOSES_PART: Rule = Rule {
    name: "closes-part",
    severity: Error,
    what: "What is closed was opened as a cell of its own.",
    why: "A scope opened as one cannot be closed in part: the record would have to guess what is left.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"";
        "dnk-operates", "2014-10-01", "operate", "actor = \"DNK\"", "theatres = [\"iraq\"]", "activities = [\"air-strikes\"]";
        "dnk-ceases", "2015-10-01", "cease", "actor = \"DNK\"", "theatres = [\"anbar\"]", "activities = [\"air-strikes\"]";
    ),
    mend: "name the parts where they are opened (`theatres = [\"a\", \"b\"]` opens each for itself), or close the whole",
};

pub(super) const CLOSES_NOTHING: Rule = Rule {
    name: "closes-nothing",
    severity: Error,
    what: "An act that ends something finds it open.",
    why: "A `withdraw`, `cease`, `narrow`, `revoke` or `withdraw-consent` that ends nothing means that a beginning is missing, or that its scope is written otherwise.",
    example: events!("dnk-withdraws", "2014-10-01", "withdraw", "actor = \"DNK\"", "theatres = [\"iraq\"]";),
    mend: "record the beginning, or give this the scope that was opened",
};

pub(super) const RESUME_WITHOUT_SUSPEND: Rule = Rule {
    name: "resume-without-suspend",
    severity: Error,
    what: "Only what is suspended can be resumed.",
    why: "A `resume` that finds no suspension means that a `suspend` is missing, or that its scope is written otherwise.",
    example: events!("dnk-resumes", "2014-10-01", "resume", "actor = \"DNK\"";),
    mend: "record the `suspend`, or make this a `join` or `operate`",
};

pub(super) const RENEWS_NOTHING: Rule = Rule {
    name: "renews-nothing",
    severity: Error,
    what: "A `renew` that leaves a part of its scope out finds a mandate in force.",
    why: "What it leaves out it takes from the mandate that is open; once that has lapsed, there is nothing to take it from.",
    example: events!("dnk-renews", "2014-10-01", "renew", "actor = \"DNK\"", "until = 2015-10-01";),
    mend: "record the `authorise` before it, name the whole scope, or correct the date on which the mandate lapsed",
};

pub(super) const LIFTS_NOTHING: Rule = Rule {
    name: "lifts-nothing",
    severity: Error,
    what: "A restriction that is lifted was in force.",
    why: "A restriction can have ended before: with its `until`, or with the membership.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"", "restrictions = [{ id = \"dnk-limit\", prohibit = [\"air-strikes\"], outside = [\"iraq\"], until = 2015-01-01 }]";
        "dnk-lifts", "2016-01-01", "lift", "actor = \"DNK\"", "lifts = [\"dnk-limit\"]";
    ),
    mend: "correct the dates, or take the `lifts` out",
};

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    let effective = Effective::new(check);
    for (id, event) in check.timeline.events() {
        if !check.is_disputed(id) {
            if !effective.closing.contains(id.index()) {
                findings.extend(closes_nothing(check, id, event));
            }
            if !effective.lifting.contains(id.index()) {
                findings.extend(lifts_nothing(check, event));
            }
        }
    }
}

/// The events that end or renew something that may be open then, by their number.
struct Effective {
    /// A cell, a suspension, a consent, a membership or a coalition.
    closing: FixedBitSet,
    /// A restriction.
    lifting: FixedBitSet,
}

impl Effective {
    /// All of them are found by going over the lines once.
    fn new(check: &Check<'_>) -> Effective {
        let none = FixedBitSet::with_capacity(check.timeline.model.events.len());
        let mut effective = Effective {
            closing: none.clone(),
            lifting: none,
        };
        for line in check.timeline.lines() {
            let (events, may_renew) = match line.key.sort {
                Sort::Contribution(_) => continue,
                Sort::Restriction(_) => (&mut effective.lifting, false),
                _ => (&mut effective.closing, true),
            };
            let acts = |effect| match effect {
                Effect::Closes { .. } => true,
                Effect::Grants { only_open, .. } => only_open && may_renew,
                _ => false,
            };
            let found_open = line.steps().filter(|(_, found)| found.may_be());
            for (step, _) in found_open.filter(|(step, _)| acts(step.effect)) {
                events.insert(step.event.index());
            }
        }
        effective
    }
}

/// The fault of an event that is to close or renew something, and does not.
fn closes_nothing(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    let rule = match event.kind {
        Kind::Resume => &RESUME_WITHOUT_SUSPEND,
        Kind::Renew if !event.scope.is_full() => &RENEWS_NOTHING,
        Kind::Narrow | Kind::Withdraw | Kind::Cease | Kind::Revoke | Kind::WithdrawConsent => {
            &CLOSES_NOTHING
        }
        _ => return None,
    };
    if let Some(wider) = wider_cell(check, id, event) {
        let opens = |effect| !matches!(effect, Effect::Closes { .. } | Effect::Stands);
        let opener = (wider.steps.iter())
            .find(|step| opens(step.effect))
            .map(|step| &check.timeline.model.events[step.event])?;
        return Some(
            fault(
                &CLOSES_PART,
                event,
                "closes a part of what was opened as one",
                "lies inside an open cell",
            )
            .beside(opener.place, format!("opened here, {}", opener.date)),
        );
    }
    let what = match event.kind {
        Kind::Resume => "nothing is suspended then",
        Kind::Renew => "no mandate is in force then",
        _ => "nothing that it could end is open then",
    };
    Some(fault(
        rule,
        event,
        what,
        format!("`{}` of what?", event.kind),
    ))
}

/// A cell, open then, that the scope lies within.
fn wider_cell<'a>(check: &'a Check<'_>, id: EventId, event: &Event) -> Option<&'a Line> {
    let group = check.timeline.group(event.coalition, event.actor);
    group.iter().find(|line| {
        // What a suspension leaves out is all; what a cell leaves out is unstated, and holds no part.
        let (cell, left_out_is_all) = match &line.key.sort {
            Sort::Cell(track, cell) if event.kind.closes() == Some(*track) => (*cell, false),
            Sort::Suspension(cell) if event.kind == Kind::Resume => (*cell, true),
            Sort::Cell(Track::Authorised, cell) if event.kind == Kind::Renew => (*cell, false),
            _ => return false,
        };
        let within = (event.scope.cells())
            .any(|part| lies_within(&check.timeline.model, part, cell, left_out_is_all));
        within && !event.scope.is_empty() && check.timeline.at_event(line, id).may_be()
    })
}

fn lies_within(
    model: &Model,
    (theatre, activity): Cell,
    (place, doing): Cell,
    left_out_is_all: bool,
) -> bool {
    let inside = theatre.is_none_or(|part| {
        place.map_or(left_out_is_all, |whole| model.places.contains(whole, part))
    });
    inside
        && activity.is_none_or(|part| {
            doing.map_or(left_out_is_all, |whole| model.doings.contains(whole, part))
        })
}

/// The fault of an event that is to lift a restriction, and does not.
fn lifts_nothing(check: &Check<'_>, event: &Event) -> Option<Finding> {
    let first = *event.more.lifts.first()?;
    let restriction = &check.timeline.model.restrictions[first];
    let message = format!("`{}` is not in force then", restriction.id);
    let finding = fault(&LIFTS_NOTHING, event, &message, "lifts what is not there");
    Some(finding.beside(restriction.place, "laid down here"))
}
