//! What can be paid: of a citizen whose identity was verified, everything they owe; of everybody, what they proved to know.

mod filter;
mod query;
mod types;

pub use filter::PendingFilterInput;
pub(super) use query::{Listed, Question, own, proved_positions};
pub use query::{PaymentScheduleInput, PendingList, PendingListInput, PendingListResult, PendingQuery};
pub use types::PendingNotice;
