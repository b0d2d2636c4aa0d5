//! A rule, explained: what it asks, why, an example with what the check says of it, and the mend.

use super::{clean, finding};
use crate::check::{CAST, check_example};
use crate::day::Day;
use crate::finding::Rule;
use crate::text::Texts;

/// The explanation of a rule. `today` tells what lies in the future.
pub fn explain(rule: &Rule, today: Day, styled: bool) -> String {
    let (texts, said) = example(rule, today);
    let lines: String = (String::from_utf8_lossy(rule.example).trim_end().lines())
        .map(|line| format!("    {}\n", clean(line)).replace("    \n", "\n"))
        .collect();
    format!(
        "{} ({})\n\n{}\n{}\n\nExample:\n\n{lines}\nWhat the check says of it:\n\n{}To mend it: {}.\n",
        rule.name,
        rule.severity,
        rule.what,
        rule.why,
        finding::messages(&texts, &said, usize::MAX, styled),
        rule.mend,
    )
}

/// The example of a rule beside the cast, and what the check finds in it.
pub fn example(rule: &Rule, today: Day) -> (Texts, Vec<crate::finding::Finding>) {
    let texts = Texts::from_memory([
        ("cast.toml", CAST.as_bytes()),
        ("example.toml", rule.example),
    ]);
    let findings = check_example(rule, &texts, today);
    (texts, findings)
}
