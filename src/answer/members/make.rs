//! A row, from what an actor is and holds.

use super::held::{count_json, in_words, in_words_where, said};
use super::party::Party;
use super::row::{Brings, MemberRow, Seen};
use crate::answer::words::{cells_in_words, coalition_on};
use crate::answer::{add_new, event_ids, or_empty, source_ids};

impl Party<'_> {
    /// The row, if the actor is asked for.
    pub(super) fn row(&self) -> Option<MemberRow> {
        let stay = self.stay()?;
        let model = &*self.timeline.model;
        let day = self.asked.on;
        let cells = self.open_cells();
        let contributions = self.contributions();
        let restrictions = self.restrictions();
        let mut events = stay.openers.clone();
        add_new(
            &mut events,
            cells.iter().flat_map(|cell| cell.openers.iter().copied()),
        );
        add_new(&mut events, contributions.iter().map(|(event, ..)| *event));
        add_new(
            &mut events,
            restrictions
                .iter()
                .flat_map(|rule| rule.openers.iter().copied()),
        );
        let brings: Vec<_> = contributions
            .iter()
            .map(|(_, brought, holds)| said(brought, *holds))
            .collect();
        let by_coalition = self.asked.coalition.is_none();
        let last_attested = self.last_attested().map(|day| day.to_string());
        let actor = &model.actors[self.actor];
        let coalition = &model.coalitions[self.coalition];
        Some(MemberRow {
            actor: actor.id.to_string(),
            name: actor.name.to_string(),
            coalition: coalition.id.to_string(),
            via: self.via(),
            standing: self.timeline.standing(self.coalition, self.actor, day).0,
            certainty: stay.holds,
            since: stay.since,
            until: stay.until,
            sources: source_ids(self.timeline, &events),
            events: event_ids(model, &events),
            seen: Seen {
                coalition: if by_coalition {
                    coalition_on(self.timeline, self.coalition, day)
                } else {
                    String::new()
                },
                scope: cells_in_words(model, &in_words(&cells)),
                brings: brings.join(", "),
                restrictions: in_words_where(&restrictions, false).join("; "),
                for_all: in_words_where(&restrictions, true),
                via: self.via_names(),
                cites: source_ids(self.timeline, &stay.openers),
                by_coalition,
                attested: or_empty(last_attested.as_deref().filter(|_| self.asked.attested)),
            },
            last_attested,
            scope: cells.into_iter().map(|cell| cell.json(model)).collect(),
            contributions: (contributions.into_iter())
                .map(|(_, brought, holds)| Brings {
                    count: count_json(&brought),
                    what: brought.what.to_string(),
                    certainty: holds,
                })
                .collect(),
            restrictions: restrictions.into_iter().map(|rule| rule.bound).collect(),
        })
    }
}
