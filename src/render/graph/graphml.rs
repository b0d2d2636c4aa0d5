//! For Gephi, networkx and other programs that compute: <http://graphml.graphdrawing.org/specification.html>.
//!
//! Without nested graphs, which neither of them reads: being part of a coalition is an edge here.

use crate::answer::graph::{Edge, Graph, Node, Tie};
use crate::render::clean;

/// The data of nodes. Gephi shows `label`.
const NODE_KEYS: [&str; 9] = [
    "label",
    "sort",
    "record",
    "certainty",
    "date",
    "kind",
    "actor",
    "coalition",
    "counts",
];

/// The data of edges.
const EDGE_KEYS: [&str; 11] = [
    "label",
    "relation",
    "track",
    "coalition",
    "activity",
    "since",
    "until",
    "certainty",
    "suspended",
    "event",
    "because",
];

pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    text += &keys("node", &NODE_KEYS);
    text += &keys("edge", &EDGE_KEYS);
    text += "  <graph id=\"coalition\" edgedefault=\"directed\">\n";
    let remarks = format!("{}. {}", graph.title, graph.notes.join(" "));
    text += &format!("    <desc>{}</desc>\n", escape(&remarks));
    for node in &graph.nodes {
        text += &node_element(node);
    }
    let parts = (graph.nodes.iter()).filter_map(|part| Some((part, &graph.nodes[part.part_of?])));
    let part_of = parts.map(|(part, whole)| (part, whole, part_of_data()));
    let ties = (graph.edges.iter()).map(|edge| {
        (
            &graph.nodes[edge.from],
            &graph.nodes[edge.to],
            edge_data(edge),
        )
    });
    for (number, (from, to, data)) in part_of.chain(ties).enumerate() {
        text += &edge_element(number, from, to, &data);
    }
    text + "  </graph>\n</graphml>\n"
}

fn keys(of: &str, names: &[&str]) -> String {
    let key = |name: &&str| {
        format!(
            "  <key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"string\"/>\n"
        )
    };
    names.iter().map(key).collect()
}

fn node_element(node: &Node) -> String {
    let moment = node.moment.as_ref();
    let of = |value: fn(&crate::answer::graph::Moment) -> Option<String>| moment.and_then(value);
    let values = [
        Some(node.name.clone()),
        Some(node.sort.to_string()),
        Some(node.id.clone()),
        node.certainty.map(|certainty| certainty.to_string()),
        of(|moment| Some(moment.date.clone())),
        of(|moment| Some(moment.kind.to_string())),
        of(|moment| moment.actor.clone()),
        of(|moment| moment.coalition.clone()),
        of(|moment| Some(moment.counts.to_string())),
    ];
    let data = data("node", &NODE_KEYS, &values);
    format!(
        "    <node id=\"{}\">\n{data}    </node>\n",
        escape(&node.key())
    )
}

fn edge_element(number: usize, from: &Node, to: &Node, data: &str) -> String {
    let (from, to) = (escape(&from.key()), escape(&to.key()));
    format!("    <edge id=\"e{number}\" source=\"{from}\" target=\"{to}\">\n{data}    </edge>\n")
}

fn part_of_data() -> String {
    let relation = || Some("part-of".to_owned());
    data("edge", &EDGE_KEYS[..2], &[relation(), relation()])
}

fn edge_data(edge: &Edge) -> String {
    let held = edge.tie.held();
    let because = match edge.tie {
        Tie::Before(because) => Some(because.to_string()),
        _ => None,
    };
    let values = [
        Some(edge.tie.lines().join(", ")),
        Some(edge.tie.relation().to_owned()),
        held.map(|held| held.track.to_string()),
        held.map(|held| held.coalition.clone()),
        held.and_then(|held| Some(held.activity.as_ref()?.0.clone())),
        held.map(|held| held.since.clone()),
        held.and_then(|held| held.until.clone()),
        held.map(|held| held.certainty.to_string()),
        held.map(|held| held.suspended.to_string()),
        held.map(|held| held.event.clone()),
        because,
    ];
    data("edge", &EDGE_KEYS, &values)
}

/// The values that there are, each under its key.
fn data(of: &str, names: &[&str], values: &[Option<String>]) -> String {
    let line = |(name, value): (&&str, &Option<String>)| {
        let value = escape(value.as_deref()?);
        Some(format!("      <data key=\"{of}-{name}\">{value}</data>\n"))
    };
    names.iter().zip(values).filter_map(line).collect()
}

/// Text for content and attributes, without the characters that XML 1.0 cannot hold.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}
