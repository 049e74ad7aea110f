//! What may be asked of an entry of the calendar.

use super::occasion::Occasion;
use super::submission::Submission;
use crate::text::Text140;

/// Commands of the aggregate [`CalendarEntry`](super::CalendarEntry).
#[derive(Clone, Debug)]
pub enum CalendarCommand {
    /// A citizen asks for it to be announced.
    Submit(Box<Submission>),
    /// Announce what a citizen submitted, as the office states it.
    Approve(Box<Occasion>),
    /// Do not announce it.
    Refuse {
        /// Why.
        reason: Text140,
    },
    /// Announce something of the Ente's own.
    Add(Box<Occasion>),
    /// State what is announced anew, as a whole.
    Amend(Box<Occasion>),
    /// Announce it no longer.
    Cancel {
        /// Why.
        reason: Text140,
    },
}
