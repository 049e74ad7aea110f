//! Why services were not stated, or a draft not confirmed.

use domain::identifier::SegregationCode;
use domain::service::{DefinitionError, ServiceCode, ServiceRefusal};
use replay::command::CommandError;

use crate::notices::NoticeError;
use crate::positions::PositionError;
use crate::positions::rules::RuleError;
use crate::vault::VaultError;

/// Why services were not stated.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Two statements of one service.
    #[error("services.{0}: is given twice")]
    Twice(ServiceCode),
    /// The definition contradicts itself.
    #[error("services.{code}.{reason}")]
    Definition {
        /// Of which service.
        code: ServiceCode,
        /// Why.
        #[source]
        reason: DefinitionError,
    },
    /// The definition asks for what the Ente does not have.
    #[error("services.{code}.collection.{field}: {rule}")]
    Rule {
        /// Of which service.
        code: ServiceCode,
        /// Which part of it.
        field: &'static str,
        /// Which rule.
        #[source]
        rule: RuleError,
    },
    /// The service refused, or the store failed.
    #[error("services.{code}: {source}")]
    Command {
        /// Which service.
        code: ServiceCode,
        /// Why.
        #[source]
        source: CommandError<ServiceRefusal>,
    },
}

/// Why a draft made no position.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// There is no such draft, or not any more.
    #[error("draft: there is none, or not any more")]
    Absent,
    /// It was confirmed with another idempotency key.
    #[error("draft: it was confirmed before")]
    ConfirmedBefore,
    /// It was confirmed with this key and other data.
    #[error("draft: it was confirmed with other data")]
    ConfirmedDifferently,
    /// The service has no segregation code to issue notices under.
    #[error("service: no segregation code {0:?}")]
    Unnumbered(Option<SegregationCode>),
    /// The database could not be asked.
    #[error("draft: could not be read or written")]
    Database(#[from] sqlx::Error),
    /// The draft does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No number could be handed out.
    #[error(transparent)]
    Notices(#[from] NoticeError),
    /// The position was not made.
    #[error(transparent)]
    Position(#[from] PositionError),
}
