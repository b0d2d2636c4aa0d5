//! Where the lines of each party to a coalition stand.

use std::ops::Range;

use super::line::LineKey;
use crate::model::{ActorId, CoalitionId, Id};

/// The places of parties among things sorted by coalition and actor.
#[derive(Debug, Default)]
pub(super) struct PartyLines {
    /// For no coalition and then for each, where its parties begin; one more at the end.
    coalitions: Vec<u32>,
    /// Each actor, none first, and where what it has begins.
    actors: Vec<(Option<ActorId>, u32)>,
    all: u32,
}

impl PartyLines {
    /// Of some keys, which are sorted.
    pub(super) fn new<'a>(keys: impl Iterator<Item = &'a LineKey>) -> PartyLines {
        let mut parties = PartyLines::default();
        let mut last = None;
        for (key, at) in keys.zip(0..) {
            let party = (key.coalition, key.actor);
            if last != Some(party) {
                let bucket = bucket(key.coalition);
                let begin = short(parties.actors.len());
                parties
                    .coalitions
                    .resize((bucket + 1).max(parties.coalitions.len()), begin);
                parties.actors.push((key.actor, at));
                last = Some(party);
            }
            parties.all = at + 1;
        }
        parties.coalitions.push(short(parties.actors.len()));
        parties
    }

    /// What an actor has in a coalition. No actor = what is the coalition's own.
    pub(super) fn of(
        &self,
        coalition: Option<CoalitionId>,
        actor: Option<ActorId>,
    ) -> Range<usize> {
        let of_coalition = self.actors_of(coalition);
        let actors = &self.actors[of_coalition.clone()];
        match actors.binary_search_by_key(&actor, |(actor, _)| *actor) {
            Ok(at) => self.begin(of_coalition.start + at)..self.begin(of_coalition.start + at + 1),
            Err(_) => 0..0,
        }
    }

    /// What is in a coalition.
    pub(super) fn within(&self, coalition: Option<CoalitionId>) -> Range<usize> {
        let actors = self.actors_of(coalition);
        self.begin(actors.start)..self.begin(actors.end)
    }

    fn actors_of(&self, coalition: Option<CoalitionId>) -> Range<usize> {
        let bucket = bucket(coalition);
        let edge = |at: usize| {
            let begin = self.coalitions.get(at).copied();
            begin.map_or(self.actors.len(), |begin| begin as usize)
        };
        edge(bucket)..edge(bucket + 1)
    }

    fn begin(&self, party: usize) -> usize {
        let begin = self.actors.get(party).map(|(_, begin)| *begin);
        begin.unwrap_or(self.all) as usize
    }
}

fn bucket(coalition: Option<CoalitionId>) -> usize {
    coalition.map_or(0, |coalition| coalition.index() + 1)
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::PartyLines;
    use crate::model::{ActorId, CoalitionId};
    use crate::timeline::{LineKey, Sort};

    #[test]
    fn finds_what_each_party_has() {
        let key = |coalition: Option<u32>, actor: Option<u32>| LineKey {
            coalition: coalition.map(CoalitionId),
            actor: actor.map(ActorId),
            sort: Sort::Membership,
        };
        let keys = [
            key(None, Some(4)),
            key(Some(1), None),
            key(Some(1), None),
            key(Some(1), Some(2)),
            key(Some(3), Some(0)),
        ];
        let parties = PartyLines::new(keys.iter());
        for coalition in [None, Some(0), Some(1), Some(2), Some(3), Some(4)] {
            let of_coalition = |k: &&LineKey| k.coalition == coalition.map(CoalitionId);
            let within = parties.within(coalition.map(CoalitionId));
            assert_eq!(
                keys[within].iter().filter(of_coalition).count(),
                keys.iter().filter(of_coalition).count()
            );
            for actor in [None, Some(0), Some(2), Some(4)] {
                let wanted = key(coalition, actor);
                let found = parties.of(wanted.coalition, wanted.actor);
                assert!(keys[found.clone()].iter().all(|k| *k == wanted));
                assert_eq!(found.len(), keys.iter().filter(|k| **k == wanted).count());
            }
        }
        assert_eq!(PartyLines::new([].iter()).within(None), 0..0);
    }
}
