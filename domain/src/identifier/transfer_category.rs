//! The taxonomy code says what a transfer pays for, in the words the Treasury counts by.

#[cfg(test)]
mod tests;

use crate::text::{canonical::upper_without_blanks, canonical_text};

/// Taxonomy code of a transfer (`transferCategory`), such as `9/0101101IM/`: `9/`, kind of creditor
/// (2 digits), macro area (2), service (3), legal reason (2 letters), `/` (pagoPA taxonomy of
/// collection services). First digits 6, 7 and 8 serve special uses and have the same shape.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TransferCategory(String);

/// Why a taxonomy code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransferCategoryError {
    /// Not written as `9/`, seven digits, two letters and `/`.
    #[error("the taxonomy code is not written as 9/, seven digits, two letters and /")]
    Layout,
}

impl TransferCategoryError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Layout => "transfer_category.layout",
        }
    }
}

impl TransferCategory {
    /// Reads a taxonomy code, slashes included, in either case; blanks are stripped.
    ///
    /// # Errors
    /// When it is not written as above.
    pub fn parse(text: &str) -> Result<Self, TransferCategoryError> {
        let code = upper_without_blanks(text);
        if !has_layout(&code) {
            return Err(TransferCategoryError::Layout);
        }
        Ok(Self(code))
    }

    /// The code with its slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn has_layout(code: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| match index {
        0 => (b'6'..=b'9').contains(&byte),
        1 | 11 => byte == b'/',
        2..=8 => byte.is_ascii_digit(),
        _ => byte.is_ascii_uppercase(),
    };
    code.len() == 12 && code.bytes().enumerate().all(fits)
}

canonical_text!(TransferCategory, TransferCategoryError);
