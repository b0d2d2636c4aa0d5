//! One actor in one coalition, compared.

use std::collections::BTreeMap;

use super::cause::{Axis, Cause, Comparison};
use super::item::{About, Field, Held, Item};
use super::row::{DiffRow, Seen};
use super::said::{Said, items_said};
use super::side::{Party, Side};
use super::turn::{Turn, certainties};
use crate::timeline::{Holds, Standing};

/// An actor in a coalition, on both sides.
pub(super) struct Pair<'a> {
    pub(super) compared: &'a Comparison<'a>,
    pub(super) party: &'a Party,
    pub(super) before: Option<&'a Held>,
    pub(super) after: Option<&'a Held>,
}

impl Pair<'_> {
    /// Every difference.
    pub(super) fn rows(&self) -> Vec<DiffRow> {
        let mut rows = Vec::new();
        rows.extend(self.standing());
        rows.extend(self.certainty());
        rows.extend(self.since());
        rows.extend(self.via());
        rows.extend(self.items());
        rows
    }

    fn standing(&self) -> Option<DiffRow> {
        let (before, after) = self.standings();
        if before == after {
            return None;
        }
        let turn = Turn::of_standing(before, after, self.was_in_before());
        let about = match turn {
            Turn::Suspended | Turn::Resumed => About::Suspension,
            _ => About::Membership,
        };
        let said = |standing: Standing| {
            let words = match standing {
                Standing::None => String::new(),
                standing => standing.to_string(),
            };
            Said::new(standing.to_string().into(), words)
        };
        let mut row = self.row(Field::Standing, turn, &about, (said(before), said(after)));
        let may_be =
            |held: Option<&Held>| held.and_then(|held| held.certainty) == Some(Holds::Possible);
        let days = matches!(self.compared.axis, Axis::Days);
        if days && (may_be(self.before) || may_be(self.after)) {
            row.seen.change = format!("possibly {}", row.seen.change);
        }
        Some(row)
    }

    /// The standings on both sides. Who is in a part only is not told of, where parts do not count: its
    /// coming into the part is no end of what it stood in before.
    fn standings(&self) -> (Standing, Standing) {
        let of = |held: Option<&Held>| held.map_or(Standing::None, |held| held.standing);
        let member = |held: Option<&Held>| held.is_some_and(|held| held.certainty.is_some());
        let (before, after) = (self.before, self.after);
        let in_part =
            |held: Option<&Held>, side: &Side<'_>| held.is_none() && side.is_member(self.party);
        if in_part(before, &self.compared.before) && !member(after) {
            return (of(after), of(after));
        }
        if in_part(after, &self.compared.after) && !member(before) {
            return (of(before), of(before));
        }
        (of(before), of(after))
    }

    fn certainty(&self) -> Option<DiffRow> {
        let (before, after) = certainties(self.before, self.after)?;
        let said = |holds: Option<Holds>| Said::text(holds.map(<&str>::from));
        let said = (said(before), said(after));
        Some(self.row(Field::Certainty, Turn::Changed, &About::Membership, said))
    }

    /// In on both sides, but by another stay.
    fn since(&self) -> Option<DiffRow> {
        let since = |held: Option<&Held>| held?.certainty.and(held?.since.clone());
        let (before, after) = (since(self.before)?, since(self.after)?);
        let turn = match self.another_stay() {
            true => Turn::Rejoined,
            false if before != after => Turn::Changed,
            false => return None,
        };
        let said = (Said::text(Some(before)), Said::text(Some(after)));
        Some(self.row(Field::Since, turn, &About::Membership, said))
    }

    fn via(&self) -> Option<DiffRow> {
        let of = |held: Option<&Held>| held.map_or_else(Vec::new, |held| held.via.clone());
        let (before, after) = (of(self.before), of(self.after));
        if before == after {
            return None;
        }
        let said = |via: Vec<String>| Said::new(via.clone().into(), via.join(", "));
        let said = (said(before), said(after));
        Some(self.row(Field::Via, Turn::Changed, &About::Membership, said))
    }

    /// Cells, contributions and restrictions: what was done to several by the same events is one row.
    fn items(&self) -> Vec<DiffRow> {
        let mut by_what: BTreeMap<(Field, &About), [Vec<&Item>; 2]> = BTreeMap::new();
        for (side, held) in [self.before, self.after].into_iter().enumerate() {
            for item in held.into_iter().flat_map(|held| &held.items) {
                let both = by_what.entry((item.field, &item.about)).or_default();
                both[side].push(item);
            }
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        for ((field, about), [before, after]) in by_what {
            let values =
                |items: &[&Item]| items.iter().map(|i| i.value.clone()).collect::<Vec<_>>();
            if values(&before) == values(&after) {
                continue;
            }
            let turn = Turn::of_items(&before, &after);
            let cause = self.compared.cause(self.party, &looked_up(about, turn));
            let same = |group: &&mut Group<'_>| {
                group.field == field && group.turn == turn && group.cause == cause
            };
            match groups.iter_mut().find(same) {
                Some(group) => {
                    group.before.extend(before);
                    group.after.extend(after);
                }
                None => groups.push(Group {
                    field,
                    turn,
                    cause,
                    before,
                    after,
                }),
            }
        }
        groups.sort_by_key(|group| (group.field, group.turn));
        groups.into_iter().map(|group| self.group(group)).collect()
    }

    fn group(&self, group: Group<'_>) -> DiffRow {
        let said = (
            items_said(self.compared.before, &group.before),
            items_said(self.compared.after, &group.after),
        );
        self.row_of(group.field, group.turn, group.cause, said)
    }

    /// Whether the actor was in at some time up to the first day.
    fn was_in_before(&self) -> bool {
        let side = self.compared.before;
        let lines = side.lines(self.party, &About::Membership);
        let mut phases = lines.iter().flat_map(|line| line.phases());
        matches!(self.compared.axis, Axis::Days)
            && phases.any(|(day, states)| day <= side.on && states.holds().may_be())
    }

    /// Whether a membership is open on both days, but by other events: it ended in between. The direct
    /// one tells, if there is one.
    fn another_stay(&self) -> bool {
        let (before, after) = (self.compared.before, self.compared.after);
        let mut lines = before.lines(self.party, &About::Membership);
        let direct = |coalition| before.ids(self.party).map(|(id, _)| id) == coalition;
        lines.sort_by_key(|line| !direct(line.key.coalition));
        let in_on_both = lines.into_iter().find_map(|line| {
            let openers = |side: Side<'_>| line.on(side.on).openers().collect::<Vec<_>>();
            let (before, after) = (openers(before), openers(after));
            (!before.is_empty() && !after.is_empty()).then_some((before, after))
        });
        matches!(self.compared.axis, Axis::Days)
            && in_on_both.is_some_and(|(before, after)| !before.iter().any(|e| after.contains(e)))
    }

    fn row(&self, field: Field, turn: Turn, about: &About, said: (Said, Said)) -> DiffRow {
        self.row_of(field, turn, self.compared.cause(self.party, about), said)
    }

    fn row_of(&self, field: Field, turn: Turn, cause: Cause, said: (Said, Said)) -> DiffRow {
        let name = self.after.or(self.before).map(|held| held.name.clone());
        self.compared
            .row(self.party, name, field, turn, cause, said)
    }
}

impl Comparison<'_> {
    /// A row about a party.
    pub(super) fn row(
        &self,
        party: &Party,
        name: Option<String>,
        field: Field,
        turn: Turn,
        cause: Cause,
        (before, after): (Said, Said),
    ) -> DiffRow {
        let change = turn.words(&self.axis, field, self.after.by, self.after.on);
        DiffRow {
            actor: party.actor.clone(),
            name,
            coalition: Some(party.coalition.clone()),
            field: field.to_string(),
            before: before.value,
            after: after.value,
            events: cause.events,
            seen: Seen {
                coalition: self.coalition_seen(party),
                change,
                before: before.shown,
                after: after.shown,
                cites: cause.sources,
            },
        }
    }

    /// The name of the coalition, where the question does not name it.
    fn coalition_seen(&self, party: &Party) -> String {
        let side = [self.after, self.before]
            .into_iter()
            .find_map(|side| Some((side, side.ids(party)?.0)));
        match side {
            Some((side, coalition)) if side.coalition != Some(coalition) => {
                side.timeline.model.coalitions[coalition].name.to_string()
            }
            _ => String::new(),
        }
    }
}

/// Items of one field to which the same events did the same.
struct Group<'a> {
    field: Field,
    turn: Turn,
    cause: Cause,
    before: Vec<&'a Item>,
    after: Vec<&'a Item>,
}

/// Where to look for what was done to an item.
fn looked_up(about: &About, turn: Turn) -> About {
    match (about, turn) {
        (About::Cell(theatre, activity), Turn::Suspended | Turn::Resumed) => {
            About::CellSuspension(theatre.clone(), activity.clone())
        }
        (about, _) => about.clone(),
    }
}
