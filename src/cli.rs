//! The command line: words to questions.
#![allow(missing_docs, reason = "the fields are told by the help")]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use coalition::day::{DateFault, Day};
use coalition::lookup::{self, Unclear};
use coalition::model::{ActorId, CoalitionId, Kind, Model, Track};
use coalition::name;
use coalition::question;
use coalition::render::Format;
use strum::VariantNames;

/// Who was in which military coalition, where, and under what restrictions, on any date.
///
/// Answers come from dated, sourced records in TOML: those built in, or your own with --data.
/// Names are forgiving: denmark, Denmark, DNK and DK are one.
#[derive(Parser, Debug)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Examples:
  coalition members inherent-resolve --on 2014-09-26
  coalition restrictions denmark --on 2014-09-27
  coalition timeline --from 2014-09-20 --to 2014-09-30
  coalition check --data my-records

Exit status: 0 answered, 1 the data have errors, 2 the run itself failed."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Args, Debug)]
pub struct Common {
    /// Read the records below this folder, or in this file, instead of those built in [env: COALITION_DATA]
    #[arg(long, global = true, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// How to write the answer
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "table|markdown|csv|json"
    )]
    pub format: Format,
    /// The day to take for today, instead of the computer's (in UTC)
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
    /// Answer from what is sound when the data have errors, and say what was left out
    #[arg(long, global = true)]
    pub keep_going: bool,
    /// Whether to colour messages
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "auto|always|never"
    )]
    pub color: Color,
}

/// Whether to colour messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Even into a pipe.
    Always,
    /// Not even on a terminal.
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// List the members of a coalition on a day
    #[command(after_help = "Examples:
  coalition members inherent-resolve --on 2014-09-26
  coalition members inherent-resolve --by operating --in syria --on 2014-10-01
  coalition members global-coalition --standing --on 2014-09-25

Without COALITION: the direct members of every coalition. Membership of a part counts for the whole.")]
    Members(Members),
    /// List the restrictions (national caveats) in force on a day
    #[command(after_help = "Examples:
  coalition restrictions denmark --on 2014-09-27
  coalition restrictions --coalition inherent-resolve --on 2014-10-01
  coalition restrictions GBR --all")]
    Restrictions(Restrictions),
    /// List what happened, and what each event changed
    #[command(after_help = "Examples:
  coalition timeline --from 2014-09-20 --to 2014-09-30
  coalition timeline denmark belgium
  coalition timeline inherent-resolve --kind join --kind leave
  coalition timeline belgium --in syria --with-sources
  coalition timeline --chart inherent-resolve --from 2014-08-01 --to 2016-12-31")]
    Timeline(Timeline),
    /// Show all that is recorded of an actor, coalition, theatre, activity, source or event
    #[command(after_help = "Examples:
  coalition show denmark
  coalition show hotair-2014-09-26
  coalition show theatre:iraq

Where several things have the name, all are shown; actor:turkey asks for one of them.")]
    Show(Show),
    /// Check the records: every fault with its file, line and mend
    #[command(after_help = "Examples:
  coalition check
  coalition check --data my-records
  coalition check --data my-records --format json

Exit status 1 when there are errors; warnings alone are no failure.")]
    Check(Check),
    /// Explain a rule that the check names
    #[command(after_help = "Examples:
  coalition explain leave-before-join
  coalition explain            lists every rule")]
    Explain(Explain),
}

#[derive(Args, Debug)]
pub struct Members {
    /// The coalition; none = every one, direct members only
    #[arg(value_name = "COALITION")]
    pub coalition: Option<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
    /// Only those there (on declared and authorised, also those with a wider scope)
    #[arg(long = "in", value_name = "THEATRE")]
    pub theatre: Option<String>,
    /// Only those doing this
    #[arg(long = "doing", value_name = "ACTIVITY")]
    pub activity: Option<String>,
    /// By which track: declared, authorised, deployed or operating
    #[arg(long, value_name = "TRACK", value_parser = track, default_value = "declared")]
    pub by: Track,
    /// Everybody with a standing: invited, debating, pledged, declined, left …
    #[arg(long, conflicts_with_all = ["theatre", "activity", "by"])]
    pub standing: bool,
}

#[derive(Args, Debug)]
pub struct Restrictions {
    /// Of whom; none = of everybody
    #[arg(value_name = "ACTOR")]
    pub actor: Option<String>,
    /// In which coalition, with its wholes and parts
    #[arg(long, value_name = "COALITION")]
    pub coalition: Option<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
    /// Those of other days too
    #[arg(long)]
    pub all: bool,
}

#[derive(Args, Debug)]
pub struct Timeline {
    /// Of these actors or coalitions; none = everything
    #[arg(value_name = "ACTOR|COALITION")]
    pub of: Vec<String>,
    /// From this day on
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<Day>,
    /// Up to this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<Day>,
    /// Only events of this kind (may be given several times)
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    pub kinds: Vec<Kind>,
    /// Only what concerns this place, a part of it, or one that it is part of
    #[arg(long = "in", value_name = "THEATRE")]
    pub theatre: Option<String>,
    /// Only what concerns this activity, a part of it, or one that it is part of
    #[arg(long = "doing", value_name = "ACTIVITY")]
    pub activity: Option<String>,
    /// Say of each event what each of its sources claims
    #[arg(long)]
    pub with_sources: bool,
    /// Draw bars over time: a row for each actor in a coalition, and for each of its theatres
    #[arg(long, conflicts_with_all = ["kinds", "with_sources"])]
    pub chart: bool,
    /// Draw with ASCII only
    #[arg(long, requires = "chart")]
    pub ascii: bool,
}

#[derive(Args, Debug)]
pub struct Show {
    /// Its id or name; SORT:NAME where there are several
    #[arg(value_name = "ID")]
    pub id: String,
    /// The day at whose end states are told [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
}

#[derive(Args, Debug)]
pub struct Check {
    /// Show every message, not the first 100 only
    #[arg(long)]
    pub all: bool,
}

#[derive(Args, Debug)]
pub struct Explain {
    /// The name of the rule; none = list all
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

fn day(text: &str) -> Result<Day, DateFault> {
    Day::parse(text)
}

fn track(text: &str) -> Result<Track, String> {
    word(text, "track", Track::VARIANTS)
}

fn kind(text: &str) -> Result<Kind, String> {
    word(text, "kind", Kind::VARIANTS)
}

fn word<T: std::str::FromStr>(text: &str, sort: &str, valid: &[&str]) -> Result<T, String> {
    T::from_str(&name::fold(text)).map_err(|_| {
        let question = name::did_you_mean(&name::nearest(text, valid.iter().copied()));
        let question = question.map_or_else(String::new, |question| format!("{question} "));
        format!(
            "no such {sort}; {question}valid are {}",
            name::list(valid, "and")
        )
    })
}

impl Members {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Members, Unclear> {
        Ok(question::Members {
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
            theatre: maybe(self.theatre.as_deref(), |word| lookup::theatre(model, word))?,
            activity: maybe(self.activity.as_deref(), |word| {
                lookup::activity(model, word)
            })?,
            by: self.by,
            standing: self.standing,
        })
    }
}

impl Restrictions {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Restrictions, Unclear> {
        Ok(question::Restrictions {
            actor: maybe(self.actor.as_deref(), |word| lookup::actor(model, word))?,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
            all: self.all,
        })
    }
}

impl Timeline {
    /// The question, names resolved.
    pub fn question(&self, model: &Model) -> Result<question::Timeline, Unclear> {
        let mut actors: Vec<ActorId> = Vec::new();
        let mut coalitions: Vec<CoalitionId> = Vec::new();
        for word in &self.of {
            match (lookup::actor(model, word), lookup::coalition(model, word)) {
                (Ok(actor), _) => actors.push(actor),
                (_, Ok(coalition)) => coalitions.push(coalition),
                (Err(no_actor), Err(no_coalition)) => return Err(no_actor.or(no_coalition)),
            }
        }
        Ok(question::Timeline {
            actors,
            coalitions,
            from: self.from,
            to: self.to,
            kinds: self.kinds.clone(),
            theatre: maybe(self.theatre.as_deref(), |word| lookup::theatre(model, word))?,
            activity: maybe(self.activity.as_deref(), |word| {
                lookup::activity(model, word)
            })?,
        })
    }
}

fn maybe<T>(
    word: Option<&str>,
    find: impl Fn(&str) -> Result<T, Unclear>,
) -> Result<Option<T>, Unclear> {
    word.map(find).transpose()
}
