//! What can have happened to what is known of a person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PrivacyRequestId;
use crate::personal::PersonalClass;
use crate::text::Text140;

/// Why something of a person was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// Somebody asked (GDPR art. 17); the words stand in the register of requests.
    Requested(PrivacyRequestId),
    /// The account was closed, and its grace is over.
    AccountClosed,
    /// The legal term is over (GDPR art. 5 (1) (e)).
    TermOver,
}

/// Events of the aggregate [`Subject`](super::Subject).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SubjectEvent {
    /// One of the person's two keys is destroyed: what is sealed under it can be read by nobody any more.
    SubjectErased {
        /// Which key.
        class: PersonalClass,
        /// Why.
        reason: ErasureReason,
        /// When.
        at: DateTime<Utc>,
    },
    /// What is kept of the person may not be used (GDPR art. 18).
    SubjectRestricted {
        /// Why.
        reason: Text140,
        /// When.
        at: DateTime<Utc>,
    },
    /// It may be used again.
    SubjectRestrictionLifted {
        /// Why.
        reason: Text140,
        /// When.
        at: DateTime<Utc>,
    },
}
