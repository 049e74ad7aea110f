//! Send one answer of the help desk: the same bytes and the same `Message-ID` should it have to be sent again.

use domain::ids::SupportRequestId;
use domain::support_request::{Opening, Prose, SupportRequestCommand};
use domain::text::Text140;
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::mailing::{may_write, record_at_last, send_if_ours};
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::graphql::language::of_mail;
use crate::mail::{Mailer, MessageId, Outgoing, SupportMail};
use crate::privacy::Use;
use crate::product::Product;
use crate::support::Papers;

/// Sends answers.
#[derive(Debug)]
pub(crate) struct MailSupport {
    pub(crate) product: Product,
    pub(crate) mailer: Mailer,
}

impl Task for MailSupport {
    const KIND: TodoKind = TodoKind::MailSupport;

    async fn act(&self, todo: &Todo, hold: &Hold) -> Result<(), Setback> {
        let loaded = self.product.commands.support.load_fresh(&todo.stream_id).await;
        let request = loaded.map_err(|error| Setback::later(error.to_string()))?.aggregate;
        let open = request.open_mails().find(|(message_id, _)| *message_id == todo.key());
        let (Some((message_id, answer)), Some(opening)) = (open, request.opening()) else { return Ok(()) };
        let message_id = message_id.to_owned();
        let id: SupportRequestId = todo.stream_id.parse().map_err(|_| Setback::aside("the stream has no id of a request"))?;
        let abandon = async |why: &str| {
            let reason = Text140::parse(why).expect("a constant text fits");
            self.record(todo, SupportRequestCommand::AbandonMail { message_id: message_id.clone(), reason }).await
        };
        let Some(leave) = may_write(&self.product, &todo.ente, opening.contacts.subject, Use::SupportMail).await? else {
            return abandon("the data of the reader is restricted").await;
        };
        let papers = Papers::of(&self.product, &todo.ente, id);
        let (Some(text), Some(contacts)) =
            (papers.open_text(&answer.text).await?, papers.open_contacts(&opening.contacts).await?)
        else {
            return abandon("what was written was erased").await;
        };
        let mail = self.compose(todo, opening, &message_id, (&text, contacts.email))?;
        if !send_if_ours(&self.mailer, hold, mail, leave).await? {
            return Ok(());
        }
        let accepted = SupportRequestCommand::NoteMailAccepted { message_id, now: self.product.clock.now() };
        record_at_last(|| self.record(todo, accepted.clone())).await
    }
}

impl MailSupport {
    fn compose(
        &self,
        todo: &Todo,
        opening: &Opening,
        message_id: &str,
        (answer, to): (&Prose, domain::identifier::EmailAddress),
    ) -> Result<Outgoing, Setback> {
        let ente = self.product.enti.get(&todo.ente).ok_or_else(|| Setback::later("the Ente is not configured"))?;
        let mail = SupportMail { language: of_mail(opening.language), ente: &ente, reference: &opening.reference, answer };
        Ok(Outgoing {
            message_id: MessageId::parse(message_id).map_err(|error| Setback::aside(error.to_string()))?,
            date: todo.opened_at,
            from: self.mailer.sender(&ente.name, ente.sender.as_ref()),
            to,
            subject: mail.subject(),
            body: mail.body(),
            attachment: None,
        })
    }

    async fn record(&self, todo: &Todo, command: SupportRequestCommand) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "mail");
        done(self.product.commands.support.execute(&todo.stream_id, command, metadata).await)?;
        Ok(())
    }
}
