//! The mail that brings an answer of the help desk.

use domain::ente::EnteSettings;
use domain::support_request::{Prose, SupportReference};
use maud::html;

use super::page::page;
use super::{Body, Subject};
use crate::documents::Language;
use crate::messages::Message;

/// What the mail tells.
#[derive(Clone, Copy, Debug)]
pub struct SupportMail<'a> {
    /// In which language.
    pub language: Language,
    /// Who answers.
    pub ente: &'a EnteSettings,
    /// What is answered.
    pub reference: &'a SupportReference,
    /// The answer, as it was written.
    pub answer: &'a Prose,
}

impl SupportMail<'_> {
    /// What about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::answer(self.language, self.reference)
    }

    /// What it says.
    #[must_use]
    pub fn body(&self) -> Body {
        let [before, after] = [Message::MailSupportIntro, Message::MailSupportAgain].map(|message| self.say(message));
        let automatic = Message::MailAutomatic.text(self.language);
        let text = [before.as_str(), self.answer.as_str(), &after, automatic].join("\n\n") + "\n";
        let content = html! {
            p { (before) }
            @for paragraph in self.answer.as_str().split("\n\n") {
                p style="white-space:pre-line" { (paragraph) }
            }
            p { (after) }
        };
        Body { language: self.language, text, html: page(self.language, &self.subject(), &content) }
    }

    fn say(&self, message: Message) -> String {
        message.fill(self.language, &[("ente", self.ente.name.as_str()), ("reference", &self.reference.grouped())])
    }
}
