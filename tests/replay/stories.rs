//! Random histories. A story is told event by event, keeping in mind what is open, so that most
//! have no faults; what it keeps in mind only steers the choice and decides nothing.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::history::{Event, EventId, History, Rule, RuleId, Scope, Status};
use super::question::{Cell, Line, Toward};
use super::world::{
    Activity, Actor, Coalition, Day, FIRST, Kind, LAST, Span, Theatre, Track, What,
};

/// No history has more readings.
const MOST_READINGS: usize = 3000;

/// Histories of two to seven events (eight with a correction).
pub fn histories() -> impl Strategy<Value = History> {
    let rolls = proptest::array::uniform32(any::<u8>());
    (0..THEMES.len(), prop::collection::vec(rolls, 2..=7))
        .prop_map(|(theme, rolls)| Story::tell(&THEMES[theme], &rolls))
}

/// What a story is about: the kinds of its events, and how often (of 100) it is about the second
/// actor, and about the part.
struct Theme {
    kinds: &'static [Kind],
    second: usize,
    part: usize,
}

const THEMES: [Theme; 8] = [
    Theme {
        kinds: &[
            Kind::Join,
            Kind::Leave,
            Kind::Extend,
            Kind::Narrow,
            Kind::Join,
            Kind::Expel,
            Kind::Form,
            Kind::Invite,
            Kind::Debate,
            Kind::Pledge,
            Kind::Decline,
            Kind::Dissolve,
            Kind::Narrow,
            Kind::Narrow,
            Kind::Leave,
        ],
        second: 15,
        part: 5,
    },
    Theme {
        kinds: &[
            Kind::Authorise,
            Kind::Renew,
            Kind::Authorise,
            Kind::Renew,
            Kind::Revoke,
            Kind::Join,
            Kind::Leave,
            Kind::Refuse,
            Kind::Revoke,
        ],
        second: 5,
        part: 0,
    },
    Theme {
        kinds: &[
            Kind::Operate,
            Kind::Suspend,
            Kind::Resume,
            Kind::Cease,
            Kind::Join,
            Kind::Leave,
            Kind::Resume,
            Kind::Cease,
        ],
        second: 15,
        part: 5,
    },
    Theme {
        kinds: &[
            Kind::Restrict,
            Kind::Lift,
            Kind::Join,
            Kind::Leave,
            Kind::Lift,
            Kind::Authorise,
            Kind::Deploy,
            Kind::Lift,
            Kind::Dissolve,
            Kind::Extend,
        ],
        second: 10,
        part: 5,
    },
    Theme {
        kinds: &[
            Kind::Adjust,
            Kind::Adjust,
            Kind::Leave,
            Kind::Withdraw,
            Kind::Adjust,
            Kind::Deploy,
            Kind::Expel,
            Kind::Dissolve,
            Kind::Join,
        ],
        second: 10,
        part: 5,
    },
    Theme {
        kinds: &[
            Kind::Form,
            Kind::Join,
            Kind::Succeed,
            Kind::Leave,
            Kind::Dissolve,
            Kind::Join,
            Kind::Suspend,
            Kind::Resume,
            Kind::Invite,
        ],
        second: 25,
        part: 50,
    },
    Theme {
        kinds: &[
            Kind::Request,
            Kind::Consent,
            Kind::WithdrawConsent,
            Kind::WithdrawConsent,
            Kind::Join,
            Kind::Leave,
        ],
        second: 20,
        part: 0,
    },
    Theme {
        kinds: Kind::ALL,
        second: 25,
        part: 15,
    },
];

/// Turns random bytes into choices; all zeros is the simplest.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |&byte| usize::from(byte) % sides)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) >= 100 - percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// None, one, or rarely two of them.
    fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        let (count, first) = (self.pick(&[1, 0, 1, 0, 1, 2]), self.roll(from.len()));
        (0..count)
            .map(|step| from[(first + step) % from.len()])
            .collect()
    }
}

/// The story so far.
#[derive(Default)]
struct Story {
    events: Vec<Event>,
    open: BTreeSet<Line>,
    /// Whose each restriction is, by its number.
    owners: Vec<(Option<Actor>, Coalition)>,
    day: Day,
}

impl Story {
    fn tell(theme: &Theme, rolls: &[[u8; 32]]) -> History {
        let mut story = Self {
            day: FIRST,
            ..Self::default()
        };
        for rolls in rolls {
            story.go_on(theme, &mut Dice(rolls.iter()));
        }
        let mut ending = rolls[0];
        ending.reverse();
        let mut dice = Dice(ending.iter());
        story.correct(&mut dice);
        story.limit_readings();
        story.shuffle(&mut dice);
        History {
            events: story.events,
        }
    }

    fn go_on(&mut self, theme: &Theme, dice: &mut Dice) {
        let kind = dice.pick(theme.kinds);
        let actor = if dice.chance(theme.second) {
            Actor::A2
        } else {
            Actor::A1
        };
        let mut event = Event::new(self.events.len(), kind, Some(actor), FIRST, FIRST);
        if dice.chance(theme.part) {
            event.coalition = Coalition::Part;
        }
        if !dice.chance(4) {
            event.kind = self.plausible(&event, actor);
        }
        self.date(&mut event, dice);
        self.fill(&mut event, actor, dice);
        self.order(&mut event, dice);
        event.status = status(event.kind, dice);
        if event.status != Status::Retracted {
            self.remember(&event);
        }
        self.events.push(event);
    }

    /// The kind wished for, or another where it would be a fault.
    fn plausible(&self, event: &Event, actor: Actor) -> Kind {
        let coalition = event.coalition;
        let member = self.open.contains(&Line::Member(actor, coalition));
        let began = |kind| {
            matches!(
                kind,
                Kind::Form | Kind::Succeed | Kind::Join | Kind::Dissolve
            )
        };
        let has = |wanted: fn(Kind) -> bool| {
            self.events
                .iter()
                .any(|event| event.coalition == coalition && wanted(event.kind))
        };
        let ended = has(|kind| kind == Kind::Dissolve);
        let joined = if ended { Kind::Invite } else { Kind::Join };
        match event.kind {
            Kind::Form | Kind::Succeed if has(began) => Kind::Debate,
            Kind::Dissolve if ended => Kind::Debate,
            Kind::Join if member => Kind::Extend,
            Kind::Join => joined,
            Kind::Leave | Kind::Expel | Kind::Extend | Kind::Adjust if !member => joined,
            Kind::Narrow if !member => joined,
            kind if self.closable(kind, actor, coalition).is_empty() => opposite(kind),
            kind => kind,
        }
    }

    /// The open lines an event of this kind may close.
    fn closable(&self, kind: Kind, actor: Actor, coalition: Coalition) -> Vec<Line> {
        let whose = |who: Option<Actor>, of| who.is_none_or(|who| who == actor) && of == coalition;
        let closes = |line: &&Line| match (kind, **line) {
            (Kind::Renew, Line::Cell(cell)) => cell.track == Track::Authorised,
            (kind, Line::Cell(cell)) => closed_track(kind) == Some(cell.track),
            (Kind::Resume, Line::Suspension { .. }) => true,
            (Kind::WithdrawConsent, Line::Consent { .. }) => true,
            (kind, Line::Restriction(_)) => carries_rules(kind) || kind == Kind::Lift,
            _ => false,
        };
        let mine = |line: &&Line| match **line {
            Line::Cell(cell) => whose(Some(cell.actor), cell.coalition),
            Line::Suspension {
                actor, coalition, ..
            } => whose(actor, coalition),
            Line::Consent { host, .. } => host == actor,
            Line::Restriction(id) => {
                let (who, of) = self.owner(id);
                whose(who, of) && (who.is_some() || kind == Kind::Lift)
            }
            _ => false,
        };
        self.open
            .iter()
            .filter(closes)
            .filter(mine)
            .copied()
            .collect()
    }

    fn owner(&self, rule: RuleId) -> (Option<Actor>, Coalition) {
        self.owners[rule.0]
    }

    fn date(&mut self, event: &mut Event, dice: &mut Dice) {
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

    fn fill(&mut self, event: &mut Event, actor: Actor, dice: &mut Dice) {
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
                event.coalition = Coalition::Whole;
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
            event.restrictions.push(Rule { id, until });
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
    fn order(&self, event: &mut Event, dice: &mut Dice) {
        let counts = |other: &&Event| other.status != Status::Retracted;
        let overlaps = |other: &&Event| other.date.overlaps(event.date);
        let overlapping = self.events.iter().filter(counts).filter(overlaps);
        let mut after: Vec<EventId> = overlapping.map(|other| other.id).collect();
        let kept = dice.pick(&[0, 1, 7, 7, 1]);
        event.after = after.split_off(after.len().saturating_sub(kept));
    }

    /// Keeps in mind what is open now.
    fn remember(&mut self, event: &Event) {
        let open = std::mem::take(&mut self.open);
        self.open = open
            .into_iter()
            .filter(|line| !self.ends(event, line))
            .collect();
        self.open.extend(
            event
                .restrictions
                .iter()
                .map(|rule| Line::Restriction(rule.id)),
        );
        self.open.extend(opened(event));
    }

    /// Does the event end the line?
    fn ends(&self, event: &Event, line: &Line) -> bool {
        let (who, of) = match *line {
            Line::Member(who, of) => (Some(who), of),
            Line::Cell(cell) => (Some(cell.actor), cell.coalition),
            Line::Suspension {
                actor, coalition, ..
            } => (actor, coalition),
            Line::Restriction(id) => self.owner(id),
            Line::Consent { host, .. } => (Some(host), event.coalition),
            _ => return false,
        };
        let own = who == event.actor && of == event.coalition;
        match (event.kind, *line) {
            (_, Line::Restriction(id)) if event.lifts.contains(&id) => true,
            (Kind::WithdrawConsent, Line::Consent { theatre, .. }) => {
                own && event.scope.holds(theatre, None)
            }
            (_, Line::Consent { .. }) => false,
            (Kind::Leave | Kind::Expel, _) => own,
            (Kind::Dissolve, _) => of == event.coalition,
            (
                Kind::Resume,
                Line::Suspension {
                    theatre, activity, ..
                },
            ) => own && event.scope.holds(theatre, activity),
            (kind, Line::Cell(cell)) => {
                own && closed_track(kind) == Some(cell.track)
                    && event.scope.holds(cell.theatre, cell.activity)
            }
            _ => false,
        }
    }

    /// Sometimes one record turns out wrong and is replaced by another with a later date.
    fn correct(&mut self, dice: &mut Dice) {
        let wrong = dice.roll(self.events.len());
        let event = &self.events[wrong];
        let named = self
            .events
            .iter()
            .any(|other| other.after.contains(&event.id));
        let plain = event.status == Status::Accepted
            && event.restrictions.is_empty()
            && event.until.is_none();
        if !dice.chance(8) || named || !plain {
            return;
        }
        let date = Span {
            from: event.date.from,
            to: (event.date.to + 1).min(LAST),
        };
        let id = EventId(self.events.len());
        self.events.push(Event {
            id,
            date,
            replaces: Some(event.id),
            ..event.clone()
        });
    }

    /// Makes dates exact until there are few enough readings.
    fn limit_readings(&mut self) {
        let readings = |events: &[Event]| {
            events
                .iter()
                .map(Event::readings_at_most)
                .product::<usize>()
        };
        while readings(&self.events) > MOST_READINGS {
            let fuzziest = self
                .events
                .iter_mut()
                .max_by_key(|event| event.readings_at_most());
            let Some(event) = fuzziest else { return };
            event.date.to = event.date.from;
            event.until = event.until.map(exact);
            for rule in &mut event.restrictions {
                rule.until = rule.until.map(exact);
            }
        }
    }

    /// The order in the file tells nothing.
    fn shuffle(&mut self, dice: &mut Dice) {
        for at in (1..self.events.len()).rev() {
            let swap = at - dice.roll(at + 1);
            self.events.swap(at, swap);
        }
    }
}

fn status(kind: Kind, dice: &mut Dice) -> Status {
    let begins = matches!(kind, Kind::Form | Kind::Succeed);
    match dice.roll(100) {
        85..97 if !begins => Status::Disputed,
        97.. => Status::Retracted,
        _ => Status::Accepted,
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

fn exact(span: Span) -> Span {
    Span {
        to: span.from,
        ..span
    }
}

fn carries_rules(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Join | Kind::Authorise | Kind::Extend | Kind::Deploy | Kind::Renew
    )
}

/// What opens where there is nothing to close.
fn opposite(kind: Kind) -> Kind {
    match kind {
        Kind::Narrow => Kind::Extend,
        Kind::Revoke => Kind::Authorise,
        Kind::Withdraw => Kind::Deploy,
        Kind::Cease => Kind::Operate,
        Kind::Resume => Kind::Suspend,
        Kind::Lift => Kind::Restrict,
        Kind::WithdrawConsent => Kind::Consent,
        other => other,
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
            event.coalition = Coalition::Whole;
            event.with = match toward {
                Toward::Actor(actor) => vec![actor],
                Toward::Coalition(_) => Vec::new(),
            };
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

/// The track whose cells a kind of event closes.
fn closed_track(kind: Kind) -> Option<Track> {
    let closing = [Kind::Narrow, Kind::Revoke, Kind::Withdraw, Kind::Cease];
    closing
        .iter()
        .position(|&other| other == kind)
        .map(|at| Track::ALL[at])
}

/// The track whose cells a kind of event opens.
fn opened_track(kind: Kind) -> Option<Track> {
    if kind == Kind::Join {
        return Some(Track::Declared);
    }
    let opening = [Kind::Extend, Kind::Authorise, Kind::Deploy, Kind::Operate];
    opening
        .iter()
        .position(|&other| other == kind)
        .map(|at| Track::ALL[at])
}

/// The lines an event opens, restrictions aside.
fn opened(event: &Event) -> Vec<Line> {
    let (actor, coalition) = (event.actor, event.coalition);
    let toward = event.with.first().map(|&actor| Toward::Actor(actor));
    let toward = toward.unwrap_or(Toward::Coalition(coalition));
    let mut lines = Vec::new();
    for (theatre, activity) in event.scope.cells() {
        match (event.kind, actor, opened_track(event.kind)) {
            (Kind::Suspend, ..) => {
                lines.push(Line::Suspension {
                    actor,
                    coalition,
                    theatre,
                    activity,
                });
            }
            (Kind::Request | Kind::Consent, Some(host), _) => {
                lines.push(Line::Consent {
                    host,
                    toward,
                    theatre,
                });
            }
            (_, Some(actor), Some(track)) => {
                lines.push(Line::Cell(Cell {
                    actor,
                    coalition,
                    track,
                    theatre,
                    activity,
                }));
            }
            _ => {}
        }
    }
    if let (Kind::Join, Some(actor)) = (event.kind, actor) {
        lines.push(Line::Member(actor, coalition));
    }
    lines
}

fn other(actor: Actor) -> Actor {
    if actor == Actor::A1 {
        Actor::A2
    } else {
        Actor::A1
    }
}

fn other_what(what: What) -> What {
    if what == What::Jets {
        What::Troops
    } else {
        What::Jets
    }
}
