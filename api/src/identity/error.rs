//! What must not happen while somebody proves who they are.

use domain::account::AccountRefusal;
use replay::command::CommandError;

use crate::vault::VaultError;

/// A failure that is nobody's wish; what a citizen can act on is an answer instead.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Too many passwords are being checked.
    #[error("identity: too many logins at once")]
    Busy,
    /// The database could not be asked.
    #[error("identity: the tables of accounts could not be read or written")]
    Database(#[from] sqlx::Error),
    /// Personal data could not be sealed or opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A command failed, or was refused where nothing refuses.
    #[error("identity: a command failed")]
    Command(#[from] CommandError<AccountRefusal>),
    /// A stored hash is none, or the settings are.
    #[error("accounts.argon2: a password hash cannot be made or read")]
    Hash,
}
