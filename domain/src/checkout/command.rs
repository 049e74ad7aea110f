//! What may be asked of a checkout.

use chrono::{DateTime, Utc};
use url::Url;

use super::event::{CheckoutFailure, ReturnOutcome};
use crate::cart::CartItem;
use crate::identifier::{NoticeNumber, ReceiptId};
use crate::ids::CartId;
use crate::personal::Sealed;

/// Commands of the aggregate [`Checkout`](super::Checkout).
#[derive(Clone, Debug)]
pub enum CheckoutCommand {
    /// Start paying these notices.
    Start {
        /// The cart they come from.
        cart: CartId,
        /// The notices as they stand now.
        items: Vec<CartItem>,
        /// Where the receipt is to be mailed (sealed), if the citizen said so.
        email: Option<Sealed>,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Checkout took the cart.
    NoteAccepted {
        /// Where the citizen's browser goes.
        redirect_url: Url,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Checkout did not take the cart.
    NoteFailed {
        /// Why.
        failure: CheckoutFailure,
    },
    /// The browser came back by one of our return addresses: a hint, never a proof.
    NoteReturn {
        /// Which one.
        outcome: ReturnOutcome,
    },
    /// A receipt settled one of the notices.
    NoteReceipt {
        /// The notice.
        nav: NoticeNumber,
        /// The receipt.
        receipt_id: ReceiptId,
    },
    /// The deadline of the phase passed: the cart could not be handed over, or receipts did not come.
    NoteDeadline {
        /// Now.
        now: DateTime<Utc>,
    },
}
