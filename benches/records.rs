//! Writes the records of a benchmark to a folder: `cargo bench --bench records -- 10000 /tmp/records`. In it
//! `data/` has the records, and `moves.csv` who came and went, for other programs.

mod corpus;

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use corpus::Corpus;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = (std::env::args().skip(1))
        .filter(|word| word != "--bench")
        .collect();
    let [events, folder] = words.as_slice() else {
        return Err("how many events, and to which folder?".into());
    };
    let corpus = Corpus::new(events.parse()?);
    let folder = Path::new(folder);
    corpus.write(&folder.join("data"))?;
    let mut moves = String::from("day,coalition,actor,change\n");
    for step in &corpus.moves {
        let change = if step.comes { 1 } else { -1 };
        writeln!(
            moves,
            "{},{},{},{change}",
            step.day, step.coalition, step.actor
        )?;
    }
    std::fs::write(folder.join("moves.csv"), moves)?;
    Ok(())
}
