//! The name a citizen logs in with: one spelling, so that nobody can take a name that looks like another one.

use std::fmt;

use crate::text::canonical_text;

/// Fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=64;

/// A user name: 3 to 64 letters `a` to `z`, digits, dots, hyphens, underscores and at signs, in lower case.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserName(String);

/// Why a user name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UserNameError {
    /// Not between 3 and 64 characters.
    #[error("the user name has {found} characters instead of 3 to 64")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// A character that is not allowed.
    #[error("the user name holds a character other than letters, digits, dot, hyphen, underscore and at sign")]
    Character,
}

impl UserNameError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Length { .. } => "user_name.length",
            Self::Character => "user_name.character",
        }
    }
}

impl UserName {
    /// Reads a user name in either case; blanks at its ends are dropped.
    ///
    /// # Errors
    /// When it is too short, too long, or holds a character that is not allowed.
    pub fn parse(text: &str) -> Result<Self, UserNameError> {
        let name = text.trim().to_ascii_lowercase();
        let found = name.chars().count();
        if !LENGTH.contains(&found) {
            return Err(UserNameError::Length { found });
        }
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_' | b'@');
        if !name.bytes().all(allowed) {
            return Err(UserNameError::Character);
        }
        Ok(Self(name))
    }

    /// The name in lower case. Personal data: not for logs, metrics or addresses of pages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Masked wholly: debug output ends in logs, and a user name often is a name.
impl fmt::Debug for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserName(***)")
    }
}

canonical_text!(UserName, UserNameError);
