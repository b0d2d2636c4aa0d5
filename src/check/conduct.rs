//! Acts the world may have done, but which deserve a second look.

use std::collections::BTreeMap;

use super::Check;
use super::membership::{events, fault};
use crate::day::Day;
use crate::finding::Severity::Warning;
use crate::finding::{Finding, Rule};
use crate::model::{Event, EventId, Kind, Track};
use crate::timeline::{Effect, Holds, Line, Sort};

pub(super) const ACTS_BEFORE_JOINING: Rule = Rule {
    name: "acts-before-joining",
    severity: Warning,
    what: "Who deploys or operates in a coalition is a member of it.",
    why: "It happens: forces arrive before the announcement. But often the `join` is missing or dated too late.",
    example: events!("dnk-operates", "2014-09-26", "operate", "actor = \"DNK\"", "theatres = [\"iraq\"]";),
    mend: "record the `join`, or leave it so if it was so",
};

pub(super) const ACTS_WHILE_SUSPENDED: Rule = Rule {
    name: "acts-while-suspended",
    severity: Warning,
    what: "Who deploys or operates is not suspended.",
    why: "While a suspension is open, what lies inside it does not count as operating: a `resume` may be missing.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"";
        "dnk-pauses", "2015-01-01", "suspend", "actor = \"DNK\"";
        "dnk-operates", "2015-02-01", "operate", "actor = \"DNK\"", "theatres = [\"iraq\"]", "activities = [\"air-strikes\"]";
    ),
    mend: "record the `resume`, or leave it so if it was so",
};

pub(super) const ACTS_AGAINST_RESTRICTION: Rule = Rule {
    name: "acts-against-restriction",
    severity: Warning,
    what: "Who deploys or operates does nothing that a caveat of its own forbids.",
    why: "Caveats are broken, and that is worth knowing; but often the caveat was lifted and the record does not say so.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"", "restrictions = [{ id = \"dnk-iraq-only\", prohibit = [\"air-strikes\"], outside = [\"iraq\"] }]";
        "dnk-strikes", "2015-01-01", "operate", "actor = \"DNK\"", "theatres = [\"syria\"]", "activities = [\"air-strikes\"]";
    ),
    mend: "record the `lift`, or leave it so if it was so",
};

pub(super) const LAPSE_WITH_FORCES: Rule = Rule {
    name: "lapse-with-forces-deployed",
    severity: Warning,
    what: "A mandate does not lapse while forces are still deployed.",
    why: "Either it was renewed and the record does not say so, or the forces went home.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"";
        "dnk-authorises", "2014-10-02", "authorise", "actor = \"DNK\"", "theatres = [\"iraq\"]", "until = 2015-10-02";
        "dnk-deploys", "2014-10-05", "deploy", "actor = \"DNK\"", "theatres = [\"iraq\"]";
    ),
    mend: "record the `renew` or the `withdraw`",
};

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    for (id, event) in check.timeline.events() {
        if matches!(event.kind, Kind::Deploy | Kind::Operate) && !check.is_disputed(id) {
            findings.extend(before_joining(check, id, event));
            findings.extend(while_suspended(check, id, event));
            findings.extend(against_restriction(check, id, event));
        }
    }
    let mut lapsed: BTreeMap<EventId, Finding> = BTreeMap::new();
    for line in check.timeline.lines() {
        if let Sort::Cell(Track::Authorised, _) = line.key.sort {
            lapsed.extend(lapses_with_forces(check, line));
        }
    }
    findings.extend(lapsed.into_values());
}

fn before_joining(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    let (coalition, actor) = (event.coalition?, event.actor?);
    let timeline = check.timeline;
    let member = (timeline.model.parts(coalition))
        .filter_map(|part| timeline.membership(part, actor))
        .any(|line| timeline.at_event(line, id).may_be());
    (!member).then(|| {
        let finding = fault(
            &ACTS_BEFORE_JOINING,
            event,
            "is no member then",
            "acts while out",
        );
        let line = timeline.membership(coalition, actor);
        let join =
            line.and_then(|line| line.steps.iter().find(|step| step.effect == Effect::Joins));
        match join.map(|step| &timeline.model.events[step.event]) {
            Some(join) => finding.beside(join.place, format!("joins here, {}", join.date)),
            None => finding,
        }
    })
}

fn while_suspended(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    let (coalition, actor) = (event.coalition?, event.actor?);
    let day = check.timeline.bounds(id).latest;
    let suspended = |cell| {
        let open = check.timeline.suspending(coalition, actor, cell);
        open.into_iter().find(|line| {
            line.on(day).holds().is_certain() && check.timeline.at_event(line, id).is_certain()
        })
    };
    let line = event.scope.cells().find_map(suspended)?;
    let finding = fault(
        &ACTS_WHILE_SUSPENDED,
        event,
        "is suspended then",
        "acts while suspended",
    );
    Some(beside_opener(check, finding, line, day, "suspended here"))
}

fn against_restriction(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    let (coalition, actor) = (event.coalition?, event.actor?);
    let bounds = check.timeline.bounds(id);
    let model = &*check.timeline.model;
    let on = |day| check.timeline.binding(coalition, actor, day);
    let later = on(bounds.latest);
    let (line, restriction) = on(bounds.earliest).into_iter().find_map(|(line, holds)| {
        let Sort::Restriction(id) = line.key.sort else {
            return None;
        };
        let restriction = &model.restrictions[id];
        let still = later
            .iter()
            .any(|(other, holds)| other.key == line.key && holds.is_certain());
        let covered = || {
            event
                .scope
                .cells()
                .any(|(t, a)| restriction.covers(model, t, a))
        };
        (holds.is_certain() && still && restriction.forbids() && covered())
            .then_some((line, restriction))
    })?;
    let what = format!("does what `{}` forbids", restriction.id);
    let finding = fault(&ACTS_AGAINST_RESTRICTION, event, &what, "acts against it");
    Some(beside_opener(
        check,
        finding,
        line,
        bounds.latest,
        "forbidden here",
    ))
}

fn beside_opener(
    check: &Check<'_>,
    finding: Finding,
    line: &Line,
    day: Day,
    says: &str,
) -> Finding {
    let opener = line
        .on(day)
        .openers()
        .next()
        .map(|id| &check.timeline.model.events[id]);
    match opener {
        Some(event) => finding.beside(event.place, format!("{says}, {}", event.date)),
        None => finding,
    }
}

/// Each lapse of the line after which no mandate is left while forces surely stand somewhere.
fn lapses_with_forces(check: &Check<'_>, line: &Line) -> Vec<(EventId, Finding)> {
    let (Some(coalition), Some(actor)) = (line.key.coalition, line.key.actor) else {
        return Vec::new();
    };
    let timeline = check.timeline;
    let open = |track, day| {
        Holds::any(
            timeline
                .cells(coalition, actor, track)
                .map(|(_, line)| line.on(day).holds()),
        )
    };
    let ends = line.steps.iter().filter_map(|step| match step.effect {
        Effect::Grants {
            until: Some(until), ..
        } => Some((step.event, until.latest)),
        _ => None,
    });
    let lapses = ends.filter(|&(_, last)| {
        last < check.today
            && line.on(last).holds().may_be()
            && !open(Track::Authorised, last.next()).may_be()
            && open(Track::Deployed, last.next()).is_certain()
    });
    lapses
        .map(|(id, last)| {
            let event = &timeline.model.events[id];
            let what = format!("the mandate lapses after {last} while forces are deployed");
            let mut forces = timeline
                .cells(coalition, actor, Track::Deployed)
                .map(|(_, line)| line);
            let standing = forces.find(|line| line.on(last.next()).holds().is_certain());
            let finding = fault(&LAPSE_WITH_FORCES, event, &what, "its last mandate");
            let finding = match standing {
                Some(line) => beside_opener(check, finding, line, last.next(), "deployed here"),
                None => finding,
            };
            (id, finding)
        })
        .collect()
}
