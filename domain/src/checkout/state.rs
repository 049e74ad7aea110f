//! The fold of a checkout's events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use super::event::{CheckoutEvent, CheckoutFailure, ReturnOutcome};
use crate::aggregate::aggregate;
use crate::cart::CartItem;
use crate::identifier::{EnteCode, NoticeNumber, ReceiptId};
use crate::ids::CartId;
use crate::personal::Sealed;

/// Where an attempt stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not started.
    #[default]
    Absent,
    /// To be handed to Checkout.
    Requested,
    /// In the hands of Checkout; receipts are awaited.
    Awaiting,
    /// Checkout did not take it.
    Failed(CheckoutFailure),
    /// Every notice is settled.
    Completed,
    /// Receipts did not come in time.
    Expired,
}

/// One attempt to pay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checkout {
    pub(super) phase: Phase,
    pub(super) cart: CartId,
    pub(super) items: Vec<CartItem>,
    pub(super) email: Option<Sealed>,
    pub(super) redirect_url: Option<Url>,
    pub(super) deadline: Option<DateTime<Utc>>,
    pub(super) hint: Option<ReturnOutcome>,
    pub(super) settled: Vec<(NoticeNumber, ReceiptId)>,
}

aggregate!(
    Checkout,
    "Checkout",
    CheckoutEvent,
    [
        CheckoutStarted = "1",
        CartAccepted = "1",
        CartFailed = "1",
        ReturnNoted = "1",
        ItemSettled = "1",
        CheckoutCompleted = "1",
        CheckoutExpired = "1",
    ]
);

impl Checkout {
    /// Where it stands.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The cart it pays.
    #[must_use]
    pub const fn cart(&self) -> CartId {
        self.cart
    }

    /// The notices it pays.
    #[must_use]
    pub fn items(&self) -> &[CartItem] {
        &self.items
    }

    /// The Ente its stream belongs to, whose keys seal what it holds: that of its first notice; none before it is started.
    #[must_use]
    pub fn ente(&self) -> Option<&EnteCode> {
        self.items.first().map(|item| &item.ente)
    }

    /// Where the receipt goes (sealed).
    #[must_use]
    pub const fn email(&self) -> Option<&Sealed> {
        self.email.as_ref()
    }

    /// Where the browser is sent, once Checkout took the cart.
    #[must_use]
    pub const fn redirect_url(&self) -> Option<&Url> {
        self.redirect_url.as_ref()
    }

    /// The deadline it waits for.
    #[must_use]
    pub const fn deadline(&self) -> Option<DateTime<Utc>> {
        self.deadline
    }

    /// How the browser came back, if it did.
    #[must_use]
    pub const fn hint(&self) -> Option<ReturnOutcome> {
        self.hint
    }

    /// The receipts that came.
    #[must_use]
    pub fn settled(&self) -> &[(NoticeNumber, ReceiptId)] {
        &self.settled
    }

    /// Notices without a receipt.
    pub fn unsettled(&self) -> impl Iterator<Item = &NoticeNumber> {
        self.items.iter().map(|item| &item.nav).filter(|nav| !self.settled.iter().any(|(paid, _)| paid == *nav))
    }
}
