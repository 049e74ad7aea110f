//! The types of a payment.

use async_graphql::{Enum, SimpleObject};
use domain::checkout::{Checkout as State, CheckoutFailure, Phase, ReturnOutcome};
use domain::identifier::{EnteCode, NoticeNumber};

use crate::graphql::access::{AccessRule, access};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::graphql::scalars::Amount;
use crate::messages::Message;

/// One attempt to pay a cart.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Checkout {
    /// What it is known by; unguessable.
    pub reference: String,
    /// Where it stands.
    pub status: CheckoutStatus,
    /// Whether nothing more is awaited. What comes later all the same is still recorded.
    pub ended: bool,
    /// Stable name of what to tell the citizen.
    pub key: String,
    /// Its title, in the language of the request.
    pub title: String,
    /// Its text, in the language of the request.
    pub message: String,
    /// Where the browser goes to pay; as long as it can still be paid.
    pub redirect_url: Option<String>,
    /// Each notice by itself.
    pub items: Vec<CheckoutItem>,
    /// Continue watching from here (`checkoutStatus(after:)`).
    pub freshness: String,
}

/// Where an attempt to pay stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CheckoutStatus {
    /// No receipt yet.
    InProgress,
    /// Every notice is paid.
    Paid,
    /// Some notices are paid.
    PartlyPaid,
    /// The citizen turned back; nothing was charged.
    Cancelled,
    /// It did not work.
    Failed,
    /// No receipt came in time.
    Expired,
}

/// A notice of an attempt to pay.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CheckoutItem {
    /// Notice number.
    pub nav: String,
    /// What it is for.
    pub description: String,
    /// What is paid for it.
    pub amount: Amount,
    /// Where it stands.
    pub status: ItemStatus,
    /// Fetches its receipt (`receiptDocument`), once it is paid.
    pub receipt_proof: Option<String>,
}

/// Where one notice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ItemStatus {
    /// No receipt yet.
    InProgress,
    /// Paid.
    Paid,
    /// Not paid by this attempt.
    NotPaid,
}

/// Status, whether it is the end, and what to tell.
type Standing = (CheckoutStatus, bool, Message);

fn standing(state: &State) -> Standing {
    use CheckoutStatus as S;
    let some_paid = !state.settled().is_empty();
    match (state.phase(), state.hint()) {
        (Phase::Completed, _) => (S::Paid, true, Message::PaymentCompleted),
        (Phase::Failed(failure), _) => (S::Failed, true, failure_message(failure)),
        (Phase::Expired, _) if some_paid => (S::PartlyPaid, true, Message::PaymentPartly),
        (Phase::Expired, _) => (S::Expired, true, Message::PaymentExpired),
        (_, _) if some_paid => (S::PartlyPaid, false, Message::PaymentPartly),
        // The browser's word is a hint: a receipt may still come and say otherwise.
        (Phase::Awaiting, Some(ReturnOutcome::Cancelled)) => (S::Cancelled, false, Message::PaymentCancelled),
        (Phase::Awaiting, Some(ReturnOutcome::Error)) => (S::Failed, false, Message::PaymentFailed),
        (Phase::Absent | Phase::Requested, _) => (S::InProgress, false, Message::PaymentStarting),
        (Phase::Awaiting, _) => (S::InProgress, false, Message::PaymentPending),
    }
}

/// What to tell when Checkout did not take a cart.
pub(super) const fn failure_message(failure: &CheckoutFailure) -> Message {
    match failure {
        CheckoutFailure::NoticesRefused { .. } => Message::CheckoutNoticesRefused,
        CheckoutFailure::RequestRefused { .. } | CheckoutFailure::NotAuthorized | CheckoutFailure::Unavailable => {
            Message::CheckoutUnavailable
        }
    }
}

const fn title(status: CheckoutStatus) -> Message {
    match status {
        CheckoutStatus::InProgress => Message::PaymentPendingTitle,
        CheckoutStatus::Paid => Message::PaymentCompletedTitle,
        CheckoutStatus::PartlyPaid => Message::PaymentPartlyTitle,
        CheckoutStatus::Cancelled => Message::PaymentCancelledTitle,
        CheckoutStatus::Failed => Message::PaymentFailedTitle,
        CheckoutStatus::Expired => Message::PaymentExpiredTitle,
    }
}

impl Checkout {
    /// What the holder of its reference sees.
    #[must_use]
    pub fn of(desk: Desk<'_>, ente: &EnteCode, state: &State, reference: String, freshness: String) -> Self {
        let (status, ended, message) = standing(state);
        let redirect_url = state.redirect_url().filter(|_| *state.phase() == Phase::Awaiting);
        Self {
            reference,
            status,
            ended,
            key: message.key().to_owned(),
            title: title(status).text(desk.asking.language).to_owned(),
            message: message.text(desk.asking.language).to_owned(),
            redirect_url: redirect_url.map(ToString::to_string),
            items: state
                .items()
                .iter()
                .map(|item| {
                    let (status, receipt_proof) = of_item(desk, ente, state, &item.nav, ended);
                    CheckoutItem {
                        nav: item.nav.to_string(),
                        description: item.description.to_string(),
                        amount: Amount(item.amount),
                        status,
                        receipt_proof,
                    }
                })
                .collect(),
            freshness,
        }
    }
}

fn of_item(desk: Desk<'_>, ente: &EnteCode, state: &State, nav: &NoticeNumber, ended: bool) -> (ItemStatus, Option<String>) {
    match state.settled().iter().find(|(paid, _)| paid == nav) {
        Some((_, receipt)) => {
            let proof = Proof { ente: ente.clone(), of: Proved::Receipt(receipt.clone()) };
            (ItemStatus::Paid, Some(proof.write(desk.room.signer(), desk.asking.now)))
        }
        None if ended => (ItemStatus::NotPaid, None),
        None => (ItemStatus::InProgress, None),
    }
}
