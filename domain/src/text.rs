//! Free text is accepted once, in one normal form, and never longer than the place it must fit in:
//! what a citizen reads on a notice is what was loaded, character for character.

pub(crate) mod canonical;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

pub(crate) use canonical::canonical_text;

/// Text of at most 16 characters (SOAP type `stText16`: house number, postal code).
pub type Text16 = BoundedText<16>;
/// Text of at most 20 characters (SOAP type `stText20`: VAT number of a PSP).
pub type Text20 = BoundedText<20>;
/// Text of at most 35 characters (SOAP type `stText35`).
pub type Text35 = BoundedText<35>;
/// Text of at most 50 characters (names of creditor and office on the notice).
pub type Text50 = BoundedText<50>;
/// Text of at most 70 characters (SOAP type `stText70`).
pub type Text70 = BoundedText<70>;
/// Text of at most 100 characters (contacts of the creditor on the notice).
pub type Text100 = BoundedText<100>;
/// Text of at most 140 characters (SOAP type `stText140`).
pub type Text140 = BoundedText<140>;
/// Text of at most 210 characters (SOAP type `stText210`).
pub type Text210 = BoundedText<210>;

/// Text of 1 to `MAX` characters (Unicode scalar values, as XML Schema counts them).
///
/// Its one form: Unicode NFC, no white space at the ends, each run of white space (line breaks and
/// tabs included) a single blank. Control characters, invisible characters that reorder or hide
/// text, and characters XML cannot carry are refused, not dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BoundedText<const MAX: usize>(String);

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left once the white space is taken away.
    #[error("the text is empty")]
    Empty,
    /// The text does not fit.
    #[error("the text has {found} characters, at most {max} are allowed")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters found after normalisation.
        found: usize,
    },
    /// A control, reordering or invisible character stands in the text.
    #[error("the text holds the character U+{code_point:04X}, which is not allowed")]
    ForbiddenCharacter {
        /// Its Unicode code point.
        code_point: u32,
    },
}

impl TextError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "text.empty",
            Self::TooLong { .. } => "text.too_long",
            Self::ForbiddenCharacter { .. } => "text.forbidden_character",
        }
    }
}

impl<const MAX: usize> BoundedText<MAX> {
    /// Normalises a text and checks it.
    ///
    /// # Errors
    /// When nothing is left, when it is longer than `MAX` characters, or when it holds a forbidden
    /// character.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let normal = normalise(text)?;
        match normal.chars().count() {
            0 => Err(TextError::Empty),
            found if found > MAX => Err(TextError::TooLong { max: MAX, found }),
            _ => Ok(Self(normal)),
        }
    }

    /// Normalises a text and keeps its first `MAX` characters: for places that must show the
    /// beginning rather than refuse the whole.
    ///
    /// # Errors
    /// When nothing is left, or when it holds a forbidden character.
    pub fn cut(text: &str) -> Result<Self, TextError> {
        let normal = normalise(text)?;
        let kept: String = normal.chars().take(MAX).collect();
        let kept = kept.trim_end();
        if kept.is_empty() {
            return Err(TextError::Empty);
        }
        Ok(Self(kept.to_owned()))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn normalise(text: &str) -> Result<String, TextError> {
    if is_plain(text) {
        return Ok(text.to_owned());
    }
    let composed: String = text.nfc().collect();
    let mut normal = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if let Some(character) = word.chars().find(|c| is_forbidden(*c)) {
            let code_point = u32::from(character);
            return Err(TextError::ForbiddenCharacter { code_point });
        }
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    Ok(normal)
}

/// Printable ASCII with single blanks between words is normal as it is: most text, and every text is checked again when it is read.
fn is_plain(text: &str) -> bool {
    let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    printable && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ")
}

/// Control characters, marks that reorder text (so that a name can show as another one), characters
/// without width, and the two code points XML 1.0 excludes.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
                | '\u{FFFE}'
                | '\u{FFFF}'
        )
}

impl<const MAX: usize> fmt::Display for BoundedText<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<const MAX: usize> FromStr for BoundedText<MAX> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<const MAX: usize> AsRef<str> for BoundedText<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Serialize for BoundedText<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for BoundedText<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(canonical::TextVisitor::new("BoundedText", Self::parse))
    }
}
