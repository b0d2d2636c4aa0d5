//! Graphs are read back by parsers that are not ours: every node, key and end of an edge is found, and
//! names come out as they went in.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use coalition::answer::graph::{self, Graph};
use coalition::day::Day;
use coalition::model;
use coalition::question::{Graph as Asked, GraphOf};
use coalition::record;
use coalition::render::graph::{GraphFormat, write};
use coalition::render::{clean, graph as render};
use coalition::text::Texts;
use coalition::timeline::{Timeline, View};
use layout::gv::DotParser;
use layout::gv::parser::ast::{EdgeStmt, NodeStmt, Stmt, StmtList};
use proptest::prelude::*;
use roxmltree::{Document, Node};

const GRAPHML: &str = "http://graphml.graphdrawing.org/xmlns";

fn timeline(texts: &Texts) -> Timeline {
    let (records, _) = record::read(texts);
    let (model, _) = model::resolve(&records);
    let model = Arc::new(model);
    Timeline::build(Arc::clone(&model), View::accepted(&model)).0
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The odd names of the fixture on a day, the built-in data on a day, and the order of the events of both.
fn graphs() -> Vec<Graph> {
    let fixture = Texts::read(Path::new("tests/fixtures/graph")).expect("the fixture");
    let asked = [
        (fixture, "2020-04-02"),
        (coalition::built_in::texts(), "2014-10-05"),
    ];
    let of_both = asked.iter().flat_map(|(texts, on)| {
        let timeline = timeline(texts);
        let state = GraphOf::State {
            on: day(on),
            by: None,
        };
        [state, GraphOf::Events].map(|of| {
            let coalitions = Vec::new();
            graph::answer(&timeline, &Asked { coalitions, of })
        })
    });
    of_both.collect()
}

fn elements<'a>(within: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    within
        .descendants()
        .filter(move |node| node.has_tag_name((GRAPHML, name)))
}

fn attribute<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    node.attribute(name).expect("the attribute")
}

/// The data of a node or edge, by name.
fn data<'a>(of: Node<'a, 'a>, keys: &BTreeMap<&'a str, &'a str>) -> BTreeMap<&'a str, String> {
    let values = elements(of, "data").map(|data| {
        let name = keys.get(attribute(data, "key")).expect("a declared key");
        (*name, data.text().unwrap_or_default().to_owned())
    });
    values.collect()
}

/// Reads GraphML as networkx does: declared keys, unique ids, ends that are there.
fn read_graphml(graph: &Graph) {
    let text = write(graph, GraphFormat::Graphml);
    let document = Document::parse(&text).expect("XML");
    let root = document.root_element();
    assert!(root.has_tag_name((GRAPHML, "graphml")));
    let keys: BTreeMap<&str, &str> = elements(root, "key")
        .map(|key| (attribute(key, "id"), attribute(key, "attr.name")))
        .collect();
    let nodes: Vec<Node> = elements(root, "node").collect();
    let ids: BTreeSet<&str> = nodes.iter().map(|node| attribute(*node, "id")).collect();
    assert_eq!(ids.len(), graph.nodes.len());
    for (node, meant) in nodes.iter().zip(&graph.nodes) {
        assert_eq!(attribute(*node, "id"), meant.key());
        assert_eq!(data(*node, &keys)["label"], xml(&meant.name));
    }
    let edges: Vec<Node> = elements(root, "edge").collect();
    let parts = graph.nodes.iter().filter(|node| node.part_of.is_some());
    assert_eq!(edges.len(), graph.edges.len() + parts.count());
    let numbers: BTreeSet<&str> = edges.iter().map(|edge| attribute(*edge, "id")).collect();
    assert_eq!(numbers.len(), edges.len());
    for edge in edges {
        let ends = ["source", "target"].map(|end| attribute(edge, end));
        assert!(ends.iter().all(|end| ids.contains(end)), "{ends:?}");
        let data = data(edge, &keys);
        if ["member", "engaged"].contains(&&*data["relation"]) {
            for field in ["track", "since", "certainty", "event"] {
                assert!(!data[field].is_empty(), "{field}");
            }
        }
    }
}

/// What is left of a name in XML.
fn xml(name: &str) -> String {
    clean(name).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn statements<'a>(
    list: &'a StmtList,
    nodes: &mut Vec<&'a NodeStmt>,
    edges: &mut Vec<&'a EdgeStmt>,
) {
    for statement in &list.list {
        match statement {
            Stmt::Node(node) => nodes.push(node),
            Stmt::Edge(edge) => edges.push(edge),
            Stmt::SubGraph(inner) => statements(&inner.list, nodes, edges),
            _ => {}
        }
    }
}

fn read_dot(graph: &Graph) {
    let text = write(graph, GraphFormat::Dot);
    let read = DotParser::new(&text).process().expect("DOT");
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    statements(&read.list, &mut nodes, &mut edges);
    let ids: BTreeSet<&str> = nodes.iter().map(|node| &*node.id.name).collect();
    let meant: Vec<String> = graph.nodes.iter().map(|node| node.key()).collect();
    assert_eq!(ids, meant.iter().map(String::as_str).collect());
    assert_eq!(edges.len(), graph.edges.len());
    for (edge, meant) in edges.iter().zip(&graph.edges) {
        let ends = std::iter::once(&edge.from).chain(edge.to.iter().map(|(to, _)| to));
        let ends: Vec<&str> = ends.map(|end| &*end.name).collect();
        let keys = [meant.from, meant.to].map(|end| graph.nodes[end].key());
        assert_eq!(ends, keys);
    }
}

#[test]
fn graphml_is_read_back() {
    for graph in graphs() {
        assert!(graph.nodes.len() > 6 && !graph.edges.is_empty());
        read_graphml(&graph);
    }
}

#[test]
fn dot_is_read_back() {
    for graph in graphs() {
        read_dot(&graph);
    }
}

/// In Mermaid, nothing between quotes ends them or is markup, but the breaks of lines that we set.
#[test]
fn mermaid_labels_are_plain() {
    for graph in graphs() {
        let text = write(&graph, render::GraphFormat::Mermaid);
        assert_eq!(text.matches("%%{").count(), 0);
        for line in text.lines().filter(|line| line.contains('"')) {
            let label = line
                .split('"')
                .nth(1)
                .expect("a label")
                .replace("<br/>", "");
            assert_eq!(line.matches('"').count(), 2, "{line}");
            assert!(!label.contains(['<', '>', '`', '{', '[', '|']), "{label}");
        }
    }
}

/// No path leads where an edge already does: the order is reduced, but for what is recorded.
#[test]
fn the_order_of_events_is_reduced() {
    for graph in graphs() {
        let before = |edge: &&graph::Edge| matches!(edge.tie, graph::Tie::Before(_));
        let mut after: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for edge in graph.edges.iter().filter(before) {
            after.entry(edge.from).or_default().push(edge.to);
        }
        let reached = |from: usize| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(at) = open.pop() {
                let next = after.get(&at).into_iter().flatten();
                open.extend(next.filter(|next| seen.insert(**next)));
            }
            seen
        };
        for edge in graph.edges.iter().filter(before) {
            assert!(!reached(edge.to).contains(&edge.from), "a circle");
            let recorded = edge.tie == graph::Tie::Before(graph::Because::After);
            let others = after[&edge.from].iter().filter(|&&other| other != edge.to);
            let mut others = others.map(|&other| reached(other));
            assert!(recorded || !others.any(|reached| reached.contains(&edge.to)));
        }
    }
}

proptest! {
    #[test]
    fn any_name_comes_through(name in any::<String>()) {
        // JSON's escapes are TOML's too, but for DEL.
        let name = format!("x{}", name.replace('\u{7f}', ""));
        let quoted = serde_json::to_string(&name).expect("a string");
        let text = format!(
            "[[coalition]]\nid = \"c\"\nname = {quoted}\n\
             [[actor]]\nid = \"AAA\"\nname = {quoted}\n[[source]]\nid = \"s\"\ntitle = \"S\"\n\
             [[event]]\nid = \"e\"\ndate = 2020-01-01\nkind = \"join\"\n\
             coalition = \"c\"\nactor = \"AAA\"\nsources = [\"s\"]\n"
        );
        let texts = Texts::from_memory([("all.toml", text.as_bytes())]);
        let timeline = timeline(&texts);
        for of in [GraphOf::State { on: day("2020-01-01"), by: None }, GraphOf::Events] {
            let graph = graph::answer(&timeline, &Asked { coalitions: Vec::new(), of });
            prop_assert!(!graph.nodes.is_empty());
            read_graphml(&graph);
            read_dot(&graph);
        }
    }
}
