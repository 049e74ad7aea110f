//! Getting receipts to where they belong: every hour, up to 48 times, then parked until somebody restarts them
//! (SANP, api-soap; the Node's own behaviour tests on paSendRT).

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::station_client::StationClient;
use crate::pagopa::agenda::Due;
use crate::pagopa::journal::Event;
use crate::pagopa::notice::{NoticeId, PaymentState};
use crate::pagopa::receipt::Receipt;
use crate::pagopa::settings::Version;
use crate::pagopa::settlement::{ReceiptTiming, Settlement};
use crate::pagopa::soap::{self, Answer, Operation, ReceiptMessage};
use crate::pagopa::world::World;

/// The time between two attempts.
const RETRY_AFTER: TimeDelta = TimeDelta::hours(1);

/// How often a delivery is tried before it is parked.
const MOST_ATTEMPTS: u32 = 48;

/// One receipt on its way to one recipient.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Delivery {
    /// Its number, from 0.
    pub number: usize,
    /// The receipt.
    pub receipt: String,
    /// The station it goes to.
    pub station: String,
    /// The creditor institution it is addressed to, the primary or a secondary one.
    pub creditor: String,
    /// How often it was tried.
    pub attempts: u32,
    /// How many more answers will get lost.
    pub answers_to_lose: u32,
    /// Where it stands.
    pub state: DeliveryState,
}

/// Where a delivery stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum DeliveryState {
    /// Waiting for the tester.
    Held,
    /// Waiting for its time.
    Waiting {
        /// When it will be tried.
        until: DateTime<Utc>,
    },
    /// Answered: no more attempts, whatever the answer was.
    Answered {
        /// `OK`, or `KO` and the fault code.
        answer: String,
    },
    /// Given up until somebody restarts it.
    Parked {
        /// What went wrong last.
        reason: String,
    },
}

impl World {
    /// Decides to whom a receipt goes, and when; answers the deliveries to be made at once, the others are on the agenda.
    pub(super) fn plan_deliveries(&self, receipt: &str, settlement: &Settlement) -> Vec<usize> {
        let mut at_once = Vec::new();
        for (station, creditor) in self.recipients(receipt) {
            for _ in 0..settlement.copies {
                at_once.extend(self.plan_delivery(receipt, &station, &creditor, settlement));
            }
        }
        at_once
    }

    /// The station that served the payment for the primary creditor institution, and every broadcast station of every
    /// institution with a share.
    fn recipients(&self, receipt: &str) -> Vec<(String, String)> {
        let state = self.state();
        let Some(receipt) = state.receipts.iter().find(|known| known.id == receipt) else { return Vec::new() };
        let notice = NoticeId::new(&receipt.creditor, &receipt.notice);
        let serving = self.station_of(&notice).map(|client| (client.station.id.clone(), receipt.creditor.clone()));
        let mut recipients: Vec<_> = serving.into_iter().collect();
        for creditor in receipt.creditors() {
            for client in &self.stations {
                let broadcast = client.station.serves.iter().any(|served| served.broadcast && served.creditor == creditor);
                let recipient = (client.station.id.clone(), creditor.to_owned());
                if broadcast && !recipients.contains(&recipient) {
                    recipients.push(recipient);
                }
            }
        }
        recipients
    }

    fn plan_delivery(&self, receipt: &str, station: &str, creditor: &str, settlement: &Settlement) -> Option<usize> {
        let (now, mut state) = (self.now(), self.state());
        let until = match settlement.receipt {
            ReceiptTiming::Never => return None,
            ReceiptTiming::Held => None,
            ReceiptTiming::AtOnce => Some(now),
            ReceiptTiming::After(seconds) => Some(now + TimeDelta::seconds(i64::from(seconds))),
        };
        let number = state.deliveries.len();
        state.deliveries.push(Delivery {
            number,
            receipt: receipt.to_owned(),
            station: station.to_owned(),
            creditor: creditor.to_owned(),
            attempts: 0,
            answers_to_lose: settlement.answers_lost,
            state: until.map_or(DeliveryState::Held, |until| DeliveryState::Waiting { until }),
        });
        match (settlement.receipt, until) {
            (ReceiptTiming::AtOnce, _) => Some(number),
            (_, Some(until)) => {
                state.agenda.add(until, Due::Deliver { delivery: number });
                None
            }
            (_, None) => None,
        }
    }

    /// Sends a held or parked delivery now, or an answered one again. False when there is none of this number.
    pub(crate) async fn send_now(&self, number: usize) -> bool {
        let now = self.now();
        match self.state().deliveries.get_mut(number) {
            Some(delivery) => {
                delivery.attempts = 0;
                delivery.state = DeliveryState::Waiting { until: now };
            }
            None => return false,
        }
        self.attempt(number).await;
        true
    }

    /// One attempt.
    pub(super) async fn attempt(&self, number: usize) {
        let Some((delivery, receipt)) = self.due_delivery(number) else { return };
        let Some(client) = self.stations.iter().find(|client| client.station.id == delivery.station) else { return };
        let now = self.now();
        self.state().move_payment(now, &receipt.id, PaymentState::NoticeSent);
        let answer = self.send_receipt(client, &delivery, &receipt).await;
        let attempt = self.note_attempt(number, &answer);
        let verdict = answer.unwrap_or_else(|failure| failure);
        let notice = NoticeId::new(&receipt.creditor, &receipt.notice);
        let (station, creditor) = (delivery.station, delivery.creditor);
        self.record(Some(&notice), Event::ReceiptSent { receipt: receipt.id.clone(), station, creditor, attempt, verdict });
        self.move_with_deliveries(&receipt.id);
    }

    fn due_delivery(&self, number: usize) -> Option<(Delivery, Receipt)> {
        let state = self.state();
        let delivery = state.deliveries.get(number)?.clone();
        let waiting = matches!(delivery.state, DeliveryState::Waiting { .. });
        let receipt = state.receipts.iter().find(|receipt| receipt.id == delivery.receipt)?.clone();
        waiting.then_some((delivery, receipt))
    }

    /// The answer, or why there is none. A well-formed KO is an answer.
    async fn send_receipt(&self, client: &StationClient, delivery: &Delivery, receipt: &Receipt) -> Result<String, String> {
        let operation = match client.station.version {
            Version::V1 => Operation::SendRt,
            Version::V2 => Operation::SendRtV2,
        };
        let to = client.addressee(&delivery.creditor);
        let message = soap::send_receipt(ReceiptMessage { operation, to, receipt });
        let notice = NoticeId::new(&receipt.creditor, &receipt.notice);
        let reply = self.exchange(client, operation, Some(&notice), message).await;
        if delivery.answers_to_lose > 0 {
            return Err("the answer was lost".to_owned());
        }
        match reply.outcome {
            Ok(Answer::Refused(fault)) => Ok(format!("KO {}", fault.code)),
            Ok(_) => Ok("OK".to_owned()),
            Err(failure) => Err(failure.to_string()),
        }
    }

    /// Writes the attempt down and plans the next one if need be; answers its number.
    fn note_attempt(&self, number: usize, answer: &Result<String, String>) -> u32 {
        let (now, mut state) = (self.now(), self.state());
        let Some(delivery) = state.deliveries.get_mut(number) else { return 0 };
        delivery.attempts += 1;
        delivery.answers_to_lose = delivery.answers_to_lose.saturating_sub(1);
        let attempts = delivery.attempts;
        let until = now + RETRY_AFTER;
        let parked = attempts >= MOST_ATTEMPTS;
        delivery.state = match answer {
            Ok(answer) => DeliveryState::Answered { answer: answer.clone() },
            Err(reason) if parked => DeliveryState::Parked { reason: reason.clone() },
            Err(_) => DeliveryState::Waiting { until },
        };
        if answer.is_err() && !parked {
            state.agenda.add(until, Due::Deliver { delivery: number });
        }
        attempts
    }

    /// The payment's state follows from all its deliveries.
    fn move_with_deliveries(&self, receipt: &str) {
        let (now, mut state) = (self.now(), self.state());
        let of_receipt = state.deliveries.iter().filter(|delivery| delivery.receipt == receipt);
        let all_answered = of_receipt.clone().all(|delivery| matches!(delivery.state, DeliveryState::Answered { .. }));
        let failed = |delivery: &Delivery| {
            matches!(delivery.state, DeliveryState::Parked { .. } | DeliveryState::Waiting { .. }) && delivery.attempts > 0
        };
        let reached = if all_answered {
            PaymentState::Notified
        } else if of_receipt.clone().any(failed) {
            PaymentState::NoticePending
        } else {
            PaymentState::NoticeSent
        };
        state.move_payment(now, receipt, reached);
    }
}
