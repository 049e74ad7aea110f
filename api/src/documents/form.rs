//! How amounts, dates and codes are written on paper.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Europe::Rome;

use super::language::{Language, ReceiptTexts};
use super::value::{Cents, NoticeNumber};

/// `1.500,00`, in English `1,500.00`: two decimals always, no sign of the currency.
pub(super) fn amount(cents: Cents, language: Language) -> String {
    let (thousands, decimals) = if language == Language::English { (',', '.') } else { ('.', ',') };
    let whole = (cents.0 / 100).to_string();
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    format!("{grouped}{decimals}{:02}", cents.0 % 100)
}

/// `dd/mm/yyyy`.
pub(super) fn date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `14 novembre 2023, 19:31:55`, in Europe/Rome, summer time included.
pub(super) fn moment(moment: DateTime<Utc>, texts: &ReceiptTexts) -> String {
    let local = moment.with_timezone(&Rome);
    let month = usize::try_from(local.month0()).ok().and_then(|index| texts.months.get(index));
    texts
        .moment
        .replace("{day}", &local.day().to_string())
        .replace("{month}", month.unwrap_or(&""))
        .replace("{year}", &local.year().to_string())
        .replace("{time}", &local.format("%H:%M:%S").to_string())
}

/// The 18 digits in groups of four: `4700 0000 8800 9990 51`.
pub(super) fn notice_number(number: &NoticeNumber) -> String {
    let mut grouped = String::with_capacity(22);
    for (index, digit) in number.as_str().chars().enumerate() {
        if index > 0 && index.is_multiple_of(4) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::super::language::Language;
    use super::super::value::{Cents, NoticeNumber};
    use super::{amount, moment, notice_number};

    #[test]
    fn amounts_have_two_decimals_and_groups_of_three() {
        let cases = [(1, "0,01"), (99, "0,99"), (1_999, "19,99"), (150_000, "1.500,00"), (99_999_999_999, "999.999.999,99")];
        for (cents, written) in cases {
            assert_eq!(amount(Cents(cents), Language::Italian), written);
        }
        assert_eq!(amount(Cents(102_099), Language::English), "1,020.99");
        assert_eq!(amount(Cents(102_099), Language::German), "1.020,99");
    }

    #[test]
    fn moments_are_roman_in_winter_and_summer() {
        let winter = Utc.with_ymd_and_hms(2023, 11, 14, 18, 31, 55).unwrap();
        assert_eq!(moment(winter, Language::Italian.receipt()), "14 novembre 2023, 19:31:55");
        let summer = Utc.with_ymd_and_hms(2023, 7, 31, 22, 0, 5).unwrap();
        assert_eq!(moment(summer, Language::Italian.receipt()), "1 agosto 2023, 00:00:05");
        assert_eq!(moment(summer, Language::German.receipt()), "1. August 2023, 00:00:05");
    }

    #[test]
    fn notice_numbers_are_read_in_fours() {
        let number = NoticeNumber::new("470000008800999051").unwrap();
        assert_eq!(notice_number(&number), "4700 0000 8800 9990 51");
    }
}
