//! Which event stands on which line, and what it does there (design, section 3).

use std::collections::BTreeMap;

use super::effect::{Effect, Until};
use crate::replay::history::{Event, History};
use crate::replay::question::{Cell, Line, Toward};
use crate::replay::rule::RuleId;
use crate::replay::world::{Actor, Coalition, Kind, Span, Track};

/// The events on one line by their place in the file.
pub type Acts = BTreeMap<usize, Effect>;

/// All lines of a history.
pub struct Lines {
    pub acts: BTreeMap<Line, Acts>,
    /// The bounds of each `until` that ends something; a reading chooses a day of each.
    pub untils: Vec<Span>,
    owners: BTreeMap<RuleId, (Option<Actor>, Coalition)>,
}

impl Lines {
    /// The lines these events (by place) make.
    pub fn of(history: &History, places: &[usize]) -> Self {
        let lives = Coalition::ALL
            .iter()
            .map(|&coalition| (Line::Life(coalition), Acts::new()));
        let mut lines = Self {
            acts: lives.collect(),
            untils: Vec::new(),
            owners: BTreeMap::new(),
        };
        for &place in places {
            lines.add_openings(place, &history.events[place]);
        }
        for &place in places {
            lines.add_others(place, &history.events[place]);
        }
        lines
    }

    /// A coalition nobody is recorded to have formed has always been there.
    pub fn starts_open(&self, line: &Line) -> bool {
        let begins = |effect: &Effect| matches!(effect, Effect::Open(_));
        matches!(line, Line::Life(_)) && !self.acts[line].values().any(begins)
    }

    fn add_openings(&mut self, place: usize, event: &Event) {
        for (line, effect) in self.opened_by_kind(event) {
            self.acts.entry(line).or_default().insert(place, effect);
        }
        for (line, effect) in self
            .opened_by_rules(event)
            .into_iter()
            .chain(contributed(event))
        {
            self.acts.entry(line).or_default().insert(place, effect);
        }
        if let (Kind::Leave | Kind::Expel, Some(actor)) = (event.kind, event.actor) {
            self.acts
                .entry(Line::Member(actor, event.coalition))
                .or_default();
        }
    }

    fn opened_by_kind(&mut self, event: &Event) -> Vec<(Line, Effect)> {
        let coalition = event.coalition;
        let Some(actor) = event.actor else {
            return match event.kind {
                Kind::Form | Kind::Succeed => vec![(Line::Life(coalition), Effect::Open(None))],
                Kind::Suspend => suspensions(event),
                _ => Vec::new(),
            };
        };
        match event.kind {
            Kind::Join => {
                let mut opened = cells(event, actor, Track::Declared, Effect::Open(None));
                opened.push((Line::Member(actor, coalition), Effect::Join));
                opened
            }
            Kind::Extend => cells(event, actor, Track::Declared, Effect::Open(None)),
            Kind::Deploy => cells(event, actor, Track::Deployed, Effect::Open(None)),
            Kind::Operate => cells(event, actor, Track::Operating, Effect::Open(None)),
            Kind::Authorise => {
                let until = self.choice(event.until);
                cells(event, actor, Track::Authorised, Effect::Open(until))
            }
            Kind::Renew if states_both(event) => {
                let until = self.choice(event.until);
                cells(
                    event,
                    actor,
                    Track::Authorised,
                    Effect::Renew { until, opens: true },
                )
            }
            Kind::Suspend => suspensions(event),
            Kind::Request | Kind::Consent => {
                let until = self.choice(event.until);
                consents(event, actor)
                    .into_iter()
                    .map(|line| (line, Effect::Open(until)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// A restriction ends by its own `until`; on a `restrict` else by the event's.
    fn opened_by_rules(&mut self, event: &Event) -> Vec<(Line, Effect)> {
        let of_event = if event.kind == Kind::Restrict {
            self.choice(event.until)
        } else {
            None
        };
        let mut opened = Vec::new();
        for rule in &event.restrictions {
            self.owners.insert(rule.id, (event.actor, event.coalition));
            let until = self.choice(rule.until).or(of_event);
            opened.push((Line::Restriction(rule.id), Effect::Open(until)));
        }
        opened
    }

    fn choice(&mut self, bounds: Option<Span>) -> Option<Until> {
        let bounds = bounds?;
        self.untils.push(bounds);
        Some(Until {
            bounds,
            choice: self.untils.len() - 1,
        })
    }

    /// What closes, and what merely stands there: on every line that some event opens.
    fn add_others(&mut self, place: usize, event: &Event) {
        let until = match event.kind {
            Kind::Renew if !states_both(event) => self.choice(event.until),
            _ => None,
        };
        let owners = &self.owners;
        for (line, acts) in &mut self.acts {
            if let Some(effect) = other_effect(event, line, until, owners) {
                acts.entry(place).or_insert(effect);
            }
        }
    }
}

/// Are theatres and activities both stated?
pub fn states_both(event: &Event) -> bool {
    !event.scope.theatres.is_empty() && !event.scope.activities.is_empty()
}

fn cells(event: &Event, actor: Actor, track: Track, effect: Effect) -> Vec<(Line, Effect)> {
    let coalition = event.coalition;
    let cell = |(theatre, activity)| Cell {
        actor,
        coalition,
        track,
        theatre,
        activity,
    };
    event
        .scope
        .cells()
        .into_iter()
        .map(|scope| (Line::Cell(cell(scope)), effect))
        .collect()
}

fn suspensions(event: &Event) -> Vec<(Line, Effect)> {
    let (actor, coalition) = (event.actor, event.coalition);
    let line = |(theatre, activity)| Line::Suspension {
        actor,
        coalition,
        theatre,
        activity,
    };
    event
        .scope
        .cells()
        .into_iter()
        .map(|scope| (line(scope), Effect::Open(None)))
        .collect()
}

fn consents(event: &Event, host: Actor) -> Vec<Line> {
    let mut lines = Vec::new();
    for toward in addressed(event) {
        for (theatre, _) in event.scope.cells() {
            lines.push(Line::Consent {
                host,
                toward,
                theatre,
            });
        }
    }
    lines
}

/// Whom a host's act is toward: those in `with`, without it the coalition (and not its members).
fn addressed(event: &Event) -> Vec<Toward> {
    if event.with.is_empty() {
        vec![Toward::Coalition(event.coalition)]
    } else {
        event
            .with
            .iter()
            .map(|&actor| Toward::Actor(actor))
            .collect()
    }
}

fn contributed(event: &Event) -> Vec<(Line, Effect)> {
    let coalition = event.coalition;
    let Some(actor) = event.actor else {
        return Vec::new();
    };
    let line = |what| Line::Contribution {
        actor,
        coalition,
        what,
        count: None,
    };
    event
        .contributions
        .iter()
        .map(|&(what, count)| (line(what), Effect::Set(count)))
        .collect()
}

fn other_effect(
    event: &Event,
    line: &Line,
    until: Option<Until>,
    owners: &BTreeMap<RuleId, (Option<Actor>, Coalition)>,
) -> Option<Effect> {
    if let (Kind::Form | Kind::Succeed, Line::Member(_, coalition)) = (event.kind, *line) {
        return (coalition == event.coalition).then_some(Effect::Stand);
    }
    if let (Kind::Renew, Line::Cell(cell)) = (event.kind, line) {
        let renews = cell.track == Track::Authorised && !states_both(event);
        return (renews && covers_cell(event, cell)).then_some(Effect::Renew {
            until,
            opens: false,
        });
    }
    (ends_stay(event, line, owners) || closes(event, line)).then_some(Effect::Close)
}

/// `leave`, `expel` and `dissolve` close everything of the member, or of all members.
fn ends_stay(
    event: &Event,
    line: &Line,
    owners: &BTreeMap<RuleId, (Option<Actor>, Coalition)>,
) -> bool {
    let (actor, coalition) = match *line {
        Line::Life(coalition) => (None, coalition),
        Line::Member(actor, coalition) => (Some(actor), coalition),
        Line::Cell(cell) => (Some(cell.actor), cell.coalition),
        Line::Restriction(id) => owners[&id],
        Line::Suspension {
            actor, coalition, ..
        } => (actor, coalition),
        Line::Consent { .. } => return false,
        Line::Contribution {
            actor, coalition, ..
        } => (Some(actor), coalition),
    };
    match event.kind {
        Kind::Leave | Kind::Expel => actor == event.actor && coalition == event.coalition,
        Kind::Dissolve => coalition == event.coalition,
        _ => false,
    }
}

/// The track a kind of event closes cells of.
fn closed_track(kind: Kind) -> Option<Track> {
    match kind {
        Kind::Narrow => Some(Track::Declared),
        Kind::Revoke => Some(Track::Authorised),
        Kind::Withdraw => Some(Track::Deployed),
        Kind::Cease => Some(Track::Operating),
        _ => None,
    }
}

fn closes(event: &Event, line: &Line) -> bool {
    match *line {
        Line::Cell(cell) => {
            closed_track(event.kind) == Some(cell.track) && covers_cell(event, &cell)
        }
        Line::Suspension {
            actor,
            coalition,
            theatre,
            activity,
        } => {
            event.kind == Kind::Resume
                && (actor, coalition) == (event.actor, event.coalition)
                && event.scope.holds(theatre, activity)
        }
        Line::Consent {
            host,
            toward,
            theatre,
        } => {
            event.kind == Kind::WithdrawConsent
                && event.actor == Some(host)
                && addressed(event).contains(&toward)
                && event.scope.holds(theatre, None)
        }
        Line::Restriction(id) => event.lifts.contains(&id),
        _ => false,
    }
}

fn covers_cell(event: &Event, cell: &Cell) -> bool {
    (event.actor, event.coalition) == (Some(cell.actor), cell.coalition)
        && event.scope.holds(cell.theatre, cell.activity)
}
