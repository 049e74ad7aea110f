//! The vault: the only place of the product where personal data is sealed and opened. Outside of it, a mandate hands over single keys.
//!
//! Every person of an Ente has two data keys, *profile* and *fiscal*, and every month of the access log has one. They stand in a schema (or a
//! database) of their own, reached by a role of its own, and are wrapped by a key-encryption key: a file, or a key that never leaves its PKCS#11 token. People are found
//! by a keyed hash of their tax code or e-mail address; the hash's pepper is another file. An envelope opens only for the ente, stream and
//! field it was sealed for. Deleting a key is forgetting.

mod ages;
mod check;
mod envelope;
mod hand_out;
pub(crate) mod kek;
mod keys;
mod lookup;
mod month;
pub(crate) mod people;
mod rotate;
#[cfg(test)]
mod tests;
mod token;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::identifier::EnteCode;
use quick_cache::sync::Cache;
use sqlx::PgPool;

use crate::settings::VaultKeys;

pub use ages::KeyAge;
pub use envelope::SealError;
pub use kek::KekError;
pub use keys::DataKey;
pub use lookup::{Handle, LookupDigest};
pub use month::month_of;
pub use people::Envelope;
pub use rotate::Rotated;
pub use token::Token;

use keys::{KeyName, MasterKeys};

/// How many data keys are kept unwrapped in memory.
const CACHED_KEYS: usize = 20_000;
/// How many keys of months.
const CACHED_MONTHS: usize = 100;

/// Why personal data could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database could not be asked.
    #[error("vault: the key tables could not be read or written")]
    Database(#[from] sqlx::Error),
    /// The envelope or a wrapped key does not open.
    #[error("vault: {0}")]
    Seal(#[from] SealError),
    /// The key-encryption key cannot be used.
    #[error(transparent)]
    Kek(KekError),
    /// The master keys are not those of this cell: nothing may be written under them.
    #[error("{0}: is not the key this cell was set up with")]
    WrongKey(String),
    /// There is no former key to rotate from.
    #[error(
        "vault.former_key_file: is not set: name the key in use so far there (or as vault.former_pkcs11), and the new one as vault.key_file or vault.pkcs11"
    )]
    NoFormerKey,
    /// The opened bytes are not what was sealed.
    #[error("vault: the content of an envelope cannot be read")]
    Content(#[from] serde_json::Error),
}

impl VaultError {
    /// Whether it may pass by itself: the database or the token is away.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::Database(_) => true,
            Self::Kek(error) => error.may_pass(),
            _ => false,
        }
    }
}

impl From<KekError> for VaultError {
    fn from(error: KekError) -> Self {
        match error {
            KekError::Seal(error) => Self::Seal(error),
            other => Self::Kek(other),
        }
    }
}

/// Seals and opens personal data.
#[derive(Clone, Debug)]
pub struct Vault {
    /// The cell: lookups stand there, queries join them.
    cell: PgPool,
    /// The keys (role `quietanza_vault`).
    keys: PgPool,
    master: Arc<MasterKeys>,
    cache: Arc<Cache<KeyName, DataKey>>,
    months: Arc<Cache<(EnteCode, NaiveDate), DataKey>>,
}

impl Vault {
    /// A vault over the lookups of a cell and the key tables beside or apart from it, when the master keys are those it was set up with, or
    /// was re-wrapped for.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] names the setting; a token that cannot be used; or the database cannot be asked.
    pub async fn open(cell: PgPool, keys: PgPool, settings: &VaultKeys) -> Result<Self, VaultError> {
        let master = check::master_keys(&keys, settings).await?;
        let (cache, months) = (Arc::new(Cache::new(CACHED_KEYS)), Arc::new(Cache::new(CACHED_MONTHS)));
        Ok(Self { cell, keys, master: Arc::new(master), cache, months })
    }

    /// Connections to the key tables, for tools that count or copy them.
    #[must_use]
    pub const fn keys(&self) -> &PgPool {
        &self.keys
    }

    /// The keyed hash by which a person is found; the same in SQL joins and here.
    #[must_use]
    pub fn digest(&self, ente: &EnteCode, handle: &Handle<'_>) -> LookupDigest {
        self.master.digest(ente, handle)
    }
}
