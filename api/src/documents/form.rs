//! How amounts, dates and codes are written on paper.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Europe::Rome;
use domain::Cents;

use super::language::{Language, ReceiptTexts};

/// `1.500,00`, in English `1,500.00`: two decimals always, no sign of the currency.
pub(super) fn amount(cents: Cents, language: Language) -> String {
    let written = cents.to_string();
    if language != Language::English {
        return written;
    }
    let english = |sign| match sign {
        '.' => ',',
        ',' => '.',
        digit => digit,
    };
    written.chars().map(english).collect()
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

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use domain::Cents;

    use super::super::language::Language;
    use super::{amount, moment};

    #[test]
    fn amounts_have_two_decimals_and_groups_of_three() {
        let cases = [(1, "0,01"), (99, "0,99"), (1_999, "19,99"), (150_000, "1.500,00"), (99_999_999_999, "999.999.999,99")];
        for (cents, written) in cases {
            assert_eq!(amount(Cents::new(cents), Language::Italian), written);
        }
        assert_eq!(amount(Cents::new(102_099), Language::English), "1,020.99");
        assert_eq!(amount(Cents::new(102_099), Language::German), "1.020,99");
    }

    #[test]
    fn moments_are_roman_in_winter_and_summer() {
        let winter = Utc.with_ymd_and_hms(2023, 11, 14, 18, 31, 55).unwrap();
        assert_eq!(moment(winter, Language::Italian.receipt()), "14 novembre 2023, 19:31:55");
        let summer = Utc.with_ymd_and_hms(2023, 7, 31, 22, 0, 5).unwrap();
        assert_eq!(moment(summer, Language::Italian.receipt()), "1 agosto 2023, 00:00:05");
        assert_eq!(moment(summer, Language::German.receipt()), "1. August 2023, 00:00:05");
    }
}
