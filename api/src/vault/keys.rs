//! The keys: the master keys of the installation, and the wrapped data keys of people.

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use ring::hmac;

use super::envelope::{SealError, open, seal};
use crate::clock::random_bytes;
use crate::settings::VaultKeys;

/// A data key, unwrapped.
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

/// A data key as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrapped {
    pub(super) data: Vec<u8>,
    /// Id of the key that wraps it.
    pub(super) kek: String,
}

/// One key-encryption key.
struct Wrapping {
    id: String,
    key: [u8; 32],
}

impl Wrapping {
    fn new(key: [u8; 32]) -> Self {
        let check = check_value(&hmac::Key::new(hmac::HMAC_SHA256, &key));
        Self { id: hex::encode(&check[..16]), key }
    }
}

/// The key-encryption key (and the one before it, while keys are re-wrapped) and the pepper of the lookups.
pub struct MasterKeys {
    wrapping: Wrapping,
    former: Option<Wrapping>,
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
    pub fn new(wrapping: [u8; 32], former: Option<[u8; 32]>, pepper: [u8; 32]) -> Self {
        let pepper = hmac::Key::new(hmac::HMAC_SHA256, &pepper);
        Self { wrapping: Wrapping::new(wrapping), former: former.map(Wrapping::new), pepper }
    }

    /// The master keys of an installation.
    #[must_use]
    pub fn of(settings: &VaultKeys) -> Self {
        let former = settings.former_key_file.as_ref().map(|former| *former.bytes());
        Self::new(*settings.key_file.bytes(), former, *settings.pepper_file.bytes())
    }

    pub(super) const fn pepper(&self) -> &hmac::Key {
        &self.pepper
    }

    /// What tells this pepper from others without telling it: stored once, compared at every start.
    pub(super) fn pepper_check(&self) -> [u8; 32] {
        check_value(&self.pepper)
    }

    /// Id of the key-encryption key, made in the same way.
    pub(super) fn wrapping_id(&self) -> &str {
        &self.wrapping.id
    }

    /// Id of the one before it.
    pub(super) fn former_id(&self) -> Option<&str> {
        self.former.as_ref().map(|former| former.id.as_str())
    }

    /// A new data key and its wrapped form for the database.
    pub(super) fn issue(&self, ente: &EnteCode, name: KeyName) -> Result<(DataKey, Wrapped), SealError> {
        let key = DataKey(random_bytes());
        let wrapped = self.wrap(&place(ente, name), &key)?;
        Ok((key, wrapped))
    }

    /// Opens the wrapped form.
    pub(super) fn unwrap(&self, ente: &EnteCode, name: KeyName, wrapped: &Wrapped) -> Result<DataKey, SealError> {
        self.unwrap_at(&place(ente, name), wrapped)
    }

    /// Wraps a key for any place.
    pub(super) fn wrap(&self, place: &str, key: &DataKey) -> Result<Wrapped, SealError> {
        let (nonce, data) = seal(&self.wrapping.key, place, &key.0)?;
        Ok(Wrapped { data: format!("{nonce}.{data}").into_bytes(), kek: self.wrapping.id.clone() })
    }

    /// Opens what [`MasterKeys::wrap`] made for the same place, by the key-encryption key in force or the one before it.
    pub(super) fn unwrap_at(&self, place: &str, wrapped: &Wrapped) -> Result<DataKey, SealError> {
        let by = [Some(&self.wrapping), self.former.as_ref()].into_iter().flatten().find(|by| by.id == wrapped.kek);
        let by = by.ok_or(SealError::DoesNotOpen)?;
        let text = std::str::from_utf8(&wrapped.data).map_err(|_| SealError::Malformed)?;
        let (nonce, data) = text.split_once('.').ok_or(SealError::Malformed)?;
        open(&by.key, place, nonce, data)?.try_into().map(DataKey).map_err(|_| SealError::Malformed)
    }
}

fn check_value(key: &hmac::Key) -> [u8; 32] {
    let mut value = [0; 32];
    value.copy_from_slice(hmac::sign(key, CHECK).as_ref());
    value
}

/// Where the key of a person stands: it opens for no other name.
pub(super) fn place(ente: &EnteCode, (subject, class, version): KeyName) -> String {
    format!("key|{ente}|{subject}|{}|{version}", class.as_str())
}
