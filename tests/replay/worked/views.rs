//! What was known, and who says so.

use super::{MEMBER, days, event};
use crate::replay::history::{Event, EventId, History, Reference, Status};
use crate::replay::naive::{Replay, Verdict, seen};
use crate::replay::question::{Line, View};
use crate::replay::world::{Actor, Coalition, Kind, Source, Span};

fn told(event: Event, sources: &[(Source, Option<i32>)]) -> Event {
    let reference = |&(source, claim): &(Source, Option<i32>)| Reference {
        source,
        claim: claim.map(|day| Span { from: day, to: day }),
    };
    let sources = sources.iter().map(reference).collect();
    Event { sources, ..event }
}

fn member(events: Vec<Event>, view: View) -> String {
    let history = History::of(events);
    let seen = seen(&history, view);
    let replay = Replay::in_view(&seen, &history);
    let line = replay.lines().find(|(line, _)| **line == MEMBER);
    line.map_or("not asked".to_owned(), |(_, verdict)| days(verdict))
}

const EARLY: View = View::KnownOn((2020, 2, 4));
const FEBRUARY: View = View::KnownOn((2020, 2, 5));
const MARCH: View = View::KnownOn((2020, 3, 31));

#[test]
fn a_source_counts_from_the_latest_day_of_its_publication() {
    let join = |source| vec![told(event(0, Kind::Join, 2, 2), &[(source, None)])];
    assert_eq!(member(join(Source::B), EARLY), "..............");
    assert_eq!(member(join(Source::B), FEBRUARY), "...+++++++++++");
    assert_eq!(
        member(join(Source::C), View::KnownOn((2020, 3, 30))),
        ".............."
    );
    assert_eq!(member(join(Source::C), MARCH), "...+++++++++++");
    assert_eq!(member(join(Source::D), MARCH), "..............");
    assert_eq!(
        member(join(Source::D), View::AccordingTo(Source::D)),
        "...+++++++++++"
    );
}

#[test]
fn a_claim_counts_where_nobody_tells_the_accepted_date() {
    let join = |sources: &[_]| vec![told(event(0, Kind::Join, 2, 2), sources)];
    let two = join(&[(Source::C, Some(7)), (Source::A, Some(4))]);
    assert_eq!(member(two.clone(), View::Accepted), "...+++++++++++");
    assert_eq!(member(two.clone(), FEBRUARY), ".....+++++++++");
    assert_eq!(member(two.clone(), MARCH), "........++++++");
    assert_eq!(member(two, View::AccordingTo(Source::A)), ".....+++++++++");
    let accepted = join(&[(Source::C, Some(7)), (Source::A, None)]);
    assert_eq!(member(accepted, MARCH), "...+++++++++++");
    let equals = join(&[(Source::B, Some(7)), (Source::A, Some(4))]);
    assert_eq!(member(equals, MARCH), "........++++++");
}

#[test]
fn a_correction_works_once_it_counts_and_the_retracted_for_its_source() {
    let join = || told(event(0, Kind::Join, 2, 2), &[(Source::A, None)]);
    let correction = Event {
        replaces: Some(EventId(0)),
        ..told(event(1, Kind::Join, 5, 5), &[(Source::C, None)])
    };
    let events = vec![join(), correction];
    assert_eq!(member(events.clone(), FEBRUARY), "...+++++++++++");
    assert_eq!(member(events.clone(), MARCH), "......++++++++");
    assert_eq!(
        member(events, View::AccordingTo(Source::C)),
        "......++++++++"
    );
    let retracted = vec![Event {
        status: Status::Retracted,
        ..join()
    }];
    assert_eq!(member(retracted.clone(), MARCH), "..............");
    assert_eq!(
        member(retracted, View::AccordingTo(Source::A)),
        "...+++++++++++"
    );
}

#[test]
fn in_a_view_nothing_is_checked() {
    let leave = |day, after: &[usize]| Event {
        after: after.iter().map(|&id| EventId(id)).collect(),
        ..told(event(1, Kind::Leave, 3, 6), &[(Source::A, Some(day))])
    };
    let join = || told(event(0, Kind::Join, 3, 3), &[(Source::A, None)]);
    let alone = vec![leave(4, &[])];
    assert_eq!(member(alone, FEBRUARY), "..............");
    let against = vec![join(), leave(2, &[0])];
    assert_eq!(member(against, FEBRUARY), "....++++++++++");
    let again = vec![
        leave(3, &[]),
        join(),
        told(event(2, Kind::Join, 3, 3), &[(Source::A, None)]),
    ];
    assert_eq!(member(again, FEBRUARY), "....++++++++++");
}

#[test]
fn an_unknown_order_is_that_of_the_record() {
    let adjust = |id, count| Event {
        contributions: vec![(crate::replay::world::What::Jets, count)],
        ..event(id, Kind::Adjust, 2, 2)
    };
    let history = History::of(vec![adjust(0, 7), adjust(1, 4)]);
    let replay = Replay::in_view(&history, &history);
    let brings = |count| Line::Contribution {
        actor: Actor::A1,
        coalition: Coalition::Whole,
        what: crate::replay::world::What::Jets,
        count: Some(count),
    };
    let told = |count| {
        let line = replay.lines().find(|(line, _)| **line == brings(count));
        line.map(|(_, verdict): (_, &Verdict)| days(verdict))
    };
    assert_eq!(told(7).as_deref(), Some(".............."));
    assert_eq!(told(4).as_deref(), Some("...+++++++++++"));
}
