//! Plain text, one line or several; what looks like markup is refused, not taken away.

use crate::support_request::Prose;
use crate::text::{Text140, TextError, canonical_text};

/// Why a text of the Ente is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlainTextError {
    /// For a reason of any text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A tag stands in it.
    #[error("the text holds markup, only plain text is taken")]
    Markup,
}

impl PlainTextError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text(error) => error.key(),
            Self::Markup => "text.markup",
        }
    }
}

/// One line of plain text, 1 to 140 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(Text140);

impl Line {
    /// Reads a line.
    ///
    /// # Errors
    /// When it is empty, too long, holds a forbidden character or markup.
    pub fn parse(text: &str) -> Result<Self, PlainTextError> {
        let line = Text140::parse(text)?;
        refuse_markup(line.as_str())?;
        Ok(Self(line))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

canonical_text!(Line, PlainTextError);

/// Plain text in lines, 1 to 4,000 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Passage(Prose);

impl Passage {
    /// Reads a passage.
    ///
    /// # Errors
    /// When it is empty, too long, holds a forbidden character or markup.
    pub fn parse(text: &str) -> Result<Self, PlainTextError> {
        let prose = Prose::parse(text)?;
        refuse_markup(prose.as_str())?;
        Ok(Self(prose))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Debug for Passage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Passage").field(&self.as_str()).finish()
    }
}

canonical_text!(Passage, PlainTextError);

/// A tag is `<` before a letter, `/`, `!` or `?` (HTML Living Standard 13.2.5.6, tag open state).
fn refuse_markup(text: &str) -> Result<(), PlainTextError> {
    let opens = |(first, second): (char, char)| first == '<' && (second.is_ascii_alphabetic() || "/!?".contains(second));
    if text.chars().zip(text.chars().skip(1)).any(opens) { Err(PlainTextError::Markup) } else { Ok(()) }
}
