//! Why something about the staff was not done.

use domain::staff::StaffRefusal;
use replay::command::CommandError;

use crate::graphql::fault::Fault;
use crate::identity::{IdentityError, PasswordError};

/// Why something about the staff was not done.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The rules of the account refuse it.
    #[error(transparent)]
    Command(#[from] CommandError<StaffRefusal>),
    /// The password is none we take.
    #[error("password: {0}")]
    Password(#[from] PasswordError),
    /// The password could not be hashed or checked.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The database could not be asked.
    #[error("staff: the tables of the staff could not be read or written")]
    Database(#[from] sqlx::Error),
    /// An account could not be read.
    #[error("staff: an account could not be read")]
    Stream(#[from] Fault),
}
