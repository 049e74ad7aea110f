//! A digital stamp is bound to one document by the document's hash.

#[cfg(test)]
mod tests;

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::text::canonical_text;

/// Hash of the document a digital stamp is for (`hashDocumento`): base64, 4 to 72 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StampHash(String);

/// Why a document hash is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StampHashError {
    /// Not 4 to 72 characters long.
    #[error("the document hash is not 4 to 72 characters long")]
    Length,
    /// Not base64 with its padding.
    #[error("the document hash is not base64")]
    NotBase64,
}

impl StampHashError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Length => "stamp_hash.length",
            Self::NotBase64 => "stamp_hash.not_base64",
        }
    }
}

impl StampHash {
    /// Reads a hash; blanks at its ends are dropped.
    ///
    /// # Errors
    /// When its length or its alphabet is wrong.
    pub fn parse(text: &str) -> Result<Self, StampHashError> {
        let text = text.trim();
        if !(4..=72).contains(&text.len()) {
            return Err(StampHashError::Length);
        }
        BASE64_STANDARD.decode(text).map_err(|_| StampHashError::NotBase64)?;
        Ok(Self(text.to_owned()))
    }

    /// The base64 text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(StampHash, StampHashError);
