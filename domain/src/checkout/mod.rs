//! One attempt to pay: from the cart handed to pagoPA Checkout to the receipts that settle it.
//!
//! The process decides nothing about money: only a receipt settles a debt. It knows what was asked of Checkout, what
//! the citizen's browser hinted at, which receipts came, and when to stop waiting.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::CheckoutCommand;
pub use error::CheckoutRefusal;
pub use event::{CheckoutEvent, CheckoutFailure, ReturnOutcome};
pub use state::{Checkout, Phase};

/// How long Checkout keeps a cart (its cache lives ten minutes).
pub const CART_LIFETIME: chrono::TimeDelta = chrono::TimeDelta::minutes(10);
/// The longest life of a payment token on the Node.
pub const TOKEN_LIFETIME: chrono::TimeDelta = chrono::TimeDelta::minutes(30);
/// How long after the last possible authorisation we still say "in progress" before saying that nothing came.
pub const RECEIPT_GRACE: chrono::TimeDelta = chrono::TimeDelta::hours(2);
/// How long we try to hand a cart to Checkout before telling the citizen that it did not work.
pub const HAND_OVER_LIMIT: chrono::TimeDelta = chrono::TimeDelta::seconds(30);
