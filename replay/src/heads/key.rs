//! The keys of a log: one that signs, and public ones that are trusted.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use signed_note::{Signer, StandardVerifier, VerificationError, Verifier, Verifiers};

use super::error::HeadError;

/// The key a log signs its heads with.
#[derive(Clone)]
pub struct LogKey {
    origin: String,
    id: u32,
    key: SigningKey,
}

impl LogKey {
    /// The key of the log `origin` (a name like `pagamenti.comune.example.it/log`) from 32 secret random bytes.
    ///
    /// # Errors
    /// [`HeadError::Origin`].
    pub fn new(origin: &str, secret: &[u8; 32]) -> Result<Self, HeadError> {
        if !signed_note::is_key_name_valid(origin) || origin.chars().any(char::is_control) {
            return Err(HeadError::Origin(origin.to_owned()));
        }
        let key = SigningKey::from_bytes(secret);
        let public = [&[1], key.verifying_key().as_bytes().as_slice()].concat();
        Ok(Self { id: signed_note::key_id(origin, &public), origin: origin.to_owned(), key })
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The public key, as given to whoever checks: `<origin>+<key id>+<base64>`.
    #[must_use]
    pub fn verifier(&self) -> String {
        signed_note::new_ed25519_verifier_key(&self.origin, &self.key.verifying_key())
    }

    /// The key's id: eight hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:08x}", self.id)
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({} {:08x})", self.origin, self.id)
    }
}

impl Signer for LogKey {
    fn name(&self) -> &str {
        &self.origin
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, ed25519_dalek::SignatureError> {
        Ok(self.key.try_sign(text)?.to_vec())
    }
}

/// Public keys that are trusted to sign for one log.
#[derive(Clone)]
pub struct Trusted(Vec<StandardVerifier>);

impl Trusted {
    /// Reads keys of the form `<origin>+<key id>+<base64>`, one or more of them, all of one log.
    ///
    /// # Errors
    /// [`HeadError::NotAVerifier`], also when there is none or their origins differ.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, HeadError> {
        // In its one form: the crate also takes capital digits.
        let plain = |text: &str, key: &StandardVerifier| text.starts_with(&format!("{}+{:08x}+", key.name(), key.key_id()));
        let read = |text: &str| {
            let key = StandardVerifier::new(text).ok().filter(|key| plain(text, key));
            key.ok_or_else(|| HeadError::NotAVerifier(text.to_owned()))
        };
        let keys = texts.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        match keys.split_first() {
            None => Err(HeadError::NotAVerifier(String::new())),
            Some((first, more)) => match more.iter().find(|key| key.name() != first.name()) {
                Some(other) => Err(HeadError::NotAVerifier(other.name().to_owned())),
                None => Ok(Self(keys)),
            },
        }
    }

    /// The log they sign for.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.0.first().map_or("", |key| key.name())
    }
}

impl fmt::Debug for Trusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| format!("{} {:08x}", key.name(), key.key_id()))).finish()
    }
}

impl Verifiers for Trusted {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        let known = self.0.iter().find(|key| key.name() == name && key.key_id() == id);
        known.map(|key| key as &dyn Verifier).ok_or_else(|| VerificationError::UnknownKey { name: name.to_owned(), id })
    }
}
