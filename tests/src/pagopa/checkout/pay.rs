//! Paying a cart: all its notices are activated together, then paid or not, then the citizen is sent back.

use futures::future::join_all;
use uuid::Uuid;

use super::cart::{Cart, CartState};
use super::script::{Script, Shown};
use crate::pagopa::amount::Cents;
use crate::pagopa::fault::NodeFault;
use crate::pagopa::journal::Event;
use crate::pagopa::node::{Activated, Activation};
use crate::pagopa::notice::{NoticeId, PaymentState};
use crate::pagopa::settings::CHECKOUT_TOKEN_LIFE;
use crate::pagopa::world::World;

/// Why a cart cannot be paid.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CartError {
    /// No such cart.
    #[error("there is no cart {0}")]
    Unknown(String),
    /// Its ten minutes are over.
    #[error("the cart has expired")]
    Expired,
    /// It was paid or given up before.
    #[error("the cart is closed")]
    Closed,
    /// At least one notice could not be activated, hence none is paid.
    #[error("{notice} cannot be paid: {fault}")]
    Activation {
        /// The first notice that failed.
        notice: NoticeId,
        /// Why.
        fault: Box<NodeFault>,
    },
    /// The activations do not cost what the cart said.
    #[error("the cart said {cart}, the creditor institutions say {activated}")]
    AmountChanged {
        /// The cart's sum.
        cart: Cents,
        /// The activations' sum.
        activated: Cents,
    },
}

/// How a cart ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CartOutcome {
    /// What the citizen was shown.
    pub shown: Shown,
    /// Where the citizen was sent; none when the browser was closed.
    pub redirect: Option<String>,
    /// The receipts made.
    pub receipts: Vec<String>,
}

impl World {
    /// The cart that a reference means.
    pub(crate) fn cart(&self, reference: &str) -> Option<Cart> {
        self.state().carts.values().find(|cart| cart.is_meant_by(reference)).cloned()
    }

    /// The cart, if it can still be paid.
    pub(crate) fn living_cart(&self, reference: &str) -> Result<Cart, CartError> {
        let cart = self.cart(reference).ok_or_else(|| CartError::Unknown(reference.to_owned()))?;
        match cart.state {
            CartState::Closed { .. } => Err(CartError::Closed),
            CartState::Open if cart.is_expired(self.now()) => Err(CartError::Expired),
            CartState::Open | CartState::Activated { .. } => Ok(cart),
        }
    }

    /// Activates all notices of a cart at the same time, once. If one fails, the tokens of the others are given up.
    pub(crate) async fn activate_cart(&self, reference: &str, psp: Option<&str>) -> Result<Vec<Activated>, CartError> {
        let cart = self.living_cart(reference)?;
        if let CartState::Activated { payments } = cart.state {
            return Ok(payments);
        }
        let activations = cart.notices.iter().map(|notice| self.activate_in_cart(&cart, &notice.notice, psp));
        let (mut payments, mut failure) = (Vec::new(), None);
        for (outcome, notice) in join_all(activations).await.into_iter().zip(&cart.notices) {
            match outcome {
                Ok(activated) => payments.push(activated),
                Err(fault) => {
                    failure.get_or_insert(CartError::Activation { notice: notice.notice.clone(), fault: Box::new(fault) });
                }
            }
        }
        if let Some(failure) = failure {
            self.give_up(&payments);
            return Err(failure);
        }
        self.set_cart_state(cart.id, CartState::Activated { payments: payments.clone() });
        Ok(payments)
    }

    async fn activate_in_cart(&self, cart: &Cart, notice: &NoticeId, psp: Option<&str>) -> Result<Activated, NodeFault> {
        let psp = self.psp(psp).ok_or_else(|| NodeFault::new("PPT_PSP_SCONOSCIUTO", "no provider"))?;
        let amount = cart.notices.iter().find(|known| known.notice == *notice).map(|known| known.amount);
        let activation = Activation {
            notice,
            psp,
            amount,
            payment_note: cart.id_cart.as_deref(),
            token_life: CHECKOUT_TOKEN_LIFE,
            cart: Some(cart.id),
        };
        self.activate(activation).await
    }

    /// Pays a cart as `script` says, activating it first if nobody has.
    pub(crate) async fn pay_cart(&self, reference: &str, script: &Script) -> Result<CartOutcome, CartError> {
        let cart = self.living_cart(reference)?;
        if script.shown == Shown::Cancel && script.settlement.is_none() {
            return Ok(self.give_up_cart(&cart, script));
        }
        let psp = script.settlement.as_ref().and_then(|settlement| settlement.psp.as_deref());
        let payments = self.activate_cart(reference, psp).await?;
        self.refuse_changed_amount(&cart, &payments)?;
        let mut receipts = Vec::new();
        match &script.settlement {
            Some(settlement) => {
                let settled = payments.iter().map(|payment| self.settle(&payment.token, settlement));
                receipts.extend(join_all(settled).await.into_iter().flatten());
            }
            None => self.give_up(&payments),
        }
        Ok(self.send_back(&cart, script, receipts))
    }

    /// The citizen gives up: nothing is asked of anybody.
    fn give_up_cart(&self, cart: &Cart, script: &Script) -> CartOutcome {
        if let CartState::Activated { payments } = &cart.state {
            self.give_up(payments);
        }
        self.send_back(cart, script, Vec::new())
    }

    /// An amount that changed between cart and activation is not paid: the citizen sees an error.
    fn refuse_changed_amount(&self, cart: &Cart, payments: &[Activated]) -> Result<(), CartError> {
        let activated: Cents = payments.iter().map(|payment| payment.data.amount).sum();
        if activated == cart.total() {
            return Ok(());
        }
        self.give_up(payments);
        self.send_back(cart, &Script::failed(), Vec::new());
        Err(CartError::AmountChanged { cart: cart.total(), activated })
    }

    fn give_up(&self, payments: &[Activated]) {
        let (now, mut state) = (self.now(), self.state());
        for payment in payments {
            state.move_payment(now, &payment.token, PaymentState::Failed);
        }
    }

    fn send_back(&self, cart: &Cart, script: &Script, receipts: Vec<String>) -> CartOutcome {
        self.set_cart_state(cart.id, CartState::Closed { shown: script.shown });
        let redirect = script.redirect.then(|| cart.return_urls.after(script.shown).to_owned());
        if let Some(url) = &redirect {
            self.record(None, Event::Redirected { cart: cart.id.to_string(), url: url.clone() });
        }
        CartOutcome { shown: script.shown, redirect, receipts }
    }

    fn set_cart_state(&self, cart: Uuid, new: CartState) {
        if let Some(cart) = self.state().carts.get_mut(&cart) {
            cart.state = new;
        }
    }
}
