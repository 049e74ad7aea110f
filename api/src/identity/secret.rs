//! Secrets that are handed out once and kept as a hash only: whoever reads the database learns none of them.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::clock::random_bytes;

/// What the database keeps of a secret.
pub type SecretDigest = [u8; 32];

/// 256 random bits, in the hands of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Secret {
    /// A new secret.
    #[must_use]
    pub fn new() -> Self {
        Self(random_bytes())
    }

    /// Reads what [`Secret::text`] wrote; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// 43 characters fit for addresses and cookies.
    #[must_use]
    pub fn text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Its SHA-256. No salt is needed: nobody can try out 256 bits.
    #[must_use]
    pub fn digest(&self) -> SecretDigest {
        Sha256::digest(self.0).into()
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a6_a_secret_is_256_bits_and_never_shown_by_accident() {
        let secret = Secret::new();
        assert_ne!(secret, Secret::new());
        assert_eq!(secret.text().len(), 43);
        assert_eq!(Secret::parse(&secret.text()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        for strange in ["", "x", &"A".repeat(42), &"A".repeat(44), "\u{1f600}"] {
            assert_eq!(Secret::parse(strange), None, "{strange}");
        }
    }
}
