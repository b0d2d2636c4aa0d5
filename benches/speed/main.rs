//! Loading and asking, in process: `cargo bench --bench speed`. Behind criterion's own lines stands a table
//! of ratios, each to what a user would otherwise take, measured in the same run.
//!
//! Sizes other than 1,000, 10,000 and 100,000 events are told by `EVENTS=1000,1000000`.
#![allow(
    clippy::expect_used,
    reason = "a benchmark stops where its stage cannot be set"
)]

mod asking;
#[path = "../corpus/mod.rs"]
mod corpus;
mod loading;
mod ratios;

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use criterion::Criterion;

fn main() -> Result<(), Box<dyn Error>> {
    let told = std::env::var("EVENTS").unwrap_or_else(|_| "1000,10000,100000".to_owned());
    let sizes: Vec<usize> = told.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let results = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed");
    // Nothing of an earlier run may be told as this one's.
    if results.exists() {
        std::fs::remove_dir_all(&results)?;
    }
    let mut criterion = Criterion::default()
        .output_directory(&results)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for &events in &sizes {
        let folder = tempfile::tempdir()?;
        loading::measure(&mut criterion, events, folder.path())?;
        asking::measure(&mut criterion, events);
    }
    criterion.final_summary();
    match ratios::table(&results, &sizes) {
        Ok(table) => println!("\n{table}"),
        Err(_) => println!("\nNo table: not all was measured."),
    }
    Ok(())
}
