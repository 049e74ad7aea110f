//! The simple types of pagoPA's schemas: what the text of an element may be.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{NaiveDate, NaiveTime};

use crate::pagopa::amount::Cents;

/// A simple type.
#[derive(Debug)]
pub(crate) enum Simple {
    /// Any text.
    Any,
    /// Text of so many characters, at least one.
    UpTo(usize),
    /// Text of exactly so many characters.
    Exactly(usize),
    /// So many characters from … to.
    Between(usize, usize),
    /// Exactly so many digits.
    Digits(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Two capital letters: `stNazioneProvincia`.
    TwoCapitals,
    /// `stEMail`.
    EMail,
    /// `stAmount`: digits, point, two decimals, at most 999999999.99.
    Amount,
    /// `stAmountNotZero`: the same, at least 0.01.
    AmountNotZero,
    /// `stIdTransfer`: 1 to 5.
    IdTransfer,
    /// `xsd:int`.
    Int,
    /// `xsd:boolean`.
    Boolean,
    /// `xsd:date`.
    Date,
    /// `xsd:dateTime`.
    DateTime,
    /// `xsd:base64Binary`.
    Base64,
    /// `stBase64Binary72`: base64 of 4 to 72 characters.
    ShortBase64,
}

impl Simple {
    /// Says what is wrong with `text`. Strings are taken as written, other types without the blanks around them.
    pub(crate) fn check(&self, text: &str) -> Result<(), String> {
        let value = text.trim_matches([' ', '\t', '\r', '\n']);
        let length = text.chars().count();
        let (holds, wanted) = match self {
            Self::Any => (true, String::new()),
            Self::UpTo(most) => ((1..=*most).contains(&length), format!("has not 1 to {most} characters")),
            Self::Exactly(wanted) => (length == *wanted, format!("has not {wanted} characters")),
            Self::Between(least, most) => ((*least..=*most).contains(&length), format!("has not {least} to {most} characters")),
            Self::Digits(wanted) => (length == *wanted && all_digits(text), format!("is not {wanted} digits")),
            Self::OneOf(words) => (words.contains(&text), format!("is not one of {}", words.join(", "))),
            Self::TwoCapitals => (is_two_capitals(text), "is not two capital letters".to_owned()),
            Self::EMail => (is_e_mail(text), "is not an e-mail address as stEMail wants it".to_owned()),
            Self::Amount => (is_amount(value, 0), "is not an amount with two decimals".to_owned()),
            Self::AmountNotZero => (is_amount(value, 1), "is not an amount from 0.01 with two decimals".to_owned()),
            Self::IdTransfer => (value.parse().is_ok_and(|id: i32| (1..=5).contains(&id)), "is not 1 to 5".to_owned()),
            Self::Int => (value.parse::<i32>().is_ok(), "is not an xsd:int".to_owned()),
            Self::Boolean => (["true", "false", "1", "0"].contains(&value), "is not an xsd:boolean".to_owned()),
            Self::Date => (is_date(value), "is not an xsd:date".to_owned()),
            Self::DateTime => (is_date_time(value), "is not an xsd:dateTime".to_owned()),
            Self::Base64 => (is_base64(text), "is not base64".to_owned()),
            Self::ShortBase64 => {
                (is_base64(text) && (4..=72).contains(&value.chars().count()), "is not 4 to 72 of base64".to_owned())
            }
        };
        if holds { Ok(()) } else { Err(wanted) }
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_two_capitals(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_amount(value: &str, least: i64) -> bool {
    Cents::parse(value).is_some_and(|Cents(cents)| (least..=99_999_999_999).contains(&cents))
}

fn is_e_mail(text: &str) -> bool {
    let alphanumeric_or =
        |others: &'static str| move |character: char| character.is_ascii_alphanumeric() || others.contains(character);
    let Some((local, host)) = text.split_once('@') else { return false };
    let label = |label: &str| !label.is_empty() && label.chars().all(alphanumeric_or("-"));
    let local_holds = !local.is_empty() && local.chars().all(alphanumeric_or("_.+-"));
    text.chars().count() <= 256 && local_holds && host.split('.').all(label)
}

/// A date, perhaps with a zone.
fn is_date(value: &str) -> bool {
    let Some((date, zone)) = value.split_at_checked(10) else { return false };
    well_formed_date(date) && is_zone(zone)
}

fn is_date_time(value: &str) -> bool {
    let Some((date, time)) = value.split_once('T') else { return false };
    let Some((clock, rest)) = time.split_at_checked(8) else { return false };
    let fraction = rest.strip_prefix('.').map_or("", |after| {
        let end = after.find(|character: char| !character.is_ascii_digit()).unwrap_or(after.len());
        &after[..end]
    });
    let point_without_digits = rest.starts_with('.') && fraction.is_empty();
    let zone = if fraction.is_empty() { rest } else { &rest[fraction.len() + 1..] };
    let time_holds = clock == "24:00:00" || NaiveTime::parse_from_str(clock, "%H:%M:%S").is_ok();
    date.len() == 10 && well_formed_date(date) && time_holds && !point_without_digits && is_zone(zone)
}

fn well_formed_date(date: &str) -> bool {
    let shape = date.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shape && NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok()
}

fn is_zone(zone: &str) -> bool {
    if zone.is_empty() || zone == "Z" {
        return true;
    }
    let Some(offset) = zone.strip_prefix(['+', '-']) else { return false };
    offset.len() == 5 && NaiveTime::parse_from_str(offset, "%H:%M").is_ok_and(|offset| offset <= FARTHEST_ZONE)
}

const FARTHEST_ZONE: NaiveTime = match NaiveTime::from_hms_opt(14, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

fn is_base64(text: &str) -> bool {
    let packed: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    BASE64.decode(packed).is_ok()
}

#[cfg(test)]
mod tests {
    use super::Simple;

    fn verdicts(simple: &Simple, texts: &[&str]) -> Vec<bool> {
        texts.iter().map(|text| simple.check(text).is_ok()).collect()
    }

    #[test]
    fn dates_and_times_follow_the_schema_language() {
        let dates = ["2026-10-31", "2026-10-31Z", "2026-10-31+02:00", "2026-02-30", "26-10-31", "2026-1-31", ""];
        assert_eq!(verdicts(&Simple::Date, &dates), [true, true, true, false, false, false, false]);
        let moments = [
            "2026-10-20T10:15:30",
            "2026-10-20T10:15:30.123+02:00",
            "2026-10-20T24:00:00Z",
            "2026-10-20T25:00:00",
            "2026-10-20 10:15:30",
            "2026-10-20T10:15:30.",
            "2026-10-20T10:15",
            "2026-10-20",
        ];
        assert_eq!(verdicts(&Simple::DateTime, &moments), [true, true, true, false, false, false, false, false]);
    }

    #[test]
    fn amounts_have_two_decimals_and_limits() {
        let amounts = ["0.00", "0.01", "999999999.99", "1000000000.00", "1.0", "1"];
        assert_eq!(verdicts(&Simple::Amount, &amounts), [true, true, true, false, false, false]);
        assert_eq!(verdicts(&Simple::AmountNotZero, &amounts), [false, true, true, false, false, false]);
    }

    #[test]
    fn an_empty_text_is_no_text() {
        assert_eq!(verdicts(&Simple::UpTo(3), &["", "a", "àèì", "àèìò"]), [false, true, true, false]);
    }

    #[test]
    fn addresses_are_what_the_pattern_says() {
        let addresses = ["mario.rossi+tag@example.test", "a@b", "a@b..c", "@b.c", "a@", "a b@c.d", "è@b.c"];
        assert_eq!(verdicts(&Simple::EMail, &addresses), [true, true, false, false, false, false, false]);
    }
}
