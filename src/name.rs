//! Forgiving names: case, accents and punctuation do not count, and a wrong word is answered with the
//! nearest right ones.

/// A name as it is compared: plain lowercase letters and digits, everything else one `-`.
///
/// ```
/// use coalition::name::fold;
/// assert_eq!(fold("Türkiye"), fold("turkiye"));
/// assert_eq!(fold("Côte d'Ivoire"), "cote-d-ivoire");
/// ```
pub fn fold(name: &str) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A name as it is looked up: as [`fold`] has it, without a leading article and without `-`.
///
/// ```
/// use coalition::name::key;
/// assert_eq!(key("the U.K."), key("uk"));
/// assert_eq!(key("airstrikes"), key("air strikes"));
/// ```
pub fn key(name: &str) -> String {
    let folded = fold(name);
    folded
        .strip_prefix("the-")
        .unwrap_or(&folded)
        .replace('-', "")
}

/// Longer words are near to nothing.
const LONGEST: usize = 100;

/// The valid words nearest to a wrong one, best first, at most three.
pub fn nearest<'a>(word: &str, valid: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let wrong = fold(word);
    let mut near: Vec<(u64, &str)> = valid
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .filter_map(|candidate| {
            let likeness = likeness(&wrong, &fold(candidate));
            (likeness >= 0.87).then_some(((likeness * 1e6) as u64, candidate))
        })
        .collect();
    near.sort_by_key(|&(likeness, word)| (std::cmp::Reverse(likeness), word));
    near.dedup_by_key(|(_, word)| *word);
    near.into_iter().take(3).map(|(_, word)| word).collect()
}

fn likeness(a: &str, b: &str) -> f64 {
    if a.len() >= 3 && b.split('-').any(|part| part == a) {
        return 0.95;
    }
    strsim::jaro_winkler(a, b)
}

/// "did you mean `a` or `b`?", or nothing.
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    (!near.is_empty()).then(|| format!("did you mean {}?", list(near, "or")))
}

/// "1 event", "2 events".
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `a`, `b` or `c`, each in backticks.
pub fn list(words: &[&str], last: &str) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
