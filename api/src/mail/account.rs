//! The mails of an account: one paragraph, sometimes a link, and what to do when it was not you.

use chrono::{DateTime, Utc};
use domain::account::MailKind;
use domain::ente::EnteSettings;
use maud::html;

use super::page::page;
use super::{Body, Subject};
use crate::documents::Language;
use crate::messages::{Message, moment};

/// What a mail of an account tells.
#[derive(Clone, Debug)]
pub struct AccountLetter<'a> {
    /// In which language.
    pub language: Language,
    /// Whose portal it is.
    pub ente: &'a EnteSettings,
    /// What about.
    pub kind: MailKind,
    /// The name the account is used by, where the mail is about it.
    pub user_name: Option<String>,
    /// A link that works once, and until when.
    pub link: Option<(String, DateTime<Utc>)>,
}

impl AccountLetter<'_> {
    /// What about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::account(self.language, texts(self.kind).0, self.ente.name.as_str())
    }

    /// What it says.
    #[must_use]
    pub fn body(&self) -> Body {
        Body { language: self.language, text: self.text(), html: self.html() }
    }

    fn text(&self) -> String {
        let mut paragraphs = vec![self.told()];
        if let Some((link, _)) = &self.link {
            paragraphs.push(link.clone());
        }
        paragraphs.extend(self.until());
        paragraphs.extend(self.closing().map(ToOwned::to_owned));
        paragraphs.extend(self.contacts());
        paragraphs.push(self.say(Message::MailAutomatic).to_owned());
        paragraphs.join("\n\n") + "\n"
    }

    fn html(&self) -> String {
        let content = html! {
            h1 style="font-size:20px" { (self.subject().as_str()) }
            p { (self.told()) }
            @if let Some((link, _)) = &self.link {
                // Written out: whoever reads it sees where it leads.
                p { a href=(link) { (link) } }
            }
            @if let Some(until) = self.until() {
                p { (until) }
            }
            @if let Some(closing) = self.closing() {
                p { (closing) }
            }
            @if let Some(contacts) = self.contacts() {
                p { (contacts) }
            }
        };
        page(self.language, &self.subject(), &content)
    }

    fn told(&self) -> String {
        let user_name = self.user_name.as_deref().unwrap_or_default();
        texts(self.kind).1.fill(self.language, &[("ente", self.ente.name.as_str()), ("user_name", user_name)])
    }

    fn until(&self) -> Option<String> {
        let (_, until) = self.link.as_ref()?;
        Some(Message::MailAccountLinkUntil.fill(self.language, &[("moment", &moment(self.language, *until))]))
    }

    /// What to do when the reader did not ask for it.
    const fn closing(&self) -> Option<&'static str> {
        Some(self.say(match self.kind {
            MailKind::PasswordSet
            | MailKind::EmailChanged
            | MailKind::TaxCodeClaimed
            | MailKind::TaxCodeLost
            | MailKind::TaxCodeProved
            | MailKind::ConsentRevoked => Message::MailAccountNotYou,
            // Nobody asked.
            MailKind::InactivityNotice | MailKind::ClosedForInactivity => return None,
            _ => Message::MailAccountIgnore,
        }))
    }

    fn contacts(&self) -> Option<String> {
        let contacts = self.ente.contacts.as_ref()?;
        Some(Message::MailContacts.fill(self.language, &[("contacts", contacts.as_str())]))
    }

    const fn say(&self, message: Message) -> &'static str {
        message.text(self.language)
    }
}

/// Subject and text of a kind of mail.
const fn texts(kind: MailKind) -> (Message, Message) {
    use Message as M;
    match kind {
        MailKind::Activation => (M::MailActivationSubject, M::MailActivation),
        MailKind::UserNameTaken => (M::MailUserNameTakenSubject, M::MailUserNameTaken),
        MailKind::TaxCodeClaimed => (M::MailTaxCodeClaimedSubject, M::MailTaxCodeClaimed),
        MailKind::TaxCodeLost => (M::MailTaxCodeLostSubject, M::MailTaxCodeLost),
        MailKind::TaxCodeProved => (M::MailTaxCodeProvedSubject, M::MailTaxCodeProved),
        MailKind::UserNameRecovery => (M::MailUserNameRecoverySubject, M::MailUserNameRecovery),
        MailKind::PasswordRecovery => (M::MailPasswordRecoverySubject, M::MailPasswordRecovery),
        MailKind::PasswordSet => (M::MailPasswordSetSubject, M::MailPasswordSet),
        MailKind::EmailConfirmation => (M::MailEmailConfirmationSubject, M::MailEmailConfirmation),
        MailKind::EmailChanged => (M::MailEmailChangedSubject, M::MailEmailChanged),
        MailKind::ConsentRevoked => (M::MailConsentRevokedSubject, M::MailConsentRevoked),
        MailKind::PersonalData => (M::MailPersonalDataSubject, M::MailPersonalData),
        MailKind::InactivityNotice => (M::MailInactivityNoticeSubject, M::MailInactivityNotice),
        MailKind::ClosedForInactivity => (M::MailClosedForInactivitySubject, M::MailClosedForInactivity),
    }
}
