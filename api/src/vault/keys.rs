//! The keys: the master keys of the installation, and the wrapped data keys of people.

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use ring::hmac;

use super::envelope::SealError;
use super::kek::{Kek, KekError, Placed, WrappedAt};
use crate::clock::random_bytes;

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

/// The key-encryption key (and the one before it, while keys are re-wrapped) and the pepper of the lookups.
pub(super) struct MasterKeys {
    kek: Kek,
    former: Option<Kek>,
    pepper: hmac::Key,
}

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKeys")
    }
}

impl MasterKeys {
    /// Master keys.
    pub(super) fn new(kek: Kek, former: Option<Kek>, pepper: [u8; 32]) -> Self {
        Self { kek, former, pepper: hmac::Key::new(hmac::HMAC_SHA256, &pepper) }
    }

    pub(super) const fn pepper(&self) -> &hmac::Key {
        &self.pepper
    }

    /// What tells this pepper from others without telling it: stored once, compared at every start.
    pub(super) fn pepper_check(&self) -> [u8; 32] {
        check_value(&self.pepper)
    }

    /// Id of the key-encryption key.
    pub(super) fn wrapping_id(&self) -> &str {
        self.kek.id()
    }

    /// Id of the one before it.
    pub(super) fn former_id(&self) -> Option<&str> {
        self.former.as_ref().map(Kek::id)
    }

    /// A new data key and its wrapped form, for a place.
    pub(super) async fn issue(&self, place: String) -> Result<(DataKey, Wrapped), KekError> {
        let key = DataKey(random_bytes());
        let mut wrapped = self.wrap(vec![(place, key)]).await?;
        Ok((key, wrapped.pop().ok_or(SealError::Malformed)?))
    }

    /// Wraps keys, each for its place, by the key-encryption key in force.
    pub(super) async fn wrap(&self, keys: Vec<Placed>) -> Result<Vec<Wrapped>, KekError> {
        let wrapped = self.kek.wrap(keys).await?;
        Ok(wrapped.into_iter().map(|data| Wrapped { data, kek: self.kek.id().to_owned() }).collect())
    }

    /// Opens what [`MasterKeys::wrap`] made for the same places, by the key-encryption key in force or the one before it.
    pub(super) async fn unwrap(&self, wrapped: Vec<(String, Wrapped)>) -> Result<Vec<DataKey>, KekError> {
        let mut keys: Vec<Option<DataKey>> = vec![None; wrapped.len()];
        for by in [Some(&self.kek), self.former.as_ref()].into_iter().flatten() {
            let mine = wrapped.iter().enumerate().filter(|(_, (_, wrapped))| wrapped.kek == by.id());
            let (at, mine): (Vec<usize>, Vec<WrappedAt>) =
                mine.map(|(at, (place, wrapped))| (at, (place.clone(), wrapped.data.clone()))).unzip();
            if at.is_empty() {
                continue;
            }
            for (at, key) in at.into_iter().zip(by.unwrap(mine).await?) {
                keys[at] = Some(key);
            }
        }
        Ok(keys.into_iter().collect::<Option<_>>().ok_or(SealError::DoesNotOpen)?)
    }

    /// Opens one.
    pub(super) async fn unwrap_one(&self, place: String, wrapped: Wrapped) -> Result<DataKey, KekError> {
        Ok(self.unwrap(vec![(place, wrapped)]).await?.pop().ok_or(SealError::Malformed)?)
    }
}

pub(super) fn check_value(key: &hmac::Key) -> [u8; 32] {
    let mut value = [0; 32];
    value.copy_from_slice(hmac::sign(key, CHECK).as_ref());
    value
}

/// Where the key of a person stands: it opens for no other name.
pub(super) fn place(ente: &EnteCode, (subject, class, version): KeyName) -> String {
    format!("key|{ente}|{subject}|{}|{version}", class.as_str())
}
