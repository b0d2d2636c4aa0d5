//! Examples worked out by hand from the design page: the replay itself must get these right.

mod acts;
mod views;

use super::history::{Event, EventId, History, Scope, Status};
use super::naive::{Fault, Replay, Verdict};
use super::question::{Cell, Joint, Line};
use super::world::{Activity, Actor, Coalition, Day, Kind, Span, Theatre, Track, What, days_asked};

const MEMBER: Line = Line::Member(Actor::A1, Coalition::Whole);

/// An event of the first actor, or of the coalition if it begins or ends.
fn event(id: usize, kind: Kind, from: Day, to: Day) -> Event {
    let own = matches!(kind, Kind::Form | Kind::Dissolve);
    Event::new(id, kind, (!own).then_some(Actor::A1), from, to)
}

fn strikes_in_the_north(event: Event) -> Event {
    let scope = Scope {
        theatres: vec![Theatre::North],
        activities: vec![Activity::Strikes],
    };
    Event { scope, ..event }
}

fn cell(track: Track) -> Cell {
    let (theatre, activity) = (Some(Theatre::North), Some(Activity::Strikes));
    Cell {
        actor: Actor::A1,
        coalition: Coalition::Whole,
        track,
        theatre,
        activity,
    }
}

fn fault(events: Vec<Event>) -> Option<Fault> {
    Replay::new(&History::of(events)).err()
}

/// The days asked about, from 30 December: `+` certain, `?` possible, `.` never; else the fault.
fn line(events: Vec<Event>, asked: Line) -> String {
    told(events, |replay| {
        let (_, verdict) = replay.lines().find(|(line, _)| **line == asked)?;
        Some(days(verdict))
    })
}

fn joint(events: Vec<Event>, asked: Joint) -> String {
    told(events, |replay| {
        let (_, verdict) = replay.joints().find(|(joint, _)| **joint == asked)?;
        Some(days(verdict))
    })
}

fn standing(events: Vec<Event>, day: Day) -> String {
    told(events, |replay| {
        Some(replay.standing(Actor::A1, Coalition::Whole, day).to_owned())
    })
}

fn told(events: Vec<Event>, ask: impl Fn(&Replay) -> Option<String>) -> String {
    let history = History::of(events);
    match Replay::new(&history) {
        Ok(replay) => ask(&replay).unwrap_or_else(|| "not asked".to_owned()),
        Err(fault) => fault.to_string(),
    }
}

fn days(verdict: &Verdict) -> String {
    days_asked()
        .map(|day| mark(verdict.certain.has(day), verdict.possible.has(day)))
        .collect()
}

fn mark(certain: bool, possible: bool) -> char {
    match (certain, possible) {
        (true, _) => '+',
        (false, true) => '?',
        (false, false) => '.',
    }
}

#[test]
fn the_state_is_that_at_the_end_of_the_day() {
    let events = vec![event(0, Kind::Join, 2, 2), event(1, Kind::Leave, 5, 5)];
    assert_eq!(line(events, MEMBER), "...+++........");
}

#[test]
fn the_only_faultless_order_settles_what_dates_cannot() {
    let events = vec![event(0, Kind::Leave, 3, 6), event(1, Kind::Join, 4, 7)];
    assert_eq!(line(events, MEMBER), ".....??.......");
}

#[test]
fn an_order_narrows_bounds_across_lines() {
    let mut leave = event(1, Kind::Leave, 4, 4);
    leave.after = vec![EventId(0)];
    let mut pledge = event(2, Kind::Pledge, 2, 9);
    pledge.after = vec![EventId(1)];
    let events = vec![event(0, Kind::Join, 1, 9), leave, pledge];
    assert_eq!(line(events.clone(), MEMBER), "..???.........");
    assert_eq!(standing(events.clone(), 4), "left");
    assert_eq!(standing(events, 9), "pledged");
}

#[test]
fn what_is_unknown_contradictory_or_circular_is_a_fault() {
    let adjust = |id, from, count| {
        let contributions = vec![(What::Jets, count)];
        Event {
            contributions,
            ..event(id, Kind::Adjust, from, 5)
        }
    };
    assert_eq!(
        fault(vec![adjust(0, 2, 7), adjust(1, 2, 4)]),
        Some(Fault::OrderUnknown)
    );
    assert_eq!(
        fault(vec![adjust(0, 2, 7), adjust(1, 3, 7)]),
        Some(Fault::OrderUnknown)
    );
    assert_eq!(fault(vec![adjust(0, 2, 7), adjust(1, 2, 7)]), None);
    let after = |event, other| Event {
        after: vec![EventId(other)],
        ..event
    };
    let late = after(event(0, Kind::Debate, 1, 2), 1);
    assert_eq!(
        fault(vec![late.clone(), event(1, Kind::Pledge, 4, 5)]),
        Some(Fault::NoDay)
    );
    assert_eq!(
        fault(vec![late, after(event(1, Kind::Pledge, 1, 2), 0)]),
        Some(Fault::Cycle)
    );
}

#[test]
fn acts_that_find_nothing_to_act_on_are_faults() {
    let other = |events| matches!(fault(events), Some(Fault::Other(_)));
    let join = || event(0, Kind::Join, 1, 1);
    assert!(other(vec![join(), event(1, Kind::Join, 3, 3)]));
    assert!(other(vec![event(1, Kind::Leave, 3, 3)]));
    assert!(other(vec![event(1, Kind::Extend, 3, 3)]));
    assert!(other(vec![event(1, Kind::Renew, 3, 3)]));
    assert!(other(vec![event(1, Kind::Revoke, 3, 3)]));
    assert!(other(vec![
        join(),
        event(1, Kind::Dissolve, 3, 3),
        event(2, Kind::Dissolve, 4, 4)
    ]));
    let mut wide = event(0, Kind::Deploy, 1, 1);
    wide.scope.theatres = vec![Theatre::Land];
    assert!(other(vec![
        wide,
        strikes_in_the_north(event(1, Kind::Withdraw, 3, 3))
    ]));
    let disputed = Event {
        status: Status::Disputed,
        ..event(1, Kind::Leave, 3, 3)
    };
    assert_eq!(fault(vec![disputed]), None);
}

#[test]
fn a_last_day_is_in_force_and_can_be_put_off() {
    let mandate = || Event {
        until: Some(Span { from: 4, to: 6 }),
        ..strikes_in_the_north(event(0, Kind::Authorise, 1, 1))
    };
    let authorised = Line::Cell(cell(Track::Authorised));
    assert_eq!(line(vec![mandate()], authorised), "..++++??......");
    let renew = |from, to| strikes_in_the_north(event(1, Kind::Renew, from, to));
    assert_eq!(
        line(vec![mandate(), renew(6, 6)], authorised),
        "..++++++++++++"
    );
    assert_eq!(
        line(vec![mandate(), renew(8, 8)], authorised),
        "..++++??.+++++"
    );
    assert_eq!(
        line(vec![mandate(), renew(6, 8)], authorised),
        "..++++???+++++"
    );
    let plain = strikes_in_the_north(event(1, Kind::Authorise, 5, 5));
    assert_eq!(line(vec![mandate(), plain], authorised), "..+++++???????");
}

#[test]
fn the_disputed_may_have_happened_and_the_retracted_has_not() {
    let leave = |status| Event {
        status,
        ..event(1, Kind::Leave, 4, 4)
    };
    let join = || event(0, Kind::Join, 2, 2);
    assert_eq!(
        line(vec![join(), leave(Status::Disputed)], MEMBER),
        "...++?????????"
    );
    assert_eq!(
        line(vec![join(), leave(Status::Retracted)], MEMBER),
        "...+++++++++++"
    );
    let corrected = Event {
        replaces: Some(EventId(0)),
        ..event(2, Kind::Join, 5, 5)
    };
    assert_eq!(line(vec![join(), corrected], MEMBER), "......++++++++");
}

#[test]
fn the_suspended_do_not_count_as_operating() {
    let operate = strikes_in_the_north(event(0, Kind::Operate, 1, 1));
    let everybody = Event {
        actor: None,
        ..event(1, Kind::Suspend, 3, 4)
    };
    let again = Event {
        actor: None,
        ..event(2, Kind::Resume, 7, 7)
    };
    let acting = Joint::Acting(cell(Track::Operating));
    assert_eq!(
        joint(vec![operate, everybody, again], acting),
        "..++?...++++++"
    );
}

#[test]
fn a_member_of_the_part_is_one_of_the_whole_while_that_exists() {
    let join = Event {
        coalition: Coalition::Part,
        ..event(0, Kind::Join, 2, 2)
    };
    let events = vec![
        event(1, Kind::Form, 3, 3),
        join,
        event(2, Kind::Dissolve, 6, 7),
    ];
    assert_eq!(joint(events, Joint::Counted(Actor::A1)), "....+++?......");
}

#[test]
fn standing_is_membership_or_else_the_last_word() {
    let events = || {
        vec![
            event(0, Kind::Invite, 1, 1),
            event(1, Kind::Debate, 2, 3),
            event(2, Kind::Decline, 3, 3),
            event(3, Kind::Join, 4, 4),
            event(4, Kind::Suspend, 5, 6),
            event(5, Kind::Dissolve, 8, 8),
        ]
    };
    let words: Vec<String> = (0..=8).map(|day| standing(events(), day)).collect();
    let told = ["none", "invited", "invited", "declined", "member", "member"];
    assert_eq!(words[..6], told);
    assert_eq!(words[6..], ["suspended", "suspended", "left"]);
}
