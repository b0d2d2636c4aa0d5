//! The arguments of each question, as clap reads them.
#![allow(missing_docs, reason = "the fields are told by the help")]

use clap::Args;
use coalition::day::{Day, When};
use coalition::model::{Kind, Track};

use super::complete;
use super::words::{day, kind, period, track};

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
