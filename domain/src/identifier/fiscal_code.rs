//! The codice fiscale of a person, omocodia included: a valid code is never refused, a mistyped one
//! never accepted.

#[cfg(test)]
mod tests;

use std::fmt;

use crate::text::{canonical::upper_without_blanks, canonical_text};

use super::odd_even_table::check_letter;

/// Letters that stand for the digits 0 to 9 where two people would share a code ("omocodia").
const OMOCODIA: &str = "LMNPQRSTUV";
/// Letters of the months January to December.
const MONTHS: &str = "ABCDEHLMPRST";

/// Tax code of a natural person: 16 capital letters and digits, check letter right (ministerial
/// decree of 23 December 1976). Two codes that differ only by omocodia belong to two people.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalCode(String);

/// Why a codice fiscale is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FiscalCodeError {
    /// Not 16 characters long.
    #[error("the codice fiscale has {found} characters instead of 16")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// A character that cannot stand in its place.
    #[error("the codice fiscale has a wrong character in position {position}")]
    Character {
        /// Position, counted from 1.
        position: usize,
    },
    /// The day of birth is none: 1 to 31, or 41 to 71 for women.
    #[error("the codice fiscale has an impossible day of birth")]
    BirthDay,
    /// The last letter does not check the rest.
    #[error("the check letter of the codice fiscale is wrong")]
    CheckLetter,
}

impl FiscalCodeError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Length { .. } => "fiscal_code.length",
            Self::Character { .. } => "fiscal_code.character",
            Self::BirthDay => "fiscal_code.birth_day",
            Self::CheckLetter => "fiscal_code.check_letter",
        }
    }
}

impl FiscalCode {
    /// Reads a codice fiscale in either case; blanks are stripped.
    ///
    /// # Errors
    /// When length, a character, the day of birth or the check letter is wrong.
    pub fn parse(text: &str) -> Result<Self, FiscalCodeError> {
        let code = upper_without_blanks(text);
        let found = code.chars().count();
        if found != 16 {
            return Err(FiscalCodeError::Length { found });
        }
        if let Some(index) = code.chars().enumerate().position(|(i, c)| !fits(i, c)) {
            let position = index.saturating_add(1);
            return Err(FiscalCodeError::Character { position });
        }
        if !matches!(birth_day(&code), Some(1..=31 | 41..=71)) {
            return Err(FiscalCodeError::BirthDay);
        }
        let (checked, check) = code.split_at_checked(15).unwrap_or((&code, ""));
        if !check_letter(checked).is_some_and(|letter| check.starts_with(letter)) {
            return Err(FiscalCodeError::CheckLetter);
        }
        Ok(Self(code))
    }

    /// The 16 characters. Personal data: not for logs, metrics or addresses of pages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last two characters, the rest hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        super::tax_code::masked(&self.0)
    }
}

/// Whether a character may stand at a place, counted from 0: six letters, year, month, day,
/// birthplace, check letter.
fn fits(index: usize, character: char) -> bool {
    match index {
        6 | 7 | 9 | 10 | 12..=14 => digit_or_omocodia(character).is_some(),
        8 => MONTHS.contains(character),
        _ => character.is_ascii_uppercase(),
    }
}

/// The digit a character stands for in a place of digits.
fn digit_or_omocodia(character: char) -> Option<u32> {
    character.to_digit(10).or_else(|| {
        let rank = OMOCODIA.chars().position(|letter| letter == character)?;
        u32::try_from(rank).ok()
    })
}

/// Day of birth as coded: women have 40 more.
fn birth_day(code: &str) -> Option<u32> {
    let mut places = code.chars().skip(9).map_while(digit_or_omocodia);
    let tens = places.next()?;
    tens.checked_mul(10)?.checked_add(places.next()?)
}

/// Masked: debug output ends in logs.
impl fmt::Debug for FiscalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FiscalCode({})", self.masked())
    }
}

canonical_text!(FiscalCode, FiscalCodeError);
