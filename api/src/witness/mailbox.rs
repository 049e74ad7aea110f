//! A mailbox that gets the newest head once in a while. Certified mail (PEC) gives it a date that holds before a court.

use chrono::TimeDelta;
use replay::heads::Dispatch;

use super::destination::{Destination, Undelivered};
use super::letter;
use crate::mail::{Mailer, MessageId};
use crate::product::Product;
use crate::settings::Pec;

/// The mailbox.
#[derive(Debug)]
pub(crate) struct Mailbox {
    name: String,
    settings: Pec,
    mailer: Mailer,
    product: Product,
}

impl Mailbox {
    /// The mailbox of the settings, reached by `mailer`.
    pub(crate) fn new(settings: &Pec, mailer: Mailer, product: Product) -> Self {
        Self { name: format!("mail {}", settings.to), settings: settings.clone(), mailer, product }
    }
}

impl Destination for Mailbox {
    fn name(&self) -> &str {
        &self.name
    }

    async fn due(&self) -> Result<Option<Dispatch>, Undelivered> {
        let dispatch = Dispatch::open(&self.product.pool, &self.name).await?;
        let (now, pause) = (self.product.clock.now(), TimeDelta::hours(self.settings.every_hours.into()));
        Ok(dispatch.filter(|dispatch| dispatch.before.is_none_or(|before| before.at + pause <= now)))
    }

    async fn deliver(&self, dispatch: Dispatch) -> Result<(), Undelivered> {
        let message_id = MessageId::of_head(dispatch.head.origin(), dispatch.head.size, self.mailer.address());
        let mail = letter::write(&dispatch.head, &self.settings.to, message_id.clone(), &self.mailer, self.product.clock.now());
        self.mailer.send(mail).await?;
        Ok(dispatch.taken(message_id.as_str(), self.product.clock.now()).await?)
    }
}
