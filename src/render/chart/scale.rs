//! Days to columns, and the ticks above them.

use chrono::{Datelike, Months, NaiveDate};

use crate::day::Day;

/// The days of a chart, spread over columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    from: Day,
    days: usize,
    columns: usize,
}

/// A tick: its column, what stands above it, and what above that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick {
    /// The column.
    pub column: usize,
    /// The label.
    pub label: String,
    /// The period around, where it begins with this tick.
    pub above: Option<String>,
}

/// How far the ticks stand apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    /// On the first day of a month, and every so many days after it.
    Days(u32),
    /// Every so many months of a year.
    Months(u32),
    /// Every so many years.
    Years(i32),
}

/// From the finest.
const UNITS: [Unit; 16] = [
    Unit::Days(1),
    Unit::Days(2),
    Unit::Days(5),
    Unit::Days(10),
    Unit::Months(1),
    Unit::Months(3),
    Unit::Months(6),
    Unit::Years(1),
    Unit::Years(2),
    Unit::Years(5),
    Unit::Years(10),
    Unit::Years(20),
    Unit::Years(50),
    Unit::Years(100),
    Unit::Years(500),
    Unit::Years(1000),
];

impl Scale {
    /// The days from the first to the last, over so many columns. Where there are fewer days than columns,
    /// each column is one day, and a day several columns.
    pub fn new(from: Day, to: Day, columns: usize) -> Scale {
        let days = usize::try_from(from.days_to(to)).unwrap_or(0) + 1;
        Scale {
            from,
            days,
            columns: columns.max(1),
        }
    }

    /// How many columns it takes.
    pub fn columns(self) -> usize {
        self.columns
    }

    /// The first and the last day of a column.
    pub fn days_of(self, column: usize) -> (Day, Day) {
        let first = self.offset(column);
        let last = self.offset(column + 1).saturating_sub(1).max(first);
        (self.day(first), self.day(last))
    }

    /// The first column that shows a day, if it is among the days.
    pub fn column_of(self, day: Day) -> Option<usize> {
        let offset = usize::try_from(self.from.days_to(day)).ok()?;
        let next = (offset * self.columns).div_ceil(self.days);
        let column = if self.offset(next) > offset {
            next - 1
        } else {
            next
        };
        (offset < self.days).then_some(column)
    }

    /// How many days a column stands for, as words.
    pub fn in_words(self) -> String {
        let (days, columns) = (self.days, self.columns);
        if days < columns {
            return "a column is one day or part of it".to_owned();
        }
        match (days / columns, days % columns) {
            (1, 0) => "a column is one day".to_owned(),
            (least, 0) => format!("a column is {least} days"),
            (least, _) => format!("a column is {least} or {} days", least + 1),
        }
    }

    /// The finest ticks whose labels do not touch.
    pub fn ticks(self) -> Vec<Tick> {
        let fitting = UNITS.iter().find_map(|&unit| self.ticks_of(unit));
        fitting.unwrap_or_default()
    }

    fn offset(self, column: usize) -> usize {
        column * self.days / self.columns
    }

    fn day(self, offset: usize) -> Day {
        self.from.plus(i64::try_from(offset).unwrap_or(i64::MAX))
    }

    /// The ticks of a unit, unless their labels touch.
    fn ticks_of(self, unit: Unit) -> Option<Vec<Tick>> {
        let last = self.day(self.days - 1).date()?;
        let mut ticks: Vec<Tick> = Vec::new();
        let mut date = unit.first(self.from.date()?);
        while let Some(at) = date.filter(|at| *at <= last) {
            if let Some(column) = self.column_of(Day::from_date(at)) {
                let too_near = |before: &Tick| before.column + before.label.len() + 1 > column;
                if ticks.last().is_some_and(too_near) {
                    return None;
                }
                ticks.push(unit.tick(column, at));
            }
            date = unit.next(at);
        }
        Some(ticks)
    }

    /// What stands above the first column where the period around it begins before it.
    pub fn above_first(self, ticks: &[Tick]) -> Option<String> {
        let date = self.from.date()?;
        match ticks.first()?.label.len() {
            2 => Some(date.format("%Y-%m").to_string()),
            3 => Some(date.year().to_string()),
            _ => None,
        }
    }
}

impl Unit {
    /// The first tick at or before a day.
    fn first(self, day: NaiveDate) -> Option<NaiveDate> {
        let (year, month) = (day.year(), day.month());
        match self {
            Unit::Days(_) => day.with_day(1),
            Unit::Months(step) => NaiveDate::from_ymd_opt(year, (month - 1) / step * step + 1, 1),
            Unit::Years(step) => {
                let year = year.div_euclid(step) * step;
                NaiveDate::from_ymd_opt(year.max(1), 1, 1)
            }
        }
    }

    fn next(self, after: NaiveDate) -> Option<NaiveDate> {
        match self {
            Unit::Days(step) => {
                let next = after.with_day(after.day() + step);
                let next_month = || after.with_day(1)?.checked_add_months(Months::new(1));
                next.filter(|next| step == 1 || next.day() < 30)
                    .or_else(next_month)
            }
            Unit::Months(step) => after.checked_add_months(Months::new(step)),
            Unit::Years(step) => {
                NaiveDate::from_ymd_opt((after.year() + step).div_euclid(step) * step, 1, 1)
            }
        }
    }

    fn tick(self, column: usize, at: NaiveDate) -> Tick {
        let (label, above) = match self {
            Unit::Days(_) => ("%d", (at.day() == 1).then_some("%Y-%m")),
            Unit::Months(_) => ("%b", (at.month() == 1).then_some("%Y")),
            Unit::Years(_) => ("%Y", None),
        };
        Tick {
            column,
            label: at.format(label).to_string(),
            above: above.map(|above| at.format(above).to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(from: &str, to: &str, columns: usize) -> Scale {
        let day = |text| Day::parse(text).unwrap_or(Day::AFTER_ALL);
        Scale::new(day(from), day(to), columns)
    }

    fn labels(from: &str, to: &str, columns: usize) -> String {
        let ticks = scale(from, to, columns).ticks();
        let labels: Vec<_> = ticks.into_iter().map(|tick| tick.label).collect();
        labels.join(" ")
    }

    #[test]
    fn ticks_suit_the_span() {
        assert_eq!(labels("2014-09-22", "2014-09-27", 60), "22 23 24 25 26 27");
        assert_eq!(
            labels("2014-09-10", "2014-10-10", 60),
            "11 13 15 17 19 21 23 25 27 29 01 03 05 07 09"
        );
        assert_eq!(
            labels("2014-08-01", "2014-12-31", 60),
            "01 11 21 01 11 21 01 11 21 01 11 21 01 11 21"
        );
        assert_eq!(
            labels("2014-08-15", "2015-03-31", 60),
            "Sep Oct Nov Dec Jan Feb Mar"
        );
        assert_eq!(
            labels("2014-08-01", "2016-12-31", 60),
            "Oct Jan Apr Jul Oct Jan Apr Jul Oct"
        );
        assert_eq!(
            labels("2014-08-01", "2026-11-22", 60),
            "2016 2018 2020 2022 2024 2026"
        );
        assert_eq!(
            labels("1900-01-01", "2026-11-22", 60),
            "1900 1920 1940 1960 1980 2000 2020"
        );
        assert_eq!(
            labels("0001-01-01", "9999-12-31", 60),
            "0001 1000 2000 3000 4000 5000 6000 7000 8000 9000"
        );
    }

    #[test]
    fn every_day_has_a_column_and_every_column_days() {
        for (to, columns) in [
            ("2014-09-01", 60),
            ("2014-09-07", 60),
            ("2014-11-04", 60),
            ("2019-03-02", 61),
            ("2014-10-30", 60),
        ] {
            let scale = scale("2014-09-01", to, columns);
            let mut next = scale.days_of(0).0;
            for column in 0..scale.columns() {
                let (first, last) = scale.days_of(column);
                assert!(
                    first <= last && (first == next || first == next.previous()),
                    "{to} {column}"
                );
                assert!(
                    scale.column_of(last).is_some_and(|of| of <= column),
                    "{to} {column}"
                );
                next = last.next();
            }
            assert_eq!(next.previous().to_string(), to);
            assert_eq!(scale.column_of(next), None);
        }
    }
}
