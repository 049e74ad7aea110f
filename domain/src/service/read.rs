//! Reading what was typed into one field by the rules of its kind.

use chrono::{Datelike, NaiveDate};

use super::answer::Value;
use super::kind::{AmountRules, FieldKind, When};
use super::pattern::Pattern;
use super::problem::Broken;
use crate::Cents;
use crate::identifier::{EmailAddress, TaxCode};
use crate::money::MoneyError;
use crate::text::canonical::upper_without_blanks;
use crate::text::{Text35, Text70, Text140};

/// Characters of a number plate, of any country.
const PLATE: std::ops::RangeInclusive<usize> = 2..=10;
/// Years a citizen can mean.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl FieldKind {
    /// Understands what was typed; `today` is the day it is in Italy.
    pub(super) fn read(&self, typed: &str, today: NaiveDate) -> Result<Value, Broken> {
        Ok(match self {
            Self::DebtorName => Value::Name(Text70::parse(typed)?),
            Self::DebtorTaxCode | Self::TaxCode => Value::TaxCode(tax_code(typed)?),
            Self::Email => Value::Email(EmailAddress::parse(typed.trim())?),
            Self::Amount(rules) => Value::Amount(amount(typed, rules)?),
            Self::Blocks { minimum, maximum, .. } => Value::Blocks(quantity(typed, *minimum, *maximum)?),
            Self::Text { minimum, maximum, pattern } => Value::Text(text(typed, (*minimum, *maximum), pattern.as_ref())?),
            Self::Date { when } => Value::Date(day(typed, *when, today)?),
            Self::Plate => Value::Plate(plate(typed)?),
            Self::Month => Value::Month(month(typed)?),
            Self::Choice { options } => {
                let chosen = options.iter().find(|option| option.value.as_str() == typed.trim()).ok_or(Broken::Choice)?;
                Value::Choice(chosen.value.clone())
            }
        })
    }

    /// What an answer makes the debt amount to; none for fields that say nothing about it.
    pub(super) fn paid(&self, value: &Value) -> Option<Cents> {
        match (self, value) {
            (Self::Amount(_), Value::Amount(amount)) => Some(*amount),
            (Self::Blocks { price, .. }, Value::Blocks(count)) => price.as_i64().checked_mul(i64::from(*count)).map(Cents::new),
            _ => None,
        }
    }
}

impl AmountRules {
    /// The first rule an amount breaks.
    pub(super) fn broken_by(&self, amount: Cents) -> Option<Broken> {
        if !self.fixed.is_empty() && !self.fixed.contains(&amount) {
            return Some(Broken::Fixed(self.fixed.clone()));
        }
        if let Some(minimum) = self.minimum.filter(|minimum| amount < *minimum) {
            return Some(Broken::Minimum(minimum));
        }
        if let Some(maximum) = self.maximum.filter(|maximum| amount > *maximum) {
            return Some(Broken::Maximum(maximum));
        }
        let off = |step: &Cents| amount.as_i64().checked_rem(step.as_i64()) != Some(0);
        self.multiple_of.filter(off).map(Broken::Multiple)
    }
}

/// Whole cents, digits only: `2500` is 25,00 euro. A comma or point could mean either, so it is not guessed.
fn amount(typed: &str, rules: &AmountRules) -> Result<Cents, Broken> {
    let digits = digits(typed.trim()).ok_or(Broken::Cents)?;
    let cents: i64 = digits.parse().map_err(|_| MoneyError::TooLarge)?;
    let amount = Cents::positive(cents)?;
    rules.broken_by(amount).map_or(Ok(amount), Err)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn quantity(typed: &str, minimum: u16, maximum: u16) -> Result<u16, Broken> {
    let count = digits(typed.trim()).and_then(|digits| digits.parse().ok());
    count.filter(|count| (minimum..=maximum).contains(count)).ok_or(Broken::Quantity { minimum, maximum })
}

fn text(typed: &str, (minimum, maximum): (u16, u16), pattern: Option<&Pattern>) -> Result<Text140, Broken> {
    use crate::text::TextError;
    let text = match Text140::parse(typed) {
        Err(TextError::TooLong { .. }) => return Err(Broken::TooLong(maximum)),
        read => read?,
    };
    let length = text.as_str().chars().count();
    if length > usize::from(maximum) {
        return Err(Broken::TooLong(maximum));
    }
    if length < usize::from(minimum) {
        return Err(Broken::TooShort(minimum));
    }
    if pattern.is_some_and(|pattern| !pattern.matches(text.as_str())) { Err(Broken::Pattern) } else { Ok(text) }
}

fn tax_code(typed: &str) -> Result<TaxCode, Broken> {
    match TaxCode::parse(typed)? {
        TaxCode::Anonymous => Err(Broken::Anonymous),
        code => Ok(code),
    }
}

fn day(typed: &str, when: When, today: NaiveDate) -> Result<NaiveDate, Broken> {
    let day = written(typed.trim()).filter(|day| YEARS.contains(&day.year())).ok_or(Broken::Date)?;
    match when {
        When::Past if day > today => Err(Broken::When(when)),
        When::Future if day < today => Err(Broken::When(when)),
        _ => Ok(day),
    }
}

/// A day as people in Italy write it, or as machines do.
fn written(text: &str) -> Option<NaiveDate> {
    let split = |at: char| -> Option<[&str; 3]> { text.split(at).collect::<Vec<_>>().try_into().ok() };
    let (year, month, day) = match (split('/'), split('-')) {
        (Some([day, month, year]), _) if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => (year, month, day),
        (_, Some([year, month, day])) if year.len() == 4 && month.len() == 2 && day.len() == 2 => (year, month, day),
        _ => return None,
    };
    let number = |part| -> Option<u32> { digits(part)?.parse().ok() };
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

fn plate(typed: &str) -> Result<Text35, Broken> {
    let plate = upper_without_blanks(typed).replace('-', "");
    let fits = PLATE.contains(&plate.len())
        && plate.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && plate.bytes().any(|byte| byte.is_ascii_digit());
    if fits { Text35::parse(&plate).map_err(Broken::Text) } else { Err(Broken::Plate) }
}

fn month(typed: &str) -> Result<u8, Broken> {
    let number = digits(typed.trim()).filter(|digits| digits.len() <= 2).and_then(|digits| digits.parse().ok());
    number.filter(|month| (1..=12).contains(month)).ok_or(Broken::Month)
}
