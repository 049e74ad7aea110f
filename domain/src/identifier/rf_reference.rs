//! RF creditor references stand in older payments and bank texts, and are still read from them.

#[cfg(test)]
mod tests;

use crate::text::{
    canonical::{in_groups_of_four, upper_without_blanks},
    canonical_text,
};

use super::remainder::{MOD_97, remainder};

/// RF creditor reference (ISO 11649): `RF`, two check digits, 1 to 21 digits or capital letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RfReference(String);

/// Why an RF reference is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RfReferenceError {
    /// Not `RF`, two digits and 1 to 21 digits or letters.
    #[error("the RF reference is not RF, two digits and 1 to 21 letters or digits")]
    Layout,
    /// The check digits belong to another reference.
    #[error("the check digits of the RF reference are wrong")]
    CheckDigits,
}

impl RfReferenceError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Layout => "rf_reference.layout",
            Self::CheckDigits => "rf_reference.check_digits",
        }
    }
}

impl RfReference {
    /// Reads an RF reference; the blanks of its groups of four are stripped.
    ///
    /// # Errors
    /// When the layout or the check digits are wrong.
    pub fn parse(text: &str) -> Result<Self, RfReferenceError> {
        let code = upper_without_blanks(text);
        if !has_layout(&code) {
            return Err(RfReferenceError::Layout);
        }
        let (head, reference) = code.split_at_checked(4).ok_or(RfReferenceError::Layout)?;
        let rotated = reference.chars().chain(head.chars());
        if remainder(rotated.flat_map(digits_of), MOD_97) != 1 {
            return Err(RfReferenceError::CheckDigits);
        }
        Ok(Self(code))
    }

    /// The reference without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four characters, as the standard prints it.
    #[must_use]
    pub fn grouped(&self) -> String {
        in_groups_of_four(&self.0)
    }
}

fn has_layout(code: &str) -> bool {
    let Some(rest) = code.strip_prefix("RF") else {
        return false;
    };
    let alphanumeric = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    (3..=23).contains(&rest.len()) && rest.bytes().take(2).all(|b| b.is_ascii_digit()) && rest.bytes().all(alphanumeric)
}

/// A digit stands for itself, a letter for the two digits of 10 to 35.
fn digits_of(character: char) -> impl Iterator<Item = u32> {
    let value = character.to_digit(36).unwrap_or_default();
    let tens = (value >= 10).then_some(value / 10);
    tens.into_iter().chain([value % 10])
}

canonical_text!(RfReference, RfReferenceError);
