//! What was paid, through whatever channel, and what is being paid.

mod filter;
mod query;
mod types;

pub use filter::HistoryFilterInput;
pub use query::{HistoryQuery, HistorySide, PaymentHistory, PaymentHistoryInput, PaymentHistoryResult};
pub use types::{Payment, PaymentState};
