//! Why a position was not made or changed.

use domain::debt_position::{DebtPositionRefusal, TermsError};
use domain::identifier::EnteCode;
use domain::text::TextError;
use replay::command::CommandError;

use super::rules::RuleError;
use crate::notices::NoticeError;
use crate::vault::VaultError;

/// Why a position was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum PositionError {
    /// The Ente is not configured.
    #[error("ente: {0} is not configured")]
    UnknownEnte(EnteCode),
    /// There is no such position.
    #[error("position: no position of this Ente has this name or notice number")]
    Unknown,
    /// A rule of the Ente is broken.
    #[error("{field}: {rule}")]
    Rule {
        /// Where.
        field: String,
        /// Which.
        #[source]
        rule: RuleError,
    },
    /// A text cannot be written.
    #[error("{field}: {reason}")]
    Text {
        /// Where.
        field: String,
        /// Why.
        #[source]
        reason: TextError,
    },
    /// The terms contradict themselves.
    #[error("terms.{0}")]
    Terms(#[from] TermsError),
    /// The number belongs to another position.
    #[error("nav: {0} belongs to another position")]
    NumberTaken(String),
    /// The registry handed out fewer numbers than notices need.
    #[error("nav: no number is left for a notice")]
    NumbersShort,
    /// The registry failed.
    #[error(transparent)]
    Notices(#[from] NoticeError),
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The position refused, or the store failed.
    #[error(transparent)]
    Command(#[from] CommandError<DebtPositionRefusal>),
}
