//! The rules of a checkout: strict in what starts and continues it, generous to what arrives late.

use chrono::{DateTime, Utc};
use url::Url;

use super::command::CheckoutCommand;
use super::error::CheckoutRefusal as Refusal;
use super::event::{CheckoutEvent as Event, CheckoutFailure};
use super::state::{Checkout, Phase};
use super::{CART_LIFETIME, HAND_OVER_LIMIT, RECEIPT_GRACE, TOKEN_LIFETIME};
use crate::aggregate::Decider;
use crate::cart::CartItem;
use crate::identifier::{NoticeNumber, ReceiptId};
use crate::ids::CartId;
use crate::personal::Sealed;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for Checkout {
    type Command = CheckoutCommand;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: CheckoutCommand) -> Decision {
        match command {
            CheckoutCommand::Start { cart, items, email, now } => self.start(cart, items, email, now),
            CheckoutCommand::NoteAccepted { redirect_url, now } => self.accepted(redirect_url, now),
            CheckoutCommand::NoteFailed { failure } => match self.phase {
                Phase::Absent => Err(Refusal::Absent),
                Phase::Requested => Ok(vec![Event::CartFailed { failure }]),
                _ => ALREADY_DONE,
            },
            CheckoutCommand::NoteReturn { outcome } => match self.phase {
                Phase::Absent => Err(Refusal::Absent),
                _ if self.hint == Some(outcome) => ALREADY_DONE,
                _ => Ok(vec![Event::ReturnNoted { outcome }]),
            },
            CheckoutCommand::NoteReceipt { nav, receipt_id } => self.receipt(nav, receipt_id),
            CheckoutCommand::NoteDeadline { now } => self.deadline_passed(now),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::CheckoutStarted { cart, items, email, hand_over_by } => {
                *self = Self { phase: Phase::Requested, cart, items, email, deadline: Some(hand_over_by), ..Self::default() };
            }
            Event::CartAccepted { redirect_url, receipts_by } => {
                self.redirect_url = Some(redirect_url);
                self.deadline = Some(receipts_by);
                self.phase = Phase::Awaiting;
            }
            Event::CartFailed { failure } => self.close(Phase::Failed(failure)),
            Event::ReturnNoted { outcome } => self.hint = Some(outcome),
            Event::ItemSettled { nav, receipt_id } => self.settled.push((nav, receipt_id)),
            Event::CheckoutCompleted {} => self.close(Phase::Completed),
            Event::CheckoutExpired { .. } => self.close(Phase::Expired),
        }
    }
}

impl Checkout {
    fn close(&mut self, phase: Phase) {
        self.phase = phase;
        self.deadline = None;
    }

    fn start(&self, cart: CartId, items: Vec<CartItem>, email: Option<Sealed>, now: DateTime<Utc>) -> Decision {
        if items.is_empty() {
            return Err(Refusal::Empty);
        }
        if self.phase != Phase::Absent {
            let same = self.cart == cart && self.items.iter().map(|i| &i.nav).eq(items.iter().map(|i| &i.nav));
            return if same { ALREADY_DONE } else { Err(Refusal::StartedDifferently) };
        }
        let hand_over_by = now.checked_add_signed(HAND_OVER_LIMIT).unwrap_or(now);
        Ok(vec![Event::CheckoutStarted { cart, items, email, hand_over_by }])
    }

    fn accepted(&self, redirect_url: Url, now: DateTime<Utc>) -> Decision {
        match self.phase {
            Phase::Absent => Err(Refusal::Absent),
            Phase::Requested => {
                let longest = [CART_LIFETIME, TOKEN_LIFETIME, RECEIPT_GRACE];
                let receipts_by = longest.into_iter().try_fold(now, |at, wait| at.checked_add_signed(wait)).unwrap_or(now);
                Ok(vec![Event::CartAccepted { redirect_url, receipts_by }])
            }
            _ => ALREADY_DONE,
        }
    }

    fn receipt(&self, nav: NoticeNumber, receipt_id: ReceiptId) -> Decision {
        if self.phase == Phase::Absent {
            return Err(Refusal::Absent);
        }
        if !self.items.iter().any(|item| item.nav == nav) {
            return Err(Refusal::UnknownNotice(nav));
        }
        if self.settled.iter().any(|(paid, known)| *paid == nav && *known == receipt_id) {
            return ALREADY_DONE;
        }
        let last_open = self.unsettled().all(|open| *open == nav);
        let first_time = !self.settled.iter().any(|(paid, _)| *paid == nav);
        let completed = (first_time && last_open).then_some(Event::CheckoutCompleted {});
        Ok(std::iter::once(Event::ItemSettled { nav, receipt_id }).chain(completed).collect())
    }

    fn deadline_passed(&self, now: DateTime<Utc>) -> Decision {
        match (&self.phase, self.deadline) {
            (Phase::Absent, _) => Err(Refusal::Absent),
            (Phase::Requested, Some(deadline)) if now >= deadline => {
                Ok(vec![Event::CartFailed { failure: CheckoutFailure::Unavailable }])
            }
            (Phase::Awaiting, Some(deadline)) if now >= deadline => {
                Ok(vec![Event::CheckoutExpired { unsettled: self.unsettled().cloned().collect() }])
            }
            (Phase::Requested | Phase::Awaiting, _) => Err(Refusal::NotDue),
            _ => ALREADY_DONE,
        }
    }
}
