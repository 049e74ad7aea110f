//! A debtor is a person, a body, or, where the service allows it, nobody in particular.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{canonical::upper_without_blanks, canonical_text};

use super::{FiscalCode, FiscalCodeError, VatNumber, VatNumberError};

/// What pagoPA accepts as identifier of an unknown debtor (SANP, api-soap).
const ANONYMOUS: &str = "ANONIMO";

/// Identifier of a debtor or payer.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaxCode {
    /// Sixteen characters: a natural person.
    Person(FiscalCode),
    /// Eleven digits: a company, a body, or a person with a provisional code.
    Entity(VatNumber),
    /// The debtor is not known ("ANONIMO").
    Anonymous,
}

/// Kind of subject in pagoPA messages (`entityUniqueIdentifierType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityType {
    /// `F`, natural person ("persona fisica").
    #[serde(rename = "F")]
    NaturalPerson,
    /// `G`, legal person ("persona giuridica").
    #[serde(rename = "G")]
    LegalPerson,
}

impl EntityType {
    /// The letter messages carry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NaturalPerson => "F",
            Self::LegalPerson => "G",
        }
    }
}

/// Why a tax code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaxCodeError {
    /// Neither 16 characters, nor 11, nor "ANONIMO".
    #[error("the tax code has {found} characters instead of 16 or 11")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// Sixteen characters that are no codice fiscale.
    #[error(transparent)]
    Person(#[from] FiscalCodeError),
    /// Eleven characters that are no VAT number.
    #[error(transparent)]
    Entity(#[from] VatNumberError),
}

impl TaxCodeError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Length { .. } => "tax_code.length",
            Self::Person(error) => error.key(),
            Self::Entity(error) => error.key(),
        }
    }
}

impl TaxCode {
    /// Reads 16 characters, 11 digits or "ANONIMO", in either case; blanks are stripped.
    ///
    /// # Errors
    /// When it is none of these, or a check character is wrong.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let code = upper_without_blanks(text);
        if code == ANONYMOUS {
            return Ok(Self::Anonymous);
        }
        match code.chars().count() {
            16 => Ok(Self::Person(FiscalCode::parse(&code)?)),
            11 => Ok(Self::Entity(VatNumber::parse(&code)?)),
            found => Err(TaxCodeError::Length { found }),
        }
    }

    /// The canonical text. Personal data: not for logs, metrics or addresses of pages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(code) => code.as_str(),
            Self::Entity(code) => code.as_str(),
            Self::Anonymous => ANONYMOUS,
        }
    }

    /// Kind of subject to declare to pagoPA. Eleven digits count as a legal person: a provisional
    /// code of a person cannot be told from them. An unknown debtor counts as a person.
    #[must_use]
    pub fn entity_type(&self) -> EntityType {
        match self {
            Self::Person(_) | Self::Anonymous => EntityType::NaturalPerson,
            Self::Entity(_) => EntityType::LegalPerson,
        }
    }

    /// The first three and the last two characters, the rest hidden: `RSS***********1U`.
    #[must_use]
    pub fn masked(&self) -> String {
        match self {
            Self::Person(code) => code.masked(),
            Self::Entity(code) => code.masked(),
            Self::Anonymous => ANONYMOUS.to_owned(),
        }
    }
}

/// Shows the first three and the last two characters of a code and hides the rest.
pub(super) fn masked(code: &str) -> String {
    let last_shown = code.chars().count().saturating_sub(2);
    code.chars()
        .enumerate()
        .map(|(index, shown)| match index {
            3.. if index < last_shown => '*',
            _ => shown,
        })
        .collect()
}

impl From<FiscalCode> for TaxCode {
    fn from(code: FiscalCode) -> Self {
        Self::Person(code)
    }
}

impl From<VatNumber> for TaxCode {
    fn from(code: VatNumber) -> Self {
        Self::Entity(code)
    }
}

/// Masked: debug output ends in logs.
impl fmt::Debug for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TaxCode({})", self.masked())
    }
}

canonical_text!(TaxCode, TaxCodeError);
