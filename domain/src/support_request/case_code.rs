//! The kind of a request, as the Ente's catalogue names it.

use crate::text::canonical_text;

/// The most characters.
const MAX_LENGTH: usize = 35;

/// A case type: 1 to 35 letters `a` to `z`, digits and underscores.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseCode(String);

/// The text is no case type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the case type is not written in 1 to 35 lower-case letters, digits and underscores")]
pub struct CaseCodeError;

impl CaseCode {
    /// Reads a case type.
    ///
    /// # Errors
    /// When it is empty, too long, or holds a character that is not allowed.
    pub fn parse(text: &str) -> Result<Self, CaseCodeError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if (1..=MAX_LENGTH).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CaseCodeError)
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(CaseCode, CaseCodeError);
