//! One entry.

use chrono::{DateTime, Utc};
use domain::calendar::Occasion;
use domain::identifier::EnteCode;
use domain::ids::CalendarEntryId;
use domain::support_request::SupportReference;

/// An entry as the view keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarRow {
    pub(super) ente: EnteCode,
    pub(super) entry: CalendarEntryId,
    pub(super) entered_by: u64,
    pub(super) shown: Shown,
    pub(super) as_of: u64,
}

/// How it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// To everybody.
    Announced(Box<Occasion>),
    /// To the office.
    Waiting { reference: SupportReference, submitted_at: DateTime<Utc> },
}

/// Something announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncedEntry {
    /// Its stream.
    pub entry: CalendarEntryId,
    /// What takes place.
    pub occasion: Occasion,
}

/// Something submitted and not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingEntry {
    /// Its stream.
    pub entry: CalendarEntryId,
    /// By what its submitter names it.
    pub reference: SupportReference,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Log index of its first event: the order of the queue.
    pub entered_by: u64,
}
