//! Send one receipt to one address.

use domain::ente::EnteSettings;
use domain::identifier::EmailAddress;
use domain::receipt::{Filing, MailRequest, Receipt, ReceiptCommand};
use domain::text::Text140;
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::mailing::{may_write, record_at_last, send_if_ours};
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::documents::{self, Language};
use crate::mail::{Mailer, MessageId, Outgoing, Pdf, ReceiptMail};
use crate::paper::{receipt_document, receipt_place};
use crate::privacy::Use;
use crate::product::Product;
use crate::vault::Envelope;

/// Sends receipts.
#[derive(Debug)]
pub(crate) struct MailReceipt {
    pub(crate) product: Product,
    pub(crate) mailer: Mailer,
}

impl Task for MailReceipt {
    const KIND: TodoKind = TodoKind::MailReceipt;

    async fn act(&self, todo: &Todo, hold: &Hold) -> Result<(), Setback> {
        let loaded = self.product.commands.receipts.load_fresh(&todo.stream_id).await;
        let receipt = loaded.map_err(|error| Setback::later(error.to_string()))?.aggregate;
        let Some(request) = receipt.open_mails().find(|mail| mail.message_id == todo.key()) else {
            return Ok(());
        };
        let abandon = async |why: &str| {
            let reason = Text140::parse(why).expect("a constant text fits");
            let command = ReceiptCommand::AbandonMail { message_id: request.message_id.clone(), reason };
            self.record(todo, command).await
        };
        let Some(leave) = may_write(&self.product, &todo.ente, request.to.subject, Use::ReceiptMail).await? else {
            return abandon("the data of the reader is restricted").await;
        };
        let Some(address) = self.address(todo, request).await? else { return abandon("the address was erased").await };
        let mail = self.compose(todo, &receipt, request, address).await?;
        fail::fail_point!("mail_receipt::composed", |_| Err(Setback::later("failpoint")));
        if !send_if_ours(&self.mailer, hold, mail, leave).await? {
            return Ok(());
        }
        fail::fail_point!("mail_receipt::accepted", |_| Err(Setback::later("failpoint")));
        let accepted = ReceiptCommand::NoteMailAccepted { message_id: request.message_id.clone(), now: self.product.clock.now() };
        record_at_last(|| self.record(todo, accepted.clone())).await
    }
}

impl MailReceipt {
    async fn address(&self, todo: &Todo, request: &MailRequest) -> Result<Option<EmailAddress>, Setback> {
        let stream = format!("Receipt/{}", todo.stream_id);
        let at = Envelope { ente: &todo.ente, stream: &stream, field: "mail" };
        Ok(self.product.vault.open_value(at, &request.to).await?)
    }

    async fn compose(
        &self,
        todo: &Todo,
        receipt: &Receipt,
        request: &MailRequest,
        to: EmailAddress,
    ) -> Result<Outgoing, Setback> {
        let (Some(facts), Some(received_at)) = (receipt.facts(), receipt.received_at()) else {
            return Err(Setback::later("the receipt cannot be seen yet"));
        };
        let ente = self.product.enti.get(&facts.primary).ok_or_else(|| Setback::later("the Ente is not configured"))?;
        let second_payment = matches!(receipt.filing(), Some(Filing::Position { second_payment: true, .. }));
        let mail = ReceiptMail { language: Language::Italian, ente: &ente, facts, received_at, second_payment };
        let message_id = MessageId::parse(&request.message_id).map_err(|error| Setback::aside(error.to_string()))?;
        Ok(Outgoing {
            message_id,
            date: todo.opened_at,
            from: self.mailer.sender(&ente.name, ente.sender.as_ref()),
            to,
            subject: mail.subject(),
            body: mail.body(),
            attachment: Some(Pdf::receipt(&facts.nav, self.draw(todo, receipt, &ente).await?)),
        })
    }

    async fn draw(&self, todo: &Todo, receipt: &Receipt, ente: &EnteSettings) -> Result<Vec<u8>, Setback> {
        let place =
            receipt_place(&self.product.pool, &todo.stream_id).await.map_err(|error| Setback::later(error.to_string()))?;
        let place = place.ok_or_else(|| Setback::later("the receipt has no place in the log yet"))?;
        let document = receipt_document(&self.product.vault, &todo.stream_id, receipt, ente, Language::Italian, place).await;
        let document = document.map_err(Setback::from)?;
        let drawn = tokio::task::spawn_blocking(move || documents::receipt(&document)).await;
        drawn.map_err(|_| Setback::later("drawing the receipt was aborted"))?.map_err(|defect| Setback::aside(defect.to_string()))
    }

    async fn record(&self, todo: &Todo, command: ReceiptCommand) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "mail");
        done(self.product.commands.receipts.execute(&todo.stream_id, command, metadata).await)?;
        fail::fail_point!("mail_receipt::recorded", |_| Err(Setback::later("failpoint")));
        Ok(())
    }
}
