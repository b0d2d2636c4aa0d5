//! Why a run failed: exit status 2, and one line on standard error.

use coalition::check::only::NoRule;
use coalition::day::Day;
use coalition::lookup::Unclear;
use coalition::text::{ReadError, Size};

use super::Unfit;
use super::diff::DiffFault;
use super::fmt::FmtFault;
use super::page::PageFault;
use super::serve::ServeFault;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}{raised}", raised = raised(.0))]
    Read(#[from] ReadError),
    #[error(transparent)]
    Unclear(#[from] Unclear),
    #[error("`--from {0}` is later than `--to {1}`: no day lies between; swap them")]
    NoDayBetween(Day, Day),
    #[error(transparent)]
    NoRule(#[from] NoRule),
    #[error(transparent)]
    Unfit(#[from] Unfit),
    #[error(transparent)]
    Diff(#[from] DiffFault),
    #[error(transparent)]
    Fmt(#[from] FmtFault),
    #[error(transparent)]
    Page(#[from] PageFault),
    #[error(transparent)]
    Serve(#[from] ServeFault),
    #[error("{0}")]
    Words(String),
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
}

/// Which option lets a file be read that is refused as it stands.
fn raised(fault: &ReadError) -> String {
    match fault {
        ReadError::TooLarge { size, .. } if *size <= Size::MOST => {
            format!(": `--largest-file {}` lets it be read", size.rounded_up())
        }
        ReadError::TooLarge { .. } => {
            let most = Size::MOST;
            format!(": split it, for `--largest-file` can be {most} at most")
        }
        _ => String::new(),
    }
}
