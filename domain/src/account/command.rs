//! What may be asked of an account.

use chrono::{DateTime, Utc};

use super::event::{AccountMail, Consent, DeclineReason, PasswordSetBy, Registration};
use crate::ids::SubjectId;
use crate::personal::Sealed;
use crate::text::Text140;

/// Commands of the aggregate [`Account`](super::Account).
#[derive(Clone, Debug)]
pub enum AccountCommand {
    /// Register.
    Register(Box<Registration>),
    /// Make no account of a registration.
    Decline {
        /// The random number that stands for it.
        subject: SubjectId,
        /// Why.
        reason: DeclineReason,
        /// The mail that says so.
        mail: AccountMail,
        /// When.
        now: DateTime<Utc>,
    },
    /// Send a mail: of its kind there must be something to say.
    RequestMail {
        /// The mail.
        mail: AccountMail,
    },
    /// The address was proved.
    Activate {
        /// When.
        now: DateTime<Utc>,
    },
    /// The password was set.
    SetPassword {
        /// How.
        by: PasswordSetBy,
        /// The notice.
        mail: AccountMail,
        /// When.
        now: DateTime<Utc>,
    },
    /// Move to another address, once it is proved.
    RequestEmailChange {
        /// The sealed new address.
        email: Sealed,
        /// The mail to it.
        mail: AccountMail,
    },
    /// The new address was proved.
    ConfirmEmail {
        /// The notice to the old address.
        mail: AccountMail,
        /// When.
        now: DateTime<Utc>,
    },
    /// Edit the contacts.
    UpdateProfile {
        /// Sealed [`Contacts`](super::Contacts).
        contacts: Sealed,
    },
    /// Agree to a privacy text.
    GiveConsent {
        /// To which.
        consent: Consent,
    },
    /// Take the consent back.
    RevokeConsent {
        /// The mail that says so.
        mail: AccountMail,
        /// When.
        now: DateTime<Utc>,
    },
    /// Undo the revocation.
    UndoRevocation {
        /// The consent given again.
        consent: Consent,
    },
    /// Ask a second factor from now on.
    EnrolSecondFactor {
        /// When.
        now: DateTime<Utc>,
    },
    /// Ask none any more.
    RemoveSecondFactor {
        /// When.
        now: DateTime<Utc>,
    },
    /// The office saw a document.
    VerifyTaxCode {
        /// The subject of the tax code.
        debtor: SubjectId,
        /// How it was seen.
        reason: Text140,
        /// When.
        now: DateTime<Utc>,
    },
    /// The office takes that back.
    WithdrawVerification {
        /// Why.
        reason: Text140,
        /// When.
        now: DateTime<Utc>,
    },
    /// Somebody proved by an electronic identity that the tax code is theirs.
    LoseTaxCode {
        /// The mail to whoever has the account.
        mail: AccountMail,
        /// The mail to whoever proved it, where their address is known.
        notice: Option<AccountMail>,
        /// When.
        now: DateTime<Utc>,
    },
    /// Its holder proved by an electronic identity that the tax code is theirs after all.
    RegainTaxCode {
        /// When.
        now: DateTime<Utc>,
    },
    /// The office erases it because its holder asked: no grace.
    EraseOnRequest {
        /// When.
        now: DateTime<Utc>,
    },
    /// Its time has come: the profile key is destroyed.
    Erase {
        /// When.
        now: DateTime<Utc>,
    },
    /// The mail server accepted a mail.
    NoteMailAccepted {
        /// Which one.
        message_id: String,
        /// When.
        now: DateTime<Utc>,
    },
    /// Give a mail up.
    AbandonMail {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
