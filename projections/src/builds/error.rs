//! Why a build was not made, compared or put in its place. The live view is untouched by any of them.

use replay::log::LogError;

use super::slot::Slot;
use crate::rebuild::RebuildError;
use crate::runner::ApplyError;
use crate::view::ViewName;

/// Why a build was not made, compared or put in its place.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Another command has the builds of this cell in hand.
    #[error("another command is working on the views of schema {0}")]
    Busy(String),
    /// The connection that kept others away is gone.
    #[error("the connection that keeps other commands away was lost")]
    LockLost,
    /// Nothing complete stands in that place.
    #[error("{view}: {slot}")]
    NotBuilt {
        /// The view.
        view: ViewName,
        /// Where nothing stands.
        slot: Slot,
    },
    /// It was folded by another version of the program: its rows may mean something else.
    #[error("{view}: the build was made by version {program} of the program; rebuild it")]
    OtherProgram {
        /// The view.
        view: ViewName,
        /// The version.
        program: String,
    },
    /// A migration changed the view's table since.
    #[error("{view}: the tables do not have the same columns (a migration came between); rebuild it")]
    OtherShape {
        /// The view.
        view: ViewName,
    },
    /// Somebody kept reading or writing the view for too long, again and again.
    #[error("{view}: its table was in use all the time; nothing was changed, try again when less is going on")]
    InUse {
        /// The view.
        view: ViewName,
    },
    /// Folding from the beginning failed.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The database failed, or the role may not make schemas and tables beside the live ones.
    #[error("working on the builds of a view")]
    Database(#[from] sqlx::Error),
}

impl From<ApplyError> for BuildError {
    fn from(error: ApplyError) -> Self {
        match error {
            // Only whoever holds the lock moves a checkpoint beside.
            ApplyError::Lost => Self::LockLost,
            ApplyError::Database(source) => Self::Database(source),
        }
    }
}
