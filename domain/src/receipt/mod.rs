//! A pagoPA receipt: kept whole before it is answered, filed to the position it settles, mailed once to each address.
//!
//! The stream is named by creditor and receipt id, so the event store itself is the inbox: the same receipt again
//! meets itself, and other content under a known id is kept apart and raises an alarm.

mod command;
mod decide;
mod error;
mod event;
mod facts;
mod state;
#[cfg(test)]
mod tests;

pub use command::ReceiptCommand;
pub use error::ReceiptRefusal;
pub use event::{MailRequest, ParkReason, ReceiptEvent};
pub use facts::{ReceiptFacts, ReceiptPsp, ReceiptTransfer};
pub use state::{Filing, Receipt, receipt_stream};
