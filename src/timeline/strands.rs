//! All lines, by coalition.

use std::sync::OnceLock;

use super::line::Line;
use crate::later::Later;
use crate::model::{ActorId, CoalitionId, Id};

/// The lines in no coalition, and then those of each; in each sorted by actor and sort.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Strands(Vec<Strand>);

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Strand {
    lines: Later<Vec<Line>>,
    /// Each actor, and where its lines begin; worked out when first asked for.
    #[serde(skip)]
    actors: OnceLock<Vec<(Option<ActorId>, u32)>>,
}

impl From<Vec<Line>> for Strand {
    fn from(lines: Vec<Line>) -> Strand {
        Strand {
            lines: lines.into(),
            actors: OnceLock::new(),
        }
    }
}

impl Strand {
    /// The lines of an actor.
    fn of(&self, actor: Option<ActorId>) -> &[Line] {
        let actors = self.actors.get_or_init(|| {
            let first = self.lines.iter().map(|line| line.key.actor).zip(0..);
            let mut actors: Vec<_> = first.collect();
            actors.dedup_by_key(|(actor, _)| *actor);
            actors
        });
        let Ok(at) = actors.binary_search_by_key(&actor, |(actor, _)| *actor) else {
            return &[];
        };
        let next = actors.get(at + 1).map(|(_, next)| *next as usize);
        &self.lines[actors[at].1 as usize..next.unwrap_or(self.lines.len())]
    }
}

impl Strands {
    /// Of the lines in no coalition and then in each, sorted by key.
    pub(super) fn new(strands: Vec<Vec<Line>>) -> Strands {
        Strands(strands.into_iter().map(Strand::from).collect())
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.0.iter().flat_map(|strand| strand.lines.iter())
    }

    /// The lines in a coalition.
    pub(super) fn within(&self, coalition: Option<CoalitionId>) -> &[Line] {
        self.0
            .get(strand(coalition))
            .map_or(&[], |strand| &strand.lines)
    }

    /// The lines of an actor in a coalition. No actor = the coalition's own.
    pub(super) fn of(&self, coalition: Option<CoalitionId>, actor: Option<ActorId>) -> &[Line] {
        let strand = self.0.get(strand(coalition));
        strand.map_or(&[], |strand| strand.of(actor))
    }

    /// A line by its strand and its number there.
    pub(super) fn line(&self, (strand, line): (u32, u32)) -> &Line {
        &self.0[strand as usize].lines[line as usize]
    }

    /// All lines, each with its strand and its number there.
    pub(super) fn numbered(&self) -> impl Iterator<Item = ((u32, u32), &Line)> {
        (0..).zip(&self.0).flat_map(|(strand, lines)| {
            (0..)
                .zip(lines.lines.iter())
                .map(move |(number, line)| ((strand, number), line))
        })
    }
}

/// The number of the strand of a coalition.
pub(super) fn strand(coalition: Option<CoalitionId>) -> usize {
    coalition.map_or(0, |coalition| coalition.index() + 1)
}

#[cfg(test)]
mod tests {
    use super::{Strands, strand};
    use crate::model::{ActorId, CoalitionId, Id};
    use crate::timeline::line::{Line, Phases};
    use crate::timeline::{LineKey, Sort};

    #[test]
    fn finds_what_each_party_has() {
        let key = |coalition: Option<usize>, actor: Option<usize>| LineKey {
            coalition: coalition.map(CoalitionId::from_index),
            actor: actor.map(ActorId::from_index),
            sort: Sort::Membership,
        };
        let keys = [
            key(None, Some(4)),
            key(Some(1), None),
            key(Some(1), None),
            key(Some(1), Some(2)),
            key(Some(3), Some(0)),
        ];
        let mut lines: Vec<Vec<Line>> = (0..5).map(|_| Vec::new()).collect();
        for key in keys.clone() {
            lines[strand(key.coalition)].push(Line {
                key,
                steps: Box::default(),
                phases: Phases::default(),
            });
        }
        let strands = Strands::new(lines);
        for coalition in [None, Some(0), Some(1), Some(2), Some(3), Some(4)] {
            let of_coalition = |k: &&LineKey| k.coalition == coalition.map(CoalitionId::from_index);
            let within = strands.within(coalition.map(CoalitionId::from_index));
            assert!(within.iter().all(|line| of_coalition(&&line.key)));
            assert_eq!(within.len(), keys.iter().filter(of_coalition).count());
            for actor in [None, Some(0), Some(2), Some(4)] {
                let wanted = key(coalition, actor);
                let found = strands.of(wanted.coalition, wanted.actor);
                assert!(found.iter().all(|line| line.key == wanted));
                assert_eq!(found.len(), keys.iter().filter(|k| **k == wanted).count());
            }
        }
        assert!(Strands::new(Vec::new()).within(None).is_empty());
    }
}
