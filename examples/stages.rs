use coalition::*;
use std::sync::Arc;
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1);
    for _ in 0..5 {
        let t = Instant::now();
        let texts = match &path {
            Some(p) => text::Texts::read(p.as_ref()).unwrap(),
            None => text::Texts::built_in(),
        };
        let a = t.elapsed();
        let t = Instant::now();
        let (records, _) = record::read(&texts);
        let b = t.elapsed();
        let t = Instant::now();
        let (model, _) = model::resolve(&records);
        let c = t.elapsed();
        let model = Arc::new(model);
        let t = Instant::now();
        let (timeline, _) =
            timeline::Timeline::build(model.clone(), timeline::View::accepted(&model));
        let d = t.elapsed();
        let t = Instant::now();
        let ch = check::read(&texts, day::Day::parse("2026-11-22").unwrap());
        let e = t.elapsed();
        let t = Instant::now();
        let s: usize = texts
            .iter()
            .map(|(_, f)| {
                toml::from_str::<toml::Table>(f.text().unwrap())
                    .unwrap()
                    .len()
            })
            .sum();
        let f = t.elapsed();
        println!(
            "text {a:?} read {b:?} resolve {c:?} timeline {d:?} allcheck {e:?} | toml table {f:?} {s} ev {} bytes {}",
            timeline.model.events.len(),
            texts
                .iter()
                .map(|(_, f)| f.text().unwrap().len())
                .sum::<usize>()
        );
        let _ = ch;
    }
}
