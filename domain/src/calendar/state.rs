//! The fold of an entry of the calendar.

use serde::{Deserialize, Serialize};

use super::event::CalendarEvent;
use super::occasion::Occasion;
use super::submission::Submission;
use crate::aggregate::aggregate;
use crate::text::Text140;

/// Where an entry stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not there.
    #[default]
    Absent,
    /// Submitted by a citizen, not decided.
    Waiting,
    /// Everybody sees it.
    Announced(Box<Occasion>),
    /// The office did not announce it.
    Refused(Text140),
    /// It was announced once.
    Cancelled(Text140),
}

/// An entry of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntry {
    pub(super) submission: Option<Box<Submission>>,
    pub(super) standing: Standing,
}

aggregate!(
    CalendarEntry,
    "CalendarEntry",
    CalendarEvent,
    [
        CalendarEntrySubmitted = "1",
        CalendarEntryApproved = "1",
        CalendarEntryRefused = "1",
        CalendarEntryAdded = "1",
        CalendarEntryAmended = "1",
        CalendarEntryCancelled = "1",
    ]
);

impl CalendarEntry {
    /// What a citizen submitted; none when the office entered it.
    #[must_use]
    pub fn submission(&self) -> Option<&Submission> {
        self.submission.as_deref()
    }

    /// Where it stands.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }
}
