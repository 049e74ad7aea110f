//! A to-do that was not done this time, and what to do about it.

use chrono::{DateTime, Utc};
use replay::command::{CommandError, Executed};

use crate::paper::ReceiptUnreadable;
use crate::privacy::PrivacyError;
use crate::vault::VaultError;

/// Why a to-do was not done. Reasons are read by operators and carry no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setback {
    /// It is tried again, each time after a longer wait; never given up silently.
    Later(String),
    /// It is tried again at this moment.
    At(DateTime<Utc>, String),
    /// It is put aside until an operator gives it back.
    Aside(String),
}

impl Setback {
    /// Tried again after a wait.
    pub(crate) fn later(reason: impl Into<String>) -> Self {
        Self::Later(reason.into())
    }

    /// Put aside.
    pub(crate) fn aside(reason: impl Into<String>) -> Self {
        Self::Aside(reason.into())
    }
}

impl From<VaultError> for Setback {
    fn from(error: VaultError) -> Self {
        // What does not open now will not open by waiting.
        if error.may_pass() { Self::later(error.to_string()) } else { Self::aside(error.to_string()) }
    }
}

impl From<ReceiptUnreadable> for Setback {
    fn from(error: ReceiptUnreadable) -> Self {
        match error {
            ReceiptUnreadable::Vault(error) => error.into(),
            ReceiptUnreadable::Absent => Self::later(error.to_string()),
            ReceiptUnreadable::Erased => Self::aside(error.to_string()),
        }
    }
}

impl From<PrivacyError> for Setback {
    fn from(error: PrivacyError) -> Self {
        Self::later(error.to_string())
    }
}

/// Tells a business refusal, which the caller has to decide about, from trouble, which is tried again.
pub(crate) fn answered<E: std::error::Error>(outcome: Result<Executed, CommandError<E>>) -> Result<Result<Executed, E>, Setback> {
    match outcome {
        Ok(executed) => Ok(Ok(executed)),
        Err(CommandError::Refused(refusal)) => Ok(Err(refusal)),
        Err(trouble) => Err(Setback::later(trouble.to_string())),
    }
}

/// The outcome of a command that has no reason to be refused: a refusal is tried again and seen by operators.
pub(crate) fn done<E: std::error::Error>(outcome: Result<Executed, CommandError<E>>) -> Result<Executed, Setback> {
    outcome.map_err(|error| Setback::later(error.to_string()))
}
