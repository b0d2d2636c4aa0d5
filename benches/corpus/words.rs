//! Words to fill records with.

use std::ops::Range;

use fastrand::Rng;

pub const PUBLISHERS: &[&str] = &[
    "Ministry of Defence",
    "The Gazette",
    "Foreign Affairs Committee",
    "Reuters",
    "Keesing's",
];

/// Each with what it lies within.
pub const ACTIVITIES: &[(&str, &str)] = &[
    ("air-operations", ""),
    ("air-strikes", "air-operations"),
    ("reconnaissance", "air-operations"),
    ("refuelling", "air-operations"),
    ("ground-operations", ""),
    ("ground-combat", "ground-operations"),
    ("patrol", "ground-operations"),
    ("training", ""),
    ("medical", ""),
    ("escort", ""),
];

/// What members do; `ground-combat` is left for caveats to forbid.
pub const DONE: &[&str] = &[
    "air-strikes",
    "reconnaissance",
    "refuelling",
    "patrol",
    "training",
    "medical",
    "escort",
];

/// Each with what it lies within.
pub const THEATRES: &[(&str, &str)] = &[
    ("north", ""),
    ("north-coast", "north"),
    ("north-plain", "north"),
    ("capital-district", "north-plain"),
    ("south", ""),
    ("south-hills", "south"),
    ("south-port", "south"),
    ("east", ""),
    ("east-valley", "east"),
    ("east-border", "east"),
    ("west", ""),
    ("west-desert", "west"),
    ("the-strait", ""),
    ("the-gulf", ""),
];

pub const BROUGHT: &[&str] = &["troops", "F-16", "frigate", "trainers", "tankers", "medics"];

const TELLING: &[&str] = &[
    "the",
    "government",
    "parliament",
    "decides",
    "announces",
    "forces",
    "mission",
    "after",
    "debate",
    "cabinet",
    "sends",
    "renews",
    "mandate",
    "under",
    "command",
    "before",
    "winter",
    "second",
    "rotation",
    "base",
    "aircraft",
    "without",
    "conditions",
    "its",
    "contingent",
    "request",
    "ally",
    "statement",
    "daily",
    "operation",
    "border",
    "of",
    "a",
    "and",
];

/// So many words, the first in capitals.
pub fn sentence(rng: &mut Rng, words: Range<usize>) -> String {
    let mut text = String::new();
    for at in 0..rng.usize(words) {
        let word = TELLING[rng.usize(..TELLING.len())];
        if at == 0 {
            text.push_str(&word[..1].to_uppercase());
            text.push_str(&word[1..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.push('.');
    text
}

/// A name for each number.
pub fn country(mut number: usize) -> String {
    const SYLLABLES: &[&str] = &["ba", "ker", "lo", "mar", "ni", "sta", "tu", "ven"];
    let mut name = String::from("N");
    for _ in 0..3 {
        name.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    name + "ia"
}
