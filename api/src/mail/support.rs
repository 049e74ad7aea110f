//! The mail that brings an answer of the help desk.

use domain::ente::EnteSettings;
use domain::support_request::{Prose, SupportReference};
use maud::{DOCTYPE, html};

use super::{Body, Subject};
use crate::documents::Language;
use crate::messages::Message;

const PAGE: &str = "margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5;color-scheme:light dark";

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
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.subject().as_str()) }
                }
                body style=(PAGE) {
                    p { (before) }
                    @for paragraph in self.answer.as_str().split("\n\n") {
                        p style="white-space:pre-line" { (paragraph) }
                    }
                    p { (after) }
                    p style="font-size:14px" { (automatic) }
                }
            }
        };
        Body { language: self.language, text, html: page.into_string() }
    }

    fn say(&self, message: Message) -> String {
        message.fill(self.language, &[("ente", self.ente.name.as_str()), ("reference", &self.reference.grouped())])
    }
}
