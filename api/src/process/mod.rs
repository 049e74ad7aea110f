//! Everything that happens outside because something happened inside: carts handed to Checkout, receipts booked and mailed, the
//! archive kept up to date, deadlines noted. Nothing else in the product has side effects.
//!
//! Each kind of to-do has one worker: it claims to-dos with a lease, does the work, and records the result as a
//! command; the event of that command closes the to-do. What fails waits longer and longer and is never dropped; what somebody has to
//! look at is put aside with the reason. A process that dies anywhere leaves a lease that lapses, and every step may be done twice.

mod archive_position;
mod backlog;
mod cause;
mod checkout_deadline;
mod erase_account;
mod expire_position;
mod file_receipt;
mod mail_account;
mod mail_receipt;
mod mail_support;
mod mailing;
mod pace;
mod post_cart;
mod setback;
mod worker;
mod workers;

pub(crate) use file_receipt::{Refiled, file_parked};
pub use workers::{SetupError, Workers};
