//! Write and send one mail of an account.
//!
//! The secret of a link is made when the mail is written. A mail that is written again after a crash brings another secret under the same
//! name; both work until one is used.

use domain::account::{AccountCommand, AccountMail, MailKind};
use domain::identifier::EmailAddress;
use domain::ids::AccountId;
use domain::text::Text140;
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::mailing::{may_write, record_at_last, send_if_ours};
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::accounts::{OpenAccount, good_until, link_page, message_language, sealed_stream};
use crate::identity::{IdentityError, token};
use crate::mail::{AccountLetter, Mailer, MessageId, Outgoing};
use crate::privacy::Use;
use crate::product::Product;
use crate::vault::Envelope;

/// Sends mails of accounts.
#[derive(Debug)]
pub(crate) struct MailAccount {
    pub(crate) product: Product,
    pub(crate) mailer: Mailer,
}

impl Task for MailAccount {
    const KIND: TodoKind = TodoKind::MailAccount;

    async fn act(&self, todo: &Todo, hold: &Hold) -> Result<(), Setback> {
        let id: AccountId = todo.stream_id.parse().map_err(|_| Setback::aside("the stream is no account"))?;
        let account = OpenAccount::read(&self.product, &todo.ente, id).await?;
        let account = account.ok_or_else(|| Setback::later("the account cannot be seen yet"))?;
        let state = account.state.clone();
        let Some(mail) = state.open_mails().find(|mail| mail.message_id == todo.key()) else { return Ok(()) };
        let (message_id, now) = (mail.message_id.clone(), self.product.clock.now());
        let abandon = async |why: &str| {
            let reason = Text140::parse(why).expect("a constant text fits");
            self.record(todo, AccountCommand::AbandonMail { message_id: message_id.clone(), reason }).await
        };
        let Some(leave) = may_write(&self.product, &todo.ente, mail.to.subject, Use::AccountMail(mail.kind)).await? else {
            return abandon("the data of the reader is restricted").await;
        };
        let Some(outgoing) = self.write(todo, &account, mail).await? else { return abandon("the address was erased").await };
        if !send_if_ours(&self.mailer, hold, outgoing, leave).await? {
            return Ok(());
        }
        let accepted = AccountCommand::NoteMailAccepted { message_id, now };
        record_at_last(|| self.record(todo, accepted.clone())).await
    }
}

impl MailAccount {
    /// The mail; none when its reader was erased.
    async fn write(&self, todo: &Todo, account: &OpenAccount, mail: &AccountMail) -> Result<Option<Outgoing>, Setback> {
        let stream = sealed_stream(account.id);
        let at = Envelope { ente: &todo.ente, stream: &stream, field: "mail" };
        let Some(to) = self.product.vault.open_value::<EmailAddress>(at, &mail.to).await? else { return Ok(None) };
        let ente = self.product.enti.get(&todo.ente).ok_or_else(|| Setback::later("the Ente is not configured"))?;
        let user_name = match mail.kind {
            MailKind::UserNameRecovery => account.profile(&self.product).await?.map(|profile| profile.user_name.to_string()),
            _ => None,
        };
        let link = self.link(account, mail).await?;
        let letter = AccountLetter { language: message_language(mail.language), ente: &ente, kind: mail.kind, user_name, link };
        Ok(Some(Outgoing {
            message_id: MessageId::parse(&mail.message_id).map_err(|error| Setback::aside(error.to_string()))?,
            date: todo.opened_at,
            from: self.mailer.sender(&ente.name, ente.sender.as_ref()),
            to,
            subject: letter.subject(),
            body: letter.body(),
            attachment: None,
        }))
    }

    async fn link(
        &self,
        account: &OpenAccount,
        mail: &AccountMail,
    ) -> Result<Option<(String, chrono::DateTime<chrono::Utc>)>, Setback> {
        let Some((page, purpose)) = link_page(mail.kind) else { return Ok(None) };
        let until = good_until(purpose, self.product.clock.now(), account.state.erase_at());
        let issued = token::issue(&self.product.pool, account.id, purpose, &mail.message_id, until).await;
        let secret = issued.map_err(|error| Setback::later(error.to_string()))?;
        let mut url = self.product.settings.http.public_url.join(page).map_err(|error| Setback::aside(error.to_string()))?;
        url.set_fragment(Some(&secret.text()));
        Ok(Some((url.into(), until)))
    }

    async fn record(&self, todo: &Todo, command: AccountCommand) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "mail");
        done(self.product.commands.accounts.execute(&todo.stream_id, command, metadata).await)?;
        Ok(())
    }
}

impl From<IdentityError> for Setback {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Vault(error) => error.into(),
            other => Self::later(other.to_string()),
        }
    }
}
