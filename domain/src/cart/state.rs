//! The fold of a cart's events.

use serde::{Deserialize, Serialize};

use crate::Cents;
use crate::aggregate::aggregate;
use crate::identifier::{EnteCode, NoticeNumber};
use crate::ids::{CheckoutId, PositionId, SubjectId};
use crate::text::Text140;

use super::event::CartEvent;

/// Whose cart it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Whoever knows its random id.
    Anonymous,
    /// A person with an account.
    Citizen(SubjectId),
}

/// A notice in a cart, as it was quoted when it was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartItem {
    /// The notice.
    pub nav: NoticeNumber,
    /// Its position.
    pub position: PositionId,
    /// Index of the payment option it belongs to.
    pub option: usize,
    /// Creditor.
    pub ente: EnteCode,
    /// Name of the creditor, as Checkout shows it.
    pub company_name: Text140,
    /// What it is for, as Checkout shows it.
    pub description: Text140,
    /// Amount in cents.
    pub amount: Cents,
}

/// A cart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cart {
    pub(super) owner: Option<Owner>,
    pub(super) items: Vec<CartItem>,
    pub(super) checkouts: Vec<(CheckoutId, Vec<CartItem>)>,
}

aggregate!(
    Cart,
    "Cart",
    CartEvent,
    [CartOpened = "1", NoticeAdded = "1", NoticeRemoved = "1", CartCleared = "1", CartClaimed = "1", CartCheckedOut = "1",]
);

impl Cart {
    /// Whose it is; none before it is opened.
    #[must_use]
    pub const fn owner(&self) -> Option<Owner> {
        self.owner
    }

    /// The notices in it, in the order they were added.
    #[must_use]
    pub fn items(&self) -> &[CartItem] {
        &self.items
    }

    /// The checkouts started from it, oldest first.
    pub fn checkouts(&self) -> impl Iterator<Item = CheckoutId> {
        self.checkouts.iter().map(|(checkout, _)| *checkout)
    }

    /// The notices a checkout was started with, whatever was done to the cart since: what a repeated request to pay
    /// must start the checkout with.
    #[must_use]
    pub fn checked_out(&self, checkout: CheckoutId) -> Option<&[CartItem]> {
        self.checkouts.iter().find(|(known, _)| *known == checkout).map(|(_, items)| items.as_slice())
    }

    /// The notice, if it is in the cart.
    #[must_use]
    pub fn item(&self, nav: &NoticeNumber) -> Option<&CartItem> {
        self.items.iter().find(|item| item.nav == *nav)
    }
}
