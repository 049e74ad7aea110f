//! Receipts for those who have no account: some of what they say, and the rest by mail to an address they type.

mod mutation;
mod query;

pub use mutation::{ReceiptMutation, ReceiptRequested, SendReceiptInput, SendReceiptResult};
pub use query::{ReceiptFound, ReceiptQuery, ReceiptSearchResult};
