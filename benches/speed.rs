//! How long loading takes by stage, beside reading the same bytes with `toml` alone.

mod corpus;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use coalition::day::Day;
use coalition::text::Texts;
use coalition::timeline::{Timeline, View};
use coalition::{check, model, record};
use corpus::{Corpus, plain};

fn main() {
    let n: usize = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(10000);
    let folder = std::env::temp_dir().join(format!("coalition-bench-{n}"));
    let corpus = Corpus::new(n);
    corpus.write(&folder).unwrap();
    let today = Day::parse("2026-01-01").unwrap();
    let time = |f: &mut dyn FnMut()| {
        let mut all: Vec<f64> = Vec::new();
        for _ in 0..(200_000 / n).clamp(5, 21) {
            let t = std::time::Instant::now();
            f();
            all.push(t.elapsed().as_secs_f64() * 1e3);
        }
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let texts = Texts::read(Path::new(&folder)).unwrap();
    let bytes = time(&mut || drop(black_box(Texts::read(Path::new(&folder)).unwrap())));
    let bare = time(&mut || {
        for (_, text) in &corpus.files {
            black_box(toml::from_str::<plain::File>(text).unwrap());
        }
    });
    let read = time(&mut || drop(black_box(record::read(&texts))));
    let (records, _) = record::read(&texts);
    let resolve = time(&mut || drop(black_box(model::resolve(&records))));
    let model = Arc::new(model::resolve(&records).0);
    let fold = time(&mut || drop(black_box(Timeline::build(model.clone(), View::accepted(&model)))));
    let timeline = Timeline::build(model.clone(), View::accepted(&model)).0;
    let check = time(&mut || drop(black_box(check::run(&records, &timeline, today))));
    let whole = time(&mut || drop(black_box(check::read(&texts, today))));
    for (name, t) in [("bytes", bytes), ("toml", bare), ("read", read), ("resolve", resolve), ("timeline", fold), ("check", check), ("whole", whole), ("all", whole+bytes)] {
        println!("{name:10} {t:8.2} ms {:6.2}", t / bare);
    }
}
