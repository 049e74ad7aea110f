//! What may be asked of the register.

use chrono::{DateTime, Utc};

use super::event::{AskedBy, Outcome, RequestKind};
use crate::ids::SubjectId;
use crate::text::Text140;

/// Commands of the aggregate [`PrivacyRequest`](super::PrivacyRequest).
#[derive(Clone, Debug)]
pub enum PrivacyRequestCommand {
    /// Enter a request.
    Open {
        /// What is asked.
        kind: RequestKind,
        /// Whose data: the person, and their account when they have one.
        subjects: Vec<SubjectId>,
        /// By which way it came.
        asked_by: AskedBy,
        /// What the office notes.
        note: Option<Text140>,
        /// When.
        now: DateTime<Utc>,
    },
    /// Answer it.
    Close {
        /// How it ends.
        outcome: Outcome,
        /// What is answered.
        note: Text140,
        /// When.
        now: DateTime<Utc>,
    },
}
