//! What a citizen means to pay together: at most five notices, payable now, no two ways of paying one debt.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::CartCommand;
pub use error::CartRefusal;
pub use event::CartEvent;
pub use state::{Cart, CartItem, Owner};

/// The most notices of one cart (pagoPA Checkout carts v2).
pub const MAX_NOTICES: usize = 5;
