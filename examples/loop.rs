fn main() {
    let texts = coalition::text::Texts::built_in();
    let mut n = 0;
    for _ in 0..400 {
        let (r, _) = coalition::record::read(&texts);
        let (m, _) = coalition::model::resolve(&r);
        n += m.events.len();
    }
    println!("{n}");
}
