//! What is the coalition's own: its life, its name, and the restrictions it lays on every member.

use std::collections::BTreeSet;

use super::cause::Comparison;
use super::item::{About, Field, Item, bound};
use super::row::DiffRow;
use super::said::{Said, items_said};
use super::side::{Party, Side};
use super::turn::Turn;
use crate::answer::members::Bound;
use crate::answer::words::name_on;
use crate::model::CoalitionId;
use crate::timeline::Holds;

impl Comparison<'_> {
    /// Every difference in what is the coalitions' own.
    pub(super) fn own(&self) -> Vec<DiffRow> {
        let ids = self
            .before
            .own_ids()
            .into_iter()
            .chain(self.after.own_ids());
        let parties = ids.map(|coalition| Party {
            coalition,
            actor: None,
        });
        let parties: BTreeSet<Party> = parties.collect();
        parties
            .iter()
            .flat_map(|party| self.own_rows(party))
            .collect()
    }

    fn own_rows(&self, party: &Party) -> Vec<DiffRow> {
        let mut rows = Vec::new();
        rows.extend(self.exists(party));
        rows.extend(self.renamed(party));
        rows.extend(self.laid_on_all(party));
        rows
    }

    fn exists(&self, party: &Party) -> Option<DiffRow> {
        let (before, after) = (self.before.exists(party), self.after.exists(party));
        let turn = match before.cmp(&after) {
            std::cmp::Ordering::Less => Turn::Gained,
            std::cmp::Ordering::Greater => Turn::Lost,
            std::cmp::Ordering::Equal => return None,
        };
        let said = |holds: Holds| {
            let words = match holds {
                Holds::Possible => "possible".to_owned(),
                _ => String::new(),
            };
            Said::new(holds.to_string().into(), words)
        };
        let cause = self.cause(party, &About::Life);
        let said = (said(before), said(after));
        Some(self.row(party, None, Field::Exists, turn, cause, said))
    }

    fn renamed(&self, party: &Party) -> Option<DiffRow> {
        let (before, after) = (self.before.name(party)?, self.after.name(party)?);
        let cause = self.cause(party, &About::Name);
        let said = (
            Said::text(Some(before.clone())),
            Said::text(Some(after.clone())),
        );
        (before != after).then(|| self.row(party, None, Field::Name, Turn::Changed, cause, said))
    }

    fn laid_on_all(&self, party: &Party) -> Vec<DiffRow> {
        let (before, after) = (self.before.laid(party), self.after.laid(party));
        let abouts: BTreeSet<&About> = before.iter().chain(&after).map(|i| &i.about).collect();
        let rows = abouts.into_iter().filter_map(|about| {
            let of = |items: &'_ [Item]| items.iter().position(|item| item.about == *about);
            let (was, is) = (
                of(&before).map(|at| &before[at]),
                of(&after).map(|at| &after[at]),
            );
            if was.map(|item| &item.value) == is.map(|item| &item.value) {
                return None;
            }
            let (was, is): (Vec<_>, Vec<_>) = (was.into_iter().collect(), is.into_iter().collect());
            let said = (items_said(self.before, &was), items_said(self.after, &is));
            let turn = Turn::of_items(&was, &is);
            let cause = self.cause(party, about);
            let mut row = self.row(party, None, Field::Restrictions, turn, cause, said);
            row.seen.change += " for every member";
            Some(row)
        });
        rows.collect()
    }
}

impl Side<'_> {
    /// The coalitions whose own matters: those asked for, and the wholes whose rules bind there.
    fn own_ids(&self) -> Vec<String> {
        let model = &*self.timeline.model;
        let ids: Vec<CoalitionId> = match self.coalition {
            Some(asked) => model.wholes(asked).chain(model.parts(asked)).collect(),
            None => model.coalitions.iter().map(|(id, _)| id).collect(),
        };
        ids.into_iter()
            .map(|id| model.coalitions[id].id.to_string())
            .collect()
    }

    fn exists(&self, party: &Party) -> Holds {
        self.ids(party).map_or(Holds::Never, |(coalition, _)| {
            self.timeline.exists(coalition, self.on)
        })
    }

    /// The name on the day.
    fn name(&self, party: &Party) -> Option<String> {
        let (coalition, _) = self.ids(party)?;
        Some(name_on(self.timeline, coalition, self.on).to_owned())
    }

    /// The restrictions laid on every member that can be in force.
    fn laid(&self, party: &Party) -> Vec<Item> {
        let model = &*self.timeline.model;
        let Some((coalition, _)) = self.ids(party) else {
            return Vec::new();
        };
        let laid = (model.restrictions.iter())
            .filter(|(_, rule)| rule.actor.is_none() && rule.coalition == Some(coalition));
        let in_force = laid.filter_map(|(id, rule)| {
            let rule = Bound {
                id: rule.id.to_string(),
                certainty: self.timeline.in_force(id, self.on),
            };
            rule.certainty.may_be().then(|| bound(model, &rule))
        });
        in_force.collect()
    }
}
