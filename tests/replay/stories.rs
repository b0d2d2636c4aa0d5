//! Random histories. A story is told event by event, keeping in mind what is open, so that most
//! have no faults; what it keeps in mind only steers the choice and decides nothing.

mod dice;
mod evidence;
mod filling;
mod memory;
mod rules;
mod themes;

use std::collections::BTreeSet;

use proptest::prelude::*;

use self::dice::Dice;
use self::themes::{THEMES, Theme};
use super::history::{Event, EventId, History, Status};
use super::question::Line;
use super::world::{Actor, Coalition, Day, FIRST, Kind, LAST, Span};

/// No history has more readings.
const MOST_READINGS: usize = 3000;

/// Histories of two to seven events (eight with a correction).
pub fn histories() -> impl Strategy<Value = History> {
    let rolls = proptest::array::uniform32(any::<u8>());
    let rolls = (rolls, proptest::array::uniform16(any::<u8>()));
    (0..THEMES.len(), prop::collection::vec(rolls, 2..=7))
        .prop_map(|(theme, rolls)| Story::tell(&THEMES[theme], &rolls))
}

/// The random bytes of an event, and of its sources.
type Rolls = ([u8; 32], [u8; 16]);

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
    fn tell(theme: &Theme, rolls: &[Rolls]) -> History {
        let mut story = Self {
            day: FIRST,
            ..Self::default()
        };
        for (rolls, evidence) in rolls {
            story.go_on(theme, &mut Dice::new(rolls), &mut Dice::new(evidence));
        }
        let (mut ending, mut asked) = rolls[0];
        ending.reverse();
        asked.reverse();
        let mut dice = Dice::new(&ending);
        story.correct(&mut dice);
        story.limit_readings();
        story.shuffle(&mut dice);
        let mut dice = Dice::new(&asked);
        History {
            events: story.events,
            acts: evidence::acts(&mut dice),
            views: evidence::views(&mut dice),
        }
    }

    fn go_on(&mut self, theme: &Theme, dice: &mut Dice, evidence: &mut Dice) {
        let kind = dice.pick(theme.kinds);
        let second = dice.chance(theme.second);
        let actor = if second == is_of_host(kind) {
            Actor::A1
        } else {
            Actor::A2
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
        event.sources = evidence::sources(event.date, evidence);
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
            sources: evidence::sources(date, dice),
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
            for source in &mut event.sources {
                source.claim = source.claim.map(exact);
            }
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

fn exact(span: Span) -> Span {
    Span {
        to: span.from,
        ..span
    }
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

fn is_of_host(kind: Kind) -> bool {
    matches!(kind, Kind::Request | Kind::Consent | Kind::WithdrawConsent)
}

fn other(actor: Actor) -> Actor {
    if actor == Actor::A1 {
        Actor::A2
    } else {
        Actor::A1
    }
}
