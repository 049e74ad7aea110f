//! Subjects come from a fixed list; the only free text is what the office wrote the payment is for, cut short.

use domain::support_request::SupportReference;
use domain::text::{BoundedText, Text140};

use crate::documents::Language;
use crate::messages::Message;

/// How much of a description a subject shows, in characters.
const SHOWN: usize = 60;

/// A subject line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// Of the mail that brings a receipt. Neither amount nor person stands in it: subjects show on locked screens.
    #[must_use]
    pub fn receipt(language: Language, description: &Text140) -> Self {
        let shown = BoundedText::<SHOWN>::cut(description.as_str());
        let shown = shown.as_ref().map_or("pagoPA", BoundedText::as_str);
        Self(Message::MailReceiptSubject.fill(language, &[("subject", shown)]))
    }

    /// Of a mail of an account: the same for everybody.
    #[must_use]
    pub fn account(language: Language, subject: Message, ente: &str) -> Self {
        Self(subject.fill(language, &[("ente", ente)]))
    }

    /// Of the mail that brings an answer of the help desk.
    #[must_use]
    pub fn answer(language: Language, reference: &SupportReference) -> Self {
        Self(Message::MailSupportSubject.fill(language, &[("reference", &reference.grouped())]))
    }

    /// Of the mail that brings a signed head of the log.
    #[must_use]
    pub fn head(language: Language, origin: &str, size: &str) -> Self {
        Self(Message::MailHeadSubject.fill(language, &[("origin", origin), ("size", size)]))
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
