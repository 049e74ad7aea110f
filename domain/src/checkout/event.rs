//! What can have happened to a checkout.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::cart::CartItem;
use crate::identifier::{NoticeNumber, ReceiptId};
use crate::ids::CartId;
use crate::personal::Sealed;

/// Which return address the browser used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnOutcome {
    /// `returnOkUrl`.
    Ok,
    /// `returnCancelUrl`.
    Cancelled,
    /// `returnErrorUrl`.
    Error,
    /// `returnWaitingUrl`: still being processed.
    Waiting,
}

/// Why Checkout did not take a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutFailure {
    /// 422: the Node knows the notice as paid, being paid, or wrongly configured.
    NoticesRefused {
        /// What Checkout says, without personal data.
        detail: String,
    },
    /// 400: our request was malformed; an alarm for us.
    RequestRefused {
        /// What Checkout says.
        detail: String,
    },
    /// 401: our key is wrong; an alarm for us.
    NotAuthorized,
    /// Unreachable or 5xx for as long as we tried.
    Unavailable,
}

/// Events of the aggregate [`Checkout`](super::Checkout).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CheckoutEvent {
    /// The citizen pressed "Paga"; the cart is to be handed to Checkout.
    CheckoutStarted {
        /// The cart.
        cart: CartId,
        /// The notices.
        items: Vec<CartItem>,
        /// Where the receipt goes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<Sealed>,
        /// Until when we try to hand it over.
        hand_over_by: DateTime<Utc>,
    },
    /// Checkout took it; the browser is sent there.
    CartAccepted {
        /// Where to.
        redirect_url: Url,
        /// Until when receipts are awaited before saying that none came.
        receipts_by: DateTime<Utc>,
    },
    /// Checkout did not take it.
    CartFailed {
        /// Why.
        failure: CheckoutFailure,
    },
    /// The browser came back.
    ReturnNoted {
        /// By which address.
        outcome: ReturnOutcome,
    },
    /// A receipt settled a notice.
    ItemSettled {
        /// The notice.
        nav: NoticeNumber,
        /// The receipt.
        receipt_id: ReceiptId,
    },
    /// Every notice is settled.
    CheckoutCompleted {},
    /// Nothing (more) came in time; what comes later is still recorded.
    CheckoutExpired {
        /// Notices without a receipt.
        unsettled: Vec<NoticeNumber>,
    },
}
