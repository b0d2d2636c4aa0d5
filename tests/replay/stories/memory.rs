//! What a story keeps in mind.

use super::Story;
use crate::replay::history::Event;
use crate::replay::question::{Cell, Line, Toward};
use crate::replay::rule::RuleId;
use crate::replay::world::{Actor, Coalition, Kind, Track};

impl Story {
    /// The open lines an event of this kind may close.
    pub fn closable(&self, kind: Kind, actor: Actor, coalition: Coalition) -> Vec<Line> {
        let whose = |who: Option<Actor>, of| who.is_none_or(|who| who == actor) && of == coalition;
        let closes = |line: &&Line| match (kind, **line) {
            (Kind::Renew, Line::Cell(cell)) => cell.track == Track::Authorised,
            (kind, Line::Cell(cell)) => closed_track(kind) == Some(cell.track),
            (Kind::Resume, Line::Suspension { .. }) => true,
            (Kind::WithdrawConsent, Line::Consent { .. }) => true,
            (kind, Line::Restriction(_)) => carries_rules(kind) || kind == Kind::Lift,
            _ => false,
        };
        let mine = |line: &&Line| match **line {
            Line::Cell(cell) => whose(Some(cell.actor), cell.coalition),
            Line::Suspension {
                actor, coalition, ..
            } => whose(actor, coalition),
            Line::Consent { host, .. } => host == actor,
            Line::Restriction(id) => {
                let (who, of) = self.owner(id);
                whose(who, of) && (who.is_some() || kind == Kind::Lift)
            }
            _ => false,
        };
        self.open
            .iter()
            .filter(closes)
            .filter(mine)
            .copied()
            .collect()
    }

    pub fn owner(&self, rule: RuleId) -> (Option<Actor>, Coalition) {
        self.owners[rule.0]
    }

    /// Keeps in mind what is open now.
    pub fn remember(&mut self, event: &Event) {
        let open = std::mem::take(&mut self.open);
        self.open = open
            .into_iter()
            .filter(|line| !self.ends(event, line))
            .collect();
        self.open.extend(
            event
                .restrictions
                .iter()
                .map(|rule| Line::Restriction(rule.id)),
        );
        self.open.extend(opened(event));
    }

    /// Does the event end the line?
    fn ends(&self, event: &Event, line: &Line) -> bool {
        let (who, of) = match *line {
            Line::Member(who, of) => (Some(who), of),
            Line::Cell(cell) => (Some(cell.actor), cell.coalition),
            Line::Suspension {
                actor, coalition, ..
            } => (actor, coalition),
            Line::Restriction(id) => self.owner(id),
            Line::Consent { host, .. } => (Some(host), event.coalition),
            _ => return false,
        };
        let own = who == event.actor && of == event.coalition;
        match (event.kind, *line) {
            (_, Line::Restriction(id)) if event.lifts.contains(&id) => true,
            (Kind::WithdrawConsent, Line::Consent { theatre, .. }) => {
                own && event.scope.holds(theatre, None)
            }
            (_, Line::Consent { .. }) => false,
            (Kind::Leave | Kind::Expel, _) => own,
            (Kind::Dissolve, _) => of == event.coalition,
            (
                Kind::Resume,
                Line::Suspension {
                    theatre, activity, ..
                },
            ) => own && event.scope.holds(theatre, activity),
            (kind, Line::Cell(cell)) => {
                own && closed_track(kind) == Some(cell.track)
                    && event.scope.holds(cell.theatre, cell.activity)
            }
            _ => false,
        }
    }
}

/// May an event of this kind bring restrictions, and lift some, though it is about something else?
pub fn carries_rules(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Join | Kind::Authorise | Kind::Extend | Kind::Deploy | Kind::Renew
    )
}

/// The track whose cells a kind of event closes.
fn closed_track(kind: Kind) -> Option<Track> {
    let closing = [Kind::Narrow, Kind::Revoke, Kind::Withdraw, Kind::Cease];
    closing
        .iter()
        .position(|&other| other == kind)
        .map(|at| Track::ALL[at])
}

/// The track whose cells a kind of event opens.
fn opened_track(kind: Kind) -> Option<Track> {
    if kind == Kind::Join {
        return Some(Track::Declared);
    }
    let opening = [Kind::Extend, Kind::Authorise, Kind::Deploy, Kind::Operate];
    opening
        .iter()
        .position(|&other| other == kind)
        .map(|at| Track::ALL[at])
}

/// The lines an event opens, restrictions aside.
fn opened(event: &Event) -> Vec<Line> {
    let (actor, coalition) = (event.actor, event.coalition);
    let toward = event.with.first().map(|&actor| Toward::Actor(actor));
    let toward = toward.unwrap_or(Toward::Coalition(coalition));
    let mut lines = Vec::new();
    for (theatre, activity) in event.scope.cells() {
        match (event.kind, actor, opened_track(event.kind)) {
            (Kind::Suspend, ..) => {
                lines.push(Line::Suspension {
                    actor,
                    coalition,
                    theatre,
                    activity,
                });
            }
            (Kind::Request | Kind::Consent, Some(host), _) => {
                lines.push(Line::Consent {
                    host,
                    toward,
                    theatre,
                });
            }
            (_, Some(actor), Some(track)) => {
                lines.push(Line::Cell(Cell {
                    actor,
                    coalition,
                    track,
                    theatre,
                    activity,
                }));
            }
            _ => {}
        }
    }
    if let (Kind::Join, Some(actor)) = (event.kind, actor) {
        lines.push(Line::Member(actor, coalition));
    }
    lines
}
