//! Banking days in Italy: on which day money moves and a flow reports it.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Europe::Rome;

/// The hour after which a payment counts for the next banking day (SACI 3.2.1: 13:00).
const CUT_OFF_HOUR: u32 = 13;

/// The day a payment counts for: that of the payment when it is a banking day and the cut-off is not past.
#[must_use]
pub fn payment_day(paid_at: DateTime<Utc>) -> NaiveDate {
    let local = paid_at.with_timezone(&Rome).naive_local();
    let cut_off = NaiveTime::from_hms_opt(CUT_OFF_HOUR, 0, 0).unwrap_or(NaiveTime::MIN);
    if is_banking_day(local.date()) && local.time() < cut_off {
        return local.date();
    }
    next_banking_day(local.date())
}

/// The first banking day after `day`: for a payment day, the day of its credit transfer.
#[must_use]
pub fn next_banking_day(day: NaiveDate) -> NaiveDate {
    let mut next = day + Days::new(1);
    while !is_banking_day(next) {
        next = next + Days::new(1);
    }
    next
}

fn is_banking_day(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let fixed = [(1, 1), (5, 1), (12, 25), (12, 26)].contains(&(day.month(), day.day()));
    let easter = easter(day.year());
    let movable = day == easter - Days::new(2) || day == easter + Days::new(1);
    !weekend && !fixed && !movable
}

/// Easter Sunday of the Gregorian calendar (the computation of Meeus, Jones and Butcher).
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    let in_range = |number: i32| u32::try_from(number).unwrap_or(1);
    NaiveDate::from_ymd_opt(year, in_range(month), in_range(day)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{easter, next_banking_day, payment_day};

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_calendars_say() {
        let days: Vec<_> = [2024, 2025, 2026, 2027, 2038].map(|year| easter(year).to_string()).into();
        assert_eq!(days, ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"]);
    }

    #[test]
    fn a_payment_counts_for_its_day_until_one_o_clock_in_rome() {
        assert_eq!(payment_day(moment("2026-10-20T10:59:59Z")).to_string(), "2026-10-20");
        assert_eq!(payment_day(moment("2026-10-20T11:00:00Z")).to_string(), "2026-10-21");
        assert_eq!(payment_day(moment("2026-12-01T11:59:59Z")).to_string(), "2026-12-01", "winter time");
        assert_eq!(payment_day(moment("2026-10-23T12:00:00Z")).to_string(), "2026-10-26", "over a weekend");
        assert_eq!(payment_day(moment("2026-04-02T12:00:00Z")).to_string(), "2026-04-07", "over Easter");
    }

    #[test]
    fn money_moves_on_the_next_banking_day() {
        assert_eq!(next_banking_day("2026-10-20".parse().unwrap()).to_string(), "2026-10-21");
        assert_eq!(next_banking_day("2026-12-24".parse().unwrap()).to_string(), "2026-12-28");
    }
}
