//! The story of a cart.

use domain::aggregate::Decider;
use domain::cart::{Cart, CartEvent};
use domain::ids::CartId;

/// The story of a cart.
#[derive(Clone, Debug)]
pub(crate) struct CartStory {
    pub(crate) id: CartId,
    /// The domain's own fold.
    pub(crate) cart: Cart,
}

impl CartStory {
    pub(super) fn new(id: CartId) -> Self {
        Self { id, cart: Cart::default() }
    }

    pub(super) fn fold(&mut self, event: CartEvent) {
        self.cart.evolve(event);
    }
}
