//! The vault: the only place of the product where personal data is sealed and opened. Outside of it, a mandate hands over single keys.
//!
//! Every person of an Ente has two data keys, *profile* and *fiscal*, and every month of the access log has one. They stand in a schema (or a
//! database) of their own, reached by a role of its own, and are wrapped by a key-encryption key that comes from a file. People are found
//! by a keyed hash of their tax code or e-mail address; the hash's pepper is another file. An envelope opens only for the ente, stream and
//! field it was sealed for. Deleting a key is forgetting.

mod check;
mod envelope;
mod hand_out;
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

pub use envelope::SealError;
pub use keys::{DataKey, MasterKeys};
pub use lookup::{Handle, LookupDigest};
pub use month::month_of;
pub use people::Envelope;
pub use rotate::Rotated;
pub use token::Token;

use keys::KeyName;

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
    /// The master keys are not those of this cell: nothing may be written under them.
    #[error("{0}: is not the key this cell was set up with")]
    WrongKey(String),
    /// There is no former key to rotate from.
    #[error("vault.former_key_file: is not set: name the key in use so far there, and the new one as vault.key_file")]
    NoFormerKey,
    /// The opened bytes are not what was sealed.
    #[error("vault: the content of an envelope cannot be read")]
    Content(#[from] serde_json::Error),
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
    /// A vault over the lookups of a cell and the key tables beside or apart from it.
    #[must_use]
    pub fn new(cell: PgPool, keys: PgPool, master: MasterKeys) -> Self {
        let (cache, months) = (Arc::new(Cache::new(CACHED_KEYS)), Arc::new(Cache::new(CACHED_MONTHS)));
        Self { cell, keys, master: Arc::new(master), cache, months }
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
