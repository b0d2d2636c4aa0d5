//! The page as it is written, before any script: valid HTML, with a name for everything that can be used.
#![allow(
    clippy::expect_used,
    reason = "a page that cannot be written fails the test"
)]

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, parse_document};
use tempfile::TempDir;

/// The page of the records built in may weigh so many bytes.
const HEAVY: usize = 1_500_000;

/// An element; the document itself has no name.
struct Node {
    name: Option<QualName>,
    attributes: RefCell<Vec<(String, String)>>,
    parent: RefCell<Option<Rc<Node>>>,
    /// Its own text and that of all in it.
    text: RefCell<String>,
}

impl Node {
    fn new(name: Option<QualName>, attributes: Vec<Attribute>) -> Rc<Self> {
        let pair = |one: Attribute| (one.name.local.to_string(), one.value.to_string());
        Rc::new(Node {
            name,
            attributes: RefCell::new(attributes.into_iter().map(pair).collect()),
            parent: RefCell::default(),
            text: RefCell::default(),
        })
    }

    fn is(&self, names: &[&str]) -> bool {
        let name = self.name.as_ref();
        name.is_some_and(|name| names.contains(&&*name.local))
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let all = self.attributes.borrow();
        let found = all.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.clone())
    }

    fn text(&self) -> Ref<'_, str> {
        Ref::map(self.text.borrow(), |text| text.trim())
    }

    fn around(self: &Rc<Self>) -> impl Iterator<Item = Rc<Node>> {
        let parent = |node: &Rc<Node>| node.parent.borrow().clone();
        std::iter::successors(parent(self), parent)
    }
}

/// What a parser made of a page.
struct Parsed {
    nodes: RefCell<Vec<Rc<Node>>>,
    document: Rc<Node>,
    errors: RefCell<Vec<String>>,
}

impl Parsed {
    fn of(page: &str) -> Self {
        let sink = Parsed {
            nodes: RefCell::default(),
            document: Node::new(None, Vec::new()),
            errors: RefCell::default(),
        };
        parse_document(sink, html5ever::ParseOpts::default()).one(page)
    }

    fn all(&self, names: &[&str]) -> Vec<Rc<Node>> {
        let nodes = self.nodes.borrow();
        nodes
            .iter()
            .filter(|node| node.is(names))
            .cloned()
            .collect()
    }

    fn every(&self) -> Vec<Rc<Node>> {
        self.nodes.borrow().clone()
    }
}

impl TreeSink for Parsed {
    type Handle = Rc<Node>;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors.borrow_mut().push(message.into_owned());
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        if mode != QuirksMode::NoQuirks {
            self.errors.borrow_mut().push("quirks".to_owned());
        }
    }

    fn get_document(&self) -> Rc<Node> {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Node>) -> ExpandedName<'a> {
        target.name.as_ref().expect("an element").expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Rc<Node> {
        let node = Node::new(Some(name), attributes);
        self.nodes.borrow_mut().push(Rc::clone(&node));
        node
    }

    fn create_comment(&self, _: StrTendril) -> Rc<Node> {
        Node::new(None, Vec::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Rc<Node> {
        Node::new(None, Vec::new())
    }

    fn append(&self, parent: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        match child {
            NodeOrText::AppendNode(child) => *child.parent.borrow_mut() = Some(Rc::clone(parent)),
            NodeOrText::AppendText(text) => {
                parent.text.borrow_mut().push_str(&text);
                for node in parent.around() {
                    node.text.borrow_mut().push_str(&text);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Rc<Node>,
        _: &Rc<Node>,
        child: NodeOrText<Rc<Node>>,
    ) {
        self.append_before_sibling(element, child);
    }

    fn append_before_sibling(&self, sibling: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        let parent = sibling.parent.borrow().clone();
        self.append(&parent.expect("a parent"), child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Rc<Node>) -> Rc<Node> {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Rc<Node>, other: &Rc<Node>) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn add_attrs_if_missing(&self, _: &Rc<Node>, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Rc<Node>) {
        *target.parent.borrow_mut() = None;
    }

    fn reparent_children(&self, _: &Rc<Node>, _: &Rc<Node>) {
        // Only after a fault in the nesting, which fails the test.
    }
}

fn page(arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("page.html");
    let run = Command::new(env!("CARGO_BIN_EXE_coalition"))
        .env_remove("COALITION_DATA")
        .args(["--today", "2026-11-22", "page"])
        .args(arguments)
        .arg("--out")
        .arg(&path)
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}");
    fs::read_to_string(path).expect("the page")
}

#[test]
fn what_is_wrong_is_seen() {
    for (wrong, why) in [
        (
            "<!DOCTYPE html><title>t</title><p><div></p>",
            "a paragraph closed twice",
        ),
        ("<title>t</title><p>no doctype", "no doctype"),
        (
            "<!DOCTYPE html><title>t</title><p a=1 a=2>",
            "an attribute twice",
        ),
        (
            "<!DOCTYPE html><title>t</title><table><p>x</p></table>",
            "text in a table",
        ),
    ] {
        assert!(!Parsed::of(wrong).errors.borrow().is_empty(), "{why}");
    }
    let sound = Parsed::of("<!DOCTYPE html><html lang=en><title>t</title><p>x <b>y</b></p>");
    assert!(sound.errors.borrow().is_empty());
    assert_eq!(&*sound.all(&["p"])[0].text(), "x y");
}

#[test]
fn the_page_is_valid_and_light() {
    let page = page(&[]);
    assert!(page.len() < HEAVY, "{} bytes", page.len());
    assert_valid(&page);
}

#[test]
fn the_page_of_hostile_records_is_valid() {
    let folder = TempDir::new().expect("a folder");
    let name = "</script></title></main><!--<script>\\\" ' & &amp; \\u0000 \\u202e <b";
    let records = format!(
        "[[coalition]]\nid = \"odd\"\nname = \"{name}\"\nnote = \"{name}\"\n
         [[actor]]\nid = \"odd-actor\"\nname = \"{name}\"\n
         [[source]]\nid = \"paper\"\ntitle = \"{name}\"\npublished = 2014-01-01\n
         [[event]]\nid = \"joins\"\ndate = 2014-01-02\nkind = \"join\"\nactor = \"odd-actor\"\n\
         coalition = \"odd\"\nsources = [\"paper\"]\nsummary = \"{name}\"\n"
    );
    fs::write(folder.path().join("odd.toml"), records).expect("records");
    let page = page(&["--data", folder.path().to_str().expect("a path")]);
    assert_valid(&page);
    assert!(
        !page.contains('\u{202e}'),
        "a mark that turns the text around it"
    );
}

fn assert_valid(page: &str) {
    let parsed = Parsed::of(page);
    let errors = parsed.errors.borrow();
    assert!(errors.is_empty(), "{errors:?}");
    let charset = page.find("<meta charset=\"utf-8\">");
    assert!(charset.is_some_and(|at| at < 1_024), "the first thing said");

    for (name, count) in [
        ("h1", 1),
        ("main", 1),
        ("title", 1),
        ("style", 1),
        ("script", 2),
    ] {
        assert_eq!(parsed.all(&[name]).len(), count, "{name}");
    }
    let root = parsed.all(&["html"]);
    assert_eq!(root[0].attribute("lang").as_deref(), Some("en"));
    assert!(!parsed.all(&["title"])[0].text().is_empty());
    assert!(!parsed.all(&["h1"])[0].text().is_empty());

    let mut ids = BTreeSet::new();
    for id in parsed
        .every()
        .iter()
        .filter_map(|node| node.attribute("id"))
    {
        assert!(ids.insert(id.clone()), "id {id} twice");
    }
    for node in parsed.every() {
        for name in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "list",
            "form",
        ] {
            for id in node.attribute(name).unwrap_or_default().split_whitespace() {
                assert!(ids.contains(id), "{name}={id} leads nowhere");
            }
        }
        let within = node.attribute("href");
        let within = within.as_deref().and_then(|link| link.strip_prefix('#'));
        assert!(
            within.is_none_or(|id| ids.contains(id)),
            "#{within:?} leads nowhere"
        );
        for (name, value) in &*node.attributes.borrow() {
            assert!(
                !name.starts_with("on") && name != "style",
                "{name}={value} stands in the markup"
            );
        }
    }
    assert_named(&parsed);
    assert_outline(&parsed);

    assert_data(&parsed);
}

/// The data stand deflated in a script that is never run, and hold nothing that could end it.
fn assert_data(parsed: &Parsed) {
    let scripts = parsed.all(&["script"]);
    let data = scripts
        .iter()
        .find(|node| node.attribute("id").as_deref() == Some("data"));
    let data = data.expect("the data");
    let kind = data.attribute("type").expect("a type that is not run");
    assert!(!kind.contains("javascript") && kind != "module", "{kind}");
    let packed = STANDARD.decode(&*data.text()).expect("base64");
    let data: serde_json::Value =
        serde_json::from_reader(DeflateDecoder::new(&*packed)).expect("JSON");
    assert!(data["coalitions"].is_array());
}

/// Every control has a name for those who do not see it, and so has every region.
fn assert_named(parsed: &Parsed) {
    let labels: Vec<_> = parsed.all(&["label"]);
    let has_label = |node: &Rc<Node>| {
        let id = node.attribute("id");
        let by_id = labels
            .iter()
            .any(|label| id.is_some() && label.attribute("for") == id);
        let around = node.around().find(|outer| outer.is(&["label"]));
        by_id || around.is_some_and(|label| !label.text().is_empty())
    };
    let is_told = |node: &Rc<Node>| {
        let told = |name| {
            node.attribute(name)
                .is_some_and(|value| !value.trim().is_empty())
        };
        told("aria-label") || told("aria-labelledby")
    };
    for control in parsed.all(&["input", "select", "textarea"]) {
        let id = control.attribute("id");
        assert!(
            has_label(&control) || is_told(&control),
            "{id:?} has no label"
        );
    }
    for button in parsed.all(&["button", "summary", "a"]) {
        let id = button.attribute("id");
        let is_hidden = button.attribute("hidden").is_some();
        assert!(
            is_hidden || is_told(&button) || !button.text().is_empty(),
            "{id:?} has no name"
        );
        if button.is(&["button"]) {
            assert!(button.attribute("type").is_some(), "{id:?} submits a form");
        }
    }
    for region in parsed.all(&["section", "form", "nav"]) {
        assert!(is_told(&region), "{:?} has no name", region.attribute("id"));
    }
    for table in parsed.all(&["th"]) {
        assert!(
            table.attribute("scope").is_some(),
            "{} heads what?",
            table.text()
        );
    }
}

/// No heading skips a level.
fn assert_outline(parsed: &Parsed) {
    let mut before = 0;
    for heading in parsed.all(&["h1", "h2", "h3", "h4"]) {
        let name = heading.name.as_ref().map(|name| name.local.to_string());
        let level = name
            .and_then(|name| name[1..].parse::<u32>().ok())
            .unwrap_or_default();
        assert!(
            level <= before + 1,
            "{} after level {before}",
            heading.text()
        );
        before = level;
    }
}
