//! What the views say beside the list of members: evidence, filters, verdicts, changes, votes, citation.

use std::collections::BTreeSet;
use std::fs;

use coalition::built_in;
use serde::Deserialize;
use serde_json::Value;

use crate::machine::Machine;
use crate::reader::{Reader, file};
use crate::tab::key;
use crate::{Test, program, test};

pub const TESTS: &[Test] = &[
    test("views::evidence_opens_with_its_sources", evidence),
    test("views::filters_list_what_members_lists", filters),
    test("views::order_and_search", order_and_search),
    test("views::every_cell_of_the_grid_says_what_may_says", grid),
    test("views::a_cell_tells_its_reason", reason),
    test("views::changes_are_those_of_diff", changes),
    test("views::votes_are_those_of_the_record", votes),
    test("views::the_command_cited_lists_the_same", citation),
    test(
        "views::the_command_cited_keeps_folder_and_lens",
        citation_through_lens,
    ),
];

const FIRST_OF_OCTOBER: &str = "#on=2014-10-01&coalition=inherent-resolve";

/// A source as the page cites it.
#[derive(Debug, Deserialize)]
struct Link {
    href: String,
    rel: String,
    target: String,
    text: String,
}

fn evidence(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-09-26&coalition=inherent-resolve");
    page.tab.click("#members tr[data-actor=BEL] button.opens");
    page.await_fragment("#on=2014-09-26&coalition=inherent-resolve&open=BEL");
    let opened: bool = page.tab.read(
        "const row = document.querySelector('#members tr[data-actor=BEL]');
         return row.querySelector('button.opens').ariaExpanded === 'true'
            && row.nextElementSibling.matches('tr.evidence')",
        (),
    );
    assert!(opened, "the evidence follows its row");

    // Every event behind the row, and what each source says of it.
    let answer = program::answer(&["members", "inherent-resolve", "--on", "2014-09-26"]);
    let row = rows(&answer)
        .iter()
        .find(|row| row["actor"] == "BEL")
        .cloned();
    let row = row.expect("Belgium");
    let shown: BTreeSet<String> = page
        .tab
        .read::<Vec<String>>(
            "return [...document.querySelectorAll('tr.evidence [data-event]')].map(found => found.dataset.event)",
            (),
        )
        .into_iter()
        .collect();
    for event in row["events"].as_array().expect("events") {
        assert!(
            shown.contains(event.as_str().expect("an id")),
            "{event}: {shown:?}"
        );
    }
    let told = page.text("tr.evidence [data-event=bel-joins]");
    assert!(told.contains("sources disagree"), "{told}");
    assert!(
        told.contains("2014-09-25"),
        "what the other sources claim: {told}"
    );

    let links: Vec<Link> = page.tab.read(
        "return [...document.querySelectorAll('tr.evidence a')]
            .map(({ href, rel, target, textContent }) => ({ href, rel, target, text: textContent }))",
        (),
    );
    let timeline = built_in::timeline().expect("the records built in");
    let sources = &timeline.model.sources;
    for id in row["sources"].as_array().expect("sources") {
        let source = sources
            .iter()
            .find(|(_, source)| *id == *source.id.to_string());
        let (_, source) = source.expect("a source");
        let at = source.url.as_deref();
        assert!(
            at.is_none_or(|at| links.iter().any(|link| link.href == at)),
            "{id} at {at:?} among {links:#?}"
        );
    }
    for link in &links {
        assert!(link.href.starts_with("http"), "{link:?}");
        assert!(
            link.rel.contains("noopener") && link.rel.contains("noreferrer"),
            "{link:?}"
        );
        assert!(link.target == "_blank" && !link.text.is_empty(), "{link:?}");
    }

    // By keyboard it is closed again.
    page.tab.focus("#members tr[data-actor=BEL] button.opens");
    page.tab.press(key::ENTER);
    page.await_fragment("#on=2014-09-26&coalition=inherent-resolve");
    assert!(page.texts("tr.evidence").is_empty());
    page.tab.assert_no_faults();
}

fn filters(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    let mut asked = vec!["members", "inherent-resolve", "--on", "2014-10-01"];
    for (field, option, value) in [
        ("#track", "--by", "operating"),
        ("#theatre", "--in", "syria"),
        ("#activity", "--doing", "air-strikes"),
    ] {
        page.tab.pick(field, value);
        asked.extend([option, value]);
        assert_eq!(page.actors(), actors(&program::answer(&asked)), "{asked:?}");
    }
    page.await_fragment(&format!(
        "{FIRST_OF_OCTOBER}&in=syria&doing=air-strikes&by=operating"
    ));
    let sentence = page.text("#sentence");
    assert!(sentence.contains("air strikes in Syria"), "{sentence}");

    page.tab.click("#clear");
    let everybody = program::answer(&["members", "inherent-resolve", "--on", "2014-10-01"]);
    assert_eq!(page.actors(), actors(&everybody));
    page.tab.click("#certain");
    let certain = rows(&everybody)
        .iter()
        .filter(|row| row["certainty"] == "certain");
    let certain: Vec<_> = certain.map(|row| row["actor"].clone()).collect();
    assert_eq!(page.actors(), certain);

    page.tab.click("#certain");
    page.tab.pick("#coalition", "resolute-support");
    page.await_fragment("#on=2014-10-01&coalition=resolute-support");
    page.tab.write("#day", &format!("2015-06-01{}", key::ENTER));
    let others = program::answer(&["members", "resolute-support", "--on", "2015-06-01"]);
    assert_eq!(page.actors(), actors(&others));
    page.tab.assert_no_faults();
}

fn order_and_search(machine: &Machine) {
    let page = Reader::open(machine, FIRST_OF_OCTOBER);
    let by_name = page.actors();
    for order in ["joining", "theatre"] {
        page.tab.pick("#sort", order);
        let mut sorted = page.actors();
        assert_ne!(sorted, by_name, "{order}");
        sorted.sort();
        let mut same = by_name.clone();
        same.sort();
        assert_eq!(sorted, same, "{order}");
    }
    page.tab.pick("#sort", "joining");
    assert_eq!(
        page.actors().first().map(String::as_str),
        Some("USA"),
        "who began it"
    );
    page.tab.pick("#sort", "name");

    for (typed, found) in [
        ("denm", vec!["DNK"]),
        ("ARE", vec!["ARE"]),
        ("united", vec!["ARE", "GBR", "USA"]),
        ("no such", vec![]),
    ] {
        page.tab.write("#find", typed);
        let mut actors = page.actors();
        actors.retain(|actor| by_name.contains(actor));
        assert!(
            found
                .iter()
                .all(|id| actors.iter().any(|actor| actor == id)),
            "{typed}: {actors:?}"
        );
        assert_eq!(actors.is_empty(), found.is_empty(), "{typed}: {actors:?}");
        assert!(actors.len() < by_name.len());
    }
    page.tab.assert_no_faults();
}

/// A cell of the grid.
#[derive(Debug, Deserialize, PartialEq)]
struct Cell {
    actor: String,
    pair: usize,
    verdict: String,
    possible: bool,
}

fn cells(page: &Reader) -> Vec<Cell> {
    page.settle();
    page.tab.read(
        "return [...document.querySelectorAll('table.grid td[data-actor] > button')].map(button => ({
            actor: button.parentNode.dataset.actor,
            pair: Number(button.parentNode.dataset.pair),
            verdict: button.dataset.verdict,
            possible: button.ariaLabel.includes('possibly '),
         }))",
        (),
    )
}

/// The pairs of a coalition by name: what, and where.
fn pairs(page: &Reader, coalition: &str) -> Vec<[String; 2]> {
    let [sheets, activities, theatres] =
        ["coalitions", "activities", "theatres"].map(|name| page.data(name));
    let sheet = sheets
        .as_array()
        .expect("coalitions")
        .iter()
        .find(|sheet| sheet["id"] == coalition);
    let pairs = sheet.expect("the coalition")["pairs"]
        .as_array()
        .expect("pairs");
    let id = |list: &Value, at: &Value| {
        let at = usize::try_from(at.as_u64().expect("an index")).expect("an index");
        list[at][0].as_str().expect("an id").to_owned()
    };
    let pair = |pair: &Value| [id(&activities, &pair[0]), id(&theatres, &pair[1])];
    pairs.iter().map(pair).collect()
}

fn may(actor: &str, [activity, theatre]: &[String; 2], coalition: &str, day: &str) -> Value {
    program::answer(&[
        "may",
        actor,
        activity,
        "--in",
        theatre,
        "--coalition",
        coalition,
        "--on",
        day,
    ])
}

fn grid(machine: &Machine) {
    let page = Reader::open(machine, "");
    let mut seen = BTreeSet::new();
    for (coalition, day, every) in [
        ("inherent-resolve", "2014-10-01", 7),
        ("inherent-resolve", "2015-12-02", 11),
        ("arab-partners-syria", "2014-12-25", 1),
        ("saudi-led-yemen", "2015-04-15", 5),
        ("resolute-support", "2016-05-01", 13),
    ] {
        page.turn(&format!("#on={day}&coalition={coalition}"));
        let cells = cells(&page);
        let pairs = pairs(&page, coalition);
        assert_eq!(
            cells.len(),
            page.rows().len() * pairs.len(),
            "{coalition} on {day}"
        );
        for cell in cells.iter().step_by(every) {
            let answer = may(&cell.actor, &pairs[cell.pair], coalition, day);
            let expected = (
                answer["verdict"].as_str(),
                answer["certainty"] == "possible",
            );
            let shown = (Some(cell.verdict.as_str()), cell.possible);
            assert_eq!(
                shown, expected,
                "{cell:?} {:?} {coalition} {day}",
                pairs[cell.pair]
            );
            seen.insert(cell.verdict.clone());
        }
    }
    assert_eq!(seen.len(), 4, "every verdict was met: {seen:?}");
    page.tab.assert_no_faults();
}

fn reason(machine: &Machine) {
    let page = Reader::open(machine, "#on=2014-09-27&coalition=inherent-resolve");
    let pairs = pairs(&page, "inherent-resolve");
    let pair = pairs
        .iter()
        .position(|pair| pair == &["air-strikes", "syria"]);
    let pair = pair.expect("air strikes in Syria");
    page.tab.click(&format!(
        "table.grid td[data-actor=DNK][data-pair='{pair}'] > button"
    ));
    page.await_fragment("#on=2014-09-27&coalition=inherent-resolve&cell=DNK/air-strikes/syria");
    let told = page.text("#reason");
    let answer = may("DNK", &pairs[pair], "inherent-resolve", "2014-09-27");
    assert_eq!(answer["verdict"], "no");
    assert!(
        told.contains("forbidden") && told.contains("Denmark"),
        "{told}"
    );
    for row in rows(&answer) {
        for name in ["rule", "says"] {
            let words = row[name].as_str().unwrap_or_default();
            assert!(told.contains(words), "{words}: {told}");
        }
    }
    let sources = page.texts("#reason ul.sources a");
    assert!(!sources.is_empty(), "a reason has its sources");
    let same = program::as_copied(machine.folder.path(), &page.text("#reason .command"));
    assert_eq!(same["rows"], answer["rows"]);

    // The reason goes along with the day, and away when it is closed.
    page.tab.press(key::ESCAPE);
    page.await_fragment("#on=2014-09-27&coalition=inherent-resolve");
    let hidden: bool = page
        .tab
        .read("return document.getElementById('reason').hidden", ());
    assert!(hidden);
    page.turn("#on=2016-04-19&coalition=inherent-resolve&cell=DNK/air-strikes/syria");
    let told = page.text("#reason");
    assert!(
        told.contains("19 April 2016") && !told.contains("no air strikes outside Iraq"),
        "{told}"
    );

    // From cell to cell by the arrows.
    page.tab.focus("table.grid button[tabindex='0']");
    let start: String = page.tab.read("return document.activeElement.ariaLabel", ());
    for arrow in [key::DOWN, key::RIGHT, key::UP, key::LEFT] {
        let before: String = page.tab.read("return document.activeElement.ariaLabel", ());
        page.tab.press(arrow);
        let after: String = page.tab.read("return document.activeElement.ariaLabel", ());
        assert_ne!(before, after);
    }
    let end: String = page.tab.read("return document.activeElement.ariaLabel", ());
    assert_eq!(start, end, "around and back");
    page.tab.assert_no_faults();
}

fn changes(machine: &Machine) {
    let page = Reader::open(machine, "");
    for (coalition, from, to) in [
        ("inherent-resolve", "2014-09-20", "2014-10-01"),
        ("inherent-resolve", "2015-11-01", "2016-01-01"),
        ("saudi-led-yemen", "2015-03-20", "2015-06-01"),
        ("resolute-support", "2016-01-01", "2016-02-01"),
    ] {
        page.turn(&format!("#on={to}&coalition={coalition}&against={from}"));
        page.settle();
        let shown: BTreeSet<String> = page
            .tab
            .read::<Vec<String>>(
                "return [...document.querySelectorAll('#changes tr[data-actor], #changes li[data-actor]')]
                    .map(row => row.dataset.actor)",
                (),
            )
            .into_iter()
            .collect();
        let mut changed = BTreeSet::new();
        for track in ["declared", "authorised", "deployed", "operating"] {
            let answer = program::answer(&["diff", from, to, coalition, "--by", track]);
            let actors = rows(&answer).iter().filter_map(|row| row["actor"].as_str());
            changed.extend(actors.map(str::to_owned));
        }
        assert_eq!(shown, changed, "{coalition} from {from} to {to}");

        // The other way about it is the same.
        let there = page.text("#changed");
        page.turn(&format!("#on={from}&coalition={coalition}&against={to}"));
        page.settle();
        assert_eq!(page.text("#changed"), there);
    }
    page.turn(FIRST_OF_OCTOBER);
    page.tab
        .write("#against", &format!("2014-09-20{}", key::ENTER));
    page.await_fragment(&format!("{FIRST_OF_OCTOBER}&against=2014-09-20"));
    let told = page.text("#changes");
    assert!(
        told.contains("Belgium") && told.contains("joined"),
        "{told}"
    );
    page.tab
        .write("#against", &format!("2014-10-01{}", key::ENTER));
    page.settle();
    let told = page.text("#changes-count");
    assert!(told.contains("Nothing changed"), "{told}");
    page.tab.assert_no_faults();
}

fn votes(machine: &Machine) {
    let page = Reader::open(machine, "#on=2015-12-02&coalition=inherent-resolve");
    let folder = format!("{}/data/inherent-resolve", env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for file in fs::read_dir(folder).expect("the records") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a file");
        let records: toml::Table = toml::from_str(&text).expect("TOML");
        let events = records.get("event").and_then(toml::Value::as_array);
        for event in events.into_iter().flatten() {
            let Some(vote) = event.get("vote") else {
                continue;
            };
            let id = event["id"].as_str().expect("an id");
            let shown = page.text(&format!("#votes [data-event='{id}']"));
            for number in ["ayes", "noes"].iter().filter_map(|side| vote.get(side)) {
                let number = number.as_integer().expect("a number").to_string();
                assert!(shown.contains(&number), "{id}: {number} in {shown}");
            }
            count += 1;
        }
    }
    assert!(count > 3, "{count} votes");
    let commons = page.text("#votes");
    assert!(
        commons.contains("397") && commons.contains("223"),
        "the Commons on 2 December 2015"
    );
    page.tab.assert_no_faults();
}

fn citation(machine: &Machine) {
    let page = Reader::open(machine, "");
    for fragment in [
        "#on=2014-10-01&coalition=inherent-resolve",
        "#on=2014-10-01&coalition=inherent-resolve&in=syria&doing=air-strikes&by=operating",
        "#on=2016-01-15&coalition=saudi-led-yemen&by=deployed",
    ] {
        page.turn(fragment);
        let shown = page.actors();
        let cited = page.text("#cite-text");
        let sentence = page.text("#sentence");
        assert!(cited.contains(&sentence), "{cited}");
        let day = fragment.get(4..14).expect("a day");
        assert!(cited.contains(day), "{cited}");
        let same = program::as_copied(machine.folder.path(), command(&cited));
        let hash = same["data"]["hash"].as_str().expect("a hash");
        assert!(cited.contains(hash), "{cited}");
        assert_eq!(shown, actors(&same), "{cited}");
    }
    page.tab.cdp(
        "Browser.grantPermissions",
        serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    );
    // By key: sections above are laid out when they come into sight, and the button moves.
    page.tab.focus("#copy");
    page.tab.press(key::ENTER);
    let told = "return document.getElementById('copied').textContent === 'Citation copied.'";
    page.tab.wait("word that it is copied", told, ());
    page.tab.focus("#find");
    page.tab.strike("v", Some(key::CONTROL));
    let pasted = "return document.getElementById('find').value.includes('coalition members')";
    page.tab.wait("what was copied", pasted, ());
    page.tab.assert_no_faults();
}

fn citation_through_lens(machine: &Machine) {
    // A folder whose name a shell would take apart.
    let folder = machine.folder.path().join("it's a $HOME of records");
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["demo.toml", "denmark.toml"] {
        let from = format!(
            "{}/tests/fixtures/readme/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        fs::copy(from, folder.join(name)).expect("a copy");
    }
    let path = machine.folder.path().join("lens.html");
    let options = [
        "--data".as_ref(),
        folder.as_os_str(),
        "--known-on".as_ref(),
        "2014-10-05".as_ref(),
    ];
    program::page(&path, &options);
    let page = Reader::open_at(machine, &file(&path), "#on=2014-10-03");
    assert_eq!(page.actors(), ["DNK"]);
    let cited = page.text("#cite-text");
    let above = machine.folder.path().to_string_lossy().into_owned();
    assert!(
        !cited.contains(&above),
        "where the records lie is not told: {cited}"
    );
    let same = program::as_copied(machine.folder.path(), command(&cited));
    assert_eq!(actors(&same), ["DNK"]);
    assert_eq!(same["question"]["known_on"], "2014-10-05");
    assert_eq!(same["question"]["on"], "2014-10-03");
    assert!(
        page.text("body").contains("known on"),
        "the page says through whose eyes it looks"
    );
    page.tab.assert_no_faults();
}

fn command(cited: &str) -> &str {
    let line = cited
        .lines()
        .find_map(|line| line.split_once("coalition members"));
    let (before, _) = line.expect("a command");
    let line = cited
        .lines()
        .find(|line| line.contains("coalition members"));
    line.and_then(|line| line.get(before.len()..))
        .expect("a command")
}

fn rows(answer: &Value) -> &[Value] {
    answer["rows"].as_array().expect("rows")
}

fn actors(answer: &Value) -> Vec<String> {
    let actor = |row: &Value| row["actor"].as_str().expect("an actor").to_owned();
    rows(answer).iter().map(actor).collect()
}
