//! Who gets a receipt by mail: who paid through the portal, and the debtor when the Ente wants it so; each address once.

use domain::identifier::EmailAddress;
use domain::ids::{PositionId, SubjectId};
use domain::personal::{PersonalClass, SealedPerson};
use domain::receipt::MailRequest;

use super::case::{Case, Paid};
use crate::mail::MessageId;
use crate::privacy::{Use, may_use};
use crate::process::setback::Setback;
use crate::vault::{Envelope, Handle};

/// An address and the person whose profile key seals it: when they are forgotten, it is.
struct Recipient {
    address: EmailAddress,
    subject: SubjectId,
}

impl Case<'_> {
    /// One mail for each address, sealed for the receipt's own stream.
    pub(super) async fn mails(
        &self,
        position: PositionId,
        debtor: &SealedPerson,
        paid: Option<&Paid>,
    ) -> Result<Vec<MailRequest>, Setback> {
        let mut recipients = Vec::new();
        if let Some(paid) = paid {
            recipients.extend(self.who_paid(paid).await?);
        }
        if self.debtor_is_told() {
            recipients.extend(self.who_owed(position, debtor).await?);
        }
        let mut seen: Vec<String> = Vec::new();
        let mut mails = Vec::new();
        for Recipient { address, subject } in recipients {
            let same_in_every_case = address.as_str().to_lowercase();
            if seen.contains(&same_in_every_case) {
                continue;
            }
            seen.push(same_in_every_case);
            let stream = format!("Receipt/{}", self.todo.stream_id);
            let at = Envelope { ente: &self.facts.primary, stream: &stream, field: "mail" };
            let to = self.task.product.vault.seal_value(at, subject, PersonalClass::Profile, &address).await?;
            let message_id = MessageId::of_receipt(&self.todo.stream_id, subject, &self.task.sender);
            mails.push(MailRequest { message_id: message_id.as_str().to_owned(), to });
        }
        Ok(mails)
    }

    fn debtor_is_told(&self) -> bool {
        let ente = self.task.product.enti.get(&self.facts.primary);
        ente.is_some_and(|ente| ente.policies.mail_receipt_to_debtor)
    }

    /// The address given when the payment was started; none when it was forgotten since.
    async fn who_paid(&self, Paid { stream, checkout }: &Paid) -> Result<Option<Recipient>, Setback> {
        let vault = &self.task.product.vault;
        let (Some(sealed), Some(ente)) = (checkout.email(), checkout.ente()) else { return Ok(None) };
        let stream = format!("Checkout/{stream}");
        let opened: Option<EmailAddress> = vault.open_value(Envelope { ente, stream: &stream, field: "email" }, sealed).await?;
        let Some(address) = opened else { return Ok(None) };
        // Keys belong to one Ente: a cart that spans several has the address known to each of them apart.
        let subject = if *ente == self.facts.primary {
            sealed.subject
        } else {
            vault.subject(&self.facts.primary, &Handle::Email(&address)).await?
        };
        Ok(Some(Recipient { address, subject }))
    }

    async fn who_owed(&self, position: PositionId, debtor: &SealedPerson) -> Result<Option<Recipient>, Setback> {
        let asked = may_use(&self.task.product.pool, &self.facts.primary, debtor.subject, Use::ReceiptMail).await;
        if asked.map_err(|fault| Setback::later(fault.to_string()))?.is_none() {
            return Ok(None);
        }
        let stream = format!("DebtPosition/{position}");
        let at = Envelope { ente: &self.facts.primary, stream: &stream, field: "debtor" };
        let address = self.task.product.vault.open_email(at, debtor).await?;
        Ok(address.map(|address| Recipient { address, subject: debtor.subject }))
    }
}
