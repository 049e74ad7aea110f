//! A month as a calendar hangs on the wall: whole weeks, Monday to Sunday.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Years a calendar is asked for.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// A month, `2026-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

/// The text is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the month is not written as 2026-11, between 1970 and 2199")]
pub struct MonthError;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Whether a day belongs to it.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The days of its weeks: from the Monday on or before the first to the Sunday on or after the last.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.next().0.pred_opt().unwrap_or(self.0);
        let (begins, ends) = (self.0.week(Weekday::Mon).first_day(), last.week(Weekday::Mon).last_day());
        std::iter::successors(Some(begins), |day| day.checked_add_days(Days::new(1))).take_while(move |day| *day <= ends)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let first: NaiveDate = format!("{text}-01").parse().map_err(|_| MonthError)?;
        let month = Self(first);
        if YEARS.contains(&first.year()) && month.to_string() == text { Ok(month) } else { Err(MonthError) }
    }
}
