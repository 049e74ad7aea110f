//! The provider's outcome: what makes a payment, and with it a receipt.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::pagopa::agenda::Due;
use crate::pagopa::fault::{self, NodeFault};
use crate::pagopa::notice::{NoticePayment, PaymentState};
use crate::pagopa::receipt::Receipt;
use crate::pagopa::settlement::{PspOutcome, Settlement};
use crate::pagopa::world::World;

/// How long after a token's end a late outcome comes.
const LATENESS: TimeDelta = TimeDelta::minutes(1);

impl World {
    /// Ends a payment as `settlement` says and answers the receipts that came of it. Those to be sent at once have
    /// been sent, once, when this returns.
    pub(crate) async fn settle(&self, token: &str, settlement: &Settlement) -> Vec<String> {
        match settlement.outcome {
            PspOutcome::Ok => self.conclude(token, settlement).await,
            PspOutcome::Ko => {
                let now = self.now();
                self.state().move_payment(now, token, PaymentState::Failed);
                Vec::new()
            }
            PspOutcome::Late => {
                let mut state = self.state();
                let expires_at = state.payment(token).map(|(_, payment)| payment.expires_at);
                if let Some(expires_at) = expires_at {
                    let settlement = Box::new(settlement.clone());
                    state.agenda.add(expires_at + LATENESS, Due::LateOutcome { token: token.to_owned(), settlement });
                }
                Vec::new()
            }
            PspOutcome::Silent => Vec::new(),
        }
    }

    /// `sendPaymentOutcomeV2` with OK, its receipts sent at once where they are to be.
    async fn conclude(&self, token: &str, settlement: &Settlement) -> Vec<String> {
        let receipts = self.make_receipts(token, settlement);
        for receipt in &receipts {
            for delivery in self.plan_deliveries(receipt, settlement) {
                self.attempt(delivery).await;
            }
        }
        receipts
    }

    /// Makes the payment a paid one, and its receipts: two when it is to be paid a second time. After the token's end the
    /// provider is told so, and yet there is a receipt: the money has been taken.
    pub(super) fn make_receipts(&self, token: &str, settlement: &Settlement) -> Vec<String> {
        let first = self.make_receipt(token, settlement);
        let second = first.is_some() && settlement.second_payment;
        let second = second.then(|| self.pay_again(token)).flatten();
        let second = second.and_then(|second| self.make_receipt(&second, settlement));
        first.into_iter().chain(second).collect()
    }

    /// What the provider hears when it reports an outcome for this token now.
    pub(crate) fn outcome_answer(&self, token: &str) -> Result<(), NodeFault> {
        let (now, mut state) = (self.now(), self.state());
        match state.payment(token) {
            None => Err(NodeFault::new(fault::NO_TOKEN, token)),
            Some((_, payment)) if payment.expires_at <= now => {
                Err(NodeFault::new(fault::TOKEN_EXPIRED, "the outcome came after the token's end"))
            }
            Some(_) => Ok(()),
        }
    }

    fn make_receipt(&self, token: &str, settlement: &Settlement) -> Option<String> {
        let (now, mut state) = (self.now(), self.state());
        let (notice, payment) = state.payment(token)?;
        if payment.state.is_paid() {
            return None;
        }
        let psp = self.psp(settlement.psp.as_deref().or(Some(&payment.psp)))?;
        payment.psp.clone_from(&psp.id);
        let creditor_name = self.creditor(&notice.creditor).map_or("", |creditor| &creditor.name);
        let receipt = Receipt::of(&notice, payment, creditor_name, psp, settlement, now);
        state.move_payment(now, token, PaymentState::Paid);
        state.flows.add_paid(&receipt, settlement.reported_as);
        state.receipts.push(receipt);
        state.move_payment(now, token, PaymentState::NoticeGenerated);
        Some(token.to_owned())
    }

    /// The same notice paid once more, as when a first token ran out and both providers took the money.
    fn pay_again(&self, token: &str) -> Option<String> {
        let mut state = self.state();
        let (notice, payment) = state.payment(token)?;
        let second = again(payment, self.now());
        let token = second.token.clone();
        state.notices.entry(notice).or_default().push(second);
        Some(token)
    }

    /// Ends the token of a payment that has no outcome yet.
    pub(super) fn expire(&self, token: &str) {
        let (now, mut state) = (self.now(), self.state());
        let still_paying = state.payment(token).is_some_and(|(_, payment)| payment.state == PaymentState::Paying);
        if still_paying {
            state.move_payment(now, token, PaymentState::Cancelled);
        }
    }
}

fn again(payment: &NoticePayment, now: DateTime<Utc>) -> NoticePayment {
    NoticePayment { token: Uuid::new_v4().simple().to_string(), state: PaymentState::Paying, begun_at: now, ..payment.clone() }
}
