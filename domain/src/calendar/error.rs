//! Why an entry of the calendar may refuse.

use super::occasion::OccasionError;

/// Refusals of the aggregate [`CalendarEntry`](super::CalendarEntry).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// There is no such entry.
    #[error("entry: does not exist")]
    Absent,
    /// It was decided already.
    #[error("entry: does not wait for approval")]
    Decided,
    /// It is not announced: there is nothing to put right.
    #[error("entry: is not announced")]
    NotAnnounced,
    /// It is there already, and different.
    #[error("entry: is announced already, and differently")]
    AddedDifferently,
    /// The occasion contradicts itself.
    #[error(transparent)]
    Occasion(#[from] OccasionError),
}
