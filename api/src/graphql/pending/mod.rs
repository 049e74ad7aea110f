//! What can be paid: of a citizen whose identity was verified, everything they owe; of everybody, what they proved to know.

mod query;
mod types;

pub(super) use query::{Listed, Question, proved_positions};
pub use query::{PendingList, PendingListInput, PendingListResult, PendingQuery};
pub use types::PendingNotice;
