//! Scopes and restrictions that cannot both be.

use super::Check;
use super::membership::events;
use crate::day::Day;
use crate::finding::Severity::Error;
use crate::finding::{Finding, Rule};
use crate::model::Track;
use crate::timeline::{Line, Sort};

pub(super) const CONTRADICTS_SCOPE: Rule = Rule {
    name: "contradicts-scope",
    severity: Error,
    what: "No member is forbidden all of what it has declared.",
    why: "A member that declares strikes in Syria while it is forbidden to strike outside Iraq has either extended its scope, and lifted the caveat, or it has not.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"", "theatres = [\"syria\"]", "activities = [\"air-strikes\"]", "restrictions = [{ id = \"dnk-iraq-only\", prohibit = [\"air-strikes\"], outside = [\"iraq\"] }]";
    ),
    mend: "let the event that widens the scope carry `lifts = [\"…\"]`, narrow the scope, or give the restriction its `unless` or `applies-to`",
};

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    let model = &*check.timeline.model;
    for line in check.timeline.lines() {
        let Sort::Cell(Track::Declared, (theatre, activity)) = line.key.sort else {
            continue;
        };
        for rule in forbidding(check, line) {
            let Sort::Restriction(id) = rule.key.sort else {
                continue;
            };
            let restriction = &model.restrictions[id];
            let both = || common_day(line, rule);
            if restriction.forbids()
                && restriction.covers(model, theatre, activity)
                && let Some(day) = both()
            {
                findings.push(contradiction(check, line, rule, day));
            }
        }
    }
}

/// The restriction lines that bind the member of a declared cell, from its coalition and the wholes.
fn forbidding<'a>(check: &'a Check<'_>, line: &Line) -> impl Iterator<Item = &'a Line> {
    let actor = line.key.actor;
    let wholes = line
        .key
        .coalition
        .into_iter()
        .flat_map(|c| check.timeline.model.wholes(c));
    let parties: Vec<_> = wholes
        .flat_map(|whole| [(Some(whole), actor), (Some(whole), None)])
        .chain([(None, actor)])
        .collect();
    parties
        .into_iter()
        .flat_map(|(coalition, actor)| check.timeline.group(coalition, actor))
}

/// A day on which both surely hold.
fn common_day(a: &Line, b: &Line) -> Option<Day> {
    let days = a.phases().chain(b.phases()).map(|(day, _)| day);
    days.filter(|&day| a.on(day).holds().is_certain() && b.on(day).holds().is_certain())
        .min()
}

fn contradiction(check: &Check<'_>, cell: &Line, rule: &Line, day: Day) -> Finding {
    let model = &*check.timeline.model;
    let opener = |line: &Line| line.on(day).openers().next().map(|id| &model.events[id]);
    let restriction = match rule.key.sort {
        Sort::Restriction(id) => Some(&model.restrictions[id]),
        _ => None,
    };
    let id = restriction.map_or("", |r| &r.id);
    let place = opener(cell).or(opener(rule)).map(|event| event.place);
    let at = place.or_else(|| restriction.map(|r| r.place));
    let message = format!("what is declared here is forbidden by `{id}` from {day}");
    let finding = Finding::new(
        &CONTRADICTS_SCOPE,
        message,
        at.unwrap_or_else(|| model.events[rule.steps[0].event].place),
        "declares it",
    );
    match restriction {
        Some(restriction) => finding.beside(restriction.place, "forbids all of it"),
        None => finding,
    }
}
