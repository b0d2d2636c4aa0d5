//! Whether everybody can use the page, as far as axe-core can tell.

use serde_json::Value;

use crate::machine::Machine;
use crate::tab::Tab;

/// What axe-core holds against the page as it stands, a line a fault.
pub fn violations(machine: &Machine, tab: &Tab) -> Vec<String> {
    if !tab.read::<bool>("return 'axe' in window", ()) {
        tab.run(&machine.axe(), ());
    }
    let found: Value = tab.later(
        "const done = arguments[0];
         axe.run(document, { resultTypes: ['violations'] })
            .then(found => done(found.violations), fault => done([{ id: String(fault), nodes: [] }]))",
    );
    let rules = found.as_array().expect("violations");
    let faults = rules.iter().flat_map(|rule| {
        let name = rule["id"].as_str().unwrap_or_default();
        let nodes = rule["nodes"].as_array().map_or(&[][..], Vec::as_slice);
        let node = move |node: &Value| {
            let why = node["failureSummary"].as_str().unwrap_or_default();
            format!(
                "{name}: {}\n    {}",
                node["html"],
                why.replace('\n', "\n    ")
            )
        };
        nodes.iter().map(node)
    });
    faults.collect()
}

pub fn assert_accessible(machine: &Machine, tab: &Tab, what: &str) {
    let faults = violations(machine, tab);
    assert!(
        faults.is_empty(),
        "{what}: {} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
