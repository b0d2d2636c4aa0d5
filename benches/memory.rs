//! What loading keeps and needs: `cargo bench --bench memory`. Bytes are those asked of the allocator.
#![allow(
    clippy::expect_used,
    reason = "a benchmark stops where its stage cannot be set"
)]

mod corpus;

use std::alloc::System;
use std::error::Error;

use cap::Cap;
use coalition::check;
use coalition::model;
use coalition::text::Texts;
use corpus::{Corpus, today};

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), Box<dyn Error>> {
    let told = std::env::var("EVENTS").unwrap_or_else(|_| "1000,10000,100000".to_owned());
    println!(
        "| events | TOML, MB | bytes an event: in TOML | kept as text | as model | as timeline | in all / TOML | most while loading / TOML |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for events in told.split(',').map(str::parse::<usize>) {
        let events = events?;
        let folder = tempfile::tempdir()?;
        let corpus = Corpus::new(events);
        corpus.write(folder.path())?;
        let toml = corpus.bytes();
        drop(corpus);
        let [before, peak_before] = [ALLOCATOR.allocated(), ALLOCATOR.max_allocated()];
        let texts = Texts::read(folder.path())?;
        let with_texts = ALLOCATOR.allocated();
        let model = model::load(&texts);
        let with_model = ALLOCATOR.allocated() - with_texts;
        drop(model);
        let checked = check::read(&texts, today());
        let all = ALLOCATOR.allocated() - before;
        // The generator may have needed more than the loading.
        let peak = ALLOCATOR.max_allocated();
        let most = if peak > peak_before {
            format!("{:.1}", (peak - before) as f64 / toml as f64)
        } else {
            "-".to_owned()
        };
        let each = |bytes: usize| bytes / events;
        println!(
            "| {events} | {:.1} | {} | {} | {} | {} | {:.1} | {most} |",
            toml as f64 / 1e6,
            each(toml),
            each(with_texts - before),
            each(with_model),
            each(all + before - with_texts - with_model),
            all as f64 / toml as f64,
        );
        drop(checked);
    }
    Ok(())
}
