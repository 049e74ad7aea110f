//! The body of `POST /carts`, version 2 (`checkout_v2.json`): notices with amounts in cents, where the browser comes
//! back, and our reference, which returns as `paymentNote` with every activation and receipt.

use std::fmt;

use domain::Cents;
use domain::cart::CartItem;
use domain::checkout::{Checkout, CheckoutFailure, ReturnOutcome};
use domain::identifier::{EmailAddress, EnteCode, NoticeNumber};
use domain::ids::CheckoutId;
use domain::text::Text140;
use serde::Serialize;
use url::Url;

use super::reference::ReturnReferences;

/// The most notices of a cart.
pub const MAX_NOTICES: usize = 5;

/// A cart as Checkout takes it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CartRequest {
    /// Where the citizen wants the platform's own mail; fills the form in advance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_notice: Option<EmailAddress>,
    /// The notices, 1 to 5.
    pub payment_notices: Vec<PaymentNotice>,
    /// Where the browser comes back.
    pub return_urls: ReturnUrls,
    /// Our reference.
    pub id_cart: CheckoutId,
}

/// A notice of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentNotice {
    /// Notice number.
    pub notice_number: NoticeNumber,
    /// Creditor.
    pub fiscal_code: EnteCode,
    /// Amount in cents, at least 1.
    pub amount: Cents,
    /// Name of the creditor.
    pub company_name: Text140,
    /// What it is for.
    pub description: Text140,
}

/// Where the browser comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnUrls {
    /// After a success.
    pub return_ok_url: Url,
    /// After the citizen cancelled.
    pub return_cancel_url: Url,
    /// After anything that went wrong.
    pub return_error_url: Url,
    /// While the payment is still being processed.
    pub return_waiting_url: Url,
}

/// Why a cart is not even sent: Checkout would refuse it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartNotSendable {
    /// Nothing to pay, or more than Checkout takes at once.
    #[error("paymentNotices: {0} notices, 1 to 5 are possible")]
    Count(usize),
    /// The same notice twice.
    #[error("paymentNotices.noticeNumber: {0} is there twice")]
    NoticeTwice(NoticeNumber),
    /// A notice without an amount.
    #[error("paymentNotices.amount: notice {0} has no positive amount")]
    AmountNotPositive(NoticeNumber),
}

impl From<CartNotSendable> for CheckoutFailure {
    fn from(reason: CartNotSendable) -> Self {
        Self::RequestRefused { detail: reason.to_string() }
    }
}

/// Says which cart, and nothing of the citizen.
impl fmt::Debug for CartRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CartRequest({}, {} notices)", self.id_cart, self.payment_notices.len())
    }
}

impl CartRequest {
    /// The cart of a checkout; `email` is the citizen's address, opened for this call only.
    ///
    /// # Errors
    /// What Checkout would refuse.
    pub fn of(
        id: CheckoutId,
        checkout: &Checkout,
        email: Option<EmailAddress>,
        returns: &ReturnReferences,
    ) -> Result<Self, CartNotSendable> {
        let items = checkout.items();
        if !(1..=MAX_NOTICES).contains(&items.len()) {
            return Err(CartNotSendable::Count(items.len()));
        }
        for (index, item) in items.iter().enumerate() {
            if !item.amount.is_positive() {
                return Err(CartNotSendable::AmountNotPositive(item.nav.clone()));
            }
            if items.iter().take(index).any(|earlier| earlier.nav == item.nav && earlier.ente == item.ente) {
                return Err(CartNotSendable::NoticeTwice(item.nav.clone()));
            }
        }
        Ok(Self {
            email_notice: email,
            payment_notices: items.iter().map(PaymentNotice::of).collect(),
            return_urls: ReturnUrls::of(id, returns),
            id_cart: id,
        })
    }
}

impl PaymentNotice {
    fn of(item: &CartItem) -> Self {
        Self {
            notice_number: item.nav.clone(),
            fiscal_code: item.ente.clone(),
            amount: item.amount,
            company_name: item.company_name.clone(),
            description: item.description.clone(),
        }
    }
}

impl ReturnUrls {
    fn of(id: CheckoutId, returns: &ReturnReferences) -> Self {
        Self {
            return_ok_url: returns.address(id, ReturnOutcome::Ok),
            return_cancel_url: returns.address(id, ReturnOutcome::Cancelled),
            return_error_url: returns.address(id, ReturnOutcome::Error),
            return_waiting_url: returns.address(id, ReturnOutcome::Waiting),
        }
    }
}
