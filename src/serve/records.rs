//! The records that are served: where they are, and one reading of them.

use std::path::{Path, PathBuf};

use coalition::built_in;
use coalition::check;
use coalition::day::Day;
use coalition::finding::Finding;
use coalition::text::{Progress, Texts};
use coalition::timeline::Timeline;

use crate::cli::{Common, Failure};

/// What is read, and through whose eyes.
pub struct Records {
    /// Where they are, if not built in.
    pub data: Option<PathBuf>,
    pub common: Common,
    computers_day: fn() -> Day,
}

/// The records as they were at one time, sound or not.
pub struct Reading {
    pub texts: Texts,
    /// What is sound of them.
    pub timeline: Timeline,
    pub findings: Vec<Finding>,
    /// The day that was taken for today.
    pub today: Day,
}

impl Records {
    pub fn new(data: Option<PathBuf>, common: &Common, computers_day: fn() -> Day) -> Records {
        Records {
            data,
            common: common.clone(),
            computers_day,
        }
    }

    pub fn today(&self) -> Day {
        self.common.today.unwrap_or_else(self.computers_day)
    }

    /// Where they are, in words.
    pub fn shown(&self) -> String {
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let data = self.data.as_deref();
        data.map_or_else(|| "the records built in".to_owned(), shown)
    }

    pub fn read(&self, files: Progress<'_>, records: Progress<'_>) -> Result<Reading, Failure> {
        let texts = match &self.data {
            Some(path) => Texts::read_with(path, self.common.largest_file, files)?,
            None => built_in::texts(),
        };
        let today = self.today();
        let checked = check::read_with(&texts, today, records);
        Ok(Reading {
            texts,
            timeline: checked.timeline,
            findings: checked.findings,
            today,
        })
    }
}

impl Reading {
    pub fn errors(&self) -> usize {
        let errors = self.findings.iter().filter(|finding| finding.is_error());
        errors.count()
    }

    pub fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }

    /// Whether another reading would say the same.
    pub fn is_as(&self, other: &Reading) -> bool {
        self.today == other.today && self.texts.hash() == other.texts.hash()
    }
}
