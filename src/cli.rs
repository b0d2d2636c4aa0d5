//! The command line: words to questions.
#![allow(missing_docs, reason = "the fields are told by the help")]

mod check;
pub mod complete;
pub mod diff;
mod form;
mod graph;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use coalition::day::{DateFault, Day, When};
use coalition::lookup::{self, Unclear};
use coalition::model::{ActorId, CoalitionId, Kind, Model, Track};
use coalition::name;
use coalition::question::{self, WhyOf};
use coalition::timeline::Lens;
use strum::VariantNames;

pub use self::check::{Check, Unfit};
pub use self::form::Form;
pub use self::graph::Graph;

/// Who was in which military coalition, where, and under what restrictions, on any date.
#[derive(Parser, Debug)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Examples:
  coalition members inherent-resolve --on 2014-09-26
  coalition restrictions denmark --on 2014-09-27
  coalition timeline --from 2014-09-20 --to 2014-09-30
  coalition check --data my-records

Answers come from dated, sourced records in TOML: those built in, or your own with --data.
Names are forgiving: denmark, Denmark, DNK and DK are one.

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
    /// The records below this folder or in this file, not those built in [env: COALITION_DATA]
    #[arg(long, global = true, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// How to write the answer: table, markdown, csv or json
    #[arg(
        long,
        global = true,
        value_parser = form::answer_form(),
        default_value = "table",
        hide_possible_values = true
    )]
    pub format: Form,
    /// The day to take for today [default: the computer's, in UTC]
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub today: Option<Day>,
    /// As it was published by the end of this day
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub known_on: Option<Day>,
    /// As this source alone has it
    #[arg(long, global = true, value_name = "SOURCE")]
    pub according_to: Option<String>,
    /// Where the data have errors, answer from the sound rest
    #[arg(long, global = true)]
    pub keep_going: bool,
    /// Whether to colour messages: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "WHEN"
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
  coalition members inherent-resolve --during 2014-09 --every-day

Without COALITION: the direct members of every coalition. Membership of a part counts for the whole.")]
    Members(Members),
    /// List the restrictions (national caveats) in force on a day
    #[command(after_help = "Examples:
  coalition restrictions denmark --on 2014-09-27
  coalition restrictions --coalition inherent-resolve --on 2014-10-01
  coalition restrictions GBR --all")]
    Restrictions(Restrictions),
    /// Ask whether an actor may do a thing in a place on a day
    #[command(after_help = "Examples:
  coalition may denmark air-strikes --in syria --on 2014-09-27
  coalition may GBR ground-combat --in iraq --on 2014-10-03
  coalition may BEL air-strikes --in iraq --on 2014-09-26 --known-on 2014-09-26

The verdict is yes, no, on condition, or no record; exit status 0 whatever it is. Without
--coalition: one for each coalition the actor is a direct member of.")]
    May(May),
    /// Follow an answer down to its records and sources, and see what would change it
    #[command(after_help = "Examples:
  coalition why BEL --on 2014-09-26
  coalition why denmark --coalition inherent-resolve --on 2014-09-27
  coalition why dnk-iraq-only --on 2014-09-27")]
    Why(Why),
    /// List what happened, and what each event changed
    #[command(after_help = "Examples:
  coalition timeline --from 2014-09-20 --to 2014-09-30
  coalition timeline denmark belgium
  coalition timeline inherent-resolve --kind join --kind leave
  coalition timeline belgium --in syria --with-sources
  coalition timeline --chart inherent-resolve --from 2014-08-01 --to 2016-12-31")]
    Timeline(Timeline),
    /// Compare two days, or two folders of records
    #[command(after_help = "Examples:
  coalition diff 2014-09-25 2014-09-27 inherent-resolve
  coalition diff 2014-08-01 2014-10-01 --by operating
  coalition diff --data my-old --with my-new --on 2014-09-26

Without COALITION: the direct members of every coalition.
With --with: what changed in the records and, with --on, in the state on a day.")]
    Diff(diff::Diff),
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
  coalition check --only expectations
  coalition check --stale 5

Exit status 1 when there are errors; warnings alone are no failure.")]
    Check(Check),
    /// Draw who is in what and where on a day, or the order of events
    #[command(after_help = "Examples:
  coalition graph inherent-resolve --on 2014-09-26 | dot -Tsvg -o graph.svg
  coalition graph --by operating --on 2014-10-01 --format mermaid
  coalition graph global-coalition --events --format graphml

The graph is a view of the records on one day. Names are escaped in every format.")]
    Graph(Graph),
    /// Explain a rule that the check names
    #[command(after_help = "Examples:
  coalition explain leave-before-join
  coalition explain            lists every rule")]
    Explain(Explain),
    /// Print the script that completes commands, options and ids in a shell
    #[command(after_help = "Examples:
  source <(coalition completions bash)         in ~/.bashrc
  source <(coalition completions zsh)          in ~/.zshrc
  coalition completions fish | source          in ~/.config/fish/config.fish

Then `coalition members inh<TAB>` completes from the records in use: those built in, those of
COALITION_DATA, or those of the --data that stands on the line.")]
    Completions(Completions),
    /// Print the man page, of the program or of one command
    #[command(after_help = "Examples:
  coalition man | man -l -
  coalition man members > coalition-members.1")]
    Man(Man),
}

#[derive(Args, Debug)]
pub struct Members {
    /// The coalition; none = every one, direct members only
    #[arg(value_name = "COALITION")]
    pub coalition: Option<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
    /// At any time of a period instead: an EDTF date, as 2014-09 or 2014-09-20/2014-10-05
    #[arg(long, value_name = "PERIOD", value_parser = period, conflicts_with_all = ["on", "standing", "attested"])]
    pub during: Option<When>,
    /// On each day of the period, not just on some
    #[arg(long, requires = "during")]
    pub every_day: bool,
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
    /// Show too when each was last attested: the day of the newest event that speaks of it
    #[arg(long)]
    pub attested: bool,
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
    /// At any time of a period instead: an EDTF date, as 2014-09 or 2014-09-20/2014-10-05
    #[arg(long, value_name = "PERIOD", value_parser = period, conflicts_with_all = ["on", "all"])]
    pub during: Option<When>,
    /// On each day of the period, not just on some
    #[arg(long, requires = "during")]
    pub every_day: bool,
    /// Those of other days too
    #[arg(long)]
    pub all: bool,
}

#[derive(Args, Debug)]
pub struct May {
    /// Who
    #[arg(value_name = "ACTOR")]
    pub actor: String,
    /// What
    #[arg(value_name = "ACTIVITY")]
    pub activity: String,
    /// Where
    #[arg(long = "in", value_name = "THEATRE")]
    pub theatre: String,
    /// As a member of which coalition
    #[arg(long, value_name = "COALITION")]
    pub coalition: Option<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
}

#[derive(Args, Debug)]
pub struct Why {
    /// Where this actor stood; or whether this restriction was in force
    #[arg(value_name = "ACTOR|RESTRICTION")]
    pub of: String,
    /// Toward which coalition; none = each toward which it stood somehow
    #[arg(long, value_name = "COALITION")]
    pub coalition: Option<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
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
pub struct Explain {
    /// The name of the rule; none = list all
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

#[derive(Args, Debug)]
pub struct Completions {
    /// Of which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: complete::Shell,
}

#[derive(Args, Debug)]
pub struct Man {
    /// Of which command; none = of the program
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

fn period(text: &str) -> Result<When, DateFault> {
    When::parse(text)
}

/// The days of a period.
fn days_of(when: Option<&When>, every_day: bool) -> Option<question::Period> {
    when.map(|when| question::Period {
        from: when.earliest(),
        to: when.latest(),
        every_day,
    })
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
    let british = name::fold(text).replace("authoriz", "authoris");
    T::from_str(&british).map_err(|_| {
        let question = name::did_you_mean(&name::nearest(text, valid.iter().copied()));
        let question = question.map_or_else(String::new, |question| format!("{question} "));
        format!(
            "no such {sort}; {question}valid are {}",
            name::list(valid, "and")
        )
    })
}

/// Where to read the records: as said, or else as `COALITION_DATA` says. None = those built in.
pub fn data(said: Option<PathBuf>) -> Option<PathBuf> {
    let told = || std::env::var_os("COALITION_DATA").filter(|path| !path.is_empty());
    said.or_else(|| told().map(PathBuf::from))
}

impl Common {
    /// Through whose eyes the question looks.
    pub fn lens(&self, model: &Model) -> Result<Lens, Unclear> {
        Ok(Lens {
            known_on: self.known_on,
            according_to: maybe(self.according_to.as_deref(), |word| {
                lookup::source(model, word)
            })?,
        })
    }
}

impl Members {
    /// The period asked for, instead of a day.
    pub fn period(&self) -> Option<question::Period> {
        days_of(self.during.as_ref(), self.every_day)
    }

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
            attested: self.attested,
        })
    }
}

impl Restrictions {
    /// The period asked for, instead of a day.
    pub fn period(&self) -> Option<question::Period> {
        days_of(self.during.as_ref(), self.every_day)
    }

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

impl May {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::May, Unclear> {
        Ok(question::May {
            actor: lookup::actor(model, &self.actor)?,
            activity: lookup::activity(model, &self.activity)?,
            theatre: lookup::theatre(model, &self.theatre)?,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
        })
    }
}

impl Why {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Why, Unclear> {
        let of = match (
            lookup::actor(model, &self.of),
            lookup::restriction(model, &self.of),
        ) {
            (Ok(actor), _) => WhyOf::Actor(actor),
            (_, Ok(restriction)) => WhyOf::Restriction(restriction),
            (Err(no_actor), Err(no_restriction)) => {
                return Err(no_actor.or(no_restriction, "actor or restriction"));
            }
        };
        Ok(question::Why {
            of,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
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
                (Err(no_actor), Err(no_coalition)) => {
                    return Err(no_actor.or(no_coalition, "actor or coalition"));
                }
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
