//! Whoever holds a paper may type either of its two codes; which one it is shows by its length.

#[cfg(test)]
mod tests;

use crate::text::{canonical::without_blanks, canonical_text};

use super::{Iuv, IuvError, NoticeNumber};

/// What a citizen types to find a debt: the notice number ("codice avviso") or the IUV.
///
/// Check digits are not demanded: a wrong code is simply not found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LookupCode {
    /// 18 digits.
    Notice(NoticeNumber),
    /// 17 digits, 15 digits of older notices, or an RF reference.
    Iuv(Iuv),
}

/// Why a typed code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookupCodeError {
    /// Nothing was typed.
    #[error("no code was typed")]
    Empty,
    /// Neither a notice number nor an IUV.
    #[error("the code is neither a notice number of 18 digits nor an IUV of 17 or 15")]
    Layout,
    /// It begins with RF but fails the check of RF references.
    #[error("the code begins with RF but is no valid RF reference")]
    RfReference,
}

impl LookupCodeError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "lookup_code.empty",
            Self::Layout => "lookup_code.layout",
            Self::RfReference => "lookup_code.rf_reference",
        }
    }
}

impl LookupCode {
    /// Reads what was typed; blanks are stripped.
    ///
    /// # Errors
    /// When it is neither a notice number nor an IUV.
    pub fn parse(text: &str) -> Result<Self, LookupCodeError> {
        if without_blanks(text).is_empty() {
            return Err(LookupCodeError::Empty);
        }
        if let Ok(notice) = NoticeNumber::parse(text) {
            return Ok(Self::Notice(notice));
        }
        Iuv::parse(text).map(Self::Iuv).map_err(|error| match error {
            IuvError::RfReference(_) => LookupCodeError::RfReference,
            IuvError::Layout | IuvError::NotPrintable => LookupCodeError::Layout,
        })
    }

    /// The code without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Notice(notice) => notice.as_str(),
            Self::Iuv(iuv) => iuv.as_str(),
        }
    }
}

canonical_text!(LookupCode, LookupCodeError);
