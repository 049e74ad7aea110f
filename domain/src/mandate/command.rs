//! What may be asked of a mandate.

use chrono::{DateTime, Utc};

use super::event::Grant;
use crate::text::Text140;

/// Commands of the aggregate [`Mandate`](super::Mandate).
#[derive(Clone, Debug)]
pub enum MandateCommand {
    /// Hand over keys.
    Grant(Box<Grant>),
    /// Close the database to it before its end.
    Withdraw {
        /// Why.
        reason: Text140,
        /// When.
        now: DateTime<Utc>,
    },
    /// Note that its holder destroyed the file and everything made with it.
    ConfirmDestroyed {
        /// How that is known.
        note: Text140,
        /// When.
        now: DateTime<Utc>,
    },
}
