//! Coming and going: members, and the life of the coalition itself.

use super::Check;
use crate::finding::Severity::{Error, Warning};
use crate::finding::{Finding, Rule};
use crate::model::{Event, EventId, Kind};
use crate::timeline::{Effect, Holds, Line, Sort, Step};

macro_rules! events {
    ($($id:literal, $date:literal, $kind:literal $(, $more:literal)*;)+) => {
        concat!($(
            "[[event]]\nid = \"", $id, "\"\ndate = ", $date, "\nkind = \"", $kind,
            "\"\ncoalition = \"demo\"\n", $($more, "\n",)* "sources = [\"paper\"]\n\n"
        ),+).as_bytes()
    };
}
pub(super) use events;

pub(super) const FORMED_TWICE: Rule = Rule {
    name: "formed-twice",
    severity: Error,
    what: "A coalition begins once.",
    why: "A coalition that comes back is another one, which may `succeed` the first; a new name is a `rename`.",
    example: events!("demo-forms-again", "2015-01-01", "form";),
    mend: "make it a `rename`, an `observe`, or a coalition of its own that begins with `succeed`",
};

pub(super) const OUTSIDE_LIFE: Rule = Rule {
    name: "outside-life",
    severity: Error,
    what: "Nobody joins a coalition before it forms, and nobody acts in it after it is dissolved.",
    why: "One of the dates is wrong, or the act belongs to another coalition. Pledges, votes and the like may come before the coalition forms.",
    example: events!("dnk-joins", "2014-08-01", "join", "actor = \"DNK\"";),
    mend: "correct one of the dates, or record the act in the coalition it belongs to",
};

pub(super) const JOIN_WHILE_MEMBER: Rule = Rule {
    name: "join-while-member",
    severity: Error,
    what: "Only who is out can join.",
    why: "A second `join` would hide that a `leave` is missing. More of the same is an `extend`; a word that it is still in is an `observe`.",
    example: events!(
        "dnk-joins", "2014-09-26", "join", "actor = \"DNK\"";
        "dnk-joins-again", "2015-01-01", "join", "actor = \"DNK\"";
    ),
    mend: "make it an `extend` or `observe`, or record the `leave` between the two",
};

pub(super) const LEAVE_BEFORE_JOIN: Rule = Rule {
    name: "leave-before-join",
    severity: Error,
    what: "Only a member can leave or be expelled.",
    why: "A `leave` that finds no membership means that a `join` is missing or dated too late.",
    example: events!("dnk-leaves", "2014-09-26", "leave", "actor = \"DNK\"";),
    mend: "record the `join` before it, or correct one of the dates",
};

pub(super) const CHANGE_OF_NO_MEMBER: Rule = Rule {
    name: "change-of-no-member",
    severity: Error,
    what: "Only a member's scope can be extended or narrowed.",
    why: "`extend` and `narrow` change what a member has declared; who is not in has declared nothing.",
    example: events!("dnk-extends", "2014-09-26", "extend", "actor = \"DNK\"", "theatres = [\"syria\"]";),
    mend: "record the `join` before it, or use `authorise` for a mandate alone",
};

pub(super) const LEAVES_WHOLE: Rule = Rule {
    name: "leaves-whole-while-in-part",
    severity: Warning,
    what: "Who leaves a coalition is not still a member of a part of it.",
    why: "Membership of a part counts for the whole: the actor stays a member of what it left.",
    example: concat!(
        "[[coalition]]\nid = \"wing\"\nname = \"the air wing\"\npart-of = \"demo\"\n\n",
        "[[event]]\nid = \"dnk-joins\"\ndate = 2014-09-26\nkind = \"join\"\nactor = \"DNK\"\ncoalition = \"demo\"\nsources = [\"paper\"]\n\n",
        "[[event]]\nid = \"dnk-joins-wing\"\ndate = 2014-10-01\nkind = \"join\"\nactor = \"DNK\"\ncoalition = \"wing\"\nsources = [\"paper\"]\n\n",
        "[[event]]\nid = \"dnk-leaves\"\ndate = 2016-01-01\nkind = \"leave\"\nactor = \"DNK\"\ncoalition = \"demo\"\nsources = [\"paper\"]"
    ).as_bytes(),
    mend: "record that it leaves the part too, if it did",
};

pub(super) fn look(check: &Check<'_>, findings: &mut Vec<Finding>) {
    for line in check.timeline.lines() {
        if !matches!(line.key.sort, Sort::Life | Sort::Membership) {
            continue;
        }
        for (step, found) in line.steps().filter(|(step, _)| !step.disputed) {
            let event = &check.timeline.model.events[step.event];
            let fault = match (&line.key.sort, step.effect) {
                (Sort::Life, Effect::Opens) if found.is_certain() => {
                    formed_twice(check, line, event)
                }
                (Sort::Life, Effect::Closes { .. }) if !found.may_be() => fault(
                    &OUTSIDE_LIFE,
                    event,
                    "there is no coalition to end then",
                    "ends what is not there",
                ),
                (Sort::Membership, Effect::Joins) if found.is_certain() => {
                    joins_again(check, line, step, event)
                }
                (Sort::Membership, Effect::Closes { .. })
                    if !found.may_be() && event.kind.ends_membership() =>
                {
                    leaves_unjoined(check, line, step, event)
                }
                _ => continue,
            };
            findings.push(fault);
        }
    }
    for (id, event) in check.timeline.events() {
        findings.extend(change_of_no_member(check, id, event));
        findings.extend(outside_life(check, id, event));
        findings.extend(leaves_whole(check, id, event));
    }
}

/// A fault of an event, told as "`id`: what".
pub(super) fn fault(
    rule: &'static Rule,
    event: &Event,
    what: &str,
    says: impl Into<String>,
) -> Finding {
    Finding::new(rule, format!("`{}`: {what}", event.id), event.place, says)
}

fn formed_twice(check: &Check<'_>, line: &Line, event: &Event) -> Finding {
    let finding = fault(
        &FORMED_TWICE,
        event,
        "the coalition has begun already",
        "begins again",
    );
    beside_step(
        check,
        finding,
        line,
        event,
        |effect| effect == Effect::Opens,
        "began here",
    )
}

/// With the first other event of the line that does something.
fn beside_step(
    check: &Check<'_>,
    finding: Finding,
    line: &Line,
    event: &Event,
    does: impl Fn(Effect) -> bool,
    says: &str,
) -> Finding {
    let other = (line.steps.iter())
        .filter(|step| does(step.effect))
        .map(|step| &check.timeline.model.events[step.event])
        .find(|other| other.id != event.id);
    match other {
        Some(other) => finding.beside(other.place, format!("{says}, {}", other.date)),
        None => finding,
    }
}

/// The last step before another of the line that does something.
fn last_before<'a>(line: &'a Line, step: &Step, does: impl Fn(Effect) -> bool) -> Option<&'a Step> {
    let before = &line.steps[..line.steps.element_offset(step)?];
    before.iter().rfind(|step| does(step.effect))
}

fn joins_again(check: &Check<'_>, line: &Line, step: &Step, event: &Event) -> Finding {
    let finding = fault(
        &JOIN_WHILE_MEMBER,
        event,
        "is a member already",
        "joins while in",
    );
    match last_before(line, step, |effect| effect == Effect::Joins) {
        Some(step) => {
            let first = &check.timeline.model.events[step.event];
            finding.beside(first.place, format!("joined here, {}", first.date))
        }
        None => finding,
    }
}

fn leaves_unjoined(check: &Check<'_>, line: &Line, step: &Step, event: &Event) -> Finding {
    let finding = fault(
        &LEAVE_BEFORE_JOIN,
        event,
        "is no member then",
        "leaves while out",
    );
    let closes = |effect| matches!(effect, Effect::Closes { .. });
    match last_before(line, step, closes) {
        Some(step) => {
            let other = &check.timeline.model.events[step.event];
            finding.beside(other.place, format!("out since here, {}", other.date))
        }
        None => beside_step(
            check,
            finding,
            line,
            event,
            |effect| effect == Effect::Joins,
            "joins only here",
        ),
    }
}

fn change_of_no_member(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    let changes = matches!(event.kind, Kind::Extend | Kind::Narrow);
    let (coalition, actor) = (event.coalition?, event.actor?);
    if !changes || check.is_disputed(id) {
        return None;
    }
    let line = check.timeline.membership(coalition, actor);
    let member = line.map_or(Holds::Never, |line| check.timeline.at_event(line, id));
    (!member.may_be()).then(|| {
        let finding = fault(
            &CHANGE_OF_NO_MEMBER,
            event,
            "is no member then",
            "of what scope?",
        );
        match line {
            Some(line) => beside_step(
                check,
                finding,
                line,
                event,
                |effect| effect == Effect::Joins,
                "joins here",
            ),
            None => finding,
        }
    })
}

fn outside_life(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    use Kind::*;
    // Words may follow, and what ends or lifts something finds nothing to end then.
    let may_follow = matches!(
        event.kind,
        Statement
            | Form
            | Succeed
            | Dissolve
            | Extend
            | Narrow
            | Leave
            | Expel
            | Resume
            | Revoke
            | Withdraw
            | Cease
            | Lift
            | WithdrawConsent
    );
    let acts = !may_follow && (event.kind != Observe || !event.contributions.is_empty());
    // A join has its place between the beginning and the end even where one of the three is disputed.
    let disputed = |step_disputed| event.kind != Join && (step_disputed || check.is_disputed(id));
    if !acts {
        return None;
    }
    let life = check.timeline.group(Some(event.coalition?), None).iter();
    let steps = life
        .filter(|line| line.key.sort == Sort::Life)
        .flat_map(|line| &line.steps);
    for step in steps.filter(|step| !disputed(step.disputed)) {
        let other = &check.timeline.model.events[step.event];
        let too_early = step.effect == Effect::Opens
            && event.kind == Join
            && !check.timeline.precedes(step.event, id);
        let too_late = step.effect != Effect::Opens
            && if event.kind == Join {
                !check.timeline.precedes(id, step.event)
            } else {
                check.timeline.precedes(step.event, id)
            };
        if too_early || too_late {
            let (what, says) = if too_early {
                ("joins before the coalition forms", "forms here")
            } else {
                ("acts after the coalition was dissolved", "dissolved here")
            };
            return Some(
                fault(&OUTSIDE_LIFE, event, what, format!("on {}", event.date))
                    .beside(other.place, format!("{says}, {}", other.date)),
            );
        }
    }
    None
}

fn leaves_whole(check: &Check<'_>, id: EventId, event: &Event) -> Option<Finding> {
    if !event.kind.ends_membership() || check.is_disputed(id) {
        return None;
    }
    let (coalition, actor) = (event.coalition?, event.actor?);
    let model = &*check.timeline.model;
    let day = check.timeline.bounds(id).latest;
    let part = model
        .parts(coalition)
        .filter(|part| *part != coalition)
        .find(|&part| check.timeline.direct_member(part, actor, day).is_certain())?;
    let part = &model.coalitions[part];
    Some(
        fault(
            &LEAVES_WHOLE,
            event,
            "stays a member by way of a part",
            "leaves the whole",
        )
        .beside(part.place, format!("still in `{}`", part.id)),
    )
}

impl Check<'_> {
    pub(super) fn is_disputed(&self, event: EventId) -> bool {
        self.timeline.model.events[event].status == crate::model::Status::Disputed
    }
}
