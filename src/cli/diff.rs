//! `diff`: two days, or two folders; never both.

use std::path::{Path, PathBuf};

use clap::Args;
use coalition::day::Day;
use coalition::lookup::{self, Unclear};
use coalition::model::{Model, Track};
use coalition::question;

use super::words::{day, maybe, track};

#[derive(Args, Debug)]
pub struct Diff {
    /// The earlier day, at its end
    #[arg(value_name = "D1", value_parser = day)]
    pub from: Option<Day>,
    /// The later day, at its end
    #[arg(value_name = "D2", value_parser = day)]
    pub to: Option<Day>,
    /// The coalition; none = every one, direct members only
    #[arg(value_name = "COALITION")]
    pub coalition: Option<String>,
    /// By which track scopes are compared: declared, authorised, deployed or operating
    #[arg(long, value_name = "TRACK", value_parser = track)]
    pub by: Option<Track>,
    /// Instead of two days: compare the records of --data with those below this folder, or in this file
    #[arg(long, value_name = "PATH")]
    pub with: Option<PathBuf>,
    /// With --with: compare the state at the end of this day too
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
}

/// What is compared.
#[derive(Debug)]
pub enum DiffQuestion {
    /// Two days.
    Days(question::Diff),
    /// Two sets of records, the second below this path.
    Records(PathBuf, question::DiffRecords),
}

/// Options that do not go together.
#[derive(Debug, thiserror::Error)]
pub enum DiffFault {
    #[error(
        "two days and `--with` are two questions: D1 and D2 compare days of the same records, `--with` compares records; ask one of them (`--with … --on DAY` compares the state on a day in both)"
    )]
    BothAxes,
    #[error(
        "`diff` compares two days, as `coalition diff 2014-09-25 2014-09-27`, or two folders, as `coalition diff --data OLD --with NEW`"
    )]
    NothingToCompare,
    #[error("`--on` belongs to `--with`: between two days there is no other day to ask for")]
    OnWithoutWith,
    #[error("`--by` is about the state on a day: with `--with` it needs `--on DAY`")]
    ByWithoutState,
    #[error("{0} is later than {1}: the earlier day comes first, as `coalition diff {1} {0}`")]
    Backwards(Day, Day),
    #[error(transparent)]
    Unclear(#[from] Unclear),
}

impl Diff {
    /// The question, names resolved. `data` is where the records come from that are asked.
    pub fn question(&self, model: &Model, data: Option<&Path>) -> Result<DiffQuestion, DiffFault> {
        match (&self.with, self.from) {
            (Some(_), Some(_)) => Err(DiffFault::BothAxes),
            (Some(with), None) => self.records(with, data),
            (None, _) => self.days(model).map(DiffQuestion::Days),
        }
    }

    fn records(&self, with: &Path, data: Option<&Path>) -> Result<DiffQuestion, DiffFault> {
        if self.by.is_some() && self.on.is_none() {
            return Err(DiffFault::ByWithoutState);
        }
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let asked = question::DiffRecords {
            data: data.map_or_else(|| "the data built in".to_owned(), shown),
            with: shown(with),
            on: self.on,
            by: self.by.unwrap_or_default(),
        };
        Ok(DiffQuestion::Records(with.to_owned(), asked))
    }

    fn days(&self, model: &Model) -> Result<question::Diff, DiffFault> {
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Err(DiffFault::NothingToCompare);
        };
        if self.on.is_some() {
            return Err(DiffFault::OnWithoutWith);
        }
        if from > to {
            return Err(DiffFault::Backwards(from, to));
        }
        Ok(question::Diff {
            from,
            to,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            by: self.by.unwrap_or_default(),
        })
    }
}
