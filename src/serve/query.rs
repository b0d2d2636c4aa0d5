//! From the query of an address to the words of a command line. Clap reads these: what may be asked, what it
//! means, and what is said of a mistake stay one.

use std::mem::take;

use clap::Parser;
use coalition::name;

use crate::cli::Cli;

/// A question that may be asked here, and the names of its parts. None of them names a file, or how an
/// answer is written.
pub struct Question {
    /// The command.
    pub command: &'static str,
    /// What stands in order on a command line, each under one name or another.
    places: &'static [&'static [&'static str]],
    /// Whether any number of words may stand in the last place.
    is_list: bool,
    options: &'static [&'static str],
    flags: &'static [&'static str],
}

/// Through whose eyes any question may look.
const EYES: [&str; 2] = ["known-on", "according-to"];

pub const QUESTIONS: [Question; 8] = [
    Question {
        command: "members",
        places: &[&["coalition"]],
        is_list: false,
        options: &["on", "during", "in", "doing", "by"],
        flags: &["every-day", "standing", "attested"],
    },
    Question {
        command: "restrictions",
        places: &[&["actor"]],
        is_list: false,
        options: &["coalition", "on", "during"],
        flags: &["every-day", "all"],
    },
    Question {
        command: "may",
        places: &[&["actor"], &["activity"]],
        is_list: false,
        options: &["in", "coalition", "on"],
        flags: &[],
    },
    Question {
        command: "why",
        places: &[&["actor", "restriction"]],
        is_list: false,
        options: &["coalition", "on"],
        flags: &[],
    },
    Question {
        command: "timeline",
        places: &[&["actor", "coalition"]],
        is_list: true,
        options: &["from", "to", "kind", "in", "doing"],
        flags: &["with-sources", "chart", "ascii"],
    },
    Question {
        command: "diff",
        places: &[&["d1", "from"], &["d2", "to"], &["coalition"]],
        is_list: false,
        options: &["by"],
        flags: &[],
    },
    Question {
        command: "show",
        places: &[&["id"]],
        is_list: false,
        options: &["on"],
        flags: &[],
    },
    Question {
        command: "check",
        places: &[],
        is_list: false,
        options: &["only", "stale"],
        flags: &["all", "summary"],
    },
];

/// The question of this name.
pub fn question(command: &str) -> Result<&'static Question, String> {
    let found = QUESTIONS
        .iter()
        .find(|question| question.command == command);
    found.ok_or_else(|| unknown("question", command, &QUESTIONS.map(|q| q.command)))
}

impl Question {
    /// The command that the names and values of a query stand for.
    ///
    /// # Errors
    /// What is wrong with them, as the command line has it where it would say something.
    pub fn parse(&self, query: &[(String, String)]) -> Result<Cli, String> {
        let mut words = vec!["coalition".to_owned(), self.command.to_owned()];
        words.push("--format=json".to_owned());
        let mut places = vec![Vec::new(); self.places.len()];
        for (said, value) in query {
            let name = said.replace('_', "-");
            if let Some(place) = self.place(&name) {
                places[place].push(value.clone());
            } else if self.options.contains(&&*name) || EYES.contains(&&*name) {
                words.push(format!("--{name}={value}"));
            } else if self.flags.contains(&&*name) {
                words.extend(is_set(said, value)?.then(|| format!("--{name}")));
            } else {
                return Err(unknown("parameter", said, &self.names()));
            }
        }
        words.push("--".to_owned());
        words.extend(self.in_order(places)?);
        Cli::try_parse_from(words).map_err(|fault| said(&fault))
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.iter().position(|names| names.contains(&name))
    }

    /// What stands in the places; none may be left open before another.
    fn in_order(&self, mut places: Vec<Vec<String>>) -> Result<Vec<String>, String> {
        let names = |place: usize| self.places[place].join("` or `");
        let mut words = Vec::new();
        for place in 0..places.len() {
            let here = take(&mut places[place]);
            if here.len() > 1 && !self.is_list {
                return Err(format!("`{}` is given more than once", names(place)));
            }
            if here.is_empty() && places.iter().any(|later| !later.is_empty()) {
                return Err(format!("`{}` is missing", names(place)));
            }
            words.extend(here);
        }
        Ok(words)
    }

    fn names(&self) -> Vec<&'static str> {
        let places = self.places.iter().copied().flatten();
        let others = self.options.iter().chain(self.flags).chain(&EYES);
        places.chain(others).copied().collect()
    }
}

fn unknown(sort: &str, said: &str, valid: &[&'static str]) -> String {
    let near = name::did_you_mean(&name::nearest(said, valid.iter().copied()));
    let hint = near.map_or_else(String::new, |question| format!("{question} "));
    let valid = name::list(valid, "and");
    format!("there is no {sort} `{said}`; {hint}valid are {valid}")
}

/// Whether a flag is set by a value.
fn is_set(name: &str, value: &str) -> Result<bool, String> {
    match value {
        "" | "1" | "true" | "yes" => Ok(true),
        "0" | "false" | "no" => Ok(false),
        _ => Err(format!("`{name}` is yes or no, and not `{value}`")),
    }
}

/// What clap says of a mistake, without how a command is written.
fn said(fault: &clap::Error) -> String {
    let text = fault.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let end = ["\n\nUsage:", "\n\nFor more information"];
    let end = end.iter().filter_map(|end| text.find(end)).min();
    let words = text[..end.unwrap_or(text.len())].split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Arg, Command, CommandFactory};

    use super::{QUESTIONS, Question, question};
    use crate::cli::Cli;

    /// What is no matter of a question: where the records are, whose day it is, and how it is written. To
    /// compare with other records would read any folder.
    const NOT_HERE: [&str; 9] = [
        "data",
        "with",
        "format",
        "today",
        "keep-going",
        "largest-file",
        "color",
        "help",
        "version",
    ];

    /// An argument by its long name or, without one, by what stands there.
    fn names(arg: &Arg) -> Vec<String> {
        let told = arg.get_value_names().unwrap_or_default().iter();
        let places = told.flat_map(|name| name.split('|').map(str::to_lowercase));
        match arg.get_long() {
            Some(long) => vec![long.to_owned()],
            None => places.collect(),
        }
    }

    fn left_out(command: &Command, question: &Question) -> Vec<String> {
        let args = command.get_arguments().flat_map(names);
        let known: BTreeSet<&str> = question.names().into_iter().chain(NOT_HERE).collect();
        args.filter(|name| !known.contains(name.as_str())).collect()
    }

    #[test]
    fn every_argument_is_a_parameter_or_kept_out() {
        let mut program = Cli::command();
        program.build();
        for question in &QUESTIONS {
            let command = program.find_subcommand(question.command);
            let left_out = command.map(|command| left_out(command, question));
            // `diff --on` belongs to `--with`.
            let kept_out = match question.command {
                "diff" => vec!["on".to_owned()],
                _ => Vec::new(),
            };
            assert_eq!(left_out, Some(kept_out), "{}", question.command);
            let names = question.names();
            assert!(NOT_HERE.iter().all(|name| !names.contains(name)));
        }
    }

    type Query<'a> = &'a [(&'a str, &'a str)];

    fn refused(command: &str, query: Query<'_>) -> String {
        let pair = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        let query: Vec<_> = query.iter().map(pair).collect();
        let parsed = question(command).and_then(|question| question.parse(&query));
        parsed.err().unwrap_or_default()
    }

    #[test]
    fn a_mistake_is_told_with_what_is_valid() {
        let cases: [(&str, Query<'_>, &str); 10] = [
            (
                "memers",
                &[],
                "there is no question `memers`; did you mean `members`? valid are ",
            ),
            ("graph", &[], "there is no question `graph`"),
            (
                "members",
                &[("onn", "2014")],
                "there is no parameter `onn`; did you mean `on`? ",
            ),
            (
                "members",
                &[("data", "/etc")],
                "there is no parameter `data`; ",
            ),
            (
                "diff",
                &[("with", "/etc")],
                "there is no parameter `with`; ",
            ),
            (
                "members",
                &[("on", "2014-13-01")],
                "invalid value '2014-13-01' for '--on <DAY>': ",
            ),
            (
                "members",
                &[("standing", "perhaps")],
                "`standing` is yes or no, and not `perhaps`",
            ),
            (
                "may",
                &[("actor", "DNK"), ("actor", "BEL")],
                "`actor` is given more than once",
            ),
            (
                "may",
                &[("activity", "training"), ("in", "iraq")],
                "`actor` is missing",
            ),
            (
                "diff",
                &[("coalition", "isaf")],
                "`d1` or `from` is missing",
            ),
        ];
        for (command, query, says) in cases {
            let said = refused(command, query);
            assert!(said.starts_with(says), "{said}");
            assert!(!said.contains("Usage") && !said.contains('\n'), "{said}");
        }
    }

    #[test]
    fn a_value_is_never_an_option() {
        for value in ["--data=/etc", "-h", "--", "--help"] {
            assert_eq!(refused("show", &[("id", value)]), "");
            assert_eq!(refused("members", &[("in", value)]), "");
        }
    }
}
