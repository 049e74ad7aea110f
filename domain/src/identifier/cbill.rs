//! The code under which home banking knows a creditor.

#[cfg(test)]
mod tests;

use crate::text::{canonical::upper_without_blanks, canonical_text};

/// CBILL code (SIA) of a creditor: five capital letters or digits, printed on the notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cbill(String);

/// Why a CBILL code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CbillError {
    /// Not exactly five letters or digits.
    #[error("the CBILL code is not five letters or digits")]
    Layout,
}

impl CbillError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Layout => "cbill.layout",
        }
    }
}

impl Cbill {
    /// Reads a CBILL code in either case; blanks are stripped.
    ///
    /// # Errors
    /// When it is not five letters or digits.
    pub fn parse(text: &str) -> Result<Self, CbillError> {
        let code = upper_without_blanks(text);
        if code.len() != 5 || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(CbillError::Layout);
        }
        Ok(Self(code))
    }

    /// The five characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(Cbill, CbillError);
