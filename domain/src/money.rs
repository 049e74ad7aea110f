//! Money is a whole number of euro cents: no fraction of a cent ever arises, and no sum wraps.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in euro cents. It may be negative: differences and refunds are amounts too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

/// Why an amount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// A debt or payment of nothing, or of less than nothing.
    #[error("the amount must be at least one cent")]
    NotPositive,
    /// Over the most pagoPA can carry, or over what can be counted.
    #[error("the amount is over 999999999.99 euro")]
    TooLarge,
    /// Not written as digits, a point and two digits.
    #[error("the amount is not written as euro, a point and two digits of cents")]
    NotEuroDecimal,
}

impl MoneyError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotPositive => "money.not_positive",
            Self::TooLarge => "money.too_large",
            Self::NotEuroDecimal => "money.not_euro_decimal",
        }
    }
}

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The most a single payment can carry, 999.999.999,99 euro (SOAP type `stAmountNotZero`).
    pub const MAX_PAYMENT: Self = Self(99_999_999_999);

    /// An amount of so many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// An amount that can be asked for or paid: 0,01 to 999.999.999,99 euro.
    ///
    /// # Errors
    /// When it is zero, negative, or over [`Cents::MAX_PAYMENT`].
    pub fn positive(cents: i64) -> Result<Self, MoneyError> {
        if cents <= 0 {
            return Err(MoneyError::NotPositive);
        }
        if cents > Self::MAX_PAYMENT.0 {
            return Err(MoneyError::TooLarge);
        }
        Ok(Self(cents))
    }

    /// The whole number of cents.
    #[must_use]
    pub const fn as_i64(self) -> i64 {
        self.0
    }

    /// Whether this is an amount over zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The sum, or `None` when it cannot be counted.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The difference, or `None` when it cannot be counted.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The sum of many amounts, or `None` when it cannot be counted.
    #[must_use]
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The form pagoPA's SOAP messages carry: `1500.00`.
    #[must_use]
    pub fn to_euro_decimal(self) -> String {
        let (sign, euro, cents) = self.parts();
        format!("{sign}{euro}.{cents:02}")
    }

    /// Reads the form pagoPA's SOAP messages carry: digits, a point, exactly two digits
    /// (types `stAmount`, `stAmountNotZero`).
    ///
    /// # Errors
    /// When the form is any other, or the amount cannot be counted.
    pub fn from_euro_decimal(text: &str) -> Result<Self, MoneyError> {
        let (euro, cents) = text.split_once('.').ok_or(MoneyError::NotEuroDecimal)?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if euro.is_empty() || cents.len() != 2 || !digits(euro) || !digits(cents) {
            return Err(MoneyError::NotEuroDecimal);
        }
        let count = |part: &str| part.parse::<i64>().map_err(|_| MoneyError::TooLarge);
        count(euro)?
            .checked_mul(100)
            .and_then(|whole| whole.checked_add(count(cents).ok()?))
            .map(Self)
            .ok_or(MoneyError::TooLarge)
    }

    /// Sign, whole euro and remaining cents.
    fn parts(self) -> (&'static str, u64, u64) {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        (sign, cents / 100, cents % 100)
    }
}

/// As Italians write it, without the currency sign: `1.500,00`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, euro, cents) = self.parts();
        f.pad(&format!("{sign}{},{cents:02}", with_thousands(euro)))
    }
}

fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (position, digit) in digits.chars().enumerate() {
        let remaining = digits.len().saturating_sub(position);
        if position > 0 && remaining % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}
