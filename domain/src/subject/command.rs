//! What may be asked concerning what is known of a person.

use chrono::{DateTime, Utc};

use super::event::ErasureReason;
use crate::personal::PersonalClass;
use crate::text::Text140;

/// Commands of the aggregate [`Subject`](super::Subject).
#[derive(Clone, Debug)]
pub enum SubjectCommand {
    /// Destroy a key. Whether law allows it was judged before.
    Erase {
        /// Which.
        class: PersonalClass,
        /// Why.
        reason: ErasureReason,
        /// When.
        now: DateTime<Utc>,
    },
    /// Keep it, and do not use it.
    Restrict {
        /// Why.
        reason: Text140,
        /// When.
        now: DateTime<Utc>,
    },
    /// Use it again.
    LiftRestriction {
        /// Why.
        reason: Text140,
        /// When.
        now: DateTime<Utc>,
    },
}
