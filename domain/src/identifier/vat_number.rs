//! Eleven digits identify companies, public bodies and people with a provisional code.

#[cfg(test)]
mod tests;

use std::fmt;

use crate::text::{
    canonical::{is_digits, without_blanks},
    canonical_text,
};

/// Tax code of eleven digits with its check digit right: VAT number ("partita IVA") of companies,
/// tax code of bodies, provisional tax code of people.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VatNumber(String);

/// Why an eleven-digit tax code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VatNumberError {
    /// Not exactly 11 digits.
    #[error("the VAT number is not 11 digits")]
    NotElevenDigits,
    /// The last digit does not check the rest.
    #[error("the check digit of the VAT number is wrong")]
    CheckDigit,
}

impl VatNumberError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotElevenDigits => "vat_number.not_eleven_digits",
            Self::CheckDigit => "vat_number.check_digit",
        }
    }
}

impl VatNumber {
    /// Reads an eleven-digit tax code; blanks are stripped.
    ///
    /// # Errors
    /// When it is not 11 digits, or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, VatNumberError> {
        let code = without_blanks(text);
        if !is_digits(&code, 11) {
            return Err(VatNumberError::NotElevenDigits);
        }
        if !check_digit_valid(&code) {
            return Err(VatNumberError::CheckDigit);
        }
        Ok(Self(code))
    }

    /// The 11 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last two digits, the rest hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        super::tax_code::masked(&self.0)
    }
}

/// Whether the digits, every second one doubled and less 9 when above 9, sum to a multiple of ten.
pub(super) fn check_digit_valid(code: &str) -> bool {
    let values = code.chars().enumerate().map(|(index, character)| {
        let digit = character.to_digit(10).unwrap_or_default();
        match (index % 2, digit) {
            (0, _) => digit,
            (_, 0..=4) => digit.saturating_mul(2),
            _ => digit.saturating_mul(2).saturating_sub(9),
        }
    });
    values.fold(0, u32::saturating_add) % 10 == 0
}

/// Masked: it may be the provisional code of a person.
impl fmt::Debug for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VatNumber({})", self.masked())
    }
}

canonical_text!(VatNumber, VatNumberError);
