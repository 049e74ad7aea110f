//! The keys: two master keys from files, and the wrapped data keys of people.

use std::path::Path;

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

/// Name of a data key.
pub(super) type KeyName = (SubjectId, PersonalClass, u32);

/// Why a key file was refused.
#[derive(Debug, thiserror::Error)]
pub enum KeyFile {
    /// It cannot be read.
    #[error("{name}: the key file cannot be read: {source}")]
    Unreadable {
        /// The setting.
        name: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// It does not hold 32 bytes in hexadecimal.
    #[error("{name}: the key file must hold 64 hexadecimal digits (32 random bytes)")]
    Malformed {
        /// The setting.
        name: &'static str,
    },
    /// Others than its owner may read it.
    #[error("{name}: the key file can be read by others; allow its owner only (mode 600)")]
    Exposed {
        /// The setting.
        name: &'static str,
    },
}

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

    /// Reads both keys from files of 64 hexadecimal digits that only their owner may read.
    ///
    /// # Errors
    /// The setting whose file is missing, malformed or readable by others.
    pub fn from_files(wrapping: &Path, pepper: &Path) -> Result<Self, KeyFile> {
        Ok(Self::new(read_key("vault.key_file", wrapping)?, read_key("vault.pepper_file", pepper)?))
    }

    pub(super) const fn pepper(&self) -> &hmac::Key {
        &self.pepper
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

fn read_key(name: &'static str, path: &Path) -> Result<[u8; 32], KeyFile> {
    let unreadable = |source| KeyFile::Unreadable { name, source };
    if exposed(&std::fs::metadata(path).map_err(unreadable)?) {
        return Err(KeyFile::Exposed { name });
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| KeyFile::Malformed { name })?;
    Ok(key)
}

#[cfg(unix)]
fn exposed(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn exposed(_: &std::fs::Metadata) -> bool {
    false
}
