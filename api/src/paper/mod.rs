//! From what happened to what is printed: a position and its debtor become a notice, a kept receipt becomes a receipt in hand. How they
//! are drawn is the business of [`crate::documents`].

mod notice;
mod print;
mod receipt;
#[cfg(test)]
mod tests;

pub use notice::{NotPrinted, notice_document};
pub use print::{Paper, Unprinted, notice, receipt, receipt_proof};
pub use receipt::{ReceiptUnreadable, receipt_document, receipt_place};
