//! Paying: a cart is handed to pagoPA Checkout, and its holder is told how it goes on, by question or by subscription, from any device.

mod query;
mod start;
mod status;
mod subscription;
mod types;

pub use query::{CheckoutQuery, CheckoutResult};
pub(in crate::graphql) use start::idempotency_key;
pub use start::{CheckOutInProgress, CheckOutInput, CheckOutResult, CheckOutStarted, CheckoutMutation};
pub use subscription::{CheckoutSubscription, CheckoutUpdate};
pub use types::{Checkout, CheckoutItem, CheckoutStatus, ItemStatus};
