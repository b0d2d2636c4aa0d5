//! For pages that draw Mermaid flowcharts: <https://mermaid.js.org/syntax/flowchart.html>.

use std::collections::BTreeMap;

use super::{Stroke, colour, has_parts, is_faint, lines, parts, stroke};
use crate::answer::graph::{Edge, Graph, Node, NodeSort};
use crate::render::clean;

pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::from("flowchart LR\n");
    text += &format!("  accTitle: {}\n", escape(&graph.title));
    for remark in std::iter::once(&graph.title).chain(&graph.notes) {
        text += &format!("  %% {}\n", escape(remark));
    }
    nodes(graph, None, 1, &mut text);
    for edge in &graph.edges {
        text += &line(edge);
    }
    text += &styles(graph);
    text
}

/// The nodes that are part of this one, each with its own parts in a box around it.
fn nodes(graph: &Graph, whole: Option<usize>, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for (at, node) in parts(graph, whole) {
        if has_parts(graph, at) {
            *text += &format!("{indent}subgraph s{at}[\" \"]\n");
            *text += &format!("{indent}  {}", node_line(at, node));
            nodes(graph, Some(at), depth + 1, text);
            *text += &format!("{indent}end\n");
        } else {
            *text += &format!("{indent}{}", node_line(at, node));
        }
    }
}

fn node_line(at: usize, node: &Node) -> String {
    let (open, close) = match node.sort {
        NodeSort::Coalition => ("([", "])"),
        NodeSort::Actor | NodeSort::Event => ("[", "]"),
        NodeSort::Theatre => ("{{", "}}"),
    };
    format!("n{at}{open}{}{close}\n", label(&lines(node)))
}

fn line(edge: &Edge) -> String {
    let arrow = match stroke(edge) {
        Stroke::Solid => "-->",
        Stroke::Dashed | Stroke::Dotted => "-.->",
    };
    let label = label(&edge.tie.lines());
    format!("  n{} {arrow}|{label}| n{}\n", edge.from, edge.to)
}

/// Colours and dashes, behind everything they speak of.
fn styles(graph: &Graph) -> String {
    let mut text = String::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        if is_faint(node) {
            text += &format!("  style n{at} stroke-dasharray:5\n");
        }
    }
    let mut coloured: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (at, edge) in graph.edges.iter().enumerate() {
        let same = coloured.entry(colour(&edge.tie)).or_default();
        same.push(at.to_string());
    }
    for (colour, edges) in coloured {
        text += &format!("  linkStyle {} stroke:{colour}\n", edges.join(","));
    }
    text
}

fn label<S: AsRef<str>>(lines: &[S]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escape(line.as_ref())).collect();
    format!("\"{}\"", lines.join("<br/>"))
}

/// Everything but letters, digits and harmless marks as a numeric entity, which Mermaid writes `#34;`:
/// no quote, bracket, directive or markup is left.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ':' | '-' | '/' | '~' | '?' | '\'')
        {
            escaped.push(c);
        } else {
            escaped += &format!("#{};", u32::from(c));
        }
    }
    escaped
}
