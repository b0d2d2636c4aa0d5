//! What kind of difference it is, and how it is called.

use super::cause::Axis;
use super::item::{Field, Held, Item};
use crate::day::Day;
use crate::model::Track;
use crate::timeline::{Holds, Standing};

/// What became of something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Turn {
    /// Came in, for the first time.
    Joined,
    /// Came in again after having been out.
    Rejoined,
    /// Went out.
    Left,
    /// Was put out.
    Expelled,
    /// Is there now.
    Gained,
    /// Is there no more.
    Lost,
    /// Is suspended now.
    Suspended,
    /// Is suspended no more.
    Resumed,
    /// Is another.
    Changed,
}

impl Turn {
    /// What became of a standing. `again` = was a member at some time before.
    pub(super) fn of_standing(before: Standing, after: Standing, again: bool) -> Turn {
        let member = |standing| matches!(standing, Standing::Member | Standing::Suspended);
        match (member(before), member(after)) {
            (false, true) if again => Turn::Rejoined,
            (false, true) => Turn::Joined,
            (true, false) if after == Standing::Expelled => Turn::Expelled,
            (true, false) => Turn::Left,
            (true, true) if after == Standing::Suspended => Turn::Suspended,
            (true, true) => Turn::Resumed,
            (false, false) => Turn::Changed,
        }
    }

    /// What became of a cell, a contribution or a restriction that differs.
    pub(super) fn of_items(before: &[&Item], after: &[&Item]) -> Turn {
        let suspended = |items: &[&Item]| items.iter().any(|item| item.suspended != Some(false));
        match (before.is_empty(), after.is_empty()) {
            (true, _) => Turn::Gained,
            (_, true) => Turn::Lost,
            _ => match (suspended(before), suspended(after)) {
                (false, true) => Turn::Suspended,
                (true, false) => Turn::Resumed,
                _ => Turn::Changed,
            },
        }
    }

    /// How the change of a field is called.
    pub(super) fn words(self, axis: &Axis, field: Field, by: Track, on: Day) -> String {
        let scope = match by {
            Track::Declared => "scope".to_owned(),
            track => format!("{track} scope"),
        };
        if matches!(axis, Axis::Records(_)) {
            let what = match field {
                Field::Scope => scope,
                other => other.to_string(),
            };
            return format!("on {on}: {what}");
        }
        match (field, self) {
            (Field::Exists, Turn::Gained) => "coalition began".to_owned(),
            (Field::Exists, Turn::Lost) => "coalition ended".to_owned(),
            (Field::Name, _) => "renamed".to_owned(),
            (_, Turn::Joined) => "joined".to_owned(),
            (_, Turn::Rejoined) => "re-joined".to_owned(),
            (_, Turn::Left) => "left".to_owned(),
            (_, Turn::Expelled) => "expelled".to_owned(),
            (Field::Standing, Turn::Suspended) => "suspended".to_owned(),
            (Field::Standing, Turn::Resumed) => "resumed".to_owned(),
            (Field::Scope, turn) => format!("{scope} {}", turn.of_scope()),
            (Field::Contributions, turn) => format!("contribution {}", turn.of_thing()),
            (Field::Restrictions, turn) => format!("restriction {}", turn.of_thing()),
            (field, _) => field.to_string(),
        }
    }

    fn of_scope(self) -> &'static str {
        match self {
            Turn::Gained => "widened",
            Turn::Lost => "narrowed",
            other => other.of_thing(),
        }
    }

    fn of_thing(self) -> &'static str {
        match self {
            Turn::Gained => "gained",
            Turn::Lost => "lost",
            Turn::Suspended => "suspended",
            Turn::Resumed => "resumed",
            _ => "changed",
        }
    }
}

/// The certainty of a membership on both sides, if that is a difference worth a row: a membership that
/// comes or goes surely is told by its standing.
pub(super) fn certainties(
    before: Option<&Held>,
    after: Option<&Held>,
) -> Option<(Option<Holds>, Option<Holds>)> {
    let of = |held: Option<&Held>| held.and_then(|held| held.certainty);
    let (before, after) = (of(before), of(after));
    let sure = |holds: Option<Holds>| holds.is_none_or(Holds::is_certain);
    let told = match (before, after) {
        (Some(before), Some(after)) => before != after,
        (before, after) => !(sure(before) && sure(after)),
    };
    told.then_some((before, after))
}
