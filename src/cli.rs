//! The command line: words to questions.
#![allow(missing_docs, reason = "the fields are told by the help")]

mod asked;
pub mod asking;
pub mod bar;
mod check;
pub mod complete;
pub mod diff;
mod failure;
pub mod fmt;
mod form;
mod graph;
pub mod output;
pub mod page;
mod questions;
mod serve;
mod whole;
mod words;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use coalition::day::Day;
use coalition::text::Size;

pub use self::asked::{Completions, Explain, Man, May, Members, Restrictions, Show, Timeline, Why};
pub use self::check::{Check, Unfit};
pub use self::failure::Failure;
pub use self::fmt::Fmt;
pub use self::form::Form;
pub use self::graph::Graph;
pub use self::page::Page;
pub use self::serve::{Serve, ServeFault};

/// Who was in which military coalition, where, and under what restrictions, on any date.
#[derive(Parser, Debug)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Examples:
  coalition members inherent-resolve --on 2014-09-26
  coalition restrictions denmark --on 2014-09-27
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
#[derive(Args, Clone, Debug)]
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
    #[arg(long, global = true, value_name = "DAY", value_parser = words::day)]
    pub today: Option<Day>,
    /// As it was published by the end of this day
    #[arg(long, global = true, value_name = "DAY", value_parser = words::day)]
    pub known_on: Option<Day>,
    /// As this source alone has it
    #[arg(long, global = true, value_name = "SOURCE")]
    pub according_to: Option<String>,
    /// Where the data have errors, answer from the rest
    #[arg(long, global = true)]
    pub keep_going: bool,
    /// Refuse a file that is larger
    #[arg(long, global = true, value_name = "SIZE", default_value_t = Size::LARGEST)]
    pub largest_file: Size,
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
    /// Follow an answer to its records, and see what would change it
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
  coalition check --summary

Exit status 1 when there are errors; warnings alone are no failure.")]
    Check(Check),
    /// Lay records out in the one canonical layout, comments kept
    #[command(after_help = "Examples:
  coalition fmt my-records
  coalition fmt my-records/DNK.toml
  coalition fmt --check my-records

Keys stand in the order of the format, exact dates are bare, long lists have one item a line. The
records keep their order, and a comment stays with what it stands at. A file is written whole or not
at all, as a new one in its place.

Exit status 1 when --check finds a file to lay out, or a file is none of records; 2 when one cannot
be written.")]
    Fmt(Fmt),
    /// Draw who is in what and where on a day, or the order of events
    #[command(after_help = "Examples:
  coalition graph inherent-resolve --on 2014-09-26 | dot -Tsvg -o graph.svg
  coalition graph --by operating --on 2014-10-01 --format mermaid
  coalition graph global-coalition --events --format graphml

The graph is a view of the records on one day. Names are escaped in every format.")]
    Graph(Graph),
    /// Show the records in a browser while they are edited
    #[command(after_help = "Examples:
  coalition serve --data my-records
  coalition serve --data my-records --port 0
  curl 'http://127.0.0.1:2014/api/members?coalition=isaf&on=2010-01-01'

What is saved is shown at once. While the records have errors, these are shown,
and below them the last state without any.

/api/members, restrictions, may, why, timeline, diff, show and check answer as
the commands do with --format json: an argument goes by its name, an option by
its own without the dashes.

Only this computer can look, unless --host says otherwise. Ctrl-C ends it.")]
    Serve(Serve),
    /// Write the record as one HTML file, to look at and to send
    #[command(after_help = "Examples:
  coalition page --out coalitions.html
  coalition page inherent-resolve --on 2014-10-01 --out oir.html
  coalition page --data my-records > mine.html

The file needs no network and no other file. What it says of a day is what `members`, `restrictions` and
`may` say. A file of that name is replaced, whole or not at all.")]
    Page(Page),
    /// Explain a rule that the check names
    #[command(after_help = "Examples:
  coalition explain leave-before-join
  coalition explain            lists every rule")]
    Explain(Explain),
    /// Print the script that completes commands and ids in a shell
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

/// Where to read the records: as said, or else as `COALITION_DATA` says. None = those built in.
pub fn data(said: Option<PathBuf>) -> Option<PathBuf> {
    let told = || std::env::var_os("COALITION_DATA").filter(|path| !path.is_empty());
    said.or_else(|| told().map(PathBuf::from))
}
