//! What an audit can find, and why it could not go on.

use std::path::PathBuf;

use crate::heads::HeadError;
use crate::log::LogError;
use crate::mandate::MandateError;
use crate::tree::range::Misfit;
use crate::tree::{TileId, TreeError};

/// Something is not what was signed.
#[derive(Debug, thiserror::Error)]
pub enum Finding {
    /// An event, or its entry in the log, was changed.
    #[error("event {index}: {what}")]
    Event {
        /// Its index.
        index: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// An event is not there, or not in its place.
    #[error("event {index}: missing or out of its place")]
    Missing {
        /// Its index.
        index: u64,
    },
    /// An event cannot be read.
    #[error("event {index}: cannot be read: {what}")]
    Unreadable {
        /// Its index.
        index: u64,
        /// Why not.
        what: String,
    },
    /// A tile was changed or is missing.
    #[error("tile {tile}: {what}")]
    Tile {
        /// Which one.
        tile: TileId,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A head is kept under a size or signers that are not its own.
    #[error("the signed head kept as that of size {kept_as} says {says}")]
    HeadMisplaced {
        /// Size in the table.
        kept_as: u64,
        /// What the note says.
        says: String,
    },
    /// A head is not signed by a key that is trusted, or is no head.
    #[error(transparent)]
    Head(HeadError),
    /// Everything agrees with itself and not with what was signed: it was rewritten as a whole.
    #[error("events {good} to {}: not what was signed in the head of size {signed}; everything before event {good} is", signed - 1)]
    Rewritten {
        /// Size up to which the log is what was signed.
        good: u64,
        /// Size of the first signed head that it does not lead to.
        signed: u64,
    },
    /// What was verified before was replaced since, or the file that says so.
    #[error("the first {size} events are not those that were verified before")]
    OtherThanVerified {
        /// Events verified before.
        size: u64,
    },
    /// The log is shorter than it was.
    #[error("{verified} events were verified before, and only {size} are signed now")]
    Shrunk {
        /// Events verified before.
        verified: u64,
        /// Events signed now.
        size: u64,
    },
    /// Streams are left that this build cannot fold, or events are missing.
    #[error("{read} of {size} events belong to streams this build can fold")]
    Unfolded {
        /// Events folded.
        read: u64,
        /// Events there must be.
        size: u64,
    },
    /// A bundle or proof does not hold together.
    #[error("line {line}: {what}")]
    Bundle {
        /// Line of the file, from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
}

/// Why an audit ended without its answer.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// It found something.
    #[error(transparent)]
    Finding(#[from] Finding),
    /// The mandate does not allow it.
    #[error(transparent)]
    Mandate(#[from] MandateError),
    /// Nobody would know who looked at whose data.
    #[error("the access log cannot be written, so nothing is opened")]
    Unnoted(#[source] sqlx::Error),
    /// What was asked for is not there.
    #[error("{0}")]
    Absent(String),
    /// The database failed: this says nothing about the log.
    #[error("the database cannot be read")]
    Database(#[from] sqlx::Error),
    /// A file could not be read or written: this says nothing about the log.
    #[error("{}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}

impl AuditError {
    /// What becomes of a failure to read or write the file at `path`.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }
}

impl From<LogError> for AuditError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Hole { index } => Finding::Missing { index }.into(),
            LogError::Malformed { after, what } => {
                Finding::Unreadable { index: after.map_or(0, |after| after + 1), what: what.to_owned() }.into()
            }
            LogError::Database(error) => Self::Database(error),
        }
    }
}

impl From<HeadError> for AuditError {
    fn from(error: HeadError) -> Self {
        match error {
            HeadError::Database(error) => Self::Database(error),
            found => Finding::Head(found).into(),
        }
    }
}

impl From<TreeError> for AuditError {
    fn from(error: TreeError) -> Self {
        match error {
            TreeError::Database(error) => Self::Database(error),
            TreeError::TileMissing(tile) => Finding::Tile { tile, what: "missing" }.into(),
            TreeError::Hole { index } => Finding::Missing { index }.into(),
            TreeError::OtherRoot { size } => Finding::Rewritten { good: 0, signed: size }.into(),
            TreeError::Outside { asked, size } => {
                Self::Absent(format!("event {asked} is not under the signed head of size {size}"))
            }
        }
    }
}

impl From<Misfit> for AuditError {
    fn from(misfit: Misfit) -> Self {
        Finding::Bundle { line: 0, what: misfit.to_string() }.into()
    }
}
