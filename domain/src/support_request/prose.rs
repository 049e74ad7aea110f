//! What people write to each other: plain text in lines, nothing that can hide or reorder.

use crate::text::{BoundedText, TextError, canonical_text};

/// The most characters, line breaks included.
const MAX_LENGTH: usize = 4_000;

/// Plain text of 1 to 4,000 characters. Its lines are in NFC without control or hidden characters; more than one blank line in a row is one.
#[derive(Clone, PartialEq, Eq)]
pub struct Prose(String);

/// Why a text is refused: the reasons of any text.
pub type ProseError = TextError;

impl std::fmt::Debug for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prose(***)")
    }
}

impl Prose {
    /// Normalises a text and checks it.
    ///
    /// # Errors
    /// When nothing is left, when it is too long, or when it holds a forbidden character.
    pub fn parse(text: &str) -> Result<Self, ProseError> {
        let mut prose = String::new();
        let mut blank = false;
        for line in text.lines() {
            match BoundedText::<MAX_LENGTH>::parse(line) {
                Ok(line) => {
                    if !prose.is_empty() {
                        prose.push_str(if blank { "\n\n" } else { "\n" });
                    }
                    prose.push_str(line.as_str());
                    blank = false;
                }
                Err(TextError::Empty) => blank = true,
                Err(other) => return Err(other),
            }
        }
        match prose.chars().count() {
            0 => Err(TextError::Empty),
            found if found > MAX_LENGTH => Err(TextError::TooLong { max: MAX_LENGTH, found }),
            _ => Ok(Self(prose)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(Prose, ProseError);
