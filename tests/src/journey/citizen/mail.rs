//! The mails of the journey, read as their recipient reads them.

use std::sync::Arc;

use anyhow::Context;

use super::Travel;
use crate::journey::report::until;
use crate::mail_sink::ReceivedMessage;

/// A link that works once: where it leads, and the secret behind `#` that no server ever logs.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) address: String,
    pub(super) secret: String,
}

impl Travel<'_> {
    /// Waits for a mail to an address whose subject begins so.
    ///
    /// # Errors
    /// When none comes in time.
    pub(super) async fn letter(&self, to: &str, subject: &str) -> anyhow::Result<Arc<ReceivedMessage>> {
        until(&format!("a mail \"{subject}\""), async || {
            let mut letters = self.sandbox.mail.messages().into_iter();
            Ok(letters.find(|letter| letter.is_for(to) && letter.subject().starts_with(subject)))
        })
        .await
    }
}

/// The link of a mail.
///
/// # Errors
/// When there is none.
pub(super) fn link(letter: &ReceivedMessage) -> anyhow::Result<Link> {
    let text = letter.text().context("a mail without text")?;
    let line = text.lines().find(|line| line.starts_with("http") && line.contains('#')).context("a mail without link")?;
    let (address, secret) = line.split_once('#').context("a link without secret")?;
    Ok(Link { address: address.to_owned(), secret: secret.to_owned() })
}
