//! Amounts in euro cents, written as each of pagoPA's formats wants them.

use serde::{Deserialize, Serialize};

/// An amount in euro cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// Reads the form of SOAP messages: digits, a point, two decimals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (euro, cents) = text.split_once('.')?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(euro) || !digits(cents) || cents.len() != 2 {
            return None;
        }
        let euro: i64 = euro.parse().ok()?;
        let cents: i64 = cents.parse().ok()?;
        euro.checked_mul(100)?.checked_add(cents).map(Self)
    }

    /// A JSON number in euro, as the reporting flows carry it: `59.8`, `200.0`.
    pub(crate) fn json_number(self) -> Box<serde_json::value::RawValue> {
        let two_decimals = self.to_string();
        let number = two_decimals.strip_suffix('0').unwrap_or(&two_decimals).to_owned();
        serde_json::value::RawValue::from_string(number).expect("digits, a point and digits are a JSON number")
    }
}

/// The form of SOAP messages: `59.80`.
impl std::fmt::Display for Cents {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::Cents;

    #[test]
    fn amounts_are_read_and_written_to_the_cent() {
        assert_eq!(Cents::parse("59.80"), Some(Cents(5980)));
        assert_eq!(Cents::parse("999999999.99"), Some(Cents(99_999_999_999)));
        for wrong in ["59.8", "59", ".80", "59.800", "-1.00", "+1.00", "1,00", "59.8x", ""] {
            assert_eq!(Cents::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Cents(5).to_string(), "0.05");
        assert_eq!(Cents(5980).json_number().get(), "59.8");
        assert_eq!(Cents(20_000).json_number().get(), "200.0");
        assert_eq!(Cents(2005).json_number().get(), "20.05");
    }
}
