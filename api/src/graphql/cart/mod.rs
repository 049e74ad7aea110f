//! The cart: up to five notices paid in one operation. Whoever knows its random id may use an anonymous cart; a citizen's cart is theirs.

mod mutation;
mod open;
pub(crate) mod own;
mod query;
mod types;

pub use mutation::{
    AddToCartInput, CartChanged, CartChangedResult, CartMutation, ClearCartInput, OpenCartInput, OpenCartResult,
    RemoveFromCartInput,
};
pub use open::{OpenCart, standings};
pub use query::{CartQuery, CartResult, OwnCartResult};
pub use types::{Cart, CartItem, EmptyCart};
