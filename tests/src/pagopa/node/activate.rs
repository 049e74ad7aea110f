//! Activation: asking the station for a payment's data and handing out the token under which it is paid.

use chrono::TimeDelta;
use serde::Serialize;
use uuid::Uuid;

use super::checks::{self, Asked};
use super::station_client::StationClient;
use crate::pagopa::agenda::Due;
use crate::pagopa::amount::Cents;
use crate::pagopa::fault::{self, NodeFault};
use crate::pagopa::journal::Event;
use crate::pagopa::notice::{NoticeId, NoticePayment, PaymentState};
use crate::pagopa::payment_data::PaymentData;
use crate::pagopa::settings::{Psp, Version};
use crate::pagopa::soap::{self, Answer, Operation};
use crate::pagopa::world::World;

/// What a provider asks when it is about to take money.
#[derive(Debug, Clone)]
pub(crate) struct Activation<'a> {
    pub(crate) notice: &'a NoticeId,
    pub(crate) psp: &'a Psp,
    pub(crate) amount: Option<Cents>,
    pub(crate) payment_note: Option<&'a str>,
    pub(crate) token_life: TimeDelta,
    pub(crate) cart: Option<Uuid>,
}

/// A payment that may now be made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Activated {
    /// The payment token.
    pub token: String,
    /// What is to be paid: the station's word, not the cart's.
    pub data: PaymentData,
}

/// Keeps other activations of a notice out while one runs, given up however that one ends.
struct Reservation<'a> {
    world: &'a World,
    notice: NoticeId,
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        self.world.state().activating.remove(&self.notice);
    }
}

impl World {
    /// `activatePaymentNoticeV2` of a provider, passed on to the station.
    pub(crate) async fn activate(&self, activation: Activation<'_>) -> Result<Activated, NodeFault> {
        let activated = self.activate_once(&activation).await;
        if let Err(fault) = &activated {
            self.record(Some(activation.notice), Event::Refused { fault: fault.clone() });
        }
        activated
    }

    /// The Node judges concurrency itself: while one activation runs or lives, there is no other.
    async fn activate_once(&self, activation: &Activation<'_>) -> Result<Activated, NodeFault> {
        let notice = activation.notice;
        let client = self.route(notice)?;
        let _reservation = self.reserve(notice)?;
        let (data, stand_in) = self.obtain(client, activation).await?;
        let mut state = self.state();
        let (now, token) = (self.now(), Uuid::new_v4().simple().to_string());
        let expires_at = now + activation.token_life;
        let payment = NoticePayment {
            token: token.clone(),
            state: PaymentState::Paying,
            begun_at: now,
            expires_at,
            psp: activation.psp.id.clone(),
            station: client.station.id.clone(),
            payment_note: activation.payment_note.map(str::to_owned),
            cart: activation.cart,
            stand_in,
            data: data.clone(),
        };
        state.notices.entry(notice.clone()).or_default().push(payment);
        state.agenda.add(expires_at, Due::Expire { token: token.clone() });
        state.journal.add(now, Some(notice), Event::Activated { token: token.clone(), amount: data.amount });
        Ok(Activated { token, data })
    }

    fn reserve(&self, notice: &NoticeId) -> Result<Reservation<'_>, NodeFault> {
        if !self.state().activating.insert(notice.clone()) {
            return Err(NodeFault::new(fault::IN_PROGRESS, "another activation is running"));
        }
        let reservation = Reservation { world: self, notice: notice.clone() };
        self.refuse_known(notice)?;
        Ok(reservation)
    }

    /// Refuses what the Node knows without asking: paid already, or being paid.
    pub(crate) fn refuse_known(&self, notice: &NoticeId) -> Result<(), NodeFault> {
        let (now, state) = (self.now(), self.state());
        let payments = state.notices.get(notice).map_or(&[][..], Vec::as_slice);
        if payments.iter().any(|payment| payment.state.is_paid()) {
            return Err(NodeFault::new(fault::PAID_ALREADY, "the notice has been paid"));
        }
        let alive = |payment: &NoticePayment| payment.state == PaymentState::Paying && now < payment.expires_at;
        if payments.iter().any(alive) {
            return Err(NodeFault::new(fault::IN_PROGRESS, "a payment token is alive"));
        }
        Ok(())
    }

    /// The payment's data, and whether it came from the archive.
    async fn obtain(&self, client: &StationClient, activation: &Activation<'_>) -> Result<(PaymentData, bool), NodeFault> {
        let notice = activation.notice;
        if self.state().stand_in.contains(&client.station.id) {
            return Ok((self.activate_in_archive(notice)?, true));
        }
        let operation = match client.station.version {
            Version::V1 => Operation::GetPayment,
            Version::V2 => Operation::GetPaymentV2,
        };
        let to = client.addressee(&notice.creditor);
        let transfer_type = if activation.psp.postal { "POSTAL" } else { "PAGOPA" };
        let note = activation.payment_note;
        let amount = activation.amount;
        let message = soap::get_payment(operation, to, &notice.notice, amount, note, Some(transfer_type));
        let Answer::Payment(data) = self.ask(client, operation, Some(notice), message).await? else {
            return Err(NodeFault::new(fault::BAD_ANSWER, "an answer to another question"));
        };
        let asked = Asked { notice, postal: activation.psp.postal, in_cart: activation.cart.is_some() };
        checks::refuse(&data, asked, &self.settings.creditors).map_err(|reason| NodeFault::new(fault::BAD_ANSWER, reason))?;
        for text in checks::remarks(&data, asked, &self.settings.creditors) {
            self.record(Some(notice), Event::Remark { text });
        }
        Ok((*data, false))
    }
}
