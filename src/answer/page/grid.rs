//! Who may do what where: for every member, and every pair of activity and theatre that the records of its
//! coalition name, the verdicts of `may` over time.

use std::collections::BTreeSet;

use super::cast::{Cast, Numbers};
use super::party::degree;
use super::runs::{Runs, turning_days};
use crate::answer::may::{Matter, MayRow};
use crate::day::Day;
use crate::model::{ActivityId, ActorId, CoalitionId, Model, RestrictionId, TheatreId};
use crate::question::May;
use crate::text::Texts;
use crate::timeline::{Line, Sort, Timeline};

/// The verdict, how surely, and which reason.
pub type Said = (&'static str, u8, usize);

/// One thing that decides: which sort, which restriction, what it says, by which events.
pub type Ground = (&'static str, Option<String>, String, Vec<usize>);

/// A pair: what, where.
pub(super) type Pair = (ActivityId, TheatreId);

/// The verdicts of one coalition.
pub(super) struct Grid<'a> {
    timeline: &'a Timeline,
    texts: &'a Texts,
    coalition: CoalitionId,
    pub(super) pairs: Vec<Pair>,
    /// What decides: many verdicts share it, and many actors the verdicts.
    pub(super) reasons: Numbers<Vec<Ground>>,
    pub(super) verdicts: Numbers<Runs<Said>>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(timeline: &'a Timeline, texts: &'a Texts, coalition: CoalitionId) -> Self {
        Grid {
            timeline,
            texts,
            coalition,
            pairs: pairs(timeline, coalition),
            reasons: Numbers::default(),
            verdicts: Numbers::default(),
        }
    }

    /// For each pair the number of the actor's verdicts, on the days on which it is a member.
    pub(super) fn of(&mut self, actor: ActorId, cast: &Cast<'_>) -> Vec<usize> {
        let mut numbers = Vec::with_capacity(self.pairs.len());
        for (activity, theatre) in self.pairs.clone() {
            let asked = May {
                actor,
                activity,
                theatre,
                coalition: Some(self.coalition),
                on: Day::BEFORE_ALL,
            };
            let verdicts = self.over_time(asked, cast);
            numbers.push(self.verdicts.of(verdicts));
        }
        numbers
    }

    fn over_time(&mut self, asked: May, cast: &Cast<'_>) -> Runs<Said> {
        let timeline = self.timeline;
        let mut matter = Matter::new(timeline, asked, self.coalition);
        let lines = matter.lines();
        let events = lines
            .iter()
            .flat_map(|line| &line.steps)
            .map(|step| step.event);
        let days = turning_days(timeline, lines.iter().copied(), events);
        Runs::over(&days, |day| {
            let member = timeline.member(self.coalition, asked.actor, day);
            member.may_be().then(|| {
                let (verdict, holds, rows) = matter.on(day, self.texts);
                let ground = |row: MayRow| {
                    let events = row
                        .events
                        .iter()
                        .filter_map(|id| timeline.model.events.find(id));
                    let events: Vec<_> = events.collect();
                    (row.kind, row.rule, row.says, cast.events(&events))
                };
                let reason = self.reasons.of(rows.into_iter().map(ground).collect());
                (verdict.into(), degree(holds), reason)
            })
        })
    }

    /// Whether any rule, scope or consent decides one of these verdicts on some day.
    pub(super) fn speaks(&self, verdicts: usize) -> bool {
        let said = self.verdicts.all[verdicts].values();
        let mut grounds = said.flat_map(|&(.., reason)| &self.reasons.all[reason]);
        grounds.any(|(kind, _, _, events)| *kind != "membership" && !events.is_empty())
    }
}

/// The pairs that a scope or a rule of the coalition or its parts names. Where a rule names no place, these
/// are those of the scopes.
fn pairs(timeline: &Timeline, coalition: CoalitionId) -> Vec<Pair> {
    let model = &*timeline.model;
    let parts: BTreeSet<CoalitionId> = model.parts(coalition).collect();
    let is_in = |line: &&Line| line.key.coalition.is_some_and(|c| parts.contains(&c));
    let lines: Vec<&Line> = timeline.lines().filter(is_in).collect();
    let stated = |line: &&Line| match line.key.sort {
        Sort::Cell(_, (Some(theatre), Some(activity))) => Some((activity, theatre)),
        _ => None,
    };
    let scopes: BTreeSet<Pair> = lines.iter().filter_map(stated).collect();
    let ruled = lines.iter().filter_map(|line| match line.key.sort {
        Sort::Restriction(id) => Some(named_by(model, id, &scopes)),
        _ => None,
    });
    let ruled: BTreeSet<Pair> = ruled.flatten().collect();
    let mut pairs: Vec<Pair> = scopes.union(&ruled).copied().collect();
    pairs.sort_by_key(|&(activity, theatre)| {
        let place = &model.theatres[theatre].name;
        (place, &model.activities[activity].name, theatre, activity)
    });
    pairs
}

fn named_by(model: &Model, rule: RestrictionId, scopes: &BTreeSet<Pair>) -> Vec<Pair> {
    let rule = &model.restrictions[rule];
    let named = rule.within.iter().flatten().chain(&rule.outside);
    let mut places: BTreeSet<TheatreId> = named.copied().collect();
    if places.is_empty() {
        places = scopes.iter().map(|&(_, theatre)| theatre).collect();
    }
    let doings = rule.activities.iter().flatten().copied();
    doings
        .filter(|&doing| !model.doings.is_all(doing))
        .flat_map(|doing| places.iter().map(move |&place| (doing, place)))
        .collect()
}
