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

impl CheckError {
    /// What the server says of a page of its own that is not what it wrote (SQLSTATE XX001, `data_corrupted`, and XX002 of an index).
    pub(super) fn damage(&self) -> Option<String> {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = cause {
            if let Some(sqlx::Error::Database(told)) = error.downcast_ref() {
                return matches!(told.code().as_deref(), Some("XX001" | "XX002")).then(|| told.message().to_owned());
            }
            cause = error.source();
        }
        None
    }
}

impl From<RebuildError> for CheckError {
    fn from(error: RebuildError) -> Self {
        Self::Build(error.into())
    }
}
