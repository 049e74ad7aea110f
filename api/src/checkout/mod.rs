//! pagoPA Checkout: a cart is handed over, the citizen's browser is sent there, and it comes back by one of four
//! addresses. What comes back is a hint and never a proof: only a receipt settles a debt.
//!
//! ```text
//! Checkout (domain) ─► carts: CartRequest ─► client: POST /carts ─► outcome: redirect · refused · try again
//! browser ◄── returns: 303 to the portal, or a page of ours ◄── /return/<reference>/<ok|cancel|error|waiting>
//! ```

pub mod carts;
pub mod client;
pub mod outcome;
pub mod page;
pub mod problem;
pub mod reference;
pub mod returns;

pub use carts::{CartNotSendable, CartRequest};
pub use client::{CheckoutClient, ClientError};
pub use outcome::{CartOutcome, TryAgain};
pub use reference::ReturnReferences;
