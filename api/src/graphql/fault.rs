//! What must not happen. A citizen learns only that it happened and the trace id to quote; the log has the rest.

use std::error::Error as StdError;
use std::sync::Arc;

use projections::query::QueryError;
use replay::command::CommandError;

use crate::identity::IdentityError;
use crate::vault::VaultError;

/// A failure that is nobody's wish: a bug, or a part of us that is away.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// The database is away, or slower than we wait.
    #[error("a part of the product is unavailable")]
    Unavailable(#[source] Cause),
    /// A bug.
    #[error("something unforeseen happened")]
    Unforeseen(#[source] Cause),
}

/// Shared: an error of a subscription may be told more than once.
type Cause = Arc<dyn StdError + Send + Sync>;

/// Something that cannot be, in words for the log.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Impossible(pub &'static str);

impl Fault {
    /// A bug.
    pub fn unforeseen(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unforeseen(cause.into().into())
    }

    fn unavailable(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::Unavailable(Arc::new(cause))
    }

    /// Whether asking again later may help.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::Io(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::Tls(_) => Self::unavailable(error),
            // Operator intervention, resources, connection exceptions: classes 57, 53 and 08 of PostgreSQL's error codes.
            E::Database(refusal) => {
                let class = refusal.code().map(|code| code.chars().take(2).collect::<String>());
                match class.as_deref() {
                    Some("57" | "53" | "08") => Self::unavailable(error),
                    _ => Self::unforeseen(error),
                }
            }
            _ => Self::unforeseen(error),
        }
    }
}

impl From<VaultError> for Fault {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Database(error) => error.into(),
            away if away.may_pass() => Self::unavailable(away),
            other => Self::unforeseen(other),
        }
    }
}

impl From<QueryError> for Fault {
    fn from(QueryError(error): QueryError) -> Self {
        error.into()
    }
}

impl From<IdentityError> for Fault {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Busy => Self::unavailable(error),
            IdentityError::Database(error) => error.into(),
            IdentityError::Vault(error) => error.into(),
            IdentityError::Command(CommandError::Unavailable(_) | CommandError::Contended { .. }) => Self::unavailable(error),
            other => Self::unforeseen(other),
        }
    }
}

impl From<Impossible> for Fault {
    fn from(error: Impossible) -> Self {
        Self::unforeseen(error)
    }
}

/// Takes the refusals out of a command's outcome; everything else is a fault.
///
/// # Errors
/// Everything but a refusal.
pub fn refusal_of<E: StdError + Send + Sync + 'static>(error: CommandError<E>) -> Result<E, Fault> {
    match error {
        CommandError::Refused(refusal) => Ok(refusal),
        CommandError::Unavailable(_) | CommandError::Contended { .. } => Err(Fault::unavailable(error)),
        other => Err(Fault::unforeseen(other)),
    }
}
