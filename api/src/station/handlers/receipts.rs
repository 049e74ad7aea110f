//! `paSendRT`: the receipt's own stream is the inbox. It is sealed, committed, and only then answered; whose notice it
//! settles is found out by a to-do.

use domain::identifier::{EnteCode, ReceiptId};
use domain::personal::PersonalClass;
use domain::receipt::{Receipt, ReceiptCommand, receipt_stream};

use super::refused::Legible;
use super::{Station, place};
use crate::station::checks;
use crate::station::fault::{Fault, FaultCode};
use crate::station::reply::{Trouble, Unanswered};
use crate::station::send_rt::{SendRtRequest, accepted, answer, facts, parties};
use crate::vault::Envelope;

/// A delivery whose form was found good.
struct Delivery<'a> {
    request: &'a SendRtRequest,
    raw: &'a str,
    /// The Ente that keeps it.
    owner: EnteCode,
    addressed_to: EnteCode,
    receipt_id: ReceiptId,
    digest: String,
}

impl Station {
    pub(super) async fn receive(&self, request: &SendRtRequest, raw: &str) -> Result<String, Unanswered> {
        let delivery = match self.check(request, raw) {
            Ok(delivery) => delivery,
            Err(fault) => {
                let legible = Legible { id_pa: Some(&request.addressing.id_pa), request: Some(request) };
                self.keep_refused(legible, &fault, raw).await?;
                return Err(fault.into());
            }
        };
        let stream = receipt_stream(&delivery.addressed_to, &delivery.receipt_id);
        let receipts = &self.product.commands.receipts;
        let known = receipts.load(&stream).await.map_err(Trouble::store)?;
        if answer(&known.aggregate, &delivery.digest).is_err() {
            let command = self.seal(&delivery, &stream).await?;
            fail::fail_point!("receive_receipt::sealed", |_| Err(Trouble::Unsettled.into()));
            let note = request.receipt.payment_note.as_deref();
            let metadata = self.metadata(&delivery.owner, note);
            receipts.execute(&stream, command, metadata.to_map()).await.map_err(Trouble::store)?;
            fail::fail_point!("receive_receipt::kept", |_| Err(Trouble::Unsettled.into()));
        }
        let kept = receipts.load(&stream).await.map_err(Trouble::store)?;
        answer(&kept.aggregate, &delivery.digest).inspect_err(|_| contradicted(&stream))?;
        Ok(accepted(request.operation()))
    }

    fn check<'a>(&self, request: &'a SendRtRequest, raw: &'a str) -> Result<Delivery<'a>, Fault> {
        let receipt_id = request.receipt_id()?;
        let addressed_to = request.addressee()?;
        let enti = self.product.enti.all();
        let owner = checks::receiver(&addressed_to, &request.receipt.fiscal_code, &enti);
        checks::addressed(&request.addressing, owner.map(AsRef::as_ref))?;
        let owner = owner.ok_or_else(checks::not_served)?.code.clone();
        request.consistent()?;
        Ok(Delivery { request, raw, owner, addressed_to, receipt_id, digest: request.receipt.digest() })
    }

    /// Seals the people and the message itself under their keys.
    async fn seal(&self, delivery: &Delivery<'_>, stream: &str) -> Result<ReceiptCommand, Trouble> {
        let place = place::<Receipt>(stream);
        let at = |field| Envelope { ente: &delivery.owner, stream: &place, field };
        let vault = &self.product.vault;
        let people = parties(&delivery.request.receipt);
        let debtor = vault.seal_person(at("debtor"), &people.debtor).await?;
        let payer = match &people.payer {
            Some(payer) => Some(vault.seal_person(at("payer"), payer).await?),
            None => None,
        };
        let raw = vault.seal_value(at("raw"), debtor.subject, PersonalClass::Fiscal, &delivery.raw).await?;
        let (receipt_id, addressed_to) = (delivery.receipt_id.clone(), delivery.addressed_to.clone());
        Ok(ReceiptCommand::Receive {
            facts: Box::new(facts(delivery.request, receipt_id, addressed_to, debtor, payer)),
            raw,
            digest: delivery.digest.clone(),
            now: self.product.clock.now(),
        })
    }
}

/// Two different receipts with one identity: one of them is not what it seems.
fn contradicted(stream: &str) {
    let code = FaultCode::ReceiptDuplicata.as_str();
    metrics::counter!("station_receipts_contradicted_total").increment(1);
    tracing::error!(receipt.stream = stream, station.fault = code, "a receipt contradicts the one kept under its id");
}
