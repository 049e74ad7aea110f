//! Deadlines end at midnight in Italy, whatever the clocks did that day.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{day, end_of_day, instant, local, start_of_day};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn clock(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn in_winter_italy_is_one_hour_ahead() {
    assert_eq!(day(utc("2026-01-15T22:59:59Z")), date("2026-01-15"));
    assert_eq!(day(utc("2026-01-15T23:00:00Z")), date("2026-01-16"));
}

#[test]
fn in_summer_italy_is_two_hours_ahead() {
    assert_eq!(day(utc("2026-07-15T21:59:59Z")), date("2026-07-15"));
    assert_eq!(day(utc("2026-07-15T22:00:00Z")), date("2026-07-16"));
}

#[test]
fn the_last_second_of_the_day_clocks_go_forward_is_still_that_day() {
    let spring = date("2026-03-29");
    let last_second = utc("2026-03-29T21:59:59Z");
    assert_eq!(local(last_second), clock("2026-03-29T23:59:59"));
    assert_eq!(day(last_second), spring);
    assert!(last_second <= end_of_day(spring));
    assert_eq!(day(utc("2026-03-29T22:00:00Z")), date("2026-03-30"));
    assert_eq!(start_of_day(spring), utc("2026-03-28T23:00:00Z"));
}

#[test]
fn the_last_second_of_the_day_clocks_go_back_is_still_that_day() {
    let autumn = date("2026-10-25");
    let last_second = utc("2026-10-25T22:59:59Z");
    assert_eq!(local(last_second), clock("2026-10-25T23:59:59"));
    assert_eq!(day(last_second), autumn);
    assert!(last_second <= end_of_day(autumn));
    assert_eq!(day(utc("2026-10-25T23:00:00Z")), date("2026-10-26"));
    assert_eq!(start_of_day(autumn), utc("2026-10-24T22:00:00Z"));
}

#[test]
fn a_day_ends_one_microsecond_before_the_next() {
    let day = date("2026-12-31");
    assert_eq!(end_of_day(day), utc("2026-12-31T22:59:59.999999Z"));
}

#[test]
fn the_day_clocks_go_forward_has_23_hours_and_the_day_they_go_back_25() {
    let hours = |day: NaiveDate| {
        let next = start_of_day(day.succ_opt().unwrap());
        (next - start_of_day(day)).num_hours()
    };
    assert_eq!(hours(date("2026-03-29")), 23);
    assert_eq!(hours(date("2026-10-25")), 25);
    assert_eq!(hours(date("2026-10-26")), 24);
}

#[test]
fn the_hour_that_spring_skips_is_read_as_the_hour_after() {
    assert_eq!(instant(clock("2026-03-29T01:59:59")), utc("2026-03-29T00:59:59Z"));
    assert_eq!(instant(clock("2026-03-29T02:30:00")), utc("2026-03-29T01:30:00Z"));
    assert_eq!(instant(clock("2026-03-29T03:00:00")), utc("2026-03-29T01:00:00Z"));
}

#[test]
fn the_hour_that_autumn_repeats_is_read_as_its_first_passage() {
    assert_eq!(instant(clock("2026-10-25T02:30:00")), utc("2026-10-25T00:30:00Z"));
    assert_eq!(local(utc("2026-10-25T01:30:00Z")), clock("2026-10-25T02:30:00"));
}

#[test]
fn a_day_whose_midnight_was_skipped_begins_at_one() {
    // Italy began summer time at midnight between 21 and 22 May 1966.
    let day_without_midnight = date("1966-05-22");
    let start = start_of_day(day_without_midnight);
    assert_eq!(local(start), clock("1966-05-22T01:00:00"));
    assert_eq!(day(start - TimeDelta::seconds(1)), date("1966-05-21"));
}

#[test]
fn the_ends_of_the_calendar_do_no_harm() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        assert!(start_of_day(day) <= end_of_day(day));
    }
    assert_eq!(day(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
    assert_eq!(day(DateTime::<Utc>::MIN_UTC), NaiveDate::MIN);
    assert!(instant(NaiveDateTime::MIN) < instant(NaiveDateTime::MAX));
}

/// Any day from 1950 to 2099.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..54_786_i64).prop_map(|days| date("1950-01-01") + TimeDelta::days(days))
}

proptest! {
    #[test]
    fn a_day_holds_its_first_and_last_instant_and_no_other(any in any_day()) {
        let microsecond = TimeDelta::microseconds(1);
        let (start, end) = (start_of_day(any), end_of_day(any));
        prop_assert_eq!(day(start), any);
        prop_assert_eq!(day(end), any);
        prop_assert_eq!(Some(day(start - microsecond)), any.pred_opt());
        prop_assert_eq!(Some(day(end + microsecond)), any.succ_opt());
    }

    #[test]
    fn a_clock_reading_that_exists_reads_back_the_same(seconds in 0..4_000_000_000_i64) {
        let moment = DateTime::from_timestamp(seconds, 0).unwrap();
        let read = instant(local(moment));
        let repeated_hour = moment - TimeDelta::hours(1);
        prop_assert!(read == moment || read == repeated_hour);
        prop_assert_eq!(local(read), local(moment));
    }

    #[test]
    fn days_never_run_backwards(seconds in 0..4_000_000_000_i64, later in 0..200_000_i64) {
        let moment = |at| DateTime::from_timestamp(at, 0).unwrap();
        prop_assert!(day(moment(seconds)) <= day(moment(seconds + later)));
    }
}
