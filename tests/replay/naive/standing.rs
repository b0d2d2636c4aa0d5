//! The word for an actor's standing toward a coalition (design, section 4).

use super::Replay;
use crate::replay::history::Event;
use crate::replay::question::Line;
use crate::replay::world::{Actor, Coalition, Day, Kind};

/// The words of those that are no members, from the weakest tie-break to the strongest.
const WORDS: [&str; 8] = [
    "invited",
    "debating",
    "pledged",
    "declined",
    "authorised",
    "refused",
    "left",
    "expelled",
];

/// The word an event leaves behind.
fn word(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Invite => Some("invited"),
        Kind::Debate => Some("debating"),
        Kind::Pledge => Some("pledged"),
        Kind::Decline => Some("declined"),
        Kind::Authorise | Kind::Renew => Some("authorised"),
        Kind::Refuse | Kind::Revoke => Some("refused"),
        Kind::Leave | Kind::Dissolve => Some("left"),
        Kind::Expel => Some("expelled"),
        _ => None,
    }
}

impl Replay<'_> {
    /// `member` or `suspended` while a membership may be open, else what last surely happened.
    pub fn standing(&self, actor: Actor, coalition: Coalition, day: Day) -> &'static str {
        match (
            self.may_be_member(actor, coalition, day),
            self.is_suspended(actor, coalition, day),
        ) {
            (true, true) => "suspended",
            (true, false) => "member",
            (false, _) => self.last_word(actor, coalition, day),
        }
    }

    /// Membership passes from the part to the whole, while the whole exists; conditions that must
    /// hold together may hold together if each may.
    fn may_be_member(&self, actor: Actor, coalition: Coalition, day: Day) -> bool {
        let may = |line| self.line(&line).possible.has(day);
        let through_part =
            || may(Line::Member(actor, Coalition::Part)) && may(Line::Life(Coalition::Whole));
        may(Line::Member(actor, coalition)) || (coalition == Coalition::Whole && through_part())
    }

    /// Is a suspension without scope, the actor's own or everybody's, surely open? One in a part
    /// says nothing about the whole.
    fn is_suspended(&self, actor: Actor, coalition: Coalition, day: Day) -> bool {
        [Some(actor), None].into_iter().any(|actor| {
            let line = Line::Suspension {
                actor,
                coalition,
                theatre: None,
                activity: None,
            };
            self.line(&line).certain.has(day)
        })
    }

    /// By latest day, then by the order, then by the later word.
    fn last_word(&self, actor: Actor, coalition: Coalition, day: Day) -> &'static str {
        let latest = |place: usize| self.order.bounds[place].to;
        let happened: Vec<usize> = self
            .counting
            .iter()
            .copied()
            .filter(|&place| latest(place) <= day && self.speaks_of(place, actor, coalition))
            .collect();
        let Some(last_day) = happened.iter().map(|&place| latest(place)).max() else {
            return "none";
        };
        let tied: Vec<usize> = happened
            .into_iter()
            .filter(|&place| latest(place) == last_day)
            .collect();
        let superseded = |place| tied.iter().any(|&later| self.order.is_before(place, later));
        let words = tied.iter().filter(|&&place| !superseded(place));
        let words = words.filter_map(|&place| word(self.history.events[place].kind));
        words
            .max_by_key(|word| WORDS.iter().position(|other| other == word))
            .unwrap_or("none")
    }

    /// Does the event surely happen, and does it give this actor a standing here?
    fn speaks_of(&self, place: usize, actor: Actor, coalition: Coalition) -> bool {
        let event: &Event = &self.history.events[place];
        let concerns = match event.kind {
            Kind::Dissolve => self.may_end(place, actor),
            _ => event.actor == Some(actor),
        };
        concerns
            && event.coalition == coalition
            && !event.is_disputed()
            && word(event.kind).is_some()
    }

    /// May the actor have been a member just before the end?
    fn may_end(&self, place: usize, actor: Actor) -> bool {
        self.ended.contains(&(place, actor))
    }
}
