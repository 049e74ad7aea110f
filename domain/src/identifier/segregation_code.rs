//! The two digits by which the Node tells apart the stations of one creditor.

use crate::text::{canonical::is_digits, canonical::without_blanks, canonical_text};

/// Segregation code ("codice di segregazione"), 00 to 99, issued by pagoPA to a station of the
/// creditor (SACI 3.1.0). A notice number with another code is not ours.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SegregationCode(String);

/// Why a segregation code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SegregationCodeError {
    /// Not exactly two digits.
    #[error("the segregation code is not two digits")]
    NotTwoDigits,
}

impl SegregationCodeError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotTwoDigits => "segregation_code.not_two_digits",
        }
    }
}

impl SegregationCode {
    /// Reads a segregation code.
    ///
    /// # Errors
    /// When it is not exactly two digits.
    pub fn parse(text: &str) -> Result<Self, SegregationCodeError> {
        let code = without_blanks(text);
        if !is_digits(&code, 2) {
            return Err(SegregationCodeError::NotTwoDigits);
        }
        Ok(Self(code))
    }

    /// The two digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(SegregationCode, SegregationCodeError);
