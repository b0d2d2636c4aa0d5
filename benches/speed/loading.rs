//! From bytes to a checked timeline, by stage, beside reading the same bytes with `toml` alone.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use coalition::check;
use coalition::model;
use coalition::record;
use coalition::text::{ReadError, Texts};
use coalition::timeline::{Timeline, View};
use criterion::{BatchSize, Criterion, Throughput};

use crate::corpus::plain::File;
use crate::corpus::{Corpus, today};

/// What is made is dropped outside the measured time, as a program that ends does not drop it either.
pub fn measure(criterion: &mut Criterion, events: usize, folder: &Path) -> Result<(), ReadError> {
    let corpus = Corpus::new(events);
    corpus.write(folder).expect("a folder to write to");
    let texts = Texts::read(folder)?;
    let mut group = criterion.benchmark_group(format!("load-{events}"));
    group
        .sample_size(if events > 10_000 { 10 } else { 20 })
        .throughput(Throughput::Bytes(corpus.bytes() as u64));
    group.bench_function("bytes", |b| {
        b.iter_with_large_drop(|| Texts::read(black_box(folder)));
    });
    group.bench_function("toml", |b| {
        let read = |(_, text): &(String, String)| toml::from_str::<File>(text).expect("records");
        b.iter_with_large_drop(|| corpus.files.iter().map(read).collect::<Vec<_>>());
    });
    group.bench_function("read", |b| {
        b.iter_with_large_drop(|| record::read(black_box(&texts)));
    });
    let (records, _) = record::read(&texts);
    group.bench_function("resolve", |b| {
        b.iter_with_large_drop(|| model::resolve(black_box(&records)));
    });
    drop(records);
    group.bench_function("read-and-resolve", |b| {
        b.iter_with_large_drop(|| model::load(black_box(&texts)));
    });
    let model = Arc::new(model::load(&texts).0);
    let build = || Timeline::build(Arc::clone(&model), View::accepted(&model));
    group.bench_function("timeline", |b| b.iter_with_large_drop(build));
    group.bench_function("check", |b| {
        let run = |timeline: &mut Timeline| check::run(timeline, today());
        b.iter_batched_ref(|| build().0, run, BatchSize::PerIteration);
    });
    group.bench_function("all", |b| {
        b.iter_with_large_drop(|| check::read(black_box(&texts), today()));
    });
    group.finish();
    Ok(())
}
