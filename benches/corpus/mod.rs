//! Records like those of the world, as many events as asked for: the same number gives the same bytes.
//!
//! 250 actors go through some hundreds of coalitions. Each has a story there: it is invited, debates,
//! joins, is given a mandate, sends forces, pauses, is bound by caveats, leaves and comes back. One event in
//! eight has an uncertain date, four share a source. Nothing in it is at fault.
#![allow(
    dead_code,
    reason = "each benchmark uses a part of what is shared by all"
)]

pub mod plain;
mod story;
mod words;

use std::fmt::Write;
use std::io;
use std::path::Path;

use coalition::day::Day;
use fastrand::Rng;

use self::story::Stories;
use self::words::{ACTIVITIES, THEATRES};

const SEED: u64 = 1815;
const ACTORS: usize = 250;
/// A data set.
pub struct Corpus {
    /// The files: path below the data folder, and text.
    pub files: Vec<(String, String)>,
    /// The events again, for programs that know rows.
    pub rows: Vec<Row>,
}

/// An event as a row: what a program needs that counts members, and the words. The end of a coalition is a
/// row for each member.
pub struct Row {
    pub id: String,
    /// Of an uncertain date, the day that leaves the actor a member for longest.
    pub day: String,
    pub kind: String,
    pub coalition: String,
    /// Empty where the act is the coalition's own.
    pub actor: String,
    /// Whether the actor becomes a member (1), ceases to be one (-1), or neither.
    pub change: i8,
    pub source: String,
    pub summary: String,
}

impl Corpus {
    /// A data set with so many events.
    pub fn new(events: usize) -> Corpus {
        let mut rng = Rng::with_seed(SEED);
        let actors = actor_ids(&mut rng);
        let mut files = vec![
            ("actors.toml".to_owned(), actor_records(&actors)),
            (
                "activities.toml".to_owned(),
                place_records("activity", ACTIVITIES),
            ),
            (
                "theatres.toml".to_owned(),
                place_records("theatre", THEATRES),
            ),
        ];
        let mut stories = Stories::new(rng, &actors, events);
        while let Some((id, text)) = stories.coalition() {
            files.push((format!("{id}.toml"), text));
        }
        files.sort();
        Corpus {
            files,
            rows: stories.rows,
        }
    }

    /// Writes the files below a folder.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        for (path, text) in &self.files {
            std::fs::write(folder.join(path), text)?;
        }
        Ok(())
    }

    /// How many bytes the files have.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }
}

/// The day on which everything is loaded.
pub fn today() -> Day {
    Day::parse("2026-01-01").unwrap_or(Day::AFTER_ALL)
}

/// Three letters each, as states have.
fn actor_ids(rng: &mut Rng) -> Vec<String> {
    let mut ids = std::collections::BTreeSet::new();
    while ids.len() < ACTORS {
        ids.insert((0..3).map(|_| rng.char('A'..='Z')).collect());
    }
    ids.into_iter().collect()
}

fn actor_records(actors: &[String]) -> String {
    let mut text = String::new();
    for (number, id) in actors.iter().enumerate() {
        let name = words::country(number);
        let _ = write!(
            text,
            "[[actor]]\nid = \"{id}\"\nname = \"{name}\"\naliases = [\"Republic of {name}\"]\ncow = {}\n\n",
            number + 2
        );
    }
    text
}

fn place_records(table: &str, all: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (id, within) in all {
        let _ = write!(
            text,
            "[[{table}]]\nid = \"{id}\"\nname = \"{}\"\n",
            id.replace('-', " ")
        );
        if !within.is_empty() {
            let _ = writeln!(text, "within = \"{within}\"");
        }
        text.push('\n');
    }
    text
}
