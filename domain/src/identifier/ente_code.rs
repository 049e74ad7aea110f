//! The code by which pagoPA knows a creditor.

#[cfg(test)]
mod tests;

use crate::text::{
    canonical::{is_digits, without_blanks},
    canonical_text,
};

use super::vat_number::check_digit_valid;

/// Tax code of a creditor ("ente creditore"): 11 digits (`stFiscalCodePA`).
///
/// Checked by pattern only: pagoPA's sandbox creditor 77777777777 fails the check digit. Production
/// settings should ask [`check_digit_valid`](Self::check_digit_valid) too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnteCode(String);

/// Why a creditor's code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnteCodeError {
    /// Not exactly 11 digits.
    #[error("the creditor's tax code is not 11 digits")]
    NotElevenDigits,
}

impl EnteCodeError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotElevenDigits => "ente_code.not_eleven_digits",
        }
    }
}

impl EnteCode {
    /// Reads a creditor's code; blanks are stripped.
    ///
    /// # Errors
    /// When it is not 11 digits.
    pub fn parse(text: &str) -> Result<Self, EnteCodeError> {
        let code = without_blanks(text);
        if !is_digits(&code, 11) {
            return Err(EnteCodeError::NotElevenDigits);
        }
        Ok(Self(code))
    }

    /// The 11 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the last digit checks the rest, as it does for every real creditor.
    #[must_use]
    pub fn check_digit_valid(&self) -> bool {
        check_digit_valid(&self.0)
    }
}

canonical_text!(EnteCode, EnteCodeError);
