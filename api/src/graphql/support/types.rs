//! The types of requests for help, as citizens see them.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ente::CaseType;
use domain::support_request::Stage;

use crate::graphql::access::{AccessRule, access};
use crate::messages::{Language, Message};

/// Something that can be asked for.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct SupportCaseType {
    /// Its code.
    pub code: String,
    /// Its name: in the language of the request, or in Italian when the Ente gave it a name of its own.
    pub label: String,
}

impl SupportCaseType {
    pub(super) fn of(language: Language, case: &CaseType) -> Self {
        let usual = || Message::named(&format!("support.case.{}", case.code)).map(|message| message.text(language).to_owned());
        let own = case.label.as_ref().map(ToString::to_string);
        let label = own.or_else(usual).unwrap_or_else(|| case.code.to_string());
        Self { code: case.code.to_string(), label }
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SupportState {
    /// It was received.
    Open,
    /// Somebody works on it.
    Assigned,
    /// An answer was sent.
    Answered,
    /// It is over.
    Closed,
    /// It was opened again.
    Reopened,
}

impl SupportState {
    /// The sentence that says so.
    #[must_use]
    pub const fn message(self) -> Message {
        match self {
            Self::Open => Message::SupportStateOpen,
            Self::Assigned => Message::SupportStateAssigned,
            Self::Answered => Message::SupportStateAnswered,
            Self::Closed => Message::SupportStateClosed,
            Self::Reopened => Message::SupportStateReopened,
        }
    }
}

impl From<Stage> for SupportState {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Absent | Stage::Open => Self::Open,
            Stage::Assigned => Self::Assigned,
            Stage::Answered => Self::Answered,
            Stage::Closed => Self::Closed,
            Stage::Reopened => Self::Reopened,
        }
    }
}

/// An answer of the Ente.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SupportAnswer {
    /// What it says; none once its reader was forgotten.
    pub text: Option<String>,
    /// When it was written.
    pub at: DateTime<Utc>,
}
