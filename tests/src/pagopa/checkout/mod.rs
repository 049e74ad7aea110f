//! Checkout: a creditor institution posts a cart, the citizen pays it on a page, and is sent back.

mod cart;
mod fault_group;
mod pay;
pub(crate) mod post;
mod script;

pub use cart::{Cart, CartNotice, CartState, ReturnUrls};
pub use fault_group::{FaultGroup, group_of};
pub use pay::{CartError, CartOutcome};
pub use script::{Script, Shown};
