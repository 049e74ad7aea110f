//! The vault: the only place where personal data is sealed and opened.
//!
//! Every person of an Ente has two data keys, *profile* and *fiscal*, wrapped by a key-encryption key that comes from a
//! file. People are found by a keyed hash of their tax code or e-mail address; the hash's pepper is another file.
//! An envelope opens only for the ente, stream and field it was sealed for.

mod check;
mod envelope;
mod keys;
mod lookup;
mod people;
#[cfg(test)]
mod tests;
mod token;

use std::sync::Arc;

use domain::identifier::EnteCode;
use quick_cache::sync::Cache;
use sqlx::PgPool;

pub use envelope::SealError;
pub use keys::{DataKey, MasterKeys};
pub use lookup::{Handle, LookupDigest};
pub use people::Envelope;
pub use token::Token;

use keys::KeyName;

/// How many data keys are kept unwrapped in memory.
const CACHED_KEYS: usize = 20_000;

/// Why personal data could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database could not be asked.
    #[error("vault: the key tables could not be read or written")]
    Database(#[from] sqlx::Error),
    /// The envelope or a wrapped key does not open.
    #[error("vault: {0}")]
    Seal(#[from] SealError),
    /// The master keys are not those of this cell: nothing may be written under them.
    #[error("{0}: is not the key this cell was set up with")]
    WrongKey(String),
    /// The opened bytes are not what was sealed.
    #[error("vault: the content of an envelope cannot be read")]
    Content(#[from] serde_json::Error),
}

/// Seals and opens personal data.
#[derive(Clone, Debug)]
pub struct Vault {
    pool: PgPool,
    master: Arc<MasterKeys>,
    cache: Arc<Cache<KeyName, DataKey>>,
}

impl Vault {
    /// A vault over the key tables of one cell.
    #[must_use]
    pub fn new(pool: PgPool, master: MasterKeys) -> Self {
        Self { pool, master: Arc::new(master), cache: Arc::new(Cache::new(CACHED_KEYS)) }
    }

    /// The keyed hash by which a person is found; the same in SQL joins and here.
    #[must_use]
    pub fn digest(&self, ente: &EnteCode, handle: &Handle<'_>) -> LookupDigest {
        self.master.digest(ente, handle)
    }
}
