//! The intent of a mail, as an event keeps it: to whom, about what, under which name. It is written and sent by a worker.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{AccountMail, MailKind};
use domain::identifier::{EmailAddress, EnteCode};
use domain::ids::{AccountId, SubjectId};
use domain::personal::PersonalClass;

use super::mail_language;
use crate::identity::{IdentityError, TokenPurpose};
use crate::mail::MessageId;
use crate::messages::Language;
use crate::product::Product;
use crate::vault::Envelope;

/// The field of events that holds the sealed address of a mail.
pub(crate) const TO: &str = "mail";

/// The stream of an account as personal data is bound to it.
pub(crate) fn sealed_stream(account: AccountId) -> String {
    format!("Account/{account}")
}

/// A mail to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter<'a> {
    pub(super) ente: &'a EnteCode,
    pub(super) account: AccountId,
    pub(super) subject: SubjectId,
    pub(super) kind: MailKind,
    /// What tells it from other mails of its kind: the same again is the same mail.
    pub(super) what: &'a str,
    pub(super) to: &'a EmailAddress,
    pub(super) language: Language,
}

impl Letter<'_> {
    /// Seals the address.
    pub(super) async fn seal(self, product: &Product) -> Result<AccountMail, IdentityError> {
        let stream = sealed_stream(self.account);
        let at = Envelope { ente: self.ente, stream: &stream, field: TO };
        let to = product.vault.seal_value(at, self.subject, PersonalClass::Profile, self.to).await?;
        let name = MessageId::of_account(self.account, &format!("{:?}|{}", self.kind, self.what), &product.settings.mail.from);
        let language = mail_language(self.language);
        Ok(AccountMail { message_id: name.as_str().to_owned(), kind: self.kind, to, language })
    }
}

/// Where the link of a mail leads, below the public address, and what its secret is good for; none for mails without a link.
///
/// The secret stands behind `#`: browsers keep that part to themselves, so it is in no log, and following the link changes nothing until
/// the page sends it.
#[must_use]
pub const fn link_page(kind: MailKind) -> Option<(&'static str, TokenPurpose)> {
    match kind {
        MailKind::Activation => Some(("account/activate", TokenPurpose::Activation)),
        MailKind::PasswordRecovery => Some(("account/password", TokenPurpose::Password)),
        MailKind::EmailConfirmation => Some(("account/email", TokenPurpose::Email)),
        MailKind::ConsentRevoked | MailKind::ClosedForInactivity => Some(("account/restore", TokenPurpose::UndoRevocation)),
        MailKind::PersonalData => Some(("account/personal-data", TokenPurpose::PersonalData)),
        MailKind::UserNameTaken
        | MailKind::TaxCodeClaimed
        | MailKind::TaxCodeLost
        | MailKind::TaxCodeProved
        | MailKind::UserNameRecovery
        | MailKind::PasswordSet
        | MailKind::EmailChanged
        | MailKind::InactivityNotice => None,
    }
}

/// Until when a link written now works; never longer than there is something to find behind it.
pub(crate) fn good_until(purpose: TokenPurpose, now: DateTime<Utc>, erase_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let longest = match purpose {
        TokenPurpose::Activation | TokenPurpose::Email => TimeDelta::hours(48),
        TokenPurpose::Password | TokenPurpose::PersonalData => TimeDelta::minutes(30),
        TokenPurpose::UndoRevocation => TimeDelta::days(14),
        TokenPurpose::SecondFactor => TimeDelta::minutes(5),
    };
    let end = erase_at.map_or(DateTime::<Utc>::MAX_UTC, |at| at - TimeDelta::hours(1));
    (now + longest).min(end)
}
