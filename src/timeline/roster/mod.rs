//! Who is in on a day, looked up.
//!
//! The states of a membership give stretches of days on which it holds for certain or may hold. Where there
//! are few, every day has its list; else a day is answered from one [block](blocks), whatever came before.

mod blocks;

use self::blocks::Blocks;
use super::line::{Line, Sort};
use super::{Holds, Timeline};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, Id};

/// Days on which a membership holds alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: Day,
    /// The first day behind it.
    pub to: Day,
    /// In which coalition.
    pub coalition: CoalitionId,
    /// Who.
    pub actor: ActorId,
    /// Certain, or possible.
    pub holds: Holds,
}

/// Stretches by day.
#[derive(Debug)]
pub struct Roster {
    /// Sorted by their first day.
    stretches: Vec<Stretch>,
    days: Days,
}

#[derive(Debug)]
enum Days {
    Listed(Lists),
    Blocked(Blocks),
}

/// From each day on which something changes, the numbers of the stretches that it lies in.
#[derive(Debug, Default)]
struct Lists {
    from: Vec<Day>,
    /// Where the list of each ends.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

/// Lists are kept while they hold no more than so many numbers for each stretch.
const LISTED: usize = 64;

impl Lists {
    /// None where they would take too much room.
    fn new(stretches: &[Stretch]) -> Option<Lists> {
        let mut turns: Vec<Day> = stretches.iter().flat_map(|s| [s.from, s.to]).collect();
        turns.sort_unstable();
        turns.dedup();
        let mut lists = Lists::default();
        let mut open: Vec<u32> = Vec::new();
        let mut next = (0..).zip(stretches).peekable();
        for day in turns {
            open.retain(|&number| day < stretches[number as usize].to);
            while let Some((number, _)) = next.next_if(|(_, stretch)| stretch.from <= day) {
                open.push(number);
            }
            lists.numbers.extend_from_slice(&open);
            if lists.numbers.len() > LISTED * stretches.len() {
                return None;
            }
            lists.from.push(day);
            lists.ends.push(u32::try_from(lists.numbers.len()).ok()?);
        }
        Some(lists)
    }

    fn on(&self, day: Day) -> &[u32] {
        let next = self.from.partition_point(|from| *from <= day);
        let Some(list) = next.checked_sub(1) else {
            return &[];
        };
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[list] as usize]
    }
}

impl Roster {
    fn new(mut stretches: Vec<Stretch>) -> Roster {
        stretches.sort_by_key(|stretch| (stretch.from, stretch.coalition, stretch.actor));
        let days = match Lists::new(&stretches) {
            Some(lists) => Days::Listed(lists),
            None => Days::Blocked(Blocks::new(&stretches)),
        };
        Roster { stretches, days }
    }

    /// The stretches that a day lies in; none on [`Day::AFTER_ALL`], which is no day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Stretch> {
        let mut numbers = Vec::new();
        self.find(day, &mut numbers);
        let stretch = |number| &self.stretches[number as usize];
        numbers.into_iter().map(stretch)
    }

    /// Adds the numbers, among all, of the stretches that a day lies in.
    pub fn find(&self, day: Day, numbers: &mut Vec<u32>) {
        match &self.days {
            Days::Listed(lists) => numbers.extend_from_slice(lists.on(day)),
            Days::Blocked(blocks) => blocks.find(day, numbers),
        }
    }

    /// All stretches, by their first day.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }
}

impl Timeline {
    /// The direct members of a coalition, by day.
    pub fn roster(&self, coalition: CoalitionId) -> &Roster {
        self.rosters[coalition.index()]
            .get_or_init(|| Roster::new(stretches(self.lines.within(Some(coalition)).iter())))
    }

    /// The direct members of every coalition, by day.
    pub fn whole_roster(&self) -> &Roster {
        (self.whole_roster).get_or_init(|| Roster::new(stretches(self.lines())))
    }
}

fn stretches<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for line in lines.filter(|line| line.key.sort == Sort::Membership) {
        if let (Some(coalition), Some(actor)) = (line.key.coalition, line.key.actor) {
            let begin = stretches.len();
            for (from, states) in line.phases() {
                let holds = states.holds();
                let own: &mut [Stretch] = &mut stretches[begin..];
                if let Some(last) = own.last_mut().filter(|last| last.to == Day::AFTER_ALL) {
                    if last.holds == holds {
                        continue;
                    }
                    last.to = from;
                }
                if holds.may_be() {
                    stretches.push(Stretch {
                        from,
                        to: Day::AFTER_ALL,
                        coalition,
                        actor,
                        holds,
                    });
                }
            }
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::expect_used,
        reason = "a test stops where its stage cannot be set"
    )]

    use std::collections::BTreeSet;

    use super::{Blocks, Days, Roster, Stretch};
    use crate::built_in;
    use crate::day::Day;
    use crate::model::{ActorId, CoalitionId, Id};
    use crate::timeline::Holds;

    #[test]
    fn a_roster_says_what_the_lines_say() {
        let timeline = built_in::timeline().expect("records without errors");
        let phases = timeline.lines().flat_map(|line| line.phases());
        let turns: BTreeSet<Day> = phases.map(|(day, _)| day).collect();
        let days = turns.iter().flat_map(|day| [day.previous(), *day]);
        let model = &*timeline.model;
        let mut seen = 0;
        for day in days.collect::<BTreeSet<_>>() {
            let mut whole = Vec::new();
            for (coalition, _) in model.coalitions.iter() {
                let actors = timeline.actors_in(coalition).into_iter();
                let members =
                    actors.map(|actor| (actor, timeline.direct_member(coalition, actor, day)));
                let members: Vec<_> = members.filter(|(_, holds)| holds.may_be()).collect();
                let mut found: Vec<_> = (timeline.roster(coalition).on(day))
                    .map(|stretch| (stretch.actor, stretch.holds))
                    .collect();
                found.sort_unstable();
                assert_eq!(found, members, "{day}");
                whole.extend(
                    found
                        .into_iter()
                        .map(|(actor, holds)| (coalition, actor, holds)),
                );
            }
            let on = timeline.whole_roster().on(day);
            let mut found: Vec<_> = on.map(|s| (s.coalition, s.actor, s.holds)).collect();
            found.sort_unstable();
            seen += found.len();
            assert_eq!(found, whole, "{day}");
        }
        assert!(seen > 10_000, "{seen}");
    }

    #[test]
    fn nobody_is_left_out() {
        let day = |number: i64| Day::parse("2014-09-26").expect("a day").plus(number);
        // Every third is short, and some begin on the same day.
        let stretches: Vec<Stretch> = (0..400)
            .map(|number| Stretch {
                from: day(number / 2),
                to: if number % 3 == 0 {
                    day(number / 2 + 1)
                } else {
                    day(150 + number)
                },
                coalition: CoalitionId::from_index(0),
                actor: ActorId::from_index(number as usize),
                holds: Holds::Certain,
            })
            .collect();
        for count in [0, 1, 60, 400] {
            let some = &stretches[..count];
            let roster = Roster::new(some.to_vec());
            assert_eq!(matches!(roster.days, Days::Listed(_)), count < 100);
            let blocked = Roster {
                stretches: some.to_vec(),
                days: Days::Blocked(Blocks::new(some)),
            };
            for on in (-2..600).map(day) {
                let wanted = some.iter().filter(|s| s.from <= on && on < s.to);
                let wanted: Vec<_> = wanted.map(|s| s.actor).collect();
                for roster in [&roster, &blocked] {
                    let mut found: Vec<_> = roster.on(on).map(|s| s.actor).collect();
                    found.sort_unstable();
                    assert_eq!(found, wanted, "{on} of {count}");
                }
            }
        }
    }
}
