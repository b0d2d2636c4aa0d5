//! Who is in on a day, looked up.
//!
//! The states of a membership give stretches of days on which it holds for certain or may hold. They are
//! kept in the order in which they begin, in blocks; each block also knows those that began before it and
//! had not ended when it began. So a day is answered from one block, whatever came before.

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

/// So many stretches begin in a block, unless more are open when it begins.
const BLOCK: usize = 64;

/// Stretches by day.
#[derive(Debug, Default)]
pub struct Roster {
    /// Sorted by their first day.
    stretches: Vec<Stretch>,
    /// The first day of each.
    from: Vec<Day>,
    /// The first day behind each.
    to: Vec<Day>,
    blocks: Vec<Block>,
    /// For each block one behind the other, the stretches that are open when it begins: the first day behind
    /// each, and its number.
    open: Vec<(Day, u32)>,
}

#[derive(Debug)]
struct Block {
    /// The day on which its first stretch begins.
    from: Day,
    /// Where its stretches begin, and where those that are open then.
    begins: usize,
    open: usize,
}

impl Roster {
    fn new(mut stretches: Vec<Stretch>) -> Roster {
        stretches.sort_by_key(|stretch| (stretch.from, stretch.coalition, stretch.actor));
        let mut roster = Roster::default();
        let mut open: Vec<(Day, u32)> = Vec::new();
        let mut begins = 0;
        while let Some(first) = stretches.get(begins) {
            open.retain(|(to, _)| *to > first.from);
            roster.blocks.push(Block {
                from: first.from,
                begins,
                open: roster.open.len(),
            });
            roster.open.extend_from_slice(&open);
            let end = stretches.len().min(begins + BLOCK.max(open.len()));
            let begun = stretches[begins..end].iter().map(|stretch| stretch.to);
            open.extend(begun.zip((0..).skip(begins)));
            begins = end;
        }
        roster.from = stretches.iter().map(|stretch| stretch.from).collect();
        roster.to = stretches.iter().map(|stretch| stretch.to).collect();
        roster.stretches = stretches;
        roster
    }

    /// The stretches that a day lies in.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Stretch> {
        let mut numbers = Vec::new();
        self.find(day, &mut numbers);
        let stretch = |number| &self.stretches[number as usize];
        numbers.into_iter().map(stretch)
    }

    /// Adds the numbers, among all, of the stretches that a day lies in.
    pub fn find(&self, day: Day, numbers: &mut Vec<u32>) {
        let next = self.blocks.partition_point(|block| block.from <= day);
        let Some(block) = next.checked_sub(1).map(|at| &self.blocks[at]) else {
            return;
        };
        let [begins, ends] = match self.blocks.get(next) {
            Some(behind) => [behind.begins, behind.open],
            None => [self.from.len(), self.open.len()],
        };
        let open = &self.open[block.open..ends];
        let begun = self.from[block.begins..begins].partition_point(|from| *from <= day);
        let begun = &self.to[block.begins..block.begins + begun];
        // Each is written, and stays if it counts: which of them do is as good as chance to a processor.
        let known = numbers.len();
        numbers.resize(known + open.len() + begun.len(), 0);
        let free = &mut numbers[known..];
        let mut count = 0;
        for &(to, number) in open {
            free[count] = number;
            count += usize::from(day < to);
        }
        for (&to, number) in begun.iter().zip((0..).skip(block.begins)) {
            free[count] = number;
            count += usize::from(day < to);
        }
        numbers.truncate(known + count);
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

    use super::{Roster, Stretch};
    use crate::built_in;
    use crate::day::Day;
    use crate::model::{ActorId, CoalitionId};
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
    fn blocks_leave_nobody_out() {
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
                coalition: CoalitionId(0),
                actor: ActorId(number as u32),
                holds: Holds::Certain,
            })
            .collect();
        let roster = Roster::new(stretches.clone());
        for on in (-2..600).map(day) {
            let mut found: Vec<u32> = roster.on(on).map(|stretch| stretch.actor.0).collect();
            found.sort_unstable();
            let wanted = stretches.iter().filter(|s| s.from <= on && on < s.to);
            assert_eq!(found, wanted.map(|s| s.actor.0).collect::<Vec<_>>(), "{on}");
        }
        assert_eq!(Roster::new(Vec::new()).on(day(0)).count(), 0);
    }
}
