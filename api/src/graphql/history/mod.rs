//! What was paid, through whatever channel, and what is being paid.
//!
//! A payment stands in the history of exactly one person: of who paid it, and only when nobody is known to have, of who owed it.

mod detail;
mod filter;
mod query;
mod types;

pub use detail::{PaymentFound, PaymentQuery, PaymentResult};
pub use filter::HistoryFilterInput;
pub(super) use query::own;
pub use query::{HistoryQuery, HistorySide, PaymentHistory, PaymentHistoryInput, PaymentHistoryResult, Totals};
pub use types::{Payment, PaymentAction, PaymentState};
