//! A debt position as a citizen sees it: how it may be paid, what of it is paid, and what they can do with it.

mod query;
mod standing;
mod types;

pub use query::{PositionFound, PositionQuery, PositionResult, proved_position, show};
pub use standing::{Standing, cart_item, is_offered};
pub use types::{
    Action, Installment, MaskedPerson, OptionKind, Origin, Payability, PaymentOption, PaymentSummary, Position, payability,
};
