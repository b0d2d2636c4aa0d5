//! Who was in, where, with what and under what, on days worked out by hand from the sources: the tables of
//! `tests/as_of`, a page for each coalition, held against the shipped records. Every row of the answer is in
//! the table, and no other.
#![allow(
    clippy::expect_used,
    reason = "a page that cannot be read fails the test"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use coalition::answer::{Row, members};
use coalition::day::Day;
use coalition::model::Track;
use coalition::question::Members;
use coalition::timeline::{Timeline, View};
use coalition::{lookup, model, record};

/// The columns of a table, by the names of the fields of `members`.
const COLUMNS: [&str; 5] = [
    "actor",
    "certainty",
    "scope",
    "contributions",
    "restrictions",
];
/// So many days a coalition are worked out at least.
const DAYS: usize = 5;

/// The members of one coalition on one day.
struct Table {
    coalition: String,
    on: Day,
    by: Track,
    rows: BTreeSet<Vec<String>>,
}

/// A page: `# coalition`, then `## day` or `## day by track` and a table, any number of times.
fn tables(page: &str) -> Vec<Table> {
    let mut coalition = String::new();
    let mut tables: Vec<Table> = Vec::new();
    for line in page.lines() {
        if let Some(id) = line.strip_prefix("# ") {
            coalition = id.trim().to_owned();
        } else if let Some(heading) = line.strip_prefix("## ") {
            let (day, track) = heading.split_once(" by ").unwrap_or((heading, "declared"));
            tables.push(Table {
                coalition: coalition.clone(),
                on: Day::parse(day.trim()).expect("a day"),
                by: track.trim().parse().expect("a track"),
                rows: BTreeSet::new(),
            });
        } else if let Some(row) = line
            .strip_prefix('|')
            .and_then(|row| row.trim_end().strip_suffix('|'))
        {
            let cells: Vec<_> = row.split('|').map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(cells.len(), COLUMNS.len(), "{line}");
            let is_head = cells == COLUMNS || cells[0].starts_with("---");
            if !is_head {
                tables.last_mut().expect("a heading").rows.insert(cells);
            }
        }
    }
    tables
}

fn answered(timeline: &Timeline, table: &Table) -> BTreeSet<Vec<String>> {
    let asked = Members {
        coalition: Some(lookup::coalition(&timeline.model, &table.coalition).expect("a coalition")),
        on: table.on,
        theatre: None,
        activity: None,
        by: table.by,
        standing: false,
        attested: false,
    };
    let rows = members::answer(timeline, &asked).rows;
    rows.iter().map(cells).collect()
}

fn cells<R: Row>(row: &R) -> Vec<String> {
    let fields = row.fields();
    let field = |name: &&str| R::FIELDS.iter().position(|field| field == name);
    COLUMNS
        .iter()
        .filter_map(field)
        .map(|at| fields[at].clone())
        .collect()
}

#[test]
fn the_records_say_what_was_worked_out_by_hand() {
    let texts = coalition::built_in::texts();
    let (records, _) = record::read(&texts);
    let model = Arc::new(model::resolve(&records).0);
    let (timeline, _) = Timeline::build(Arc::clone(&model), View::accepted(&model));
    let mut wrong = Vec::new();
    let mut days = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/as_of");
    for page in std::fs::read_dir(folder).expect("tests/as_of") {
        let text = std::fs::read_to_string(page.expect("a page").path()).expect("a page");
        for table in tables(&text) {
            let Table {
                coalition,
                on,
                by,
                rows,
            } = &table;
            let said = answered(&timeline, &table);
            let told = |sign: char, row: &Vec<String>| {
                format!("{coalition} {on} by {by}: {sign} | {} |", row.join(" | "))
            };
            wrong.extend(rows.difference(&said).map(|row| told('-', row)));
            wrong.extend(said.difference(rows).map(|row| told('+', row)));
            days.insert((coalition.clone(), *on));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (_, coalition) in model.coalitions.iter() {
        let worked_out = days.iter().filter(|(id, _)| **id == *coalition.id).count();
        assert!(
            worked_out >= DAYS,
            "{} has tables for {worked_out} days",
            coalition.id
        );
    }
}
