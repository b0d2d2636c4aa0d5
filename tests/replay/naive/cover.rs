//! How much of an act a rule or a scope covers (design, section 5).

use crate::replay::question::{Act, Cell};
use crate::replay::rule::{Rule, Says};
use crate::replay::world::{Activity, Theatre};

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    All,
    Part,
    Nothing,
}

/// A rule covers what is within its activities, within one of `in`, and outside all of `outside`; a
/// part left out is everything.
pub fn of_rule(rule: &Rule, act: &Act) -> Cover {
    let activities: &[Activity] = match &rule.says {
        Says::Prohibit(activities) | Says::Require { activities, .. } => activities,
        Says::Cap => &[],
    };
    how_much(act, |place, doing| {
        let inside = |&wide: &Theatre| place.within(wide);
        let done = activities.is_empty() || activities.iter().any(|&wide| doing.within(wide));
        let within = rule.within.is_empty() || rule.within.iter().any(inside);
        done && within && !rule.outside.iter().any(inside)
    })
}

/// A cell covers what is within its place and activity; unstated, nothing.
pub fn of_cell(cell: &Cell, act: &Act) -> Cover {
    let (Some(theatre), Some(activity)) = (cell.theatre, cell.activity) else {
        return Cover::Nothing;
    };
    how_much(act, |place, doing| {
        place.within(theatre) && doing.within(activity)
    })
}

/// A place or activity stands for itself and everything within it.
fn how_much(act: &Act, covers: impl Fn(Theatre, Activity) -> bool) -> Cover {
    let places = Theatre::ALL
        .iter()
        .filter(|place| place.within(act.theatre));
    let pairs = places.flat_map(|&place| {
        let doings = Activity::ALL
            .iter()
            .filter(|doing| doing.within(act.activity));
        doings.map(move |&doing| (place, doing))
    });
    let covered: Vec<bool> = pairs.map(|(place, doing)| covers(place, doing)).collect();
    match (covered.contains(&true), covered.contains(&false)) {
        (true, false) => Cover::All,
        (true, true) => Cover::Part,
        (false, _) => Cover::Nothing,
    }
}
