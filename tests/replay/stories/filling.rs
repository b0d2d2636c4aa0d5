//! What an event says.

use super::dice::Dice;
use super::memory::carries_rules;
use super::rules::restriction;
use super::{Story, other};
use crate::replay::history::{Event, EventId, Scope, Status};
use crate::replay::question::{Cell, Line, Toward};
use crate::replay::rule::RuleId;
use crate::replay::world::{Activity, Actor, FIRST, Kind, LAST, Span, Theatre, What};

impl Story {
    pub fn date(&mut self, event: &mut Event, dice: &mut Dice) {
        let gap = dice.pick(&[1, 0, 1, 2, 2, 0]);
        let width = dice.pick(&[0, 0, 0, 1, 1, 2, 3]);
        let from = if dice.chance(4) {
            FIRST + dice.pick(&[0, 2, 4, 6])
        } else {
            self.day + gap
        };
        let from = from.min(LAST);
        event.date = Span {
            from,
            to: (from + width).min(LAST),
        };
        self.day = from;
    }

    pub fn fill(&mut self, event: &mut Event, actor: Actor, dice: &mut Dice) {
        let closable = self.closable(event.kind, actor, event.coalition);
        match event.kind {
            Kind::Form | Kind::Succeed | Kind::Dissolve => event.actor = None,
            Kind::Join | Kind::Extend | Kind::Deploy | Kind::Operate | Kind::Authorise => {
                event.scope = scope(dice);
            }
            Kind::Suspend => {
                event.scope = if dice.chance(50) {
                    Scope::default()
                } else {
                    scope(dice)
                };
                event.actor = (!dice.chance(25)).then_some(actor);
            }
            Kind::Request | Kind::Consent => {
                event.with = if dice.chance(60) {
                    vec![other(actor)]
                } else {
                    Vec::new()
                };
                event.scope.theatres = dice.some(Theatre::ALL);
            }
            Kind::Restrict => event.actor = (!dice.chance(25)).then_some(actor),
            _ => close_one(event, &closable, dice),
        }
        if let Some(&lifted) = event.lifts.first() {
            event.actor = self.owner(lifted).0;
        }
        let renewable = closable.iter().any(|line| matches!(line, Line::Cell(_)));
        if event.kind == Kind::Renew && (!renewable || dice.chance(30)) {
            event.scope.theatres = vec![dice.pick(Theatre::ALL)];
            event.scope.activities = vec![dice.pick(Activity::ALL)];
        }
        let lasts = [
            Kind::Authorise,
            Kind::Renew,
            Kind::Restrict,
            Kind::Request,
            Kind::Consent,
        ];
        if (lasts.contains(&event.kind) && dice.chance(60)) || dice.chance(3) {
            event.until = Some(until(event, dice));
        }
        self.add_rules(event, &closable, dice);
        self.add_contributions(event, actor, dice);
    }

    fn add_rules(&mut self, event: &mut Event, closable: &[Line], dice: &mut Dice) {
        let opens = event.kind == Kind::Restrict || (carries_rules(event.kind) && dice.chance(25));
        if opens {
            let id = RuleId(self.owners.len());
            let until = dice.chance(35).then(|| until(event, dice));
            let host = event.actor.map_or(Actor::A2, other);
            event.restrictions.push(restriction(id, until, host, dice));
            self.owners.push((event.actor, event.coalition));
        }
        if carries_rules(event.kind) && dice.chance(30) {
            let rule = |line: &Line| match *line {
                Line::Restriction(id) => Some(id),
                _ => None,
            };
            event.lifts.extend(closable.iter().find_map(rule));
        }
    }

    fn add_contributions(&self, event: &mut Event, actor: Actor, dice: &mut Dice) {
        let brings = [
            Kind::Join,
            Kind::Extend,
            Kind::Deploy,
            Kind::Withdraw,
            Kind::Authorise,
        ];
        let member = self.open.contains(&Line::Member(actor, event.coalition));
        let brings = brings.contains(&event.kind) && (member || event.kind == Kind::Join);
        if event.kind == Kind::Adjust || (brings && dice.chance(25)) {
            let what = if dice.chance(20) {
                What::Troops
            } else {
                What::Jets
            };
            event.contributions.push((what, dice.pick(&[7, 7, 4, 0])));
            if dice.chance(15) {
                event.contributions.push((other_what(what), 300));
            }
        }
    }

    /// Says of some events which they come after: the last that overlaps, or all that do.
    pub fn order(&self, event: &mut Event, dice: &mut Dice) {
        let counts = |other: &&Event| other.status != Status::Retracted;
        let overlaps = |other: &&Event| other.date.overlaps(event.date);
        let overlapping = self.events.iter().filter(counts).filter(overlaps);
        let mut after: Vec<EventId> = overlapping.map(|other| other.id).collect();
        let kept = dice.pick(&[0, 1, 7, 7, 1]);
        event.after = after.split_off(after.len().saturating_sub(kept));
    }
}

fn scope(dice: &mut Dice) -> Scope {
    Scope {
        theatres: dice.some(Theatre::ALL),
        activities: dice.some(Activity::ALL),
    }
}

fn until(event: &Event, dice: &mut Dice) -> Span {
    let from = event.date.to + dice.pick(&[2, 0, 1, 3, 4]);
    Span {
        from,
        to: from + dice.pick(&[0, 0, 1, 2]),
    }
}

/// Aims at one open line: at its very scope, or with a part left out.
fn close_one(event: &mut Event, closable: &[Line], dice: &mut Dice) {
    if closable.is_empty() {
        return;
    }
    let (theatre, activity) = match dice.pick(closable) {
        Line::Cell(Cell {
            theatre, activity, ..
        }) => (theatre, activity),
        Line::Suspension {
            actor,
            theatre,
            activity,
            ..
        } => {
            event.actor = actor;
            (theatre, activity)
        }
        Line::Consent {
            toward, theatre, ..
        } => {
            match toward {
                Toward::Actor(actor) => event.with = vec![actor],
                Toward::Coalition(coalition) => event.coalition = coalition,
            }
            (theatre, None)
        }
        Line::Restriction(id) if event.kind == Kind::Lift => {
            event.lifts.push(id);
            (None, None)
        }
        _ => (None, None),
    };
    let keep = dice.pick(&[(true, true), (true, false), (false, true), (false, false)]);
    event.scope.theatres = theatre.filter(|_| keep.0).into_iter().collect();
    event.scope.activities = activity.filter(|_| keep.1).into_iter().collect();
    if dice.chance(20) && !event.scope.theatres.is_empty() {
        event.scope.theatres = vec![Theatre::Land];
    }
    if dice.chance(20) && !event.scope.activities.is_empty() {
        event.scope.activities = vec![dice.pick(&[Activity::Any, Activity::Air])];
    }
}

fn other_what(what: What) -> What {
    if what == What::Jets {
        What::Troops
    } else {
        What::Jets
    }
}
