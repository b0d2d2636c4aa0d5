//! Days and dates: a [`Day`] is one calendar day, a [`When`] a date as recorded, with the first and
//! the last day it can mean.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use edtf_core::{Bound, Edtf, SetKind};

use crate::wording::Str;

/// One day of the proleptic Gregorian calendar.
///
/// ```
/// use coalition::day::Day;
/// let day = Day::parse("2014-09-26").unwrap();
/// assert_eq!(day.next().to_string(), "2014-09-27");
/// ```
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
pub struct Day(i32);

impl Day {
    /// Before every day: the earliest side of a date that has none.
    pub const BEFORE_ALL: Day = Day(i32::MIN);
    /// After every day: the latest side of a date that has none.
    pub const AFTER_ALL: Day = Day(i32::MAX);

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`DateFault`] when the text is no such day.
    pub fn parse(text: &str) -> Result<Day, DateFault> {
        let plain = text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
        let needed = |reason: String| DateFault::new(format!("write a day as 2014-09-26{reason}"));
        if !plain {
            return Err(needed(String::new()));
        }
        let when = When::parse(text).map_err(|fault| needed(format!(": {fault}")))?;
        when.day().ok_or_else(|| needed(String::new()))
    }

    /// Most dates are exact days: these need no more than four, two and two digits.
    pub(crate) fn plain(text: &str) -> Option<Day> {
        let [a, b, c, d, b'-', m, n, b'-', x, y] = *text.as_bytes() else {
            return None;
        };
        let number = |digits: &[u8]| {
            let all = digits.iter().all(u8::is_ascii_digit);
            let sum = digits.iter().fold(0, |sum, digit| {
                10 * sum + u32::from(digit.wrapping_sub(b'0'))
            });
            all.then_some(sum)
        };
        let year = i32::try_from(number(&[a, b, c, d])?).ok()?;
        let date = NaiveDate::from_ymd_opt(year, number(&[m, n])?, number(&[x, y])?)?;
        (year > 0).then(|| Day::from_date(date))
    }

    /// The day as chrono counts it.
    pub fn from_date(date: NaiveDate) -> Day {
        Day(date.num_days_from_ce())
    }

    /// The next day. The open sides stay where they are.
    #[must_use]
    pub fn next(self) -> Day {
        match self {
            Day::BEFORE_ALL => self,
            Day(n) => Day(n.saturating_add(1)),
        }
    }

    /// The day before. The open sides stay where they are.
    #[must_use]
    pub fn previous(self) -> Day {
        match self {
            Day::AFTER_ALL => self,
            Day(n) => Day(n.saturating_sub(1)),
        }
    }

    /// The day so many days later; earlier where negative. The open sides stay where they are.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        let Some(Day(n)) = self.known() else {
            return self;
        };
        let days = days.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        Day(i32::try_from(i64::from(n) + days).unwrap_or(if days < 0 {
            i32::MIN
        } else {
            i32::MAX
        }))
    }

    /// How many days later the other is.
    ///
    /// ```
    /// use coalition::day::Day;
    /// let day = Day::parse("2014-09-26").unwrap();
    /// assert_eq!(day.days_to(day.plus(7)), 7);
    /// ```
    pub fn days_to(self, other: Day) -> i64 {
        i64::from(other.0) - i64::from(self.0)
    }

    /// The day as chrono knows it, unless it is an open side.
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.known()?.0)
    }

    /// How many days it comes after the first of 1970, unless it is an open side.
    ///
    /// ```
    /// use coalition::day::Day;
    /// let day = Day::parse("1970-01-31").unwrap();
    /// assert_eq!(day.since_1970(), Some(30));
    /// ```
    pub fn since_1970(self) -> Option<i32> {
        const FIRST_OF_1970: i32 = 719_163;
        self.known().map(|Day(n)| n.saturating_sub(FIRST_OF_1970))
    }

    /// The same day so many years before; the 28th for a 29th of February that there is not.
    ///
    /// ```
    /// use coalition::day::Day;
    /// let day = Day::parse("2016-02-29").unwrap();
    /// assert_eq!(day.years_before(2).to_string(), "2014-02-28");
    /// ```
    #[must_use]
    pub fn years_before(self, years: u16) -> Day {
        let date = NaiveDate::from_num_days_from_ce_opt(self.0);
        let before =
            date.and_then(|date| date.checked_sub_months(Months::new(12 * u32::from(years))));
        before.map_or(Day::BEFORE_ALL, Day::from_date)
    }

    /// The day, unless it is an open side.
    pub fn known(self) -> Option<Day> {
        (self != Day::BEFORE_ALL && self != Day::AFTER_ALL).then_some(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NaiveDate::from_num_days_from_ce_opt(self.0) {
            Some(date) if self.known().is_some() => write!(f, "{date}"),
            _ => f.write_str(".."),
        }
    }
}

/// Why a text is no date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{reason}")]
pub struct DateFault {
    /// What is wrong, as a lowercase phrase.
    pub reason: String,
}

impl DateFault {
    fn new(reason: impl Into<String>) -> Self {
        DateFault {
            reason: reason.into(),
        }
    }
}

/// A date as recorded: its EDTF text, and the bounds within which the day lies.
///
/// `~` and `?` never widen the bounds; an interval means "on some day of it".
///
/// ```
/// use coalition::day::When;
/// let when = When::parse("2014-09~").unwrap();
/// assert_eq!(when.earliest().to_string(), "2014-09-01");
/// assert_eq!(when.latest().to_string(), "2014-09-30");
/// assert!(When::parse("2014-02-30").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct When(Written);

/// Most dates are exact days, whose text needs not be kept.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
enum Written {
    Day(Day),
    Otherwise(Box<(Str, Bounds)>),
}

/// The first and the last day that something can have happened, both included.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Bounds {
    /// The first day, or [`Day::BEFORE_ALL`].
    pub earliest: Day,
    /// The last day, or [`Day::AFTER_ALL`].
    pub latest: Day,
}

impl Bounds {
    /// Whether the two have a day in common.
    pub fn overlap(self, other: Bounds) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

impl When {
    /// Reads an EDTF date, levels 0 to 2.
    ///
    /// # Errors
    /// A [`DateFault`] for text that is not EDTF, times of day, all-of sets, intervals open on both
    /// sides, and years outside 1 to 9999.
    pub fn parse(text: &str) -> Result<When, DateFault> {
        if let Some(day) = Day::plain(text) {
            return Ok(When(Written::Day(day)));
        }
        let date = Edtf::parse(text).map_err(|fault| DateFault::new(fault.message))?;
        match &date {
            Edtf::DateTime(_) => {
                return Err(DateFault::new("a date is a day: the time must go"));
            }
            Edtf::Set(set) if set.kind == SetKind::AllMembers => {
                return Err(DateFault::new(
                    "`{..}` means every one of these dates, and an event happens once",
                ));
            }
            _ => {}
        }
        let found = date.bounds();
        let bounds = Bounds {
            earliest: side(found.earliest, Day::BEFORE_ALL)?,
            latest: side(found.latest, Day::AFTER_ALL)?,
        };
        if bounds.earliest.known().is_none() && bounds.latest.known().is_none() {
            return Err(DateFault::new("a date needs a first or a last day"));
        }
        if bounds.earliest > bounds.latest {
            return Err(DateFault::new("the date ends before it begins"));
        }
        Ok(When(Written::Otherwise(Box::new((text.into(), bounds)))))
    }

    /// The date as recorded.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Written::Day(day) => day.to_string().into(),
            Written::Otherwise(written) => Cow::Borrowed(&written.0),
        }
    }

    /// The first and last day it can mean.
    pub fn bounds(&self) -> Bounds {
        match self.0 {
            Written::Day(day) => Bounds {
                earliest: day,
                latest: day,
            },
            Written::Otherwise(ref written) => written.1,
        }
    }

    /// The first day it can mean, or [`Day::BEFORE_ALL`].
    pub fn earliest(&self) -> Day {
        self.bounds().earliest
    }

    /// The last day it can mean, or [`Day::AFTER_ALL`].
    pub fn latest(&self) -> Day {
        self.bounds().latest
    }

    /// The day, where the date is exact.
    pub fn day(&self) -> Option<Day> {
        let Bounds { earliest, latest } = self.bounds();
        (earliest == latest).then_some(earliest)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Written::Day(day) => fmt::Display::fmt(day, f),
            Written::Otherwise(written) => f.write_str(&written.0),
        }
    }
}

fn side(bound: Bound, open: Day) -> Result<Day, DateFault> {
    let Bound::Date(date) = bound else {
        return Ok(open);
    };
    i32::try_from(date.year)
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, date.month.into(), date.day.into()))
        .map(Day::from_date)
        .ok_or_else(|| DateFault::new("years run from 0001 to 9999"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused() {
        for text in [
            "",
            "26.9.2014",
            "2014-02-30",
            "2014-13",
            "Y99999",
            "99999-01-01",
            "../..",
            "{2014-09-26,2014-09-27}",
            "2014-09-26T10:00:00",
            "2014-10-05/2014-10-01",
        ] {
            assert!(When::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_kept_as_it_was_written() {
        for text in [
            "0001-01-01",
            "2014-09-26",
            "9999-12-31",
            "2014-09~",
            "2014-09-26?",
        ] {
            assert_eq!(
                When::parse(text).map(|when| when.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn one_side_may_be_open() {
        let sides = When::parse("../2014-10").map(|when| (when.earliest(), when.latest()));
        assert_eq!(
            sides,
            Ok((
                Day::BEFORE_ALL,
                Day::parse("2014-10-31").unwrap_or(Day::AFTER_ALL)
            ))
        );
    }
}
