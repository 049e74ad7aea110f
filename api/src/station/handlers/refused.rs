//! A receipt we do not take is kept before we say so: the Node counts a refusal as a delivery and does not come again, and money may have
//! moved.

use domain::identifier::{NoticeNumber, TaxCode};
use domain::ids::{NodeCallId, SubjectId};
use domain::node_call::{KeepCall, NodeCall, NodeCallEvent};
use domain::personal::PersonalClass;
use domain::text::Text35;

use super::{Station, place};
use crate::station::fault::Fault;
use crate::station::reply::Trouble;
use crate::station::send_rt::{SendRtRequest, parties};
use crate::vault::{Envelope, Handle};

/// What can be told of a receipt that is refused.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Legible<'a> {
    /// `idPA`.
    pub(super) id_pa: Option<&'a str>,
    /// The message, when it fits the schema.
    pub(super) request: Option<&'a SendRtRequest>,
}

impl Station {
    /// Keeps a refused receipt, once per message. One that is addressed to none of our Enti is kept by the first of them.
    pub(super) async fn keep_refused(&self, legible: Legible<'_>, fault: &Fault, raw: &str) -> Result<(), Trouble> {
        let nav = legible.request.map(|request| &request.receipt.notice_number);
        count(fault, nav);
        let addressed = legible.id_pa.and_then(|id_pa| self.ente(id_pa));
        let Some(ente) = addressed.or_else(|| self.product.enti.all().first().cloned()) else { return Ok(()) };
        let id = NodeCallId::of_message(raw.as_bytes()).to_string();
        let calls = &self.product.commands.node_calls;
        if calls.load(&id).await.map_err(Trouble::store)?.version > 0 {
            return Ok(());
        }
        let subject = self.concerned(&ente.code, legible.request).await?;
        let stream = place::<NodeCall>(&id);
        let at = Envelope { ente: &ente.code, stream: &stream, field: "message" };
        let message = self.product.vault.seal_value(at, subject, PersonalClass::Fiscal, &raw).await?;
        let found = match nav {
            Some(nav) => self.find(&ente.code, nav).await?,
            None => None,
        };
        let event = NodeCallEvent::ReceiptRefused {
            nav: nav.cloned(),
            position: found.map(|found| found.id),
            fault: code(fault),
            message,
        };
        let note = legible.request.and_then(|request| request.receipt.payment_note.as_deref());
        let metadata = self.metadata(&ente.code, note);
        calls.execute(&id, KeepCall(event), metadata.to_map()).await.map_err(Trouble::store)?;
        Ok(())
    }

    /// Under whose key the message is kept.
    async fn concerned(
        &self,
        ente: &domain::identifier::EnteCode,
        request: Option<&SendRtRequest>,
    ) -> Result<SubjectId, Trouble> {
        let vault = &self.product.vault;
        match request.map(|request| parties(&request.receipt).debtor.person.tax_code) {
            None | Some(TaxCode::Anonymous) => Ok(vault.nobody(ente).await?),
            Some(known) => Ok(vault.subject(ente, &Handle::TaxCode(&known)).await?),
        }
    }
}

/// The code of a fault, as events keep it.
pub(super) fn code(fault: &Fault) -> Text35 {
    Text35::parse(fault.code.as_str()).expect("codes of faults are short")
}

/// Somebody must look.
fn count(fault: &Fault, nav: Option<&NoticeNumber>) {
    metrics::counter!("station_receipts_refused_total", "fault" => fault.code.as_str()).increment(1);
    let notice = nav.map(ToString::to_string);
    tracing::error!(notice.number = notice, station.fault = %fault, "a receipt was refused");
}
