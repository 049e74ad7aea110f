//! What can have happened to an entry of the calendar.

use serde::{Deserialize, Serialize};

use super::occasion::Occasion;
use super::submission::Submission;
use crate::text::Text140;

/// Events of the aggregate [`CalendarEntry`](super::CalendarEntry).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CalendarEvent {
    /// A citizen submitted it; nobody else sees it yet.
    CalendarEntrySubmitted {
        /// What they wrote, sealed.
        submission: Box<Submission>,
    },
    /// The office announced what a citizen had submitted.
    CalendarEntryApproved {
        /// What is announced.
        occasion: Box<Occasion>,
    },
    /// The office did not announce it.
    CalendarEntryRefused {
        /// Why.
        reason: Text140,
    },
    /// The office announced something of its own.
    CalendarEntryAdded {
        /// What is announced.
        occasion: Box<Occasion>,
    },
    /// What is announced was put right.
    CalendarEntryAmended {
        /// What is announced from now on.
        occasion: Box<Occasion>,
    },
    /// It is announced no longer.
    CalendarEntryCancelled {
        /// Why.
        reason: Text140,
    },
}
