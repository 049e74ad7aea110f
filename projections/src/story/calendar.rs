//! The story of an entry of the calendar.

use domain::aggregate::Decider;
use domain::calendar::{CalendarEntry, CalendarEvent};
use domain::ids::CalendarEntryId;

use crate::stream::Moment;

/// The story of an entry of the calendar.
#[derive(Clone, Debug)]
pub(crate) struct CalendarStory {
    /// Its stream.
    pub(crate) id: CalendarEntryId,
    /// The domain's own fold.
    pub(crate) entry: CalendarEntry,
    pub(crate) entered: Option<Moment>,
}

impl CalendarStory {
    pub(super) fn new(id: CalendarEntryId) -> Self {
        Self { id, entry: CalendarEntry::default(), entered: None }
    }

    pub(super) fn fold(&mut self, event: CalendarEvent, moment: Moment) {
        self.entered.get_or_insert(moment);
        self.entry.evolve(event);
    }
}
