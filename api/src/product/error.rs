//! Why the product does not start.

use replay::heads::HeadError;

use crate::enti::EnteError;
use crate::identity::IdentityError;
use crate::process::SetupError;
use crate::vault::VaultError;

/// Why the product does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database does not answer.
    #[error("database.url: the database cannot be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// The cell is older than this build.
    #[error("database.schema: {lacking} migrations are missing in schema {schema}; run `quietanza migrate`")]
    NotMigrated {
        /// The schema.
        schema: String,
        /// How many.
        lacking: usize,
    },
    /// Personal data could not be opened with these keys, or not at all.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Nobody can tell whether this copy is the one it was.
    #[error(transparent)]
    Fence(#[from] crate::fence::FenceError),
    /// Passwords cannot be hashed as it is set.
    #[error(transparent)]
    Hasher(#[from] IdentityError),
    /// The Enti could not be read.
    #[error(transparent)]
    Enti(#[from] EnteError),
    /// What a worker needs outside cannot be used as it is set.
    #[error(transparent)]
    Workers(#[from] SetupError),
    /// The log cannot be signed as it is set.
    #[error("log.origin: {0}")]
    SignedLog(#[from] HeadError),
    /// Whoever keeps heads cannot be reached as it is set.
    #[error(transparent)]
    Outposts(#[from] crate::witness::OutpostError),
    /// Settings of password hashes.
    #[error(transparent)]
    Passwords(crate::identity::IdentityError),
    /// A listener could not be opened.
    #[error("{setting}: cannot listen on {address}: {source}")]
    Listen {
        /// The setting.
        setting: &'static str,
        /// The address.
        address: std::net::SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The station's TLS cannot be set up.
    #[error("{setting}: {reason}")]
    Tls {
        /// The setting.
        setting: &'static str,
        /// Why.
        reason: String,
    },
}
