//! One coalition over time.

use std::collections::BTreeSet;

use serde::Serialize;

use super::cast::{Cast, Date};
use super::grid::{Grid, Ground, Pair, Said};
use super::party::{Party, Told, degree};
use super::runs::{Runs, in_order, turning_days};
use crate::answer::restrictions::{self, Speaking};
use crate::answer::words::{coalition_on, spell};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, EventId};
use crate::text::Texts;
use crate::timeline::{Line, Sort, Timeline};

/// One coalition, by the numbers of the page.
#[derive(Debug, Serialize)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A remark.
    pub note: Option<String>,
    /// The name of what it is part of.
    pub part_of: Option<String>,
    /// What it is called.
    pub names: Runs<String>,
    /// Whether it exists.
    pub exists: Runs<u8>,
    /// The first day on which anything recorded may change.
    pub first: Option<i32>,
    /// The last such day.
    pub last: Option<i32>,
    /// The days by which its events have happened.
    pub stops: Vec<i32>,
    /// Who ever had a part in it or a standing toward it, by name.
    pub parties: Vec<Party>,
    /// What is restricted in it.
    pub rules: Vec<Rule>,
    /// The pairs of activity and theatre for which it is told who may.
    pub pairs: Vec<(usize, usize)>,
    /// The pairs that are named, and of which no scope or rule speaks on any day.
    pub bare: Vec<(usize, usize)>,
    /// What decides: each as the rows of `may`.
    pub reasons: Vec<Vec<Ground>>,
    /// What some actor may in some pair, over time.
    pub verdicts: Vec<Runs<Said>>,
    /// The acts of the coalition itself.
    pub life: Vec<usize>,
}

/// One restriction, or claim that there is none, in a coalition.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// Whom it binds; none = every member.
    pub actor: Option<usize>,
    /// Which; none = it is said that there is none.
    pub restriction: Option<usize>,
    /// What sort of rule.
    pub effect: &'static str,
    /// What it says.
    pub words: String,
    /// When it binds: how surely, since when, until when, by which events.
    pub binds: Runs<(u8, Date, Option<Date>, Vec<usize>)>,
}

/// A coalition to be told.
pub(super) struct Telling<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) texts: &'a Texts,
    pub(super) coalition: CoalitionId,
}

impl Telling<'_> {
    pub(super) fn sheet(&self, cast: &mut Cast<'_>) -> Sheet {
        let timeline = self.timeline;
        let model = &*timeline.model;
        let coalition = &model.coalitions[self.coalition];
        let events = self.events();
        let own_days = self.own_turning_days();
        let days = turning_days(timeline, self.lines(), events.iter().copied());
        let known = || days.iter().filter_map(|day| day.since_1970());
        let stops = in_order(events.iter().map(|&event| timeline.bounds(event).latest));
        let mut grid = Grid::new(timeline, self.texts, self.coalition);
        let (parties, spoken) = self.parties(&mut grid, cast);
        let mut numbered = |is_spoken: bool| {
            let pairs = grid.pairs.iter().zip(&spoken);
            let pairs = pairs.filter(|(_, spoken)| **spoken == is_spoken);
            let number = |(&(activity, theatre), _): (&Pair, _)| {
                (cast.activities.of(activity), cast.theatres.of(theatre))
            };
            pairs.map(number).collect()
        };
        let (pairs, bare) = (numbered(true), numbered(false));
        Sheet {
            id: coalition.id.to_string(),
            name: coalition.name.to_string(),
            note: coalition.note.as_deref().map(str::to_owned),
            part_of: (coalition.part_of).map(|whole| model.coalitions[whole].name.to_string()),
            names: Runs::over(&own_days, |day| {
                Some(coalition_on(timeline, self.coalition, day))
            }),
            exists: Runs::over(&own_days, |day| {
                let exists = timeline.exists(self.coalition, day);
                exists.may_be().then(|| degree(exists))
            }),
            first: known().min(),
            last: known().max(),
            stops: stops.into_iter().filter_map(Day::since_1970).collect(),
            parties,
            rules: self.rules(cast),
            pairs,
            bare,
            reasons: grid.reasons.all,
            verdicts: grid.verdicts.all,
            life: cast.events(timeline.events_of(self.coalition, None)),
        }
    }

    /// The events in it and its parts.
    fn events(&self) -> Vec<EventId> {
        let parts = self.timeline.model.parts(self.coalition);
        parts
            .flat_map(|part| self.timeline.events_in(part))
            .collect()
    }

    /// The lines in it and its parts.
    fn lines(&self) -> impl Iterator<Item = &Line> {
        let parts: BTreeSet<_> = self.timeline.model.parts(self.coalition).collect();
        (self.timeline.lines())
            .filter(move |line| line.key.coalition.is_some_and(|c| parts.contains(&c)))
    }

    /// The days on which its name or its life may change, from the beginning of time on.
    fn own_turning_days(&self) -> Vec<Day> {
        let own = self.timeline.events_of(self.coalition, None).iter();
        let mut days = turning_days(self.timeline, [], own.copied());
        days.insert(0, Day::BEFORE_ALL);
        days.dedup();
        days
    }

    /// The actors by name, and for each pair of the grid whether anything speaks of it.
    fn parties(&self, grid: &mut Grid<'_>, cast: &mut Cast<'_>) -> (Vec<Party>, Vec<bool>) {
        let timeline = self.timeline;
        let model = &*timeline.model;
        let parts = model.parts(self.coalition);
        let actors: BTreeSet<ActorId> = parts.flat_map(|part| timeline.actors_in(part)).collect();
        let mut actors: Vec<ActorId> = actors.into_iter().collect();
        actors.sort_by_key(|&id| (&model.actors[id].name, &model.actors[id].id));
        let told = |actor| Told {
            timeline,
            coalition: self.coalition,
            actor,
        };
        let mut parties: Vec<(Party, Vec<usize>)> = (actors.into_iter())
            .map(|actor| (told(actor).party(cast), grid.of(actor, cast)))
            .collect();
        let spoken: Vec<bool> = (0..grid.pairs.len())
            .map(|pair| (parties.iter()).any(|(_, may)| grid.speaks(may[pair])))
            .collect();
        for (party, may) in &mut parties {
            let told = may.iter().zip(&spoken).filter(|(_, spoken)| **spoken);
            party.may = told.map(|(&verdicts, _)| verdicts).collect();
        }
        (
            parties.into_iter().map(|(party, _)| party).collect(),
            spoken,
        )
    }

    /// What `restrictions` lists of it on one day or another.
    fn rules(&self, cast: &mut Cast<'_>) -> Vec<Rule> {
        let timeline = self.timeline;
        let model = &*timeline.model;
        let speaking = Speaking::of(timeline, self.coalition);
        let lives = model
            .parts(self.coalition)
            .flat_map(|part| timeline.group(Some(part), None));
        let lives: Vec<Day> = lives
            .filter(|line| line.key.sort == Sort::Life)
            .flat_map(turns)
            .collect();
        let mut rules: Vec<(&Line, Rule)> = (timeline.lines())
            .filter(|line| line.key.sort.is_restriction() && speaking.may_speak(line))
            .filter_map(|line| Some((line, self.rule(line, (&speaking, &lives), cast)?)))
            .collect();
        rules.sort_by_key(|(line, rule)| {
            let name = line.key.actor.map(|id| &model.actors[id].name);
            let coalition = line.key.coalition.map(|id| &model.coalitions[id].id);
            (coalition, name, rule.words.clone())
        });
        rules.into_iter().map(|(_, rule)| rule).collect()
    }

    fn rule(
        &self,
        line: &Line,
        (speaking, lives): (&Speaking<'_>, &[Day]),
        cast: &mut Cast<'_>,
    ) -> Option<Rule> {
        let timeline = self.timeline;
        let parts = timeline.model.parts(self.coalition);
        let member = parts.filter_map(|part| timeline.membership(part, line.key.actor?));
        let days = in_order(
            member
                .chain([line])
                .flat_map(turns)
                .chain(lives.iter().copied()),
        );
        let binds = Runs::over(&days, |day| {
            let holds = speaking.binds(line, day);
            let opener = line.on(day).openers().next().filter(|_| holds.may_be())?;
            let (since, until) = spell(timeline, line, opener);
            let events: Vec<EventId> = line.evidence(opener).collect();
            Some((
                degree(holds),
                Date::from(since),
                until.map(Date::from),
                cast.events(&events),
            ))
        });
        let said = restrictions::said(&timeline.model, line);
        (!binds.is_empty()).then(|| Rule {
            actor: line.key.actor.map(|actor| cast.actors.of(actor)),
            restriction: match line.key.sort {
                Sort::Restriction(id) => Some(cast.restrictions.of(id)),
                _ => None,
            },
            effect: said.effect,
            words: said.text,
            binds,
        })
    }
}

/// The days on which the states of a line change.
fn turns(line: &Line) -> impl Iterator<Item = Day> {
    line.phases().map(|(day, _)| day)
}
