//! The payment history: what was paid, through any channel, with what the receipt says, and what is still in progress.
//!
//! A payment appears as soon as its receipt is kept, whether or not the position is booked yet; money that belongs to no position of ours
//! is shown as parked, money too many as a refund due. Nothing that arrived ever leaves the list.

mod fold;
pub mod queries;
mod row;
mod search;
mod sql;

pub(crate) use fold::PaymentHistory;
pub use row::{HistoryCursor, HistoryEntry, PaymentState};
pub use search::{HistoryFilter, Totals};
