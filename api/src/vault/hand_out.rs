//! Keys that leave the house: for the holder of a mandate, never the key that wraps them.

use std::collections::BTreeMap;

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::mandate::HandedKey;

use super::people::Keys;
use super::{Vault, VaultError};

impl Vault {
    /// The keys there are of some people of an Ente, unwrapped. Who was erased has none, whatever this process remembers.
    ///
    /// Whoever calls this has to write down that they went out, and to whom.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn hand_out(&self, ente: &EnteCode, people: &[SubjectId]) -> Result<BTreeMap<HandedKey, [u8; 32]>, VaultError> {
        let mut keys = Keys::new();
        self.read_keys(ente, people.iter().map(|person| person.as_uuid()).collect(), &mut keys).await?;
        Ok(keys.into_iter().map(|((subject, class, version), key)| (HandedKey { subject, class, version }, key.0)).collect())
    }
}
