//! Why an append or a load did not happen, as every waiting caller is told.

use std::sync::Arc;

use cqrs_es::AggregateError;

use super::stored_json::Unstorable;

/// What became of an append that was not acknowledged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppendError {
    /// The stream has moved on: nothing was written.
    #[error("another writer appended to the stream first")]
    Conflict,
    /// The database refused these events: nothing was written.
    #[error("the database refused the events")]
    Refused(#[source] Arc<sqlx::Error>),
    /// The events cannot be stored: nothing was written.
    #[error("the events cannot be stored")]
    Unstorable(#[source] Arc<Unstorable>),
    /// The database went away: whether the events were written is known only after reading the stream again.
    #[error("the database is unavailable")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// The store is shutting down: nothing was written.
    #[error("the store is closed")]
    Closed,
}

impl From<Unstorable> for AppendError {
    fn from(cause: Unstorable) -> Self {
        Self::Unstorable(Arc::new(cause))
    }
}

impl<E: std::error::Error> From<AppendError> for AggregateError<E> {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict => Self::AggregateConflict,
            AppendError::Unavailable(_) | AppendError::Closed => Self::DatabaseConnectionError(Box::new(error)),
            AppendError::Refused(_) | AppendError::Unstorable(_) => Self::UnexpectedError(Box::new(error)),
        }
    }
}

/// Why a stream could not be read.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LoadError {
    /// The database went away or cut the statement.
    #[error("the database is unavailable")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

impl<E: std::error::Error> From<LoadError> for AggregateError<E> {
    fn from(error: LoadError) -> Self {
        Self::DatabaseConnectionError(Box::new(error))
    }
}

/// Whether `error` is about the connection or the server's state rather than about what was sent: such a statement may work a moment later.
#[must_use]
pub fn is_unavailability(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(database) => database.code().is_some_and(|code| {
            // 08 connection, 53 resources, 57P server shutting down or starting, 58 system
            ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class))
        }),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}
