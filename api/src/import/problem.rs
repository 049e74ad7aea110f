//! What is wrong with a row, told so that a clerk can put it right: where, which rule, and what stands there.

use std::fmt;

use domain::debt_position::{DebtPositionRefusal, YearError};
use domain::identifier::{
    CountryCodeError, EmailAddressError, EnteCodeError, IbanError, IupdError, IuvError, NoticeNumberError, ProvinceError,
    StampHashError, TaxCodeError, TransferCategoryError,
};
use domain::money::MoneyError;
use domain::text::TextError;
use replay::command::CommandError;
use serde::{Deserialize, Serialize};

use crate::positions::PositionError;
use crate::positions::rules::RuleError;

/// Longest value repeated in a report.
const SHOWN: usize = 60;

/// One thing wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where: `paymentOption[0].amount`; empty for the row as a whole.
    pub field: String,
    /// Stable name of the rule: `iban.check_digits`.
    pub rule: String,
    /// The rule in words.
    pub message: String,
    /// What stands there; masked when it is personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A row that was not loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its number in the file, from 1.
    pub row: u64,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl Problem {
    pub(super) fn new(field: impl fmt::Display, rule: &str, message: impl fmt::Display) -> Self {
        Self { field: field.to_string(), rule: rule.to_owned(), message: message.to_string(), value: None }
    }

    pub(super) fn with_value(mut self, value: &str) -> Self {
        self.value = Some(shown(value));
        self
    }

    pub(super) fn with_personal_value(mut self, value: &str) -> Self {
        self.value = Some(masked(value));
        self
    }

    /// A refusal of one row; none when the trouble is not the row's.
    pub(super) fn of(error: &PositionError) -> Option<Self> {
        match error {
            PositionError::Rule { field, rule } => Some(Self::new(field, rule.key(), rule)),
            PositionError::Text { field, reason } => Some(Self::new(field, reason.key(), reason)),
            PositionError::Terms(broken) => Some(Self::split("terms", &broken.to_string())),
            PositionError::NumberTaken(nav) => {
                Some(Self::new("nav", "notice_number.taken", "belongs to another position").with_value(nav))
            }
            PositionError::Command(CommandError::Refused(DebtPositionRefusal::Terms(broken))) => {
                Some(Self::split("terms", &broken.to_string()))
            }
            PositionError::Command(CommandError::Refused(refusal)) => Some(Self::split("position", &refusal.to_string())),
            _ => None,
        }
    }

    /// The domain's refusals begin with their field.
    fn split(rule: &str, text: &str) -> Self {
        let (field, message) = text.split_once(": ").unwrap_or(("", text));
        Self::new(field, rule, message)
    }
}

/// A value as it stands, cut, without characters that act.
fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if value.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Enough of a personal value to find it in the file, not enough to learn it.
fn masked(value: &str) -> String {
    let first = value.chars().next().filter(|c| !c.is_control());
    let count = value.chars().count();
    format!("{}*** ({count} characters)", first.map(String::from).unwrap_or_default())
}

/// An error that names the rule it enforces.
pub(super) trait Rule: fmt::Display {
    fn rule(&self) -> &'static str;
}

macro_rules! rules {
    ($($error:ty),+ $(,)?) => {
        $(impl Rule for $error {
            fn rule(&self) -> &'static str {
                self.key()
            }
        })+
    };
}

rules!(
    CountryCodeError,
    EmailAddressError,
    EnteCodeError,
    IbanError,
    IupdError,
    IuvError,
    MoneyError,
    NoticeNumberError,
    ProvinceError,
    RuleError,
    StampHashError,
    TaxCodeError,
    TextError,
    TransferCategoryError,
    YearError,
);
