use coalition::*;
use std::time::Instant;
fn main() {
    let t = Instant::now();
    let texts = built_in::texts();
    let a = t.elapsed();
    let t = Instant::now();
    let tl = std::mem::ManuallyDrop::new(built_in::timeline().unwrap());
    let b = t.elapsed();
    let t = Instant::now();
    let m = tl.model.clone();
    let asked = question::Members {
        coalition: lookup::coalition(&m, "inherent-resolve").ok(),
        on: day::Day::parse("2015-01-01").unwrap(),
        theatre: None,
        activity: None,
        by: Default::default(),
        standing: false,
        attested: false,
    };
    let lk = t.elapsed();
    let t = Instant::now();
    let ans = answer::members::answer(&tl, &asked);
    let c = t.elapsed();
    let t = Instant::now();
    let s = render::answer(
        &ans,
        &render::Data {
            hash: String::new(),
            events: 1,
        },
        render::Format::Table,
        80,
    );
    let d = t.elapsed();
    eprintln!(
        "texts {a:?} timeline {b:?} lookup {lk:?} answer {c:?} render {d:?} {} {}",
        s.len(),
        texts.iter().count()
    );
}
