//! Why a run stopped. What was loaded before stays loaded; running the same file again goes on where it stopped.

use domain::identifier::EnteCode;
use replay::store::{BulkError, Unstorable};

use crate::positions::PositionError;

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The Ente is not configured.
    #[error("--ente: {0} is not configured; run `quietanza ente apply <file>` first")]
    UnknownEnte(EnteCode),
    /// The file cannot be read.
    #[error("the file cannot be read")]
    File(#[from] std::io::Error),
    /// Another process loads the same file.
    #[error("the same file is being loaded by another process")]
    Running,
    /// The database failed.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The events could not be appended.
    #[error(transparent)]
    Append(#[from] BulkError),
    /// An event cannot be stored.
    #[error("row {row}: an event cannot be stored")]
    Unstorable {
        /// The row.
        row: u64,
        /// Why.
        source: Unstorable,
    },
    /// Numbers, keys or commands failed for a reason that is not a row's.
    #[error(transparent)]
    Position(#[from] PositionError),
    /// A part of the run died: a bug, reported where it panicked.
    #[error("a part of the run was aborted")]
    Aborted(#[from] tokio::task::JoinError),
}
