//! What lies within what: places, and activities. A thing may lie in two others.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Bfs;

use super::Id;

/// Containment, closed: each thing with everything it lies within.
#[derive(Debug)]
pub struct Tree<I> {
    /// Sorted; the thing itself among them.
    above: Vec<Vec<I>>,
    below: Vec<Vec<I>>,
    /// The one that means all, if there is one.
    root: Option<I>,
}

impl<I> Default for Tree<I> {
    fn default() -> Self {
        Tree {
            above: Vec::new(),
            below: Vec::new(),
            root: None,
        }
    }
}

impl<I: Id> Tree<I> {
    /// From what each thing lies directly within. `root` holds everything.
    pub(crate) fn new(within: &[Vec<I>], root: Option<I>) -> Tree<I> {
        let graph = graph(within);
        let mut above = vec![Vec::new(); within.len()];
        let mut below = vec![Vec::new(); within.len()];
        for (index, above) in above.iter_mut().enumerate() {
            let mut walk = Bfs::new(&graph, NodeIndex::new(index));
            while let Some(node) = walk.next(&graph) {
                above.push(I::from_index(node.index()));
                below[node.index()].push(I::from_index(index));
            }
            above.sort_unstable();
        }
        if let Some(root) = root {
            below[root.index()] = (0..within.len()).map(I::from_index).collect();
        }
        Tree { above, below, root }
    }

    /// Whether the part is the whole or lies within it.
    pub fn contains(&self, whole: I, part: I) -> bool {
        self.root == Some(whole) || self.above[part.index()].binary_search(&whole).is_ok()
    }

    /// Whether it is the one that means all.
    pub fn is_all(&self, thing: I) -> bool {
        self.root == Some(thing)
    }

    /// The thing and everything within it.
    pub fn below(&self, whole: I) -> &[I] {
        &self.below[whole.index()]
    }
}

/// The first cycle among these, as the things on it in order, if there is one.
pub(crate) fn cycles<I: Id>(within: &[Vec<I>]) -> Vec<Vec<I>> {
    let graph = graph(within);
    let looped = |group: &[NodeIndex]| group.len() > 1 || graph.contains_edge(group[0], group[0]);
    let mut found: Vec<Vec<I>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|group| looped(group))
        .map(|group| ring(&graph, &group))
        .collect();
    found.sort();
    found
}

/// One ring through the first thing of a group in which everything reaches everything.
fn ring<I: Id>(graph: &DiGraph<(), ()>, group: &[NodeIndex]) -> Vec<I> {
    let start = group.iter().min().copied().unwrap_or_default();
    let back = graph
        .neighbors(start)
        .find_map(|next| petgraph::algo::astar(graph, next, |n| n == start, |_| 1u32, |_| 0));
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
