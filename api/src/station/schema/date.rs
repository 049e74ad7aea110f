//! `xsd:date` and `xsd:dateTime`. A moment without a zone is Italian time, as everywhere in pagoPA (SACI 3.2.1).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use domain::rome;

use super::value::collapsed;

const NOT_A_DATE: &str = "data non scritta come AAAA-MM-GG";
const NOT_A_MOMENT: &str = "data e ora non scritte come AAAA-MM-GGThh:mm:ss";

/// A day (`stISODate`). A zone, which the type allows, does not change which day is meant.
///
/// # Errors
/// When it is no day of the calendar.
pub fn date(text: &str) -> Result<NaiveDate, &'static str> {
    let (day, zone) = collapsed(text).split_at_checked(10).ok_or(NOT_A_DATE)?;
    offset(zone).ok_or(NOT_A_DATE)?;
    calendar_day(day).ok_or(NOT_A_DATE)
}

/// A moment (`stISODateTime`), cut to microseconds.
///
/// # Errors
/// When it is no moment.
pub fn date_time(text: &str) -> Result<DateTime<Utc>, &'static str> {
    moment(collapsed(text)).ok_or(NOT_A_MOMENT)
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (day, time) = text.split_once('T')?;
    let day = calendar_day(day)?;
    let (clock, rest) = time.split_at_checked(8)?;
    let (fraction, zone) = split_fraction(rest)?;
    let local = time_of_day(day, clock)?.checked_add_signed(TimeDelta::microseconds(fraction))?;
    match offset(zone)? {
        Some(zone) => zone.from_local_datetime(&local).single().map(|moment| moment.to_utc()),
        None => Some(rome::instant(local)),
    }
}

/// Four digits of year, as every date of this century and the contract's own examples have.
fn calendar_day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(index, byte)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped || text.starts_with("0000") {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// `hh:mm:ss`; 24:00:00 is the first moment of the next day.
fn time_of_day(day: NaiveDate, clock: &str) -> Option<NaiveDateTime> {
    if clock == "24:00:00" {
        return day.succ_opt().map(|next| next.and_time(NaiveTime::MIN));
    }
    let shaped =
        clock.bytes().enumerate().all(|(index, byte)| if matches!(index, 2 | 5) { byte == b':' } else { byte.is_ascii_digit() });
    let part = |from: usize| clock.get(from..from.checked_add(2)?)?.parse::<u32>().ok();
    if !shaped {
        return None;
    }
    day.and_hms_opt(part(0)?, part(3)?, part(6)?)
}

/// Microseconds of `.ddd…`, and what follows.
fn split_fraction(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = rest.split_at_checked(digits).filter(|(fraction, _)| !fraction.is_empty())?;
    let padded: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    Some((padded.parse().ok()?, zone))
}

/// Nothing, `Z`, or `±hh:mm` up to 14 hours; the outer option says whether it is one of these.
fn offset(zone: &str) -> Option<Option<FixedOffset>> {
    if zone.is_empty() {
        return Some(None);
    }
    if zone == "Z" {
        return FixedOffset::east_opt(0).map(Some);
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let number =
        |digits: &str| (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse::<i32>().ok())?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let seconds = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?;
    if minutes > 59 || seconds > 14 * 3600 {
        return None;
    }
    match sign {
        "+" => FixedOffset::east_opt(seconds).map(Some),
        "-" => FixedOffset::west_opt(seconds).map(Some),
        _ => None,
    }
}
