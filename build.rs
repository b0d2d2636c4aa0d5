//! Folds the records in `data/` when the program is built, so that a question about them starts from a
//! timeline and not from a megabyte of text. The stages are those of the program itself, compiled here a
//! first time.
//!
//! Records with errors are not folded: the program then reads them at each run, and says what is wrong. Only
//! a file that is no text cannot be built in.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "the stages have uses that only the program knows"
)]

use std::fmt::Write;
use std::path::Path;

#[path = "src/check/mod.rs"]
mod check;
#[path = "src/day.rs"]
mod day;
#[path = "src/finding.rs"]
mod finding;
#[path = "src/later.rs"]
mod later;
#[path = "src/model/mod.rs"]
mod model;
#[path = "src/name.rs"]
mod name;
#[path = "src/record/mod.rs"]
mod record;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/timeline/mod.rs"]
mod timeline;
#[path = "src/wording.rs"]
mod wording;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    let texts = text::Texts::read(Path::new("data"))?;
    // No answer ceases to be given because a day passes: what is due on some day is for the check to say.
    let checked = check::read(&texts, day::Day::BEFORE_ALL);
    let sound = !checked.findings.iter().any(finding::Finding::is_error);
    let bytes = if sound {
        let bytes = checked.timeline.to_bytes()?;
        // Parts of it are read only when they are asked for: that they can be, is seen here.
        let again = timeline::Timeline::from_bytes(bytes.clone().leak())?;
        if again.to_bytes()? != bytes {
            return Err("the timeline does not read back as it was written".into());
        }
        bytes
    } else {
        Vec::new()
    };
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&out).join("timeline.bin"), bytes)?;
    let mut files = String::from("&[\n");
    for (_, file) in texts.iter() {
        if let Err(end) = file.text() {
            return Err(format!("{}: byte {} is not UTF-8", file.path, end + 1).into());
        }
        let whole = std::fs::canonicalize(&*file.path)?;
        writeln!(files, "({:?}, include_str!({whole:?})),", file.path)?;
    }
    files.push(']');
    std::fs::write(Path::new(&out).join("files.rs"), files)?;
    Ok(())
}
