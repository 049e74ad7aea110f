//! The keys: two master keys, and the wrapped data keys of people.

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use ring::hmac;

use super::envelope::{SealError, open, seal};
use crate::clock::random_bytes;

/// A person's data key, unwrapped.
#[derive(Clone, Copy)]
pub struct DataKey(pub(super) [u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey")
    }
}

/// What the check values are made over.
const CHECK: &[u8] = b"quietanza key check";

/// Name of a data key.
pub(super) type KeyName = (SubjectId, PersonalClass, u32);

/// The key-encryption key and the pepper of the lookups.
pub struct MasterKeys {
    wrapping: [u8; 32],
    pepper: hmac::Key,
}

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKeys")
    }
}

impl MasterKeys {
    /// Master keys from bytes.
    #[must_use]
    pub fn new(wrapping: [u8; 32], pepper: [u8; 32]) -> Self {
        Self { wrapping, pepper: hmac::Key::new(hmac::HMAC_SHA256, &pepper) }
    }

    pub(super) const fn pepper(&self) -> &hmac::Key {
        &self.pepper
    }

    /// What tells these keys from others without telling the keys: stored once, compared at every start.
    pub(super) fn check_values(&self) -> [(&'static str, [u8; 32]); 2] {
        let of = |key: &hmac::Key| {
            let mut value = [0; 32];
            value.copy_from_slice(hmac::sign(key, CHECK).as_ref());
            value
        };
        [("vault.key_file", of(&hmac::Key::new(hmac::HMAC_SHA256, &self.wrapping))), ("vault.pepper_file", of(&self.pepper))]
    }

    /// A new data key and its wrapped form for the database.
    pub(super) fn issue(&self, ente: &EnteCode, (subject, class, version): KeyName) -> Result<(DataKey, Vec<u8>), SealError> {
        let key = random_bytes();
        let (nonce, data) = seal(&self.wrapping, &place(ente, subject, class, version), &key)?;
        Ok((DataKey(key), format!("{nonce}.{data}").into_bytes()))
    }

    /// Opens the wrapped form.
    pub(super) fn unwrap(
        &self,
        ente: &EnteCode,
        (subject, class, version): KeyName,
        wrapped: &[u8],
    ) -> Result<DataKey, SealError> {
        let text = std::str::from_utf8(wrapped).map_err(|_| SealError::Malformed)?;
        let (nonce, data) = text.split_once('.').ok_or(SealError::Malformed)?;
        let key = open(&self.wrapping, &place(ente, subject, class, version), nonce, data)?;
        key.try_into().map(DataKey).map_err(|_| SealError::Malformed)
    }
}

fn place(ente: &EnteCode, subject: SubjectId, class: PersonalClass, version: u32) -> String {
    format!("key|{ente}|{subject}|{}|{version}", class.as_str())
}
