//! Questions over several lines, answered in one reading at a time.

use std::collections::BTreeSet;

use super::{Courses, days};
use crate::replay::question::{Cell, Joint, Line};
use crate::replay::world::{Activity, Actor, Coalition, Days, Theatre, Track};

/// What is asked of a history with these lines.
pub fn asked(lines: &BTreeSet<Line>) -> BTreeSet<Joint> {
    let mut asked: BTreeSet<Joint> = Actor::ALL.iter().copied().map(Joint::Counted).collect();
    for line in lines {
        if let Line::Cell(cell) = *line {
            asked.extend(somewhere(cell));
            if cell.track == Track::Operating {
                asked.insert(Joint::Acting(cell));
            }
        }
    }
    asked
}

fn somewhere(cell: Cell) -> impl Iterator<Item = Joint> {
    let Cell {
        actor,
        coalition,
        track,
        ..
    } = cell;
    Theatre::ALL.iter().flat_map(move |&theatre| {
        [None, Some(Activity::Air), Some(Activity::Strikes)]
            .into_iter()
            .map(move |activity| Joint::Somewhere {
                actor,
                coalition,
                track,
                theatre,
                activity,
            })
    })
}

/// The days of one reading on which the answer is yes.
pub fn days_of(courses: &Courses, question: &Joint) -> Days {
    match *question {
        Joint::Counted(actor) => {
            let member = |coalition| days(courses, &Line::Member(actor, coalition));
            let life = days(courses, &Line::Life(Coalition::Whole));
            member(Coalition::Whole) | (member(Coalition::Part) & life)
        }
        Joint::Somewhere {
            actor,
            coalition,
            track,
            theatre,
            activity,
        } => {
            let asked = Cell {
                actor,
                coalition,
                track,
                theatre: Some(theatre),
                activity,
            };
            let found = courses.keys().filter_map(|line| match line {
                Line::Cell(cell) if answers(cell, &asked) => Some(*cell),
                _ => None,
            });
            found.fold(Days::NONE, |all, cell| all | counted(courses, cell))
        }
        Joint::Acting(cell) => counted(courses, cell),
    }
}

/// The days on which a cell counts on its track: what is suspended does not count as operating.
fn counted(courses: &Courses, cell: Cell) -> Days {
    let open = days(courses, &Line::Cell(cell));
    if cell.track != Track::Operating {
        return open;
    }
    open & !any_open(courses, |line| suspends(line, &cell))
}

fn any_open(courses: &Courses, wanted: impl Fn(&Line) -> bool) -> Days {
    let lines = courses.keys().filter(|line| wanted(line));
    lines.fold(Days::NONE, |all, line| all | days(courses, line))
}

/// Section 6: cells in the place asked for or within it; where a scope is a permission, also those
/// that contain it. The same over activities.
fn answers(cell: &Cell, asked: &Cell) -> bool {
    let same = |cell: &Cell| (cell.actor, cell.coalition, cell.track);
    let contains = cell.track.is_permission();
    let place = match (cell.theatre, asked.theatre) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(has), Some(asked)) => has.within(asked) || (contains && asked.within(has)),
    };
    let activity = match (cell.activity, asked.activity) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(has), Some(asked)) => has.within(asked) || (contains && asked.within(has)),
    };
    same(cell) == same(asked) && place && activity
}

/// Does the line suspend the cell? Its own or everybody's, of a scope the cell lies inside.
fn suspends(line: &Line, cell: &Cell) -> bool {
    let Line::Suspension {
        actor,
        coalition,
        theatre,
        activity,
    } = *line
    else {
        return false;
    };
    let place = theatre.is_none_or(|place| cell.theatre.is_some_and(|has| has.within(place)));
    let whole = activity.is_none_or(|whole| {
        whole == Activity::Any || cell.activity.is_some_and(|has| has.within(whole))
    });
    // What holds for every member of the whole holds for the members of its part.
    let party = match actor {
        Some(actor) => actor == cell.actor && coalition == cell.coalition,
        None => coalition == cell.coalition || coalition == Coalition::Whole,
    };
    party && place && whole
}
