//! Permission, and periods.

use super::{MEMBER, event, strikes_in_the_north};
use crate::replay::history::{Event, History};
use crate::replay::naive::Replay;
use crate::replay::question::Act;
use crate::replay::rule::{Rule, RuleId, Says};
use crate::replay::world::{Activity, Actor, Coalition, Day, Kind, Span, Theatre};

const STRIKES: Act = Act {
    actor: Actor::A1,
    activity: Activity::Strikes,
    theatre: Theatre::North,
};
const AIR: Act = Act {
    activity: Activity::Air,
    ..STRIKES
};

fn asked(events: Vec<Event>, act: Act, ask: impl Fn(&Replay) -> String) -> String {
    let history = History {
        acts: vec![act],
        ..History::of(events)
    };
    match Replay::new(&history) {
        Ok(replay) => ask(&replay),
        Err(fault) => fault.to_string(),
    }
}

/// The verdict of one coalition, with a `?` where it is not certain.
fn may(events: Vec<Event>, act: Act, coalition: Coalition, day: Day) -> String {
    asked(events, act, |replay| {
        let (word, certain) = replay.may(&act, coalition, day);
        let doubt = if certain { "" } else { "?" };
        format!("{word}{doubt}")
    })
}

fn whole(events: Vec<Event>, act: Act, day: Day) -> String {
    may(events, act, Coalition::Whole, day)
}

fn rule(says: Says) -> Rule {
    Rule {
        id: RuleId(0),
        says,
        within: Vec::new(),
        outside: Vec::new(),
        unless: false,
        applies_to: false,
        until: None,
    }
}

fn restrict(day: Day, rule: Rule) -> Event {
    Event {
        restrictions: vec![rule],
        ..event(7, Kind::Restrict, day, day)
    }
}

fn no_strikes() -> Rule {
    rule(Says::Prohibit(vec![Activity::Strikes]))
}

fn joined() -> Event {
    strikes_in_the_north(event(0, Kind::Join, 2, 2))
}

#[test]
fn scope_permits_membership_is_needed_and_silence_is_no_record() {
    assert_eq!(whole(vec![joined()], STRIKES, 1), "no");
    assert_eq!(whole(vec![joined()], STRIKES, 2), "yes");
    assert_eq!(whole(vec![joined()], AIR, 2), "conditional");
    let south = Act {
        theatre: Theatre::South,
        ..STRIKES
    };
    assert_eq!(whole(vec![joined()], south, 2), "no-record");
    assert_eq!(
        whole(vec![event(0, Kind::Join, 2, 2)], STRIKES, 2),
        "no-record"
    );
    let fuzzy = strikes_in_the_north(event(0, Kind::Join, 2, 4));
    assert_eq!(whole(vec![fuzzy], STRIKES, 3), "no?");
}

#[test]
fn a_prohibition_forbids_all_of_it_or_makes_a_condition() {
    let under = |rule, act| whole(vec![joined(), restrict(4, rule)], act, 5);
    assert_eq!(under(no_strikes(), STRIKES), "no");
    assert_eq!(under(no_strikes(), AIR), "conditional");
    let unless = Rule {
        unless: true,
        ..no_strikes()
    };
    assert_eq!(under(unless, STRIKES), "conditional");
    let outside = |theatre| Rule {
        outside: vec![theatre],
        ..no_strikes()
    };
    assert_eq!(under(outside(Theatre::North), STRIKES), "yes");
    assert_eq!(under(outside(Theatre::South), STRIKES), "no");
    let land = Act {
        theatre: Theatre::Land,
        ..STRIKES
    };
    assert_eq!(under(outside(Theatre::North), land), "conditional");
    assert_eq!(under(rule(Says::Cap), STRIKES), "yes");
}

#[test]
fn consent_meets_a_requirement_while_it_is_in_force() {
    let consent = |theatres: &[Theatre], with: &[Actor]| {
        let mut consent = Event::new(1, Kind::Consent, Some(Actor::A2), 5, 6);
        consent.scope.theatres = theatres.to_vec();
        consent.with = with.to_vec();
        consent.until = Some(Span { from: 8, to: 8 });
        consent
    };
    let required = rule(Says::Require {
        activities: Vec::new(),
        consent_of: Some(Actor::A2),
    });
    let events = |consent| vec![joined(), restrict(4, required.clone()), consent];
    let given = events(consent(&[Theatre::Land], &[]));
    let words = |day| whole(given.clone(), STRIKES, day);
    assert_eq!(
        [words(3), words(4), words(5)],
        ["yes", "conditional", "conditional?"]
    );
    assert_eq!(
        [words(6), words(8), words(9)],
        ["yes", "yes", "conditional"]
    );
    let word = |consent| whole(events(consent), STRIKES, 7);
    assert_eq!(word(consent(&[Theatre::North], &[Actor::A1])), "yes");
    assert_eq!(
        word(consent(&[Theatre::North], &[Actor::A2])),
        "conditional"
    );
    assert_eq!(word(consent(&[Theatre::South], &[])), "conditional");
    assert_eq!(word(consent(&[], &[])), "conditional");
}

#[test]
fn rules_and_scope_pass_between_part_and_whole() {
    let in_part = Event {
        coalition: Coalition::Part,
        ..joined()
    };
    let of_whole = Event {
        actor: None,
        ..restrict(4, no_strikes())
    };
    let events = vec![in_part, of_whole];
    let both = |day| {
        Coalition::ALL
            .iter()
            .map(|&of| may(events.clone(), STRIKES, of, day))
            .collect::<Vec<_>>()
    };
    assert_eq!(both(1), ["no", "no"]);
    assert_eq!(both(3), ["yes", "yes"]);
    assert_eq!(both(4), ["no", "no"]);
    let of_part = Event {
        coalition: Coalition::Part,
        ..restrict(4, no_strikes())
    };
    let alone = vec![joined(), of_part];
    assert_eq!(whole(alone, STRIKES, 5), "yes");
}

#[test]
fn above_all_memberships_stands_the_most_permitting() {
    let in_part = Event {
        coalition: Coalition::Part,
        ..event(1, Kind::Join, 4, 4)
    };
    let forbidden = Event {
        coalition: Coalition::Part,
        ..restrict(5, no_strikes())
    };
    let events = vec![joined(), in_part, forbidden];
    let above = |day| {
        asked(events.clone(), STRIKES, |replay| {
            replay.may_anywhere(&STRIKES, day).to_owned()
        })
    };
    assert_eq!([above(1), above(3), above(6)], ["no-record", "yes", "no"]);
}

#[test]
fn a_period_is_looked_at_day_by_day() {
    let events = vec![event(0, Kind::Join, 2, 4), event(1, Kind::Leave, 7, 8)];
    let history = History::of(events);
    let during = |from, to, every_day| {
        let replay = Replay::new(&history).ok();
        let said = replay.and_then(|replay| {
            let line = replay.lines().find(|(line, _)| **line == MEMBER);
            line.map(|(_, verdict)| verdict.during(from, to, every_day))
        });
        said.unwrap_or_default()
    };
    assert_eq!(during(1, 4, false), (true, true));
    assert_eq!(during(1, 3, false), (false, true));
    assert_eq!(during(4, 6, true), (true, true));
    assert_eq!(during(3, 7, true), (false, true));
    assert_eq!(during(1, 7, true), (false, false));
    assert_eq!(during(8, 10, false), (false, false));
}
