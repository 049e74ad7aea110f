//! The mail that brings a receipt.

use chrono::{DateTime, Utc};
use domain::ente::EnteSettings;
use domain::receipt::ReceiptFacts;
use maud::html;

use super::page::page;
use super::{Body, Subject};
use crate::documents::Language;
use crate::messages::{Message, amount, moment};

const LABEL: &str = "text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:normal";
const VALUE: &str = "vertical-align:top;padding:4px 0;font-weight:bold";

/// What the mail tells.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptMail<'a> {
    /// In which language.
    pub language: Language,
    /// Who was paid.
    pub ente: &'a EnteSettings,
    /// What was paid.
    pub facts: &'a ReceiptFacts,
    /// When the receipt reached us.
    pub received_at: DateTime<Utc>,
    /// Whether the notice had been paid before.
    pub second_payment: bool,
}

impl ReceiptMail<'_> {
    /// What about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::receipt(self.language, &self.facts.description)
    }

    /// What it says.
    #[must_use]
    pub fn body(&self) -> Body {
        Body { language: self.language, text: self.text(), html: self.html() }
    }

    fn text(&self) -> String {
        let rows: Vec<String> = self.rows().iter().map(|(label, value)| format!("{}: {value}", self.say(*label))).collect();
        let mut paragraphs = vec![self.paid()];
        paragraphs.extend(self.second_payment.then(|| self.say(Message::MailReceiptTwice).to_owned()));
        paragraphs.push(rows.join("\n"));
        paragraphs.extend(self.contacts());
        paragraphs.push(self.say(Message::MailAutomatic).to_owned());
        paragraphs.join("\n\n") + "\n"
    }

    fn html(&self) -> String {
        let content = html! {
            h1 style="font-size:20px" { (self.say(Message::MailReceiptHeading)) }
            p { (self.paid()) }
            @if self.second_payment {
                p { strong { (self.say(Message::MailReceiptTwice)) } }
            }
            table style="border-collapse:collapse" {
                @for (label, value) in self.rows() {
                    tr {
                        th scope="row" style=(LABEL) { (self.say(label)) }
                        td style=(VALUE) { (value) }
                    }
                }
            }
            @if let Some(contacts) = self.contacts() {
                p { (contacts) }
            }
        };
        page(self.language, &self.subject(), &content)
    }

    fn rows(&self) -> Vec<(Message, String)> {
        let facts = self.facts;
        let when = match facts.paid_at {
            Some(paid_at) => (Message::LabelPaidAt, moment(self.language, paid_at)),
            None => (Message::LabelReceivedAt, moment(self.language, self.received_at)),
        };
        vec![
            (Message::LabelCreditor, self.ente.name.to_string()),
            (Message::LabelSubject, facts.description.to_string()),
            (Message::LabelAmount, amount(self.language, facts.amount)),
            when,
            (Message::LabelNoticeNumber, facts.nav.grouped()),
            (Message::LabelPsp, facts.psp.name.to_string()),
            (Message::LabelReceiptId, facts.receipt_id.to_string()),
        ]
    }

    fn paid(&self) -> String {
        Message::MailReceiptPaid.fill(self.language, &[("ente", self.ente.name.as_str())])
    }

    fn contacts(&self) -> Option<String> {
        let contacts = self.ente.contacts.as_ref()?;
        Some(Message::MailContacts.fill(self.language, &[("contacts", contacts.as_str())]))
    }

    const fn say(&self, message: Message) -> &'static str {
        message.text(self.language)
    }
}
