//! How a command ends when it does not succeed.

use cqrs_es::AggregateError;

use crate::store::{AppendError, is_unavailability};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a command had no effect, or why its effect is not known.
#[derive(Debug, thiserror::Error)]
pub enum CommandError<E: std::error::Error> {
    /// The aggregate refused, on a state just read from the database: a business answer.
    #[error("{0}")]
    Refused(E),
    /// Others kept appending to the stream: nothing was written, the caller may try again.
    #[error("the stream changed during each of {attempts} attempts")]
    Contended {
        /// How often it was tried.
        attempts: u32,
    },
    /// The database is away. The command may or may not have taken effect: commands are made so that repeating them is harmless.
    #[error("the database is unavailable")]
    Unavailable(#[source] Cause),
    /// A stored event could not be understood: the stream is left alone.
    #[error("a stored event cannot be read")]
    Unreadable(#[source] Cause),
    /// The database refused the events (missing ente or correlation, text it cannot keep): nothing was written.
    #[error("the events cannot be stored")]
    NotStored(#[source] Cause),
}

impl<E: std::error::Error> CommandError<E> {
    /// What cqrs-es reports, in our words; both stores end up with the same ones.
    pub(crate) fn from_framework(error: AggregateError<E>, attempts: u32) -> Self {
        match error {
            AggregateError::UserError(refusal) => Self::Refused(refusal),
            AggregateError::AggregateConflict => Self::Contended { attempts },
            AggregateError::DatabaseConnectionError(cause) => Self::Unavailable(cause),
            AggregateError::DeserializationError(cause) => Self::Unreadable(cause),
            AggregateError::UnexpectedError(cause) if is_unavailable(&cause) => Self::Unavailable(cause),
            AggregateError::UnexpectedError(cause) => Self::NotStored(cause),
        }
    }
}

fn is_unavailable(cause: &Cause) -> bool {
    cause.downcast_ref::<sqlx::Error>().is_some_and(is_unavailability)
        || matches!(cause.downcast_ref(), Some(AppendError::Unavailable(_)))
}
