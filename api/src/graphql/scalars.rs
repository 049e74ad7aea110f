//! Money and days as clients read them.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

/// A whole number of euro cents: `1050` is 10,50 euro. Never a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub domain::Cents);

#[Scalar(name = "Cents")]
impl ScalarType for Amount {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => number.as_i64().map(|cents| Self(domain::Cents::new(cents))),
            _ => None,
        }
        .ok_or_else(|| InputValueError::custom("not a whole number of cents"))
    }

    fn to_value(&self) -> Value {
        self.0.as_i64().into()
    }
}

/// A day of the calendar in Italy, `2026-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

#[Scalar(name = "Date")]
impl ScalarType for Day {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().ok().map(Self),
            _ => None,
        }
        .ok_or_else(|| InputValueError::custom("not a day written as year-month-day"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
