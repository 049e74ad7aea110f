//! Why the log could not be read further.

/// Why the log could not be read further.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// An index has no entry, or its event is gone: the log was tampered with or damaged. Never skipped.
    #[error("the log has a hole at index {index}")]
    Hole {
        /// The index that is missing.
        index: u64,
    },
    /// What the database sent is not an event.
    #[error("the log entry after index {after:?} cannot be read: {what}")]
    Malformed {
        /// The last index that was read.
        after: Option<u64>,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The database failed.
    #[error("reading the log")]
    Database(#[from] sqlx::Error),
}
