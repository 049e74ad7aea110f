//! How people are found without knowing them: HMAC-SHA-256 under a pepper of its own.

use domain::account::UserName;
use domain::identifier::{EmailAddress, EnteCode, TaxCode};
use ring::hmac;

use super::keys::MasterKeys;

/// What a person may be found by.
#[derive(Clone, Copy, Debug)]
pub enum Handle<'a> {
    /// Codice fiscale or partita IVA.
    TaxCode(&'a TaxCode),
    /// E-mail address, compared in lower case.
    Email(&'a EmailAddress),
    /// The name an account is used by.
    UserName(&'a UserName),
}

impl Handle<'_> {
    /// The name of the kind, as stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::TaxCode(_) => "tax_code",
            Self::Email(_) => "email",
            Self::UserName(_) => "user_name",
        }
    }

    fn value(&self) -> String {
        match self {
            Self::TaxCode(code) => code.to_string(),
            Self::Email(address) => address.as_str().to_lowercase(),
            Self::UserName(name) => name.to_string(),
        }
    }
}

/// A keyed hash of a handle.
pub type LookupDigest = [u8; 32];

impl MasterKeys {
    /// The keyed hash of a handle, different in every Ente.
    pub(super) fn digest(&self, ente: &EnteCode, handle: &Handle<'_>) -> LookupDigest {
        let text = format!("{ente}|{}|{}", handle.kind(), handle.value());
        let tag = hmac::sign(self.pepper(), text.as_bytes());
        let mut digest = [0; 32];
        digest.copy_from_slice(tag.as_ref());
        digest
    }
}
