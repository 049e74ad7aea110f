//! Personal data: plain only in memory, sealed in every event.
//!
//! Two keys per person: *profile* (destroyed when consent is revoked) and *fiscal* (kept for the legal term). Events
//! hold [`Sealed`] envelopes only, so destroying a key forgets the person and breaks no hash.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::identifier::{CountryCode, EmailAddress, EntityType, Province, TaxCode};
use crate::ids::SubjectId;
use crate::text::{Text16, Text35, Text70};

/// Which of a person's two keys seals a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PersonalClass {
    /// Contacts and preferences; kept until consent is revoked.
    #[serde(rename = "P")]
    Profile,
    /// Who owes and who paid; kept for the legal term.
    #[serde(rename = "F")]
    Fiscal,
}

impl PersonalClass {
    /// One letter, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "P",
            Self::Fiscal => "F",
        }
    }
}

/// An envelope only the vault can open: AEAD ciphertext bound to ente, stream and field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Whose data it is.
    #[serde(rename = "s")]
    pub subject: SubjectId,
    /// Which key class seals it.
    #[serde(rename = "c")]
    pub class: PersonalClass,
    /// Version of that key.
    #[serde(rename = "v")]
    pub key_version: u32,
    /// The nonce, base64.
    #[serde(rename = "n")]
    pub nonce: String,
    /// Ciphertext and tag, base64.
    #[serde(rename = "d")]
    pub data: String,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} {})", self.subject, self.class.as_str())
    }
}

/// A person as events know them: a random subject, and what is sealed under its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPerson {
    /// The random number that stands for the person.
    pub subject: SubjectId,
    /// A sealed [`Person`] (fiscal key).
    pub person: Sealed,
    /// A sealed e-mail address (profile key).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Sealed>,
}

/// A person in the clear. Lives in memory only; never an event, never a log line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Natural or legal.
    pub kind: EntityType,
    /// Codice fiscale, partita IVA, or anonymous.
    pub tax_code: TaxCode,
    /// Name and surname, or company name.
    pub full_name: Text70,
    /// Postal address, as far as known.
    #[serde(default)]
    pub address: Address,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(sealed in logs)")
    }
}

/// A postal address; every part optional, limits of the pagoPA `ctSubject` type.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<Text70>,
    /// House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub civic_number: Option<Text16>,
    /// Postal code (CAP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Text16>,
    /// Town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Text35>,
    /// Province, two letters in Italy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<Province>,
    /// Country, ISO 3166 two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(sealed in logs)")
    }
}

/// What a caller hands to the vault to be sealed: a person and, apart, their e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainPerson {
    /// Who it is.
    #[serde(flatten)]
    pub person: Person,
    /// Where receipts go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
}
