//! All lines, by coalition.

use super::line::Line;
use crate::later::Later;
use crate::model::{ActorId, CoalitionId, Id};

/// The lines in no coalition, and then those of each; in each sorted by actor and sort.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Strands(Vec<Later<Vec<Line>>>);

impl Strands {
    /// Of lines that are sorted by key.
    pub(super) fn new(lines: Vec<Line>, coalitions: usize) -> Strands {
        let mut strands: Vec<Vec<Line>> = Vec::new();
        strands.resize_with(coalitions + 1, Vec::new);
        for line in lines {
            strands[strand(line.key.coalition)].push(line);
        }
        Strands(strands.into_iter().map(Later::from).collect())
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.0.iter().flat_map(|strand| strand.iter())
    }

    /// The lines in a coalition.
    pub(super) fn within(&self, coalition: Option<CoalitionId>) -> &[Line] {
        self.0.get(strand(coalition)).map_or(&[], |strand| strand)
    }

    /// The lines of an actor in a coalition. No actor = the coalition's own.
    pub(super) fn of(&self, coalition: Option<CoalitionId>, actor: Option<ActorId>) -> &[Line] {
        let lines = self.within(coalition);
        let from = &lines[lines.partition_point(|line| line.key.actor < actor)..];
        &from[..from.partition_point(|line| line.key.actor == actor)]
    }

    /// A line by its strand and its number there.
    pub(super) fn line(&self, (strand, line): (u32, u32)) -> &Line {
        &self.0[strand as usize][line as usize]
    }

    /// All lines, each with its strand and its number there.
    pub(super) fn numbered(&self) -> impl Iterator<Item = ((u32, u32), &Line)> {
        (0..).zip(&self.0).flat_map(|(strand, lines)| {
            (0..)
                .zip(lines.iter())
                .map(move |(number, line)| ((strand, number), line))
        })
    }
}

fn strand(coalition: Option<CoalitionId>) -> usize {
    coalition.map_or(0, |coalition| coalition.index() + 1)
}
