//! Words of the command line to values: days, periods, tracks, kinds, names.

use coalition::day::{DateFault, Day, When};
use coalition::lookup::Unclear;
use coalition::model::{Kind, Track};
use coalition::name;
use coalition::question;
use strum::VariantNames;

pub(super) fn period(text: &str) -> Result<When, DateFault> {
    if text.trim_start().starts_with('[') {
        let reason =
            "a period is a date or an interval, as 2014-09 or 2014-09-20/2014-10-05, and no set";
        return Err(DateFault {
            reason: reason.to_owned(),
        });
    }
    When::parse(text)
}

/// The days of a period.
pub(super) fn days_of(when: Option<&When>, every_day: bool) -> Option<question::Period> {
    when.map(|when| question::Period {
        from: when.earliest(),
        to: when.latest(),
        every_day,
    })
}

pub(super) fn day(text: &str) -> Result<Day, DateFault> {
    Day::parse(text)
}

pub(super) fn track(text: &str) -> Result<Track, String> {
    word(text, "track", Track::VARIANTS)
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
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

/// What a word that may be left out names.
pub(super) fn maybe<T>(
    word: Option<&str>,
    find: impl Fn(&str) -> Result<T, Unclear>,
) -> Result<Option<T>, Unclear> {
    word.map(find).transpose()
}
