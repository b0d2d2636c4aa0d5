//! The page over files that are being edited.

use std::fs;
use std::path::{Path, PathBuf};

use crate::machine::Machine;
use crate::program::Served;
use crate::reader::Reader;
use crate::{Needs, Test, access, needing, program, test};

pub const TESTS: &[Test] = &[
    test("live::a_fault_is_shown_where_it_was_saved", fault),
    test("live::what_is_saved_is_shown", saved),
    needing(
        Needs::Axe,
        "live::axe_finds_nothing_with_findings",
        accessible,
    ),
];

const BROKEN: &str = "
[[event]]
id = \"dnk-extends\"
date = 2014-10-03
kind = \"extnd\"
sources = [\"reuters-2014-09-26\"]
";

/// A copy of the records of the README, to be edited.
fn records(machine: &Machine, name: &str) -> PathBuf {
    let folder = machine.folder.path().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["demo.toml", "denmark.toml"] {
        let from = format!(
            "{}/tests/fixtures/readme/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        fs::copy(from, folder.join(name)).expect("a copy");
    }
    folder
}

fn append(path: &Path, text: &str) -> String {
    let before = fs::read_to_string(path).expect("the file");
    fs::write(path, format!("{before}{text}")).expect("the file is saved");
    before
}

fn version(page: &Reader) -> String {
    page.tab.read("return document.body.dataset.version", ())
}

fn fault(machine: &Machine) {
    let folder = records(machine, "fault");
    let served = Served::start(&folder);
    let page = Reader::open_at(
        machine,
        &format!("{}/", served.address),
        "#on=2014-10-03&open=DNK",
    );
    assert_eq!(page.actors(), ["DNK"]);
    assert_eq!(page.text("#findings"), "");
    let first = version(&page);
    page.tab.run("window.unchanged = true", ());

    let file = folder.join("denmark.toml");
    let before = append(&file, BROKEN);
    let line = before.lines().count() + 5;
    let shown = "return document.getElementById('findings').textContent";
    page.tab.wait("the fault to be shown", shown, ());
    let told = page.text("#findings");
    assert!(told.contains(&format!("denmark.toml:{line}")), "{told}");
    assert!(told.contains("`extnd` is no kind"), "{told}");
    assert!(told.contains("kind = \"extnd\""), "the marked text: {told}");
    assert!(told.contains("did you mean `extend`"), "{told}");
    assert_eq!(page.actors(), ["DNK"], "the last good state stays");
    assert!(
        page.tab.read::<bool>("return window.unchanged", ()),
        "without a reload"
    );
    assert_eq!(version(&page), first);

    // Another fault in the place of the first.
    let other = BROKEN
        .replace("extnd", "extend")
        .replace("2014-10-03", "\"2014-13\"");
    fs::write(&file, format!("{before}{other}")).expect("the file is saved");
    let gone = "return !document.getElementById('findings').textContent.includes('extnd')";
    page.tab.wait("the first fault to go", gone, ());
    let told = page.text("#findings");
    assert!(told.contains("2014-13"), "{told}");

    // Mended, it is as before, or anew; the address stays.
    fs::write(&file, &before).expect("the file is saved");
    let gone = "return document.readyState === 'complete' && !document.getElementById('findings').textContent";
    page.tab.wait("the faults to go", gone, ());
    page.ready();
    assert_eq!(page.actors(), ["DNK"]);
    page.await_fragment("#on=2014-10-03&coalition=demo&open=DNK");
    page.tab.assert_no_faults();
    assert_own_requests(&page, &served);
}

fn saved(machine: &Machine) {
    let folder = records(machine, "saved");
    let served = Served::start(&folder);
    let page = Reader::open_at(
        machine,
        &format!("{}/", served.address),
        "#on=2014-10-03&open=DNK",
    );
    let first = version(&page);
    assert!(page.rows()[0].brings.contains(&"7 F-16".to_owned()));

    let file = folder.join("denmark.toml");
    let text = fs::read_to_string(&file).expect("the file");
    // As editors save: beside it, and then in its place.
    let beside = folder.join(".denmark.toml.swp");
    fs::write(&beside, text.replace("count = 7", "count = 9")).expect("the file is saved");
    fs::rename(&beside, &file).expect("the file is saved");
    page.tab.wait(
        "the page to be another",
        "return document.body.dataset.version !== arguments[0]",
        [first.as_str()],
    );
    page.ready();
    assert!(page.rows()[0].brings.contains(&"9 F-16".to_owned()));
    page.await_fragment("#on=2014-10-03&coalition=demo&open=DNK");
    assert_eq!(page.texts("tr.evidence").len(), 1, "what was open is open");

    // A file more is a file seen; and the program answers what the page shows.
    let event = "
[[actor]]
id = \"NOR\"
name = \"Norway\"
alpha-2 = \"NO\"
cow = 385

[[event]]
id = \"nor-joins\"
date = 2014-10-01
kind = \"join\"
actor = \"NOR\"
coalition = \"demo\"
sources = [\"reuters-2014-09-26\"]
";
    fs::write(folder.join("norway.toml"), event).expect("a file");
    let both = "return document.querySelectorAll('#members tr[data-actor]').length === 2";
    page.tab.wait("Norway to be shown", both, ());
    let data = folder.to_str().expect("a path");
    let answer = program::answer(&["members", "demo", "--on", "2014-10-03", "--data", data]);
    let rows = answer["rows"].as_array().expect("rows");
    let actors: Vec<_> = rows.iter().map(|row| row["actor"].clone()).collect();
    page.ready();
    assert_eq!(page.actors(), actors);
    page.tab.assert_no_faults();
    assert_own_requests(&page, &served);
}

fn accessible(machine: &Machine) {
    let folder = records(machine, "accessible");
    let served = Served::start(&folder);
    let page = Reader::open_at(machine, &format!("{}/", served.address), "#on=2014-10-03");
    append(&folder.join("denmark.toml"), BROKEN);
    let shown = "return document.getElementById('findings').textContent";
    page.tab.wait("the fault to be shown", shown, ());
    access::assert_accessible(machine, &page.tab, "with findings, light");
    page.tab.look(crate::tab::NARROW.dark());
    access::assert_accessible(machine, &page.tab, "with findings, dark and narrow");
    assert_eq!(page.tab.overflow(), 0);
}

fn assert_own_requests(page: &Reader, served: &Served) {
    let others: Vec<_> = page
        .tab
        .requests()
        .into_iter()
        .filter(|asked| !asked.starts_with(&served.address) && !asked.starts_with("data:"))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}
