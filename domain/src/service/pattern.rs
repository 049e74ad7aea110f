//! A pattern a typed text must match as a whole. Matching takes time in proportion to the text, whatever the pattern.

use std::fmt;

use regex::{Regex, RegexBuilder};

use crate::text::canonical_text;

/// Longest pattern, in characters.
const LONGEST: usize = 200;
/// Most memory a compiled pattern may take, in bytes.
const LARGEST: usize = 64 * 1024;

/// A regular expression (syntax of the crate `regex`), anchored at both ends.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    whole: Regex,
}

/// Why a pattern is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Empty, or longer than 200 characters.
    #[error("the pattern has no characters or more than 200")]
    Length,
    /// No regular expression, or one that takes too much memory.
    #[error("the pattern is no regular expression, or too large a one")]
    Syntax,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is too long or no regular expression.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(PatternError::Length);
        }
        // By itself first: brackets that close nothing must not close ours.
        let built = |text: &str| RegexBuilder::new(text).size_limit(LARGEST).build().map_err(|_| PatternError::Syntax);
        built(text)?;
        Ok(Self { text: text.to_owned(), whole: built(&format!("^(?:{text})$"))? })
    }

    /// The pattern as stated, without anchors.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the whole text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.text)
    }
}

canonical_text!(Pattern, PatternError);
