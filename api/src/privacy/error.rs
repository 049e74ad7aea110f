//! Why something asked under data-protection law is not done.

use domain::mandate::MandateRefusal;
use domain::privacy_request::PrivacyRequestRefusal;
use domain::subject::SubjectRefusal;
use replay::audit::AuditError;
use replay::command::CommandError;

use super::judge::ErasureRefusal;
use crate::graphql::fault::Fault;
use crate::vault::VaultError;

/// Why it is not done.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    /// Nobody is known by what was given.
    #[error("person: nobody is known by it")]
    Unknown,
    /// Law, or something under way, does not let it be erased.
    #[error(transparent)]
    Kept(#[from] ErasureRefusal),
    /// The register refuses.
    #[error(transparent)]
    Register(PrivacyRequestRefusal),
    /// What is known of the person refuses.
    #[error(transparent)]
    Subject(SubjectRefusal),
    /// A rule of mandates refuses.
    #[error(transparent)]
    Mandate(MandateRefusal),
    /// Nobody could tell a mandate from a forged one.
    #[error("log: is not set: a mandate is signed by the key of the log")]
    NotSigned,
    /// What is asked about is not in the log.
    #[error("log: {0}")]
    NotInLog(String),
    /// Something failed.
    #[error("{0}")]
    Failed(#[source] Fault),
}

impl From<CommandError<PrivacyRequestRefusal>> for PrivacyError {
    fn from(error: CommandError<PrivacyRequestRefusal>) -> Self {
        crate::graphql::fault::refusal_of(error).map_or_else(Self::Failed, Self::Register)
    }
}

impl From<CommandError<MandateRefusal>> for PrivacyError {
    fn from(error: CommandError<MandateRefusal>) -> Self {
        crate::graphql::fault::refusal_of(error).map_or_else(Self::Failed, Self::Mandate)
    }
}

impl From<AuditError> for PrivacyError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Absent(what) => Self::NotInLog(what),
            failed => Self::Failed(Fault::unforeseen(failed)),
        }
    }
}

impl From<CommandError<SubjectRefusal>> for PrivacyError {
    fn from(error: CommandError<SubjectRefusal>) -> Self {
        crate::graphql::fault::refusal_of(error).map_or_else(Self::Failed, Self::Subject)
    }
}

impl From<PrivacyError> for Fault {
    fn from(error: PrivacyError) -> Self {
        match error {
            PrivacyError::Failed(fault) => fault,
            refused => Self::unforeseen(refused),
        }
    }
}

macro_rules! failures {
    ($($cause:ty),+) => {
        $(impl From<$cause> for PrivacyError {
            fn from(cause: $cause) -> Self {
                Self::Failed(cause.into())
            }
        })+
    };
}
failures!(sqlx::Error, VaultError, crate::identity::IdentityError, projections::query::QueryError, Fault);
