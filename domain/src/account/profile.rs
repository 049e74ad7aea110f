//! What a citizen says of themselves. Lives in the clear in memory only: events hold it sealed under the profile key.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::identifier::{CountryCode, Province, TaxCode};
use crate::text::{BoundedText, Text16, Text35, Text70};

/// Text of a profile field without a limit of pagoPA's.
pub type ProfileText = BoundedText<70>;

/// Who holds the account. Never changes: a tax code is not edited, it is another person's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A natural person, by a codice fiscale of 16 characters.
    Person {
        /// Codice fiscale.
        tax_code: TaxCode,
        /// First name.
        name: Text35,
        /// Family name.
        surname: Text35,
    },
    /// A legal person, by 11 digits.
    Company {
        /// Codice fiscale or partita IVA.
        tax_code: TaxCode,
        /// Company name ("ragione sociale").
        company_name: Text70,
    },
}

impl Holder {
    /// The tax code they claim.
    #[must_use]
    pub const fn tax_code(&self) -> &TaxCode {
        match self {
            Self::Person { tax_code, .. } | Self::Company { tax_code, .. } => tax_code,
        }
    }

    /// How they are addressed in a mail: the first name, or the company.
    #[must_use]
    pub fn greeting(&self) -> &str {
        match self {
            Self::Person { name, .. } => name.as_str(),
            Self::Company { company_name, .. } => company_name.as_str(),
        }
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(sealed in logs)")
    }
}

/// Where the holder lives and is called: the part of a profile that can be edited.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// Street and number ("indirizzo").
    pub address: Text70,
    /// Country ("nazione"), ISO 3166 two letters.
    pub country: CountryCode,
    /// Town ("città").
    pub city: Text35,
    /// Province; none outside Italy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<Province>,
    /// Postal code ("CAP").
    pub postal_code: Text16,
    /// Telephone.
    pub telephone: Text35,
    /// Fax, where the Ente asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fax: Option<Text35>,
    /// The utility a non-resident holds ("utenza"), where the Ente asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utility: Option<ProfileText>,
}

impl fmt::Debug for Contacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contacts(sealed in logs)")
    }
}
