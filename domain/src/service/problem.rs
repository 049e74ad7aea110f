//! What is wrong with an answer: the field, the rule, and the reason.

use super::kind::When;
use crate::Cents;
use crate::identifier::{EmailAddressError, TaxCodeError};
use crate::money::MoneyError;
use crate::text::TextError;

/// An answer that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, by its key as it was sent (cut when no field can have it).
    pub field: String,
    /// The rule, with what it asks for.
    pub broken: Broken,
}

/// The rule an answer breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Nothing was typed.
    #[error("an answer is required")]
    Required,
    /// The form has no such field.
    #[error("the form has no such field")]
    Unknown,
    /// Answered twice.
    #[error("the field is answered twice")]
    Twice,
    /// More than any field takes.
    #[error("at most {0} characters are allowed")]
    TooLong(u16),
    /// Too few characters.
    #[error("at least {0} characters are needed")]
    TooShort(u16),
    /// Not what the service asks for.
    #[error("the text does not have the form the service asks for")]
    Pattern,
    /// Not a text that can be kept.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Not a day.
    #[error("not a day written dd/mm/yyyy or yyyy-mm-dd")]
    Date,
    /// On the wrong side of today.
    #[error("the day lies on the wrong side of today: {0:?}")]
    When(When),
    /// Not a whole number of cents.
    #[error("not a whole number of cents")]
    Cents,
    /// Not an amount that can be paid.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Less than the service takes.
    #[error("less than {0}")]
    Minimum(Cents),
    /// More than the service takes.
    #[error("more than {0}")]
    Maximum(Cents),
    /// Not a multiple of what the service sells.
    #[error("not a multiple of {0}")]
    Multiple(Cents),
    /// Not one of the amounts of the service.
    #[error("not one of the amounts offered")]
    Fixed(Vec<Cents>),
    /// Not so many blocks.
    #[error("not a number between {minimum} and {maximum}")]
    Quantity {
        /// Fewest.
        minimum: u16,
        /// Most.
        maximum: u16,
    },
    /// Not a codice fiscale or partita IVA.
    #[error(transparent)]
    TaxCode(#[from] TaxCodeError),
    /// Nobody in particular cannot owe this.
    #[error("the debtor must be named")]
    Anonymous,
    /// Not an e-mail address.
    #[error(transparent)]
    Email(#[from] EmailAddressError),
    /// Not a number plate.
    #[error("not a number plate")]
    Plate,
    /// Not a month.
    #[error("not a month from 01 to 12")]
    Month,
    /// Not one of the options.
    #[error("not one of the options")]
    Choice,
    /// The causale would say who somebody is.
    #[error("the causale must not hold a tax code, an e-mail address or the debtor's name")]
    Personal,
    /// Only whoever has the account may owe.
    #[error("the debtor is whoever has the account")]
    DebtorReadOnly,
}

impl Broken {
    /// Stable key of the rule and of its message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Required => "form.required",
            Self::Unknown => "form.unknown",
            Self::Twice => "form.twice",
            Self::TooLong(_) => "form.too_long",
            Self::TooShort(_) => "form.too_short",
            Self::Pattern => "form.pattern",
            Self::Text(error) => error.key(),
            Self::Date => "form.date",
            Self::When(When::Past) => "form.date_future",
            Self::When(When::Any | When::Future) => "form.date_past",
            Self::Cents => "form.cents",
            Self::Money(error) => error.key(),
            Self::Minimum(_) => "form.minimum",
            Self::Maximum(_) => "form.maximum",
            Self::Multiple(_) => "form.multiple",
            Self::Fixed(_) => "form.fixed",
            Self::Quantity { .. } => "form.quantity",
            Self::TaxCode(error) => error.key(),
            Self::Anonymous => "form.anonymous",
            Self::Email(error) => error.key(),
            Self::Plate => "form.plate",
            Self::Month => "form.month",
            Self::Choice => "form.choice",
            Self::Personal => "form.personal",
            Self::DebtorReadOnly => "form.debtor_read_only",
        }
    }
}
