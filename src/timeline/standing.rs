//! Where an actor stands toward a coalition short of membership.

use strum::{Display, IntoStaticStr};

use super::{Holds, Standings, Timeline, View};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, Event, EventId, Kind, Model, Status};

/// Where an actor stands. In the order in which, of acts that end on one day, the later word counts.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Display,
    IntoStaticStr,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of the design")]
pub enum Standing {
    None,
    Invited,
    Debating,
    Pledged,
    Declined,
    Authorised,
    Refused,
    Left,
    Expelled,
    Member,
    Suspended,
}

/// An act that gives a standing.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Act {
    event: EventId,
    gives: Standing,
}

fn gives(kind: Kind) -> Option<Standing> {
    Some(match kind {
        Kind::Invite => Standing::Invited,
        Kind::Debate => Standing::Debating,
        Kind::Pledge => Standing::Pledged,
        Kind::Decline => Standing::Declined,
        Kind::Authorise | Kind::Renew => Standing::Authorised,
        Kind::Refuse | Kind::Revoke => Standing::Refused,
        Kind::Leave => Standing::Left,
        Kind::Expel => Standing::Expelled,
        _ => return None,
    })
}

/// The acts of each actor toward each coalition. What only some readings have surely gives nothing.
pub(super) fn acts(model: &Model, view: &View) -> Standings {
    let counted =
        |(id, event): &(EventId, &Event)| view.counts(*id) && event.status != Status::Disputed;
    let act = |(id, event): (EventId, &Event)| {
        let gives = gives(event.kind)?;
        Some(((event.coalition?, event.actor?), Act { event: id, gives }))
    };
    (model.events.iter().filter(counted))
        .filter_map(act)
        .collect()
}

impl Timeline {
    /// Where an actor stands toward a coalition at the end of a day. Membership of a part counts, other
    /// standings do not pass. Also the act that put it there; none for a member.
    pub fn standing(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
        day: Day,
    ) -> (Standing, Option<EventId>) {
        if self.member(coalition, actor, day).may_be() {
            let standing = match self.membership_suspended(coalition, actor, day) {
                Holds::Certain => Standing::Suspended,
                _ => Standing::Member,
            };
            return (standing, None);
        }
        self.standing_by_acts(coalition, actor, day)
    }

    /// Where an actor stands by its last act, whether or not it may be a member; also that act.
    pub fn standing_by_acts(
        &self,
        coalition: CoalitionId,
        actor: ActorId,
        day: Day,
    ) -> (Standing, Option<EventId>) {
        let acts = self.standings().of((coalition, actor));
        let ended = self.dissolved_while_in(coalition, actor);
        let known = acts.iter().copied().chain(ended.map(|event| Act {
            event,
            gives: Standing::Left,
        }));
        let past: Vec<Act> = known
            .filter(|act| self.bounds(act.event).latest <= day)
            .collect();
        let last_day = past.iter().map(|act| self.bounds(act.event).latest).max();
        let last: Vec<Act> = (past.into_iter())
            .filter(|act| Some(self.bounds(act.event).latest) == last_day)
            .collect();
        let is_overtaken = |act: &Act| {
            last.iter()
                .any(|later| self.precedes(act.event, later.event))
        };
        let latest = last
            .iter()
            .filter(|act| !is_overtaken(act))
            .max_by_key(|act| act.gives);
        latest.map_or((Standing::None, None), |act| (act.gives, Some(act.event)))
    }

    /// The end of the coalition, where it ended a membership of the actor.
    fn dissolved_while_in(&self, coalition: CoalitionId, actor: ActorId) -> Option<EventId> {
        let line = self.membership(coalition, actor)?;
        line.steps().find_map(|(step, found)| {
            let ends = self.model.events[step.event].kind == Kind::Dissolve && !step.disputed;
            (ends && found.may_be()).then_some(step.event)
        })
    }
}
