//! What criterion measured, as ratios.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;

use crate::asking::QUESTIONS;

/// Of criterion's estimates, the one that is read.
#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// What is compared: a name, what was measured, to what, and what the ratio should be at most.
type Line = (
    &'static str,
    (&'static str, &'static str),
    (&'static str, &'static str),
    Option<f64>,
);

const LINES: &[Line] = &[
    ("the bytes alone", ("load", "bytes"), ("load", "toml"), None),
    ("records", ("load", "read"), ("load", "toml"), None),
    (
        "model, of records",
        ("load", "resolve"),
        ("load", "toml"),
        None,
    ),
    (
        "model, of bytes",
        ("load", "read-and-resolve"),
        ("load", "toml"),
        None,
    ),
    (
        "timeline, of a model",
        ("load", "timeline"),
        ("load", "toml"),
        None,
    ),
    (
        "checks, of a timeline",
        ("load", "check"),
        ("load", "toml"),
        None,
    ),
    (
        "**load, with timeline and checks** / `toml::from_str`",
        ("load", "all"),
        ("load", "toml"),
        Some(0.6),
    ),
    (
        "**members of C on D** / superintervals",
        ("members", "coalition"),
        ("members", "superintervals"),
        Some(1.0),
    ),
    (
        "members of C on D / a coitree for each C",
        ("members", "coalition"),
        ("members", "coitrees"),
        None,
    ),
    (
        "**members of anything on D** / one coitree",
        ("members", "any-coalition"),
        ("members", "one-coitree"),
        Some(0.5),
    ),
];

/// The table in Markdown, and times behind it.
pub fn table(results: &Path, sizes: &[usize]) -> Result<String, Box<dyn Error>> {
    let median = |size: usize, (group, name): (&str, &str)| -> Result<f64, Box<dyn Error>> {
        let path = results.join(format!("{group}-{size}/{name}/new/estimates.json"));
        let estimates: Estimates = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        Ok(estimates.median.point_estimate)
    };
    let mut table = String::from("| ratio | should be |");
    let mut rule = String::from("|---|---|");
    for size in sizes {
        write!(table, " {size} events |")?;
        rule.push_str("--:|");
    }
    writeln!(table, "\n{rule}")?;
    for (words, measured, yardstick, goal) in LINES {
        let goal = goal.map_or(String::new(), |goal| format!("<= {goal}"));
        write!(table, "| {words} | {goal} |")?;
        for &size in sizes {
            let ratio = median(size, *measured)? / median(size, *yardstick)?;
            write!(table, " {ratio:.2} |")?;
        }
        table.push('\n');
    }
    if let [.., smaller, larger] = *sizes {
        let ratio = median(larger, ("load", "all"))? / median(smaller, ("load", "all"))?;
        writeln!(
            table,
            "\nLoading {larger} takes {ratio:.1} times as long as loading {smaller}."
        )?;
    }
    for &size in sizes {
        let of_one = |name: (&str, &str)| median(size, name).map(|all| all / QUESTIONS as f64);
        writeln!(
            table,
            "{size} events: `toml::from_str` {:.2} ms, load {:.2} ms; members of a coalition on a day {:.0} ns, of any {:.0} ns; the whole answer of members {:.1} µs, restrictions {:.1} µs, may {:.1} µs.",
            median(size, ("load", "toml"))? / 1e6,
            median(size, ("load", "all"))? / 1e6,
            of_one(("members", "coalition"))?,
            of_one(("members", "any-coalition"))?,
            median(size, ("answer", "members"))? / 1e3,
            median(size, ("answer", "restrictions"))? / 1e3,
            median(size, ("answer", "may"))? / 1e3,
        )?;
    }
    Ok(table)
}
