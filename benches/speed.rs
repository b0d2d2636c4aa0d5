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
    let n: usize = std::env::var("N")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10000);
    let folder = std::env::temp_dir().join(format!("coalition-bench-{n}"));
    let corpus = Corpus::new(n);
    corpus.write(&folder).unwrap();
    let today = Day::parse("2026-01-01").unwrap();
    fn timed<T>(n: usize, mut f: impl FnMut() -> T) -> f64 {
        let mut all: Vec<f64> = Vec::new();
        for _ in 0..(200_000 / n).clamp(5, 21) {
            let t = std::time::Instant::now();
            let made = black_box(f());
            all.push(t.elapsed().as_secs_f64() * 1e3);
            drop(made);
        }
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    }
    println!(
        "placed event {} model event {} line {} step {} source {}/{} key {}",
        size_of::<record::Placed<record::Event>>(),
        size_of::<model::Event>(),
        size_of::<coalition::timeline::Line>(),
        size_of::<coalition::timeline::Step>(),
        size_of::<record::Placed<record::Source>>(),
        size_of::<model::Source>(),
        size_of::<coalition::timeline::LineKey>()
    );
    let texts = Texts::read(Path::new(&folder)).unwrap();
    let bytes = timed(n, || (Texts::read(Path::new(&folder)).unwrap()));
    let bare = timed(n, || {
        corpus
            .files
            .iter()
            .map(|(_, text)| toml::from_str::<plain::File>(text).unwrap())
            .collect::<Vec<_>>()
    });
    let read = timed(n, || (record::read(&texts)));
    let load = timed(n, || model::load(&texts));
    let (records, _) = record::read(&texts);
    let resolve = timed(n, || (model::resolve(&records)));
    let model = Arc::new(model::resolve(&records).0);
    let fold = timed(n, || {
        (Timeline::build(model.clone(), View::accepted(&model)))
    });
    let timeline = Timeline::build(model.clone(), View::accepted(&model)).0;
    let check = timed(n, || (check::run(&timeline, today)));
    let whole = timed(n, || (check::read(&texts, today)));
    for (name, t) in [
        ("bytes", bytes),
        ("toml", bare),
        ("read", read),
        ("resolve", resolve),
        ("load", load),
        ("timeline", fold),
        ("check", check),
        ("whole", whole),
        ("all", whole + bytes),
    ] {
        println!("{name:10} {t:8.2} ms {:6.2}", t / bare);
    }
}
