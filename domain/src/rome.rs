//! Where law speaks of days it means days in Italy: every deadline is counted in Europe/Rome, also
//! on the two days a year that have 23 or 25 hours.

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Rome;

/// The day it is in Italy at this instant.
#[must_use]
pub fn day(instant: DateTime<Utc>) -> NaiveDate {
    local(instant).date()
}

/// What clocks in Italy show at this instant.
#[must_use]
pub fn local(instant: DateTime<Utc>) -> NaiveDateTime {
    let universal = instant.naive_utc();
    let offset: FixedOffset = Rome.offset_from_utc_datetime(&universal).fix();
    universal.checked_add_offset(offset).unwrap_or(universal)
}

/// The instant at which clocks in Italy show this time: dates that pagoPA sends without a zone are
/// Italian time (SACI 3.2.1, reporting flow).
///
/// In the hour that autumn repeats, the first passage; in the hour that spring skips, the same
/// distance after the change (02:30 means 03:30).
#[must_use]
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    match Rome.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => moment.with_timezone(&Utc),
        MappedLocalTime::None => after_the_skipped_hour(local),
    }
}

/// Spring forward is one hour: read the time with the offset in force an hour before.
fn after_the_skipped_hour(local: NaiveDateTime) -> DateTime<Utc> {
    let hour = TimeDelta::hours(1);
    local
        .checked_sub_signed(hour)
        .and_then(|before| Rome.from_local_datetime(&before).earliest())
        .and_then(|before| before.with_timezone(&Utc).checked_add_signed(hour))
        .unwrap_or_else(|| local.and_utc())
}

/// The first instant of this day in Italy.
#[must_use]
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN))
}

/// The last instant of this day in Italy, to the microsecond, the finest step PostgreSQL keeps.
///
/// To ask whether a deadline has passed, prefer comparing days: `rome::day(now) > deadline`.
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    day.succ_opt()
        .map(start_of_day)
        .and_then(|next| next.checked_sub_signed(TimeDelta::microseconds(1)))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}
