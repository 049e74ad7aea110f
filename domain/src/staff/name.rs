//! The name a member of the staff logs in with, and by which history names them: one spelling.

use crate::text::canonical_text;

/// Fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=32;

/// A staff name: 2 to 32 letters `a` to `z`, digits, dots, hyphens and underscores, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffName(String);

/// Why a staff name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StaffNameError {
    /// Not between 2 and 32 characters.
    #[error("the name has {found} characters instead of 2 to 32")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// A character that is not allowed.
    #[error("the name holds a character other than letters, digits, dot, hyphen and underscore")]
    Character,
}

impl StaffName {
    /// Reads a name in either case; blanks at its ends are dropped.
    ///
    /// # Errors
    /// When it is too short, too long, or holds a character that is not allowed.
    pub fn parse(text: &str) -> Result<Self, StaffNameError> {
        let name = text.trim().to_ascii_lowercase();
        let found = name.chars().count();
        if !LENGTH.contains(&found) {
            return Err(StaffNameError::Length { found });
        }
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
        if name.bytes().all(allowed) { Ok(Self(name)) } else { Err(StaffNameError::Character) }
    }

    /// The name in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(StaffName, StaffNameError);
