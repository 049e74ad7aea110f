//! The citizen pressed "Paga": hand the cart to Checkout and note where the browser goes.
//!
//! Checkout has no idempotency key. A process that dies between its answer and our record hands the cart over again: harmless, because
//! a cart is only an offer, dies after ten minutes, and blocks no notice; the citizen is sent to the second one.

use domain::checkout::{Checkout, CheckoutCommand, CheckoutFailure, Phase};
use domain::identifier::EmailAddress;
use domain::ids::CheckoutId;
use projections::todo::{Todo, TodoKind, retry_after};

use super::cause::because_of;
use super::pace::Pace;
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::checkout::{CartOutcome, CartRequest, CheckoutClient, ReturnReferences};
use crate::product::Product;
use crate::vault::Envelope;

/// Hands carts to Checkout.
#[derive(Debug)]
pub(crate) struct PostCart {
    pub(crate) product: Product,
    pub(crate) client: CheckoutClient,
    pub(crate) returns: ReturnReferences,
    pub(crate) pace: Pace,
}

impl Task for PostCart {
    const KIND: TodoKind = TodoKind::PostCart;

    async fn act(&self, todo: &Todo, hold: &Hold) -> Result<(), Setback> {
        let id: CheckoutId = todo.key().parse().map_err(|_| Setback::aside("the checkout's id cannot be read"))?;
        let loaded = self.product.commands.checkouts.load_fresh(todo.key()).await;
        let checkout = loaded.map_err(|error| Setback::later(error.to_string()))?.aggregate;
        if *checkout.phase() != Phase::Requested {
            return Ok(());
        }
        if self.is_too_late(&checkout) {
            return self.record(todo, failed(CheckoutFailure::Unavailable)).await;
        }
        let email = self.email(todo, &checkout).await?;
        let cart = match CartRequest::of(id, &checkout, email, &self.returns) {
            Ok(cart) => cart,
            Err(defect) => return self.record(todo, failed(defect.into())).await,
        };
        self.pace.turn().await;
        fail::fail_point!("post_cart::before_call", |_| Err(Setback::later("failpoint")));
        let outcome = self.client.post_cart(&cart).await;
        fail::fail_point!("post_cart::after_call", |_| Err(Setback::later("failpoint")));
        let now = self.product.clock.now();
        match outcome {
            CartOutcome::Accepted { redirect_url } => {
                self.record(todo, CheckoutCommand::NoteAccepted { redirect_url, now }).await
            }
            CartOutcome::Refused(failure) => self.record(todo, failed(failure)).await,
            CartOutcome::TryAgain { .. } if self.is_too_late(&checkout) => {
                self.record(todo, failed(CheckoutFailure::Unavailable)).await
            }
            CartOutcome::TryAgain { reason, after } => {
                let asked = after.and_then(|after| chrono::TimeDelta::from_std(after).ok());
                let again = asked.map_or_else(|| retry_after(now, &todo.id, hold.attempt()), |after| now + after);
                let again = checkout.deadline().map_or(again, |deadline| again.min(deadline));
                Err(Setback::At(again, reason.to_string()))
            }
        }
    }
}

impl PostCart {
    fn is_too_late(&self, checkout: &Checkout) -> bool {
        checkout.deadline().is_some_and(|hand_over_by| self.product.clock.now() >= hand_over_by)
    }

    /// The citizen's address, opened for the call only; it fills the form of Checkout in advance.
    async fn email(&self, todo: &Todo, checkout: &Checkout) -> Result<Option<EmailAddress>, Setback> {
        let (Some(sealed), Some(ente)) = (checkout.email(), checkout.ente()) else { return Ok(None) };
        let stream = format!("Checkout/{}", todo.key());
        let at = Envelope { ente, stream: &stream, field: "email" };
        Ok(self.product.vault.open_value(at, sealed).await?)
    }

    async fn record(&self, todo: &Todo, command: CheckoutCommand) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "checkout");
        done(self.product.commands.checkouts.execute(todo.key(), command, metadata).await)?;
        fail::fail_point!("post_cart::recorded", |_| Err(Setback::later("failpoint")));
        Ok(())
    }
}

const fn failed(failure: CheckoutFailure) -> CheckoutCommand {
    CheckoutCommand::NoteFailed { failure }
}
