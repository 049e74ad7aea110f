//! What was typed into a field, understood.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::FieldKey;
use crate::Cents;
use crate::identifier::{EmailAddress, TaxCode};
use crate::text::{Text35, Text70, Text140};

/// An understood answer. Personal: it is kept sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The field.
    pub key: FieldKey,
    /// What was typed.
    pub value: Value,
}

/// What was typed, in its one form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A name.
    Name(Text70),
    /// Codice fiscale or partita IVA.
    TaxCode(TaxCode),
    /// An address of mail.
    Email(EmailAddress),
    /// An amount in cents.
    Amount(Cents),
    /// So many blocks.
    Blocks(u16),
    /// A text.
    Text(Text140),
    /// A day.
    Date(NaiveDate),
    /// A number plate, upper case, without blanks.
    Plate(Text35),
    /// A month, 1 to 12.
    Month(u8),
    /// The option chosen.
    Choice(Text35),
}

/// As people read it: amounts as `1.500,00`, days as `gg/mm/aaaa`, months with two digits.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::TaxCode(code) => code.fmt(f),
            Self::Email(address) => address.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
            Self::Blocks(count) => count.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Date(day) => day.format("%d/%m/%Y").fmt(f),
            Self::Month(month) => write!(f, "{month:02}"),
            Self::Plate(text) | Self::Choice(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value(sealed in logs)")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, sealed in logs)", self.key)
    }
}
