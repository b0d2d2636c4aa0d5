//! Who has lanes: an actor in a coalition, with its theatres.

use std::collections::{BTreeMap, BTreeSet};

use super::span::{Strand, spans};
use super::{Lane, Span};
use crate::day::Day;
use crate::model::{ActorId, Cell, CoalitionId, Model, RestrictionId, TheatreId, Track};
use crate::question::Timeline as Asked;
use crate::timeline::{Line, Sort, Timeline};

/// An actor in a coalition.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) coalition: Option<CoalitionId>,
    pub(super) actor: ActorId,
    pub(super) lanes: Vec<Lane>,
}

impl Party {
    pub(super) fn on_tracks(&self) -> impl Iterator<Item = &Span> {
        self.lanes.iter().flat_map(Lane::on_tracks)
    }

    /// What of it is to be seen on these days, if anything is. The lane that names the actor stays.
    pub(super) fn within(&self, first: Day, last: Day) -> Option<Party> {
        let lanes = self.lanes.iter().map(|lane| lane.within(first, last));
        let lanes: Vec<Lane> = lanes
            .filter(|lane| !(lane.is_part && lane.is_empty()))
            .collect();
        let party = Party { lanes, ..*self };
        let shows = party.on_tracks().next().is_some();
        shows.then_some(party)
    }
}

/// The actors asked for, by name of coalition and actor.
pub(super) fn of(timeline: &Timeline, asked: &Asked) -> Vec<Party> {
    let model = &*timeline.model;
    let everything = asked.actors.is_empty() && asked.coalitions.is_empty();
    let found: BTreeSet<(Option<CoalitionId>, ActorId)> = (timeline.lines())
        .filter_map(|line| Some((line.key.coalition, line.key.actor?)))
        .filter(|(coalition, actor)| {
            everything
                || asked.actors.contains(actor)
                || coalition.is_some_and(|coalition| asked.takes_in(model, coalition))
        })
        .collect();
    let mut parties: Vec<Party> = found
        .into_iter()
        .filter_map(|(coalition, actor)| party(timeline, asked, coalition, actor))
        .collect();
    parties.sort_by_key(|party| {
        let none_last = party.coalition.is_none();
        let coalition = coalition_name(model, party.coalition);
        (none_last, coalition, model.actors[party.actor].name.clone())
    });
    parties
}

/// The name of a coalition, for a heading.
pub(super) fn coalition_name(model: &Model, coalition: Option<CoalitionId>) -> String {
    let name = coalition.map(|id| model.coalitions[id].name.to_string());
    name.unwrap_or_else(|| "in no coalition".to_owned())
}

fn party(
    timeline: &Timeline,
    asked: &Asked,
    coalition: Option<CoalitionId>,
    actor: ActorId,
) -> Option<Party> {
    let model = &*timeline.model;
    let whole = asked.filter().is_empty();
    let lines = timeline.group(coalition, Some(actor)).iter();
    let mut places: BTreeMap<Option<TheatreId>, Vec<(Track, Strand)>> = BTreeMap::new();
    for line in lines {
        let (track, cell) = match &line.key.sort {
            Sort::Cell(track, cell) if asked.filter().finds(model, *track, *cell) => {
                (*track, *cell)
            }
            Sort::Membership if whole => (Track::Declared, (None, None)),
            _ => continue,
        };
        let strand = (track, suspendable(timeline, coalition, actor, cell, line));
        places.entry(cell.0).or_default().push(strand);
    }
    if places.is_empty() {
        return None;
    }
    let mut lanes = lanes(model, &model.actors[actor].name, places);
    let rules: Vec<Strand> = restrictions(timeline, coalition, actor)
        .into_iter()
        .filter(|rule| {
            rule.restriction()
                .is_some_and(|id| bears_on(model, asked, id))
        })
        .collect();
    lanes[0].restricted = spans(&rules);
    Some(Party {
        coalition,
        actor,
        lanes,
    })
}

fn suspendable<'a>(
    timeline: &'a Timeline,
    coalition: Option<CoalitionId>,
    actor: ActorId,
    cell: Cell,
    line: &'a Line,
) -> Strand<'a> {
    let suspending = |coalition| timeline.suspending(coalition, actor, cell);
    Strand {
        line,
        suspending: coalition.map_or_else(Vec::new, suspending),
        while_open: None,
    }
}

/// One lane where there is one theatre at most; else one for the actor and one for each theatre, in the
/// order of their beginnings.
fn lanes(
    model: &Model,
    name: &str,
    mut places: BTreeMap<Option<TheatreId>, Vec<(Track, Strand)>>,
) -> Vec<Lane> {
    let unplaced = places.remove(&None).unwrap_or_default();
    if places.len() <= 1 {
        let strands = unplaced.into_iter().chain(places.into_values().flatten());
        return vec![lane(name, strands)];
    }
    let first = lane(name, unplaced);
    let mut parts: Vec<Lane> = places
        .into_iter()
        .map(|(theatre, strands)| Lane {
            is_part: true,
            ..lane(theatre.map_or("", |id| &model.theatres[id].name), strands)
        })
        .collect();
    let begins = |lane: &Lane| lane.on_tracks().map(|span| span.from).min();
    parts.sort_by_key(|lane| (begins(lane), lane.label.clone()));
    std::iter::once(first).chain(parts).collect()
}

fn lane<'a>(label: &str, strands: impl IntoIterator<Item = (Track, Strand<'a>)>) -> Lane {
    let mut by_track: BTreeMap<Track, Vec<Strand>> = BTreeMap::new();
    for (track, strand) in strands {
        by_track.entry(track).or_default().push(strand);
    }
    let mut lane = Lane {
        label: label.to_owned(),
        ..Lane::default()
    };
    for (track, strands) in by_track {
        let first = strands.first().and_then(Strand::theatre);
        let theatre = first.filter(|_| strands.iter().all(|strand| strand.theatre() == first));
        lane.theatres
            .extend(theatre.map(|theatre| (track, theatre)));
        lane.tracks.insert(track, spans(&strands));
    }
    lane
}

/// The restrictions that bind the actor: its own, in the coalition, in a whole it is part of or
/// everywhere; and, while it is a member, those of every member.
fn restrictions(
    timeline: &Timeline,
    coalition: Option<CoalitionId>,
    actor: ActorId,
) -> Vec<Strand<'_>> {
    let membership = coalition.and_then(|coalition| timeline.membership(coalition, actor));
    let mut strands = Vec::new();
    let wholes = coalition.into_iter().flat_map(|c| timeline.model.wholes(c));
    for whole in wholes {
        strands.extend(rules(timeline.group(Some(whole), Some(actor)), None));
        if membership.is_some() {
            strands.extend(rules(timeline.group(Some(whole), None), membership));
        }
    }
    strands.extend(rules(timeline.group(None, Some(actor)), None));
    strands
}

fn rules<'a>(lines: &'a [Line], while_open: Option<&'a Line>) -> impl Iterator<Item = Strand<'a>> {
    let rules = lines
        .iter()
        .filter(|line| matches!(line.key.sort, Sort::Restriction(_)));
    rules.map(move |line| Strand {
        line,
        suspending: Vec::new(),
        while_open,
    })
}

/// Whether a rule is about the place and the activity asked for, or some of either.
fn bears_on(model: &Model, asked: &Asked, rule: RestrictionId) -> bool {
    let rule = &model.restrictions[rule];
    let places = &model.places;
    let overlap = |a, b| places.contains(a, b) || places.contains(b, a);
    let place = asked.theatre.is_none_or(|asked| {
        let within = rule.within.as_deref();
        within.is_none_or(|all| all.iter().any(|&place| overlap(place, asked)))
            && !rule
                .outside
                .iter()
                .any(|&place| places.contains(place, asked))
    });
    let doing = asked.activity.is_none_or(|asked| {
        let overlap = |&a: &_| model.doings.contains(a, asked) || model.doings.contains(asked, a);
        let activities = rule.activities.as_deref();
        activities.is_none_or(|all| all.iter().any(overlap))
    });
    place && doing
}
