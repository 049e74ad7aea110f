//! One receipt on its way to a position.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::checkout::{Checkout, CheckoutCommand};
use domain::debt_position::{DebtPositionCommand, DebtPositionRefusal, PaymentReference};
use domain::ids::{CheckoutId, PositionId};
use domain::personal::SealedPerson;
use domain::receipt::{ParkReason, ReceiptFacts};
use projections::todo::Todo;

use super::FileReceipt;
use crate::process::cause::because_of;
use crate::process::setback::{Setback, answered};

/// A receipt and what is known of it.
pub(super) struct Case<'a> {
    pub(super) task: &'a FileReceipt,
    pub(super) todo: &'a Todo,
    pub(super) facts: &'a ReceiptFacts,
    pub(super) received_at: DateTime<Utc>,
}

/// What the position says once the receipt is booked on it.
pub(super) struct Booked {
    pub(super) second_payment: bool,
    pub(super) debtor: SealedPerson,
}

/// The checkout a notice was paid in.
pub(super) struct Paid {
    pub(super) stream: String,
    pub(super) checkout: Arc<Checkout>,
}

impl Case<'_> {
    /// The position that owns the notice, or why there is none.
    pub(super) async fn locate(&self) -> Result<Result<PositionId, ParkReason>, Setback> {
        let product = &self.task.product;
        if self.facts.addressed_to != self.facts.primary || product.enti.get(&self.facts.primary).is_none() {
            return Ok(Err(ParkReason::SecondaryCreditor));
        }
        let found = product.notices.find(&self.facts.primary, &self.facts.nav).await;
        let found = found.map_err(|error| Setback::later(error.to_string()))?;
        Ok(found.ok_or(ParkReason::UnknownNotice))
    }

    /// Settles the notice, or opens a refund; none when the position does not (or no longer) offer this notice.
    pub(super) async fn book(&self, position: PositionId) -> Result<Option<Booked>, Setback> {
        let positions = &self.task.product.commands.positions;
        let stream = position.to_string();
        let payment = Box::new(self.facts.payment(self.received_at));
        let command = DebtPositionCommand::RecordReceipt { nav: self.facts.nav.clone(), payment };
        let metadata = because_of(&self.task.product, self.todo, &self.facts.primary, "receipts");
        match answered(positions.execute(&stream, command, metadata).await)? {
            Ok(_) => {}
            Err(DebtPositionRefusal::UnknownNotice(_) | DebtPositionRefusal::Absent) => return Ok(None),
            Err(refusal) => return Err(Setback::later(refusal.to_string())),
        }
        let loaded = positions.load_fresh(&stream).await.map_err(|error| Setback::later(error.to_string()))?;
        let reference = PaymentReference::Receipt(self.facts.receipt_id.clone());
        let mut refunds = loaded.aggregate.refunds_due().iter();
        let second_payment = refunds.any(|(nav, payment)| *nav == self.facts.nav && payment.reference == reference);
        let debtor = loaded.aggregate.debtor().cloned();
        Ok(debtor.map(|debtor| Booked { second_payment, debtor }))
    }

    /// Tells the checkout whose reference came back with the receipt, if there is one and it holds the notice.
    pub(super) async fn note_in_checkout(&self) -> Result<Option<Paid>, Setback> {
        let note = self.facts.payment_note.as_ref();
        let Some(id) = note.and_then(|note| note.as_str().parse::<CheckoutId>().ok()) else { return Ok(None) };
        let (stream, checkouts) = (id.to_string(), &self.task.product.commands.checkouts);
        let loaded = checkouts.load_fresh(&stream).await.map_err(|error| Setback::later(error.to_string()))?;
        let checkout = loaded.aggregate;
        let Some(ente) = checkout.ente() else { return Ok(None) };
        let metadata = because_of(&self.task.product, self.todo, ente, "receipts");
        let receipt_id = self.facts.receipt_id.clone();
        let command = CheckoutCommand::NoteReceipt { nav: self.facts.nav.clone(), receipt_id };
        match answered(checkouts.execute(&stream, command, metadata).await)? {
            Ok(_) => Ok(Some(Paid { stream, checkout })),
            Err(refusal) => {
                // Whoever started that checkout did not pay this notice, and must not be sent its receipt.
                tracing::warn!(checkout.id = %id, receipt.stream = %self.todo.stream_id, %refusal, "the receipt is not of this checkout");
                Ok(None)
            }
        }
    }
}
