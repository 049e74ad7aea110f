//! The postal account that the bollettino on a notice is paid into.

#[cfg(test)]
mod tests;

use crate::text::{canonical::without_blanks, canonical_text};

/// Digits of a postal account in IBANs and in the codeline of the bollettino.
const WIDTH: usize = 12;

/// Number of a postal account ("conto corrente postale"): 1 to 12 digits, kept padded with zeros to
/// 12, so that one account has one text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostalAccount(String);

/// Why a postal account is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostalAccountError {
    /// Not 1 to 12 digits.
    #[error("the postal account is not 1 to 12 digits")]
    NotDigits,
    /// Nothing but zeros.
    #[error("the postal account is zero")]
    Zero,
}

impl PostalAccountError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotDigits => "postal_account.not_digits",
            Self::Zero => "postal_account.zero",
        }
    }
}

impl PostalAccount {
    /// Reads an account number with or without its leading zeros; blanks are stripped.
    ///
    /// # Errors
    /// When it is not 1 to 12 digits, or only zeros.
    pub fn parse(text: &str) -> Result<Self, PostalAccountError> {
        let digits = without_blanks(text);
        let numeric = digits.bytes().all(|b| b.is_ascii_digit());
        if !numeric || digits.is_empty() || digits.len() > WIDTH {
            return Err(PostalAccountError::NotDigits);
        }
        if digits.bytes().all(|b| b == b'0') {
            return Err(PostalAccountError::Zero);
        }
        Ok(Self(format!("{digits:0>WIDTH$}")))
    }

    /// The 12 digits, zeros included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as people write it, without leading zeros.
    #[must_use]
    pub fn significant(&self) -> &str {
        self.0.trim_start_matches('0')
    }
}

canonical_text!(PostalAccount, PostalAccountError);
