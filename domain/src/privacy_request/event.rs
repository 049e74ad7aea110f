//! What can have happened to a request.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SubjectId;
use crate::text::Text140;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// A copy of one's data (GDPR art. 15 and 20).
    Access,
    /// A correction (art. 16).
    Rectification,
    /// That data be kept and not used (art. 18).
    Restriction,
    /// That data be erased (art. 17).
    Erasure,
}

impl RequestKind {
    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Rectification => "rectification",
            Self::Restriction => "restriction",
            Self::Erasure => "erasure",
        }
    }
}

/// By which way it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// By the person, in their own area.
    Citizen,
    /// By the office, for somebody who wrote or came; who of the office stands beside the event.
    Office,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked was done.
    Fulfilled,
    /// A part was done; law asks that the rest be kept.
    PartlyFulfilled,
    /// It was refused; the note says why.
    Refused,
    /// Who asked took it back.
    Withdrawn,
}

impl Outcome {
    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fulfilled => "fulfilled",
            Self::PartlyFulfilled => "partly_fulfilled",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// What.
    pub kind: RequestKind,
    /// Whose data: the person, and their account when they have one.
    pub subjects: Vec<SubjectId>,
    /// By which way.
    pub asked_by: AskedBy,
    /// What the office noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text140>,
    /// When.
    pub at: DateTime<Utc>,
    /// The last day for the answer, in Europe/Rome.
    pub due_on: NaiveDate,
}

/// Events of the aggregate [`PrivacyRequest`](super::PrivacyRequest).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PrivacyRequestEvent {
    /// Somebody asked.
    PrivacyRequestOpened {
        /// What.
        opening: Box<Opening>,
    },
    /// It was answered.
    PrivacyRequestClosed {
        /// How it ended.
        outcome: Outcome,
        /// What was answered: what was done, what remains and why.
        note: Text140,
        /// When.
        at: DateTime<Utc>,
    },
}
