//! The IUV ties a payment to a debt; a creditor never uses one twice, not even after cancellation.

#[cfg(test)]
mod tests;

use crate::text::{
    canonical::{is_digits, upper_without_blanks},
    canonical_text,
};

use super::{RfReference, RfReferenceError};

/// Longest creditor reference pagoPA carries (`stText35`).
const MAX_LENGTH: usize = 35;

/// Creditor reference of a payment ("identificativo univoco di versamento").
///
/// [`parse`](Self::parse) accepts the layouts creditors issue and citizens type;
/// [`received`](Self::received) also keeps whatever reference a message of the platform carries, so
/// that a receipt for an unknown debt is never lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Iuv(String);

/// Why an IUV is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IuvError {
    /// Neither 17 digits, nor the 15 of older notices, nor an RF reference.
    #[error("the IUV is neither 17 digits, nor 15, nor an RF reference")]
    Layout,
    /// It begins with RF but is no valid RF reference.
    #[error("the IUV looks like an RF reference: {0}")]
    RfReference(#[from] RfReferenceError),
    /// Empty, longer than 35 characters, or with a control character inside.
    #[error("the IUV is not 1 to 35 printable characters")]
    NotPrintable,
}

impl IuvError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Layout => "iuv.layout",
            Self::RfReference(_) => "iuv.rf_reference",
            Self::NotPrintable => "iuv.not_printable",
        }
    }
}

impl Iuv {
    /// Reads an IUV of 17 digits, of 15 digits (notices issued before 2023), or an RF reference;
    /// blanks are stripped.
    ///
    /// # Errors
    /// When it has no such layout, or when an RF reference fails its check.
    pub fn parse(text: &str) -> Result<Self, IuvError> {
        let code = upper_without_blanks(text);
        if is_digits(&code, 17) || is_digits(&code, 15) {
            return Ok(Self(code));
        }
        if code.starts_with("RF") {
            return Ok(RfReference::parse(&code)?.into());
        }
        Err(IuvError::Layout)
    }

    /// Keeps the reference a message of the platform carries, unchanged.
    ///
    /// # Errors
    /// When it is not 1 to 35 printable characters.
    pub fn received(text: &str) -> Result<Self, IuvError> {
        let printable = !text.chars().any(char::is_control);
        if text.trim().is_empty() || text.chars().count() > MAX_LENGTH || !printable {
            return Err(IuvError::NotPrintable);
        }
        Ok(Self(text.to_owned()))
    }

    /// The digits a notice number was found to carry.
    pub(super) fn of_notice(digits: String) -> Self {
        Self(digits)
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<RfReference> for Iuv {
    fn from(reference: RfReference) -> Self {
        Self(reference.as_str().to_owned())
    }
}

canonical_text!(Iuv, IuvError, restore = Iuv::received);
