//! For Graphviz, as its language reference has it: <https://graphviz.org/doc/info/lang.html>.

use super::{Stroke, colour, has_parts, is_faint, lines, parts, stroke};
use crate::answer::graph::{Edge, Graph, Node, NodeSort};
use crate::render::clean;

pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::from("digraph coalition {\n");
    text += "  rankdir=LR;\n  node [fontname=\"Helvetica\"];\n";
    text += "  edge [fontname=\"Helvetica\", fontsize=10];\n";
    nodes(graph, None, 1, &mut text);
    for edge in &graph.edges {
        text += &line(graph, edge);
    }
    let heading: Vec<&str> = std::iter::once(&graph.title)
        .chain(&graph.notes)
        .map(String::as_str)
        .collect();
    // Last, so that the boxes around coalitions do not take it over.
    text += &format!("  label={};\n  labelloc=t;\n}}\n", label(&heading));
    text
}

/// The nodes that are part of this one, each with its own parts in a box around it.
fn nodes(graph: &Graph, whole: Option<usize>, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for (at, node) in parts(graph, whole) {
        if has_parts(graph, at) {
            *text += &format!(
                "{indent}subgraph {} {{\n",
                quoted(&format!("cluster {}", node.key()))
            );
            *text += &format!("{indent}  label=\"\";\n{indent}  style=rounded;\n");
            *text += &format!("{indent}  {}", node_line(node));
            nodes(graph, Some(at), depth + 1, text);
            *text += &format!("{indent}}}\n");
        } else {
            *text += &format!("{indent}{}", node_line(node));
        }
    }
}

fn node_line(node: &Node) -> String {
    let shape = match node.sort {
        NodeSort::Coalition => "ellipse",
        NodeSort::Actor => "box",
        NodeSort::Theatre => "hexagon",
        NodeSort::Event => "note",
    };
    let style = if is_faint(node) { ", style=dashed" } else { "" };
    format!(
        "{} [label={}, shape={shape}{style}];\n",
        quoted(&node.key()),
        label(&lines(node)),
    )
}

fn line(graph: &Graph, edge: &Edge) -> String {
    let style = match stroke(edge) {
        Stroke::Solid => "",
        Stroke::Dashed => ", style=dashed",
        Stroke::Dotted => ", style=dotted",
    };
    let colour = colour(&edge.tie);
    let held = edge.tie.held().map_or_else(String::new, |held| {
        format!(
            ", track={}, coalition={}, since={}, certainty={}, event={}",
            held.track,
            quoted(&held.coalition),
            quoted(&held.since),
            held.certainty,
            quoted(&held.event),
        )
    });
    format!(
        "  {} -> {} [label={}, color=\"{colour}\"{style}, relation={}{held}];\n",
        quoted(&graph.nodes[edge.from].key()),
        quoted(&graph.nodes[edge.to].key()),
        label(&edge.tie.lines()),
        edge.tie.relation(),
    )
}

/// A quoted id or value, in which only the quote ends it.
fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        clean(text).replace('\\', "/").replace('"', "\\\"")
    )
}

/// A label of some lines. Graphviz reads escapes and character references in labels.
fn label<S: AsRef<str>>(lines: &[S]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escape(line.as_ref())).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' | '\\' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
