//! How the office's resolvers answer: what was asked, or a refusal with a stable key; never an error of the protocol unless we are broken.

use async_graphql::{SimpleObject, Union};
use domain::debt_position::DebtPositionRefusal;
use replay::command::{CommandError, Executed};

use super::access::{STAFF, access};
use super::desk::Desk;
use crate::graphql::fault::{Fault, refusal_of};
use crate::positions::PositionError;

/// Why something was not done. The key is stable; the message is for people who read logs, front ends have their own words.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(vec![super::access::Grant::Anyone]))]
pub(super) struct Refusal {
    /// Stable name of the reason.
    pub(super) key: String,
    /// The reason, in English.
    pub(super) message: String,
    /// The argument it is about.
    pub(super) field: Option<String>,
}

impl Refusal {
    pub(super) fn new(key: &str, message: impl Into<String>) -> Self {
        Self { key: key.to_owned(), message: message.into(), field: None }
    }

    /// There is nothing like that in this Ente; it is never said whether another one has it.
    pub(super) fn absent(what: &str) -> Self {
        Self::new("absent", format!("{what}: does not exist"))
    }

    /// An argument is not written as it should be.
    pub(super) fn input(field: &str, error: impl std::fmt::Display) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new("input", error.to_string()) }
    }

    /// A rule refuses.
    pub(super) fn rule(refusal: &impl std::fmt::Display) -> Self {
        Self::new("refused", refusal.to_string())
    }
}

/// Done.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct Done {
    /// Version of what was changed.
    pub(super) version: u64,
    /// It was so already.
    pub(super) already: bool,
    /// Give it to questions that must have seen this command.
    pub(super) freshness: String,
}

/// What a command answers.
#[derive(Clone, Debug, Union)]
pub(super) enum Outcome {
    /// Done.
    Done(Done),
    /// Not.
    Refusal(Refusal),
}

impl Done {
    /// What a command came to.
    pub(super) fn of(desk: Desk<'_>, executed: &Executed) -> Self {
        let version = u64::try_from(executed.version).unwrap_or(u64::MAX);
        Self { version, already: executed.written == 0, freshness: desk.latest() }
    }
}

/// How a resolver ends early.
#[derive(Debug)]
pub(super) enum Ended {
    Refused(Refusal),
    Fault(Fault),
}

/// What the inside of a resolver answers.
pub(super) type Answering<T> = Result<T, Ended>;

/// What the resolver itself answers.
pub(super) fn settle<T, R: From<T> + From<Refusal>>(answering: Answering<T>) -> Result<R, Fault> {
    match answering {
        Ok(answer) => Ok(answer.into()),
        Err(Ended::Refused(refusal)) => Ok(refusal.into()),
        Err(Ended::Fault(fault)) => Err(fault),
    }
}

impl From<Refusal> for Ended {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

macro_rules! faults {
    ($($cause:ty),+) => {
        $(impl From<$cause> for Ended {
            fn from(cause: $cause) -> Self {
                Self::Fault(cause.into())
            }
        })+
    };
}
faults!(sqlx::Error, crate::vault::VaultError, projections::query::QueryError);

/// The outcome of a command: a refusal is an answer.
pub(super) fn ended<E: std::error::Error + Send + Sync + 'static>(error: CommandError<E>) -> Ended {
    match refusal_of(error) {
        Ok(refusal) => Ended::Refused(Refusal::rule(&refusal)),
        Err(fault) => Ended::Fault(fault),
    }
}

impl From<PositionError> for Ended {
    fn from(error: PositionError) -> Self {
        match error {
            PositionError::Command(CommandError::Refused(DebtPositionRefusal::Absent)) | PositionError::Unknown => {
                Self::Refused(Refusal::absent("position"))
            }
            PositionError::Command(error) => ended(error),
            PositionError::Notices(_) | PositionError::Vault(_) => Self::Fault(Fault::unforeseen(error)),
            refused => Self::Refused(Refusal::rule(&refused)),
        }
    }
}
