//! Writes the records of a benchmark to a folder: `cargo bench --bench records -- 10000 /tmp/records`. In it
//! `data/` has the records, and `events.csv` the same events as rows, for other programs.

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
    let mut rows = String::from("id,day,kind,coalition,actor,change,source,summary\n");
    for row in &corpus.rows {
        // No word in it needs quoting.
        let [id, day, kind] = [&row.id, &row.day, &row.kind];
        let [coalition, actor, change] = [&row.coalition, &row.actor, &row.change.to_string()];
        let [source, summary] = [&row.source, &row.summary];
        writeln!(
            rows,
            "{id},{day},{kind},{coalition},{actor},{change},{source},{summary}"
        )?;
    }
    std::fs::write(folder.join("events.csv"), rows)?;
    Ok(())
}
