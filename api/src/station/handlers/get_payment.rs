//! `paGetPayment`: the amount is kept before it is said, and what is said is what stands after keeping it.

use domain::debt_position::{DebtPosition, DebtPositionCommand};
use domain::identifier::EnteCode;
use domain::ids::PositionId;
use domain::node_call::NodeCallEvent;

use super::refused::code;
use super::{Found, Station, place};
use crate::station::checks;
use crate::station::fault::Fault;
use crate::station::get_payment::{Debtor, GetPaymentRequest, quote};
use crate::station::reply::{Trouble, Unanswered};
use crate::vault::Envelope;

/// How often a position may change under our hands.
const ATTEMPTS: usize = 4;

impl Station {
    pub(super) async fn get_payment(&self, request: &GetPaymentRequest) -> Result<String, Unanswered> {
        let ente = self.ente(&request.addressing.id_pa);
        let station = checks::addressed(&request.addressing, ente.as_deref())?;
        let Some(ente) = ente.as_deref() else { return Err(checks::not_served().into()) };
        checks::notice(&request.qr_code, ente, station)?;
        let now = self.product.clock.now();
        let found = self.find(&ente.code, &request.qr_code.notice_number).await?;
        let quoted = quote(request, ente, found.as_ref().map(|found| &*found.position), now);
        let quoted =
            quoted.inspect_err(|fault| self.note_refused(&ente.code, request, found.as_ref().map(|found| found.id), fault));
        let mut before = quoted?.amount;
        let Some(Found { id, .. }) = found else { return Err(Trouble::Unsettled.into()) };
        let positions = &self.product.commands.positions;
        for _ in 0..ATTEMPTS {
            let command = DebtPositionCommand::QuoteActivation {
                nav: request.qr_code.notice_number.clone(),
                amount: before,
                payment_note: request.payment_note.clone(),
            };
            let metadata = self.metadata(&ente.code, request.payment_note.as_ref().map(AsRef::as_ref));
            positions.execute(&id.to_string(), command, metadata.to_map()).await.map_err(Trouble::store)?;
            // Somebody may have amended or paid the debt between the look and the note: what stands now is answered.
            let position = positions.load(&id.to_string()).await.map_err(Trouble::store)?.aggregate;
            let quoted = quote(request, ente, Some(&position), now);
            let quoted = quoted.inspect_err(|fault| self.note_refused(&ente.code, request, Some(id), fault))?;
            if quoted.amount == before {
                return Ok(quoted.to_response(&self.debtor(&ente.code, &id.to_string(), &position).await?));
            }
            before = quoted.amount;
        }
        Err(Trouble::Unsettled.into())
    }

    /// Why a payment did not start is what a citizen asks the help desk.
    fn note_refused(&self, ente: &EnteCode, request: &GetPaymentRequest, position: Option<PositionId>, fault: &Fault) {
        let metadata = self.metadata(ente, request.payment_note.as_ref().map(AsRef::as_ref));
        let nav = request.qr_code.notice_number.clone();
        self.calls.note(metadata, NodeCallEvent::ActivationRefused { nav, position, fault: code(fault) });
    }

    /// Opens who owes, for this answer only.
    async fn debtor(&self, ente: &EnteCode, stream: &str, position: &DebtPosition) -> Result<Debtor, Trouble> {
        let Some(sealed) = position.debtor() else { return Ok(Debtor::Forgotten) };
        let place = place::<DebtPosition>(stream);
        let at = Envelope { ente, stream: &place, field: "debtor" };
        let Some(person) = self.product.vault.open_person(at, sealed).await? else { return Ok(Debtor::Forgotten) };
        Ok(Debtor::Known { person: Box::new(person), email: self.product.vault.open_email(at, sealed).await? })
    }
}
