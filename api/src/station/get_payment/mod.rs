//! `paGetPayment`, versions 1 and 2: a payment is being started. We say what is owed now, by whom, and to which
//! accounts; we keep the amount we said, and lock nothing.

mod answer;
mod debtor;
mod quote;
mod request;
mod transfer;

pub use debtor::Debtor;
pub use quote::{NO_DUE_DATE, Quote, quote};
pub use request::{GetPaymentRequest, TransferType};
pub use transfer::{QuotedDestination, QuotedTransfer};
