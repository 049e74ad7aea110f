//! A secret in the hands of one citizen, which both names a row and opens it: whoever has the database alone has neither.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::VaultError;
use super::envelope::{SealError, open, seal};
use crate::clock::random_bytes;

/// 256 random bits. Shown to its holder once, kept by nobody else.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// Reads the text its holder has; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // 43 characters of base64url are 256 bits: longer texts are refused before they are decoded.
        let bytes = if text.len() == 43 { URL_SAFE_NO_PAD.decode(text).ok()? } else { return None };
        bytes.try_into().ok().map(Self)
    }

    /// The text for its holder.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What its row is named by.
    #[must_use]
    pub fn name(&self) -> [u8; 32] {
        self.derived(b"name")
    }

    /// A hash of something sent with it, which only its holder could compare.
    #[must_use]
    pub fn hash(&self, what: &str) -> [u8; 32] {
        self.derived(&[b"hash", what.as_bytes()].concat())
    }

    /// Seals a value for a place.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn seal<T: Serialize>(&self, place: &str, value: &T) -> Result<String, VaultError> {
        let (nonce, data) = seal(&self.derived(b"key"), place, &serde_json::to_vec(value)?)?;
        Ok(format!("{nonce}.{data}"))
    }

    /// Opens what [`Token::seal`] made for the same place.
    ///
    /// # Errors
    /// When it was altered or moved.
    pub fn open<T: DeserializeOwned>(&self, place: &str, sealed: &str) -> Result<T, VaultError> {
        let (nonce, data) = sealed.split_once('.').ok_or(SealError::Malformed)?;
        Ok(serde_json::from_slice(&open(&self.derived(b"key"), place, nonce, data)?)?)
    }

    fn derived(&self, purpose: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), purpose);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(tag.as_ref());
        bytes
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_and_opens_its_own_row_only() {
        let (mine, other) = (Token::random(), Token::random());
        let again = Token::parse(&mine.reveal()).unwrap();
        let sealed = mine.seal("draft|1", &"Mario Rossi").unwrap();
        assert_eq!(again.name(), mine.name());
        assert_eq!(again.open::<String>("draft|1", &sealed).unwrap(), "Mario Rossi");
        assert!(!sealed.contains("Mario") && mine.name() != other.name() && mine.hash("a") != other.hash("a"));
        assert!(other.open::<String>("draft|1", &sealed).is_err());
        assert!(mine.open::<String>("draft|2", &sealed).is_err());
        for strange in ["", "x", &"A".repeat(44), &"\u{e9}".repeat(43), &"=".repeat(43)] {
            assert!(Token::parse(strange).is_none(), "{strange}");
        }
    }
}
