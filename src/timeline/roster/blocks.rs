//! Stretches in the order in which they begin, in blocks; each block also knows those that began before it
//! and had not ended when it began.

use super::Stretch;
use crate::day::Day;

/// So many stretches begin in a block, unless more are open when it begins.
const BLOCK: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The first day of each stretch.
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

impl Blocks {
    /// Of stretches that are sorted by their first day.
    pub(super) fn new(stretches: &[Stretch]) -> Blocks {
        let mut all = Blocks {
            from: stretches.iter().map(|stretch| stretch.from).collect(),
            to: stretches.iter().map(|stretch| stretch.to).collect(),
            ..Blocks::default()
        };
        let mut open: Vec<(Day, u32)> = Vec::new();
        let mut begins = 0;
        while let Some(first) = stretches.get(begins) {
            open.retain(|(to, _)| *to > first.from);
            all.blocks.push(Block {
                from: first.from,
                begins,
                open: all.open.len(),
            });
            all.open.extend_from_slice(&open);
            let end = stretches.len().min(begins + BLOCK.max(open.len()));
            let begun = all.to[begins..end].iter().copied();
            open.extend(begun.zip((0..).skip(begins)));
            begins = end;
        }
        all
    }

    /// Adds the numbers of the stretches that a day lies in.
    pub(super) fn find(&self, day: Day, numbers: &mut Vec<u32>) {
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
}
