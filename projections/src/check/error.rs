//! Why a check ended without its answer.

use replay::audit::AuditError;
use replay::heads::HeadError;
use replay::log::LogError;

use crate::builds::BuildError;
use crate::past::PastError;
use crate::rebuild::RebuildError;

/// Why a check ended without its answer; it says nothing about what is stored.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The database failed.
    #[error("checking what is stored")]
    Database(#[from] sqlx::Error),
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The log could not be verified.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The keys the log names cannot be read.
    #[error(transparent)]
    Keys(#[from] HeadError),
    /// A view could not be folded anew.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// A sample could not be folded.
    #[error(transparent)]
    Sample(#[from] PastError),
}

impl From<RebuildError> for CheckError {
    fn from(error: RebuildError) -> Self {
        Self::Build(error.into())
    }
}
