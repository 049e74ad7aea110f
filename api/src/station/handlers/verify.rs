//! `paVerifyPaymentNotice`: the position is read, the answer given, and the question kept afterwards.

use domain::node_call::NodeCallEvent;

use super::Station;
use super::refused::code;
use crate::station::checks;
use crate::station::reply::Unanswered;
use crate::station::verify::{VerifyRequest, verify};

impl Station {
    pub(super) async fn verify(&self, request: &VerifyRequest) -> Result<String, Unanswered> {
        let ente = self.ente(&request.addressing.id_pa);
        let station = checks::addressed(&request.addressing, ente.as_deref())?;
        let Some(ente) = ente.as_deref() else { return Err(checks::not_served().into()) };
        checks::notice(&request.qr_code, ente, station)?;
        let nav = &request.qr_code.notice_number;
        let found = self.find(&ente.code, nav).await?;
        let outcome = verify(request, ente, found.as_ref().map(|found| &*found.position), self.product.clock.now());
        self.calls.note(
            self.metadata(&ente.code, None),
            NodeCallEvent::NoticeVerified {
                nav: nav.clone(),
                position: found.as_ref().map(|found| found.id),
                amount: outcome.as_ref().ok().map(|answer| answer.amount),
                fault: outcome.as_ref().err().map(code),
            },
        );
        Ok(outcome?.to_response())
    }
}
