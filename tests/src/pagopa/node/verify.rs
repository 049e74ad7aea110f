//! Verification: asking the station whether a notice can be paid.

use super::station_client::{Reply, StationClient, Technical};
use crate::pagopa::fault::{self, NodeFault};
use crate::pagopa::journal::Event;
use crate::pagopa::notice::NoticeId;
use crate::pagopa::soap::{self, Addressee, Answer, Operation, StationFault, VerifiedNotice};
use crate::pagopa::world::World;

impl World {
    /// `verifyPaymentNotice` of a provider, passed on to the station.
    pub(crate) async fn verify(&self, notice: &NoticeId) -> Result<VerifiedNotice, NodeFault> {
        let verified = self.verify_at_station(notice).await;
        if let Err(fault) = &verified {
            self.record(Some(notice), Event::Refused { fault: fault.clone() });
        }
        verified
    }

    /// The station is always asked, also about a notice that is being paid or has been paid: its own word is what the
    /// citizen reads. Only the activation is judged by the Node's books.
    async fn verify_at_station(&self, notice: &NoticeId) -> Result<VerifiedNotice, NodeFault> {
        let client = self.route(notice)?;
        if self.state().stand_in.contains(&client.station.id) {
            return self.verify_in_archive(notice);
        }
        let message = soap::verify(client.addressee(&notice.creditor), &notice.notice);
        match self.ask(client, Operation::Verify, Some(notice), message).await? {
            Answer::Verified(verified) if verified.creditor == notice.creditor => Ok(verified),
            Answer::Verified(verified) => {
                let reason = format!("fiscalCodePA {} is not {}", verified.creditor, notice.creditor);
                Err(NodeFault::new(fault::BAD_ANSWER, reason))
            }
            _ => Err(NodeFault::new(fault::BAD_ANSWER, "an answer to another question")),
        }
    }

    /// The station that answers for a notice.
    pub(super) fn route(&self, notice: &NoticeId) -> Result<&StationClient, NodeFault> {
        if self.creditor(&notice.creditor).is_none() {
            return Err(NodeFault::new(fault::NO_CREDITOR, format!("{} is not registered", notice.creditor)));
        }
        let unknown = || NodeFault::new(fault::NO_STATION, format!("no station serves {notice}"));
        self.station_of(notice).ok_or_else(unknown)
    }

    /// Asks a station and passes its refusals and failures on as the Node does.
    pub(super) async fn ask(
        &self,
        client: &StationClient,
        operation: Operation,
        notice: Option<&NoticeId>,
        message: String,
    ) -> Result<Answer, NodeFault> {
        let reply = self.exchange(client, operation, notice, message).await;
        match reply.outcome {
            Ok(Answer::Refused(fault)) => Err(NodeFault::by_creditor(fault)),
            Ok(answer) => Ok(answer),
            Err(failure) => Err(NodeFault::new(failure.code(), failure.to_string())),
        }
    }

    /// One call, written down whole.
    pub(super) async fn exchange(
        &self,
        client: &StationClient,
        operation: Operation,
        notice: Option<&NoticeId>,
        message: String,
    ) -> Reply {
        let timeout = match operation {
            Operation::SendRt | Operation::SendRtV2 => self.settings.receipt_timeout,
            _ => self.settings.sync_timeout,
        };
        let official = self.settings.official_schema.as_ref();
        let reply = client.call(operation, message.clone(), timeout, official).await;
        let exchange = Event::Exchange {
            operation,
            station: client.station.id.clone(),
            elapsed_ms: u64::try_from(reply.elapsed.as_millis()).unwrap_or(u64::MAX),
            request: message,
            response: reply.text.clone(),
            verdict: verdict(&reply.outcome),
        };
        self.record(notice, exchange);
        if let Ok(Answer::Refused(fault)) = &reply.outcome {
            self.remark_on_fault(operation, notice, fault);
        }
        reply
    }

    fn remark_on_fault(&self, operation: Operation, notice: Option<&NoticeId>, fault: &StationFault) {
        if !operation.fault_codes().contains(&fault.code.as_str()) {
            let text = format!("{} is no fault code of {}", fault.code, operation.soap_action());
            self.record(notice, Event::Remark { text });
        }
    }
}

impl StationClient {
    /// This station, addressed for one of its creditor institutions.
    pub(super) fn addressee<'a>(&'a self, creditor: &'a str) -> Addressee<'a> {
        Addressee { creditor, broker: &self.station.broker, station: &self.station.id }
    }
}

/// An answer in a word or two.
fn verdict(outcome: &Result<Answer, Technical>) -> String {
    match outcome {
        Ok(Answer::Refused(fault)) => format!("KO {}", fault.code),
        Ok(_) => "OK".to_owned(),
        Err(failure) => failure.to_string(),
    }
}
