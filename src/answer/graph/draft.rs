//! A graph while it is made: nodes by what they are, until all are known.

use std::collections::BTreeMap;

use super::{Edge, Graph, Node, NodeSort, Tie};
use crate::day::Day;
use crate::model::{CoalitionId, TheatreId};
use crate::timeline::Timeline;

/// A node by what it is. Events are sorted by their first day.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key(
    pub(super) NodeSort,
    pub(super) Option<Day>,
    pub(super) String,
);

/// Nodes and edges in the making.
#[derive(Default)]
pub(super) struct Draft {
    nodes: BTreeMap<Key, (Node, Option<Key>)>,
    edges: Vec<(Key, Key, Tie)>,
}

impl Draft {
    /// Adds a node, unless it is there.
    pub(super) fn node(&mut self, key: &Key, name: &str) -> &mut Node {
        let node = || Node {
            sort: key.0,
            id: key.2.clone(),
            name: name.to_owned(),
            part_of: None,
            certainty: None,
            moment: None,
        };
        let known = self.nodes.entry(key.clone());
        &mut known.or_insert_with(|| (node(), None)).0
    }

    /// Adds a coalition and everything that it is part of, up to where `shown` ends.
    pub(super) fn coalition(
        &mut self,
        timeline: &Timeline,
        coalition: CoalitionId,
        on: Day,
        shown: &dyn Fn(CoalitionId) -> bool,
    ) -> Key {
        let model = &*timeline.model;
        let recorded = &model.coalitions[coalition];
        let key = Key(NodeSort::Coalition, None, recorded.id.to_string());
        let whole = recorded.part_of.filter(|&whole| shown(whole));
        let whole = whole.map(|whole| self.coalition(timeline, whole, on, shown));
        let name = super::coalition_on(timeline, coalition, on);
        self.node(&key, &name).certainty = Some(timeline.exists(coalition, on));
        if let Some(known) = self.nodes.get_mut(&key) {
            known.1 = whole;
        }
        key
    }

    /// Adds a theatre and everything it lies within.
    pub(super) fn theatre(&mut self, timeline: &Timeline, theatre: TheatreId) -> Key {
        let theatres = &timeline.model.theatres;
        let key = |id: TheatreId| Key(NodeSort::Theatre, None, theatres[id].id.to_string());
        let mut open = vec![theatre];
        while let Some(at) = open.pop() {
            let part = key(at);
            if self.nodes.contains_key(&part) {
                continue;
            }
            self.node(&part, &theatres[at].name);
            for &wider in &theatres[at].within {
                self.edge(&part, &key(wider), Tie::Within);
                open.push(wider);
            }
        }
        key(theatre)
    }

    /// Ties two nodes that are there.
    pub(super) fn edge(&mut self, from: &Key, to: &Key, tie: Tie) {
        self.edges.push((from.clone(), to.clone(), tie));
    }

    /// How many nodes of a sort there are.
    pub(super) fn count(&self, sort: NodeSort) -> usize {
        self.nodes.keys().filter(|key| key.0 == sort).count()
    }

    /// The graph, sorted.
    pub(super) fn finish(self, title: String, notes: Vec<String>) -> Graph {
        let place: BTreeMap<Key, usize> = self.nodes.keys().cloned().zip(0..).collect();
        let mut edges: Vec<Edge> = (self.edges.into_iter())
            .filter_map(|(from, to, tie)| {
                let (&from, &to) = (place.get(&from)?, place.get(&to)?);
                Some(Edge { from, to, tie })
            })
            .collect();
        edges.sort();
        edges.dedup();
        let nodes = (self.nodes.into_values())
            .map(|(node, whole)| Node {
                part_of: whole.and_then(|whole| place.get(&whole).copied()),
                ..node
            })
            .collect();
        Graph {
            title,
            notes,
            nodes,
            edges,
        }
    }
}
