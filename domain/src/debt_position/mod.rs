//! A debt and its life: who owes what, how it may be paid, and what was paid.
//!
//! Two dimensions are kept apart: *payability* (may it be paid now?) and *settlement* (has it been paid?). A receipt
//! settles whatever the payability is, because money that arrived is money that arrived; paid never turns unpaid
//! except by a compensation.

mod balance;
mod command;
mod decide;
mod document;
mod error;
mod event;
mod payability;
mod payment;
mod state;
mod terms;
#[cfg(test)]
mod tests;

pub use balance::Balance;
pub use command::DebtPositionCommand;
pub use document::{BillDocument, DocumentYear, SchoolYear, YearError};
pub use error::{DebtPositionRefusal, TermsError};
pub use event::DebtPositionEvent;
pub use payability::{NotPayable, Payability};
pub use payment::{Channel, Payment, PaymentReference};
pub use state::{DebtPosition, Settlement};
pub use terms::{Destination, Installment, Origin, PaymentOption, Terms, Transfer};
