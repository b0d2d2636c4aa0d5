//! What lies within what: places, and activities. A thing may lie in two others.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeFiltered;

use super::Id;

/// Containment: each thing with what it lies directly within, and what lies directly within it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "I: serde::Deserialize<'de>"))]
pub struct Tree<I> {
    above: Vec<Vec<I>>,
    below: Vec<Vec<I>>,
    /// The one that means all, if there is one.
    root: Option<I>,
    /// Of each thing, itself and all that it lies within, sorted; worked out when first asked for.
    #[serde(skip)]
    wholes: OnceLock<Vec<OnceLock<Vec<I>>>>,
}

impl<I> Default for Tree<I> {
    fn default() -> Self {
        Tree {
            above: Vec::new(),
            below: Vec::new(),
            root: None,
            wholes: OnceLock::new(),
        }
    }
}

impl<I: Id> Tree<I> {
    /// From what each thing lies directly within. `root` holds everything.
    pub(crate) fn new(within: &[Vec<I>], root: Option<I>) -> Tree<I> {
        let mut below = vec![Vec::new(); within.len()];
        for (part, wholes) in within.iter().enumerate() {
            for whole in wholes {
                below[whole.index()].push(I::from_index(part));
            }
        }
        Tree {
            above: within.to_vec(),
            below,
            root,
            wholes: OnceLock::new(),
        }
    }

    /// Whether the part is the whole or lies within it.
    pub fn contains(&self, whole: I, part: I) -> bool {
        self.root == Some(whole) || self.wholes(part).binary_search(&whole).is_ok()
    }

    fn wholes(&self, part: I) -> &[I] {
        let none_yet = || self.above.iter().map(|_| OnceLock::new()).collect();
        let all = self.wholes.get_or_init(none_yet);
        all[part.index()].get_or_init(|| sorted(reached(&self.above, part)))
    }

    /// Whether it is the one that means all.
    pub fn is_all(&self, thing: I) -> bool {
        self.root == Some(thing)
    }

    /// The thing and everything within it, in the order of their numbers.
    pub fn below(&self, whole: I) -> Vec<I> {
        if self.is_all(whole) {
            return (0..self.below.len()).map(I::from_index).collect();
        }
        sorted(reached(&self.below, whole))
    }
}

fn sorted<I: Ord>(things: impl Iterator<Item = I>) -> Vec<I> {
    let mut things: Vec<I> = things.collect();
    things.sort_unstable();
    things
}

/// A thing and all that its edges lead to, each once.
fn reached<I: Id>(edges: &[Vec<I>], from: I) -> impl Iterator<Item = I> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    std::iter::from_fn(move || {
        let next = open.pop()?;
        open.extend(
            edges[next.index()]
                .iter()
                .copied()
                .filter(|&id| seen.insert(id)),
        );
        Some(next)
    })
}

/// The cycles among these: of each group that leads back to itself one ring, as the things on it in order.
pub(crate) fn cycles<I: Id>(within: &[Vec<I>]) -> Vec<Vec<I>> {
    let graph = graph(within);
    let looped = |group: &[NodeIndex]| group.len() > 1 || graph.contains_edge(group[0], group[0]);
    let groups = kosaraju_scc(&graph);
    let mut group_of = vec![0; within.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|n| group_of[n.index()] = number);
    }
    let mut found: Vec<Vec<I>> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| looped(group))
        .map(|(number, group)| ring(&graph, group, |n| group_of[n.index()] == number))
        .collect();
    found.sort();
    found
}

/// One ring through the first thing of a group in which everything reaches everything. Nothing is looked for
/// outside the group: no way leads back from there.
fn ring<I: Id>(
    graph: &DiGraph<(), ()>,
    group: &[NodeIndex],
    in_group: impl Fn(NodeIndex) -> bool,
) -> Vec<I> {
    let start = group.iter().min().copied().unwrap_or_default();
    let back = (graph.neighbors(start).filter(|&next| in_group(next))).find_map(|next| {
        let graph = NodeFiltered::from_fn(graph, &in_group);
        petgraph::algo::astar(&graph, next, |n| n == start, |_| 1u32, |_| 0)
    });
    let mut ring = vec![start];
    ring.extend(back.map(|(_, path)| path).unwrap_or_default());
    ring.iter().map(|n| I::from_index(n.index())).collect()
}

fn graph<I: Id>(within: &[Vec<I>]) -> DiGraph<(), ()> {
    let mut graph = DiGraph::with_capacity(within.len(), within.len());
    for _ in within {
        graph.add_node(());
    }
    for (part, wholes) in within.iter().enumerate() {
        for whole in wholes {
            graph.add_edge(NodeIndex::new(part), NodeIndex::new(whole.index()), ());
        }
    }
    graph
}
