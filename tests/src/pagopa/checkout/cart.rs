//! A cart: up to five notices to be paid together, for ten minutes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::script::Shown;
use crate::pagopa::amount::Cents;
use crate::pagopa::node::Activated;
use crate::pagopa::notice::NoticeId;
use crate::pagopa::settings::CART_LIFE;

/// A cart on the platform.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cart {
    /// The platform's identifier, part of the payment page's address.
    pub id: Uuid,
    /// The creditor institution's reference; comes back as `paymentNote`.
    pub id_cart: Option<String>,
    /// Where the receipt is to be sent, if it was said.
    pub email: Option<String>,
    /// What is to be paid.
    pub notices: Vec<CartNotice>,
    /// Where the citizen is sent afterwards.
    pub return_urls: ReturnUrls,
    /// When it was posted.
    pub created_at: DateTime<Utc>,
    /// How far it came.
    pub state: CartState,
}

/// A notice as the cart describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CartNotice {
    /// Which notice.
    #[serde(flatten)]
    pub notice: NoticeId,
    /// What the creditor institution expects it to cost.
    pub amount: Cents,
    /// Whose it is.
    pub company_name: String,
    /// What it is for.
    pub description: String,
}

/// The return addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnUrls {
    /// After success.
    pub return_ok_url: String,
    /// After the citizen gave up.
    pub return_cancel_url: String,
    /// After anything else.
    pub return_error_url: String,
    /// While the outcome is still open; first-version carts have none.
    pub return_waiting_url: Option<String>,
}

impl ReturnUrls {
    /// Where the citizen is sent after what was shown.
    #[must_use]
    pub fn after(&self, shown: Shown) -> &str {
        match shown {
            Shown::Ok => &self.return_ok_url,
            Shown::Cancel => &self.return_cancel_url,
            Shown::Error => &self.return_error_url,
            Shown::Waiting => self.return_waiting_url.as_deref().unwrap_or(&self.return_error_url),
        }
    }
}

/// How far a cart came.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum CartState {
    /// Nobody has begun to pay.
    Open,
    /// All its notices are activated.
    Activated {
        /// The payments, in the order of the notices.
        payments: Vec<Activated>,
    },
    /// It is over.
    Closed {
        /// What the citizen was shown.
        shown: Shown,
    },
}

impl Cart {
    /// Whether its ten minutes are over.
    #[must_use]
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now >= self.created_at + CART_LIFE
    }

    /// What the creditor institution expects all of it to cost.
    #[must_use]
    pub fn total(&self) -> Cents {
        self.notices.iter().map(|notice| notice.amount).sum()
    }

    /// Whether `reference` means this cart: its identifier, the creditor institution's, or the redirect's address.
    #[must_use]
    pub fn is_meant_by(&self, reference: &str) -> bool {
        self.id_cart.as_deref() == Some(reference) || reference.contains(&self.id.to_string())
    }
}
