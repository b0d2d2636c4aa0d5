//! Forgiving names: case, accents and punctuation do not count, and a wrong word is answered with the
//! nearest right ones.

use std::cmp::Reverse;

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

/// So alike two words are at least, for one to be meant by the other.
const ALIKE: f64 = 0.87;

/// So many words are offered at most.
const OFFERED: usize = 3;

/// The valid words nearest to a wrong one, best first, at most three.
pub fn nearest<'a>(word: &str, valid: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let choice = Choice::new(valid);
    let places = choice.places(word).into_iter();
    places.map(|at| choice.0[at].1).collect()
}

/// The valid words, each also as it is compared: for one that is asked of many wrong ones.
pub(crate) struct Choice<W>(Vec<(String, W)>);

impl<W: AsRef<str>> Choice<W> {
    pub(crate) fn new(valid: impl IntoIterator<Item = W>) -> Choice<W> {
        let valid = valid.into_iter();
        let short = valid.filter(|word| word.as_ref().len() <= LONGEST);
        Choice(short.map(|word| (fold(word.as_ref()), word)).collect())
    }

    /// How many there are to choose from.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The words nearest to a wrong one, best first, at most three.
    pub(crate) fn nearest(&self, word: &str) -> Vec<&str> {
        let places = self.places(word).into_iter();
        places.map(|at| self.0[at].1.as_ref()).collect()
    }

    fn places(&self, word: &str) -> Vec<usize> {
        if word.len() > LONGEST {
            return Vec::new();
        }
        let wrong = Wrong::new(word);
        let mut best: Vec<(Reverse<u64>, &str, usize)> = Vec::new();
        for (at, (folded, word)) in self.0.iter().enumerate() {
            let last = best.get(OFFERED - 1);
            let least = last.map_or(0, |(Reverse(likeness), ..)| *likeness);
            let Some(likeness) = wrong.likeness(folded, least) else {
                continue;
            };
            let found = (Reverse(likeness), word.as_ref());
            let place = best.binary_search_by_key(&found, |&(likeness, word, _)| (likeness, word));
            if let Err(place) = place {
                best.insert(place, (found.0, found.1, at));
                best.truncate(OFFERED);
            }
        }
        best.into_iter().map(|(.., at)| at).collect()
    }
}

/// A folded word has ASCII letters only.
const LETTERS: usize = 128;

/// A wrong word, as it is compared.
struct Wrong {
    folded: String,
    /// Whether it may be one of the parts that another is made of.
    one_part: bool,
    /// How often each letter stands in it.
    letters: [u16; LETTERS],
}

impl Wrong {
    fn new(word: &str) -> Wrong {
        let folded = fold(word);
        let mut letters = [0; LETTERS];
        for letter in folded.bytes() {
            letters[usize::from(letter) % LETTERS] += 1;
        }
        Wrong {
            one_part: folded.len() >= 3 && !folded.contains('-'),
            folded,
            letters,
        }
    }

    /// How like it a folded word is, in millionths, if it is at all and so much at least.
    fn likeness(&self, other: &str, least: u64) -> Option<u64> {
        let part = self.one_part && other.split('-').any(|part| part == self.folded);
        let likeness = if part {
            0.95
        } else if self.may_be_like(other, least) {
            strsim::jaro_winkler(&self.folded, other)
        } else {
            return None;
        };
        let millionths = (likeness * 1e6) as u64;
        (likeness >= ALIKE && millionths >= least).then_some(millionths)
    }

    /// Whether so much likeness can be, by the letters that both have. Tells most words apart, and
    /// much sooner than the likeness itself.
    fn may_be_like(&self, other: &str, least: u64) -> bool {
        if self.folded.is_empty() || other.is_empty() {
            return self.folded == other;
        }
        let mut left = self.letters;
        let mut common = 0u32;
        for letter in other.bytes() {
            let left = &mut left[usize::from(letter) % LETTERS];
            common += u32::from(*left > 0);
            *left = left.saturating_sub(1);
        }
        let common = f64::from(common);
        let most = (common / self.folded.len() as f64 + common / other.len() as f64 + 1.0) / 3.0;
        let begins_alike = (self.folded.bytes().zip(other.bytes()))
            .take(4)
            .take_while(|(a, b)| a == b)
            .count();
        // A little more than can be, so that no rounding counts.
        let most = most + 0.1 * begins_alike as f64 * (1.0 - most) + 1e-6;
        most >= ALIKE && most * 1e6 >= least as f64
    }
}

/// "did you mean `a` or `b`?", or nothing.
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    (!near.is_empty()).then(|| format!("did you mean {}?", list(near, "or")))
}

/// "1 event", "2 events".
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", self::number(number))
}

/// "9900", "99,900".
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    let threes = rest.as_bytes().chunks(3);
    threes.fold(first.to_owned(), |text, three| {
        text + "," + &String::from_utf8_lossy(three)
    })
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

#[cfg(test)]
mod tests {
    use super::{ALIKE, Choice, OFFERED, fold};
    use std::cmp::Reverse;

    /// By the likeness of every word, and nothing left out.
    fn plainly<'a>(word: &str, valid: &[&'a str]) -> Vec<&'a str> {
        let wrong = fold(word);
        let likeness = |other: &str| {
            let part = wrong.len() >= 3 && other.split('-').any(|part| part == wrong);
            if part {
                0.95
            } else {
                strsim::jaro_winkler(&wrong, other)
            }
        };
        let likely = valid.iter().map(|word| (likeness(&fold(word)), *word));
        let mut near: Vec<_> = likely
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .map(|(likeness, word)| (Reverse((likeness * 1e6) as u64), word))
            .collect();
        near.sort();
        near.dedup();
        near.into_iter()
            .take(OFFERED)
            .map(|(_, word)| word)
            .collect()
    }

    #[test]
    fn long_numbers_have_their_thousands_apart() {
        let numbers = [0, 999, 9900, 10_000, 99_900, 100_000, 1_234_567];
        let told = numbers.map(super::number).join(" ");
        assert_eq!(told, "0 999 9900 10,000 99,900 100,000 1,234,567");
    }

    #[test]
    fn words_passed_over_are_never_the_nearest() {
        let mut dice = fastrand::Rng::with_seed(7);
        let parts = ["dnk", "joins", "Iraq", "é", "-", "2014", "09", "a", "Y"];
        let mut word = || -> String {
            let length = dice.usize(0..6);
            (0..length)
                .map(|_| parts[dice.usize(..parts.len())])
                .collect()
        };
        let valid: Vec<String> = (0..400).map(|_| word()).collect();
        let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
        let choice = Choice::new(valid.iter().copied());
        for wrong in (0..2_000).map(|_| word()) {
            assert_eq!(choice.nearest(&wrong), plainly(&wrong, &valid), "{wrong}");
        }
    }
}
