//! What `check` is asked for.

use clap::Args;
use coalition::check::only::{NoRule, Only};
use coalition::question;

/// Why a check cannot be run as asked.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// A word names no rule.
    #[error(transparent)]
    NoRule(#[from] NoRule),
    /// Stale engagements are to be shown and not looked for.
    #[error("`--only stale` needs `--stale YEARS`: attested within how many years?")]
    StaleUnasked,
    /// Stale engagements are to be looked for and not shown.
    #[error("`--only` leaves out what `--stale` looks for: add `--only stale`, or take one out")]
    StaleUnseen,
}

#[derive(Args, Debug)]
pub struct Check {
    /// Show every message, not the first 100 only
    #[arg(long)]
    pub all: bool,
    /// Only findings of this rule, or `expectations` (may be given several times)
    #[arg(long, value_name = "RULE|expectations")]
    pub only: Vec<String>,
    /// Also list who is still in today and has not been attested within so many years
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u16).range(1..))]
    pub stale: Option<u16>,
    /// In place of the messages: how many events, actors and sources there are, and how sure they are
    #[arg(long)]
    pub summary: bool,
}

impl Check {
    /// The question as data, and the rules it is about.
    pub fn question(&self) -> Result<(question::Check, Only), Unfit> {
        let only = Only::parse(&self.only)?;
        match self.stale {
            None if only.names("stale") => return Err(Unfit::StaleUnasked),
            Some(_) if !only.is_all() && !only.names("stale") => return Err(Unfit::StaleUnseen),
            _ => {}
        }
        let question = question::Check {
            only: self.only.clone(),
            stale: self.stale,
        };
        Ok((question, only))
    }
}
