//! A graph for programs that draw or compute: DOT, Mermaid, GraphML.

mod dot;
mod graphml;
mod mermaid;

use clap::ValueEnum;

use crate::answer::graph::{Edge, Graph, Node, Tie};
use crate::model::Track;
use crate::timeline::Holds;

/// How a graph is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum GraphFormat {
    /// For Graphviz.
    #[default]
    Dot,
    /// For Markdown pages that draw it.
    Mermaid,
    /// For Gephi, networkx and the like: every field, as data.
    Graphml,
}

/// Writes a graph.
pub fn write(graph: &Graph, format: GraphFormat) -> String {
    match format {
        GraphFormat::Dot => dot::write(graph),
        GraphFormat::Mermaid => mermaid::write(graph),
        GraphFormat::Graphml => graphml::write(graph),
    }
}

/// How an edge is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stroke {
    Solid,
    Dashed,
    Dotted,
}

fn stroke(edge: &Edge) -> Stroke {
    match edge.tie.held() {
        Some(held) if held.suspended.may_be() => Stroke::Dotted,
        Some(held) if !held.certainty.is_certain() => Stroke::Dashed,
        None if edge.tie == Tie::Replaces => Stroke::Dotted,
        _ => Stroke::Solid,
    }
}

/// The colour of a tie, beside its words. From the palette of Okabe and Ito, told apart by everybody.
fn colour(tie: &Tie) -> &'static str {
    match tie.held().map(|held| held.track) {
        Some(Track::Declared) => "#0072b2",
        Some(Track::Authorised) => "#009e73",
        Some(Track::Deployed) => "#cc79a7",
        Some(Track::Operating) => "#d55e00",
        None => "#555555",
    }
}

/// What stands in a node, line by line.
fn lines(node: &Node) -> Vec<String> {
    match &node.moment {
        Some(moment) => vec![format!("{} {}", moment.date, node.name), node.id.clone()],
        None => vec![node.name.clone()],
    }
}

/// Whether a node is drawn as not sure, or not counting.
fn is_faint(node: &Node) -> bool {
    node.certainty == Some(Holds::Possible) || node.moment.as_ref().is_some_and(|m| !m.counts)
}

/// The coalitions that others are part of, and are no part themselves; then, for each, its parts.
fn parts(graph: &Graph, whole: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
    let all = graph.nodes.iter().enumerate();
    all.filter(move |(_, node)| node.part_of == whole)
}

/// Whether anything is part of the node.
fn has_parts(graph: &Graph, node: usize) -> bool {
    graph.nodes.iter().any(|part| part.part_of == Some(node))
}
