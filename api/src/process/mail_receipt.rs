//! Send one receipt to one address, once as far as SMTP allows it.
//!
//! SMTP has no way to ask whether a message was taken: a process that dies after the server's 250 and before our record, or a
//! connection that breaks in that moment, leaves it unknown. The window is kept as small as it can be: the mail is composed before,
//! the lease is proven to be still ours just before the call (so no second worker sends), and the record is repeated until it is
//! made or the lease ends. What remains is a second copy with the same `Message-ID`, date and bytes, which mail systems recognise.

use std::time::Duration;

use domain::ente::EnteSettings;
use domain::identifier::EmailAddress;
use domain::receipt::{Filing, MailRequest, Receipt, ReceiptCommand};
use domain::text::Text140;
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::documents::{self, Language};
use crate::mail::{Mailer, MessageId, Outgoing, Pdf, ReceiptMail, SendError};
use crate::paper::{receipt_document, receipt_place};
use crate::product::Product;
use crate::vault::Envelope;

/// How often the record of an accepted mail is tried before the lease decides.
const RECORDINGS: u32 = 10;
/// Pause between two tries.
const PAUSE: Duration = Duration::from_secs(2);

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
        let Some(address) = self.address(todo, request).await? else {
            let reason = Text140::parse("the address was erased").expect("a constant text fits");
            let command = ReceiptCommand::AbandonMail { message_id: request.message_id.clone(), reason };
            return self.record(todo, command).await;
        };
        let mail = self.compose(todo, &receipt, request, address).await?;
        fail::fail_point!("mail_receipt::composed", |_| Err(Setback::later("failpoint")));
        if !hold.is_still_ours().await? {
            return Ok(());
        }
        self.mailer.send(mail).await.map_err(|error| match error {
            SendError::Later(_) => Setback::later(error.to_string()),
            SendError::Never(_) => Setback::aside(error.to_string()),
        })?;
        fail::fail_point!("mail_receipt::accepted", |_| Err(Setback::later("failpoint")));
        let accepted = ReceiptCommand::NoteMailAccepted { message_id: request.message_id.clone(), now: self.product.clock.now() };
        self.record_at_last(todo, accepted).await
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

    /// The server has taken the mail: a database that is away for a moment must not lead to a second copy.
    async fn record_at_last(&self, todo: &Todo, command: ReceiptCommand) -> Result<(), Setback> {
        for _ in 1..RECORDINGS {
            if self.record(todo, command.clone()).await.is_ok() {
                return Ok(());
            }
            let _ = tokio::time::timeout(PAUSE, std::future::pending::<()>()).await;
        }
        self.record(todo, command).await
    }
}
