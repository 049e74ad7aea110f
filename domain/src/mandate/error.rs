//! Why a mandate may be refused.

use chrono::NaiveDate;

use super::MOST_PEOPLE;

/// Refusals of the aggregate [`Mandate`](super::Mandate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MandateRefusal {
    /// There is no such mandate.
    #[error("mandate: does not exist")]
    Absent,
    /// There is nothing it would open.
    #[error("people: nobody's data could be opened: there is nothing sealed, or the keys are destroyed")]
    Nobody,
    /// Too many people at once.
    #[error("people: {0} are more than the {MOST_PEOPLE} one mandate may be about; ask for less")]
    TooMany(usize),
    /// It ends before it begins, or lasts too long.
    #[error("until: must be from today to {0}")]
    Term(NaiveDate),
    /// A tax code or an address stands where it would be kept in the clear for ever.
    #[error("{0}: names a person by a tax code or an address; name the office and the act, they are kept for ever")]
    Personal(&'static str),
}
