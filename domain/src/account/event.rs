//! What can have happened to an account.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SubjectId;
use crate::personal::Sealed;
use crate::text::Text140;

/// To which privacy text somebody agreed, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Version of the text, as the Ente numbers it.
    pub text_version: u32,
    /// When they agreed.
    pub at: DateTime<Utc>,
}

/// Why somebody may use the reserved area, where the Ente distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eligibility {
    /// Resident, or registered as Italian living abroad (AIRE).
    ResidentOrAire,
    /// Not resident, with a utility in the territory.
    NonResident,
}

/// What a mail of an account is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// The link that activates it.
    Activation,
    /// The user name asked for is somebody else's: registration has to be repeated with another one.
    UserNameTaken,
    /// Somebody registered another account with the same tax code.
    TaxCodeClaimed,
    /// Somebody proved that the tax code is theirs: this account has lost it.
    TaxCodeLost,
    /// An account of somebody else claimed the reader's tax code and has lost it.
    TaxCodeProved,
    /// The user name, because it was forgotten.
    UserNameRecovery,
    /// The link that sets a new password.
    PasswordRecovery,
    /// The password was set: not by you? Then say so.
    PasswordSet,
    /// The link that confirms a new address.
    EmailConfirmation,
    /// The address was changed; goes to the old one.
    EmailChanged,
    /// The consent was revoked; brings the link that undoes it.
    ConsentRevoked,
    /// A copy of the data was asked for; brings the link that confirms it.
    PersonalData,
    /// The account was not used for long and will be closed.
    InactivityNotice,
    /// The account was not used for too long and is closed; brings the link that undoes it.
    ClosedForInactivity,
}

/// The language a mail is written in (ISO 639-1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailLanguage {
    /// Italian.
    #[default]
    It,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Slovene.
    Sl,
}

/// A mail to be sent once. The secret of a link is no part of it: it is made when the mail is written, and kept as a hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountMail {
    /// `Message-ID`, fixed when it is wanted: a repeated delivery is recognisable.
    pub message_id: String,
    /// What about.
    pub kind: MailKind,
    /// The address, sealed.
    pub to: Sealed,
    /// In which language.
    pub language: MailLanguage,
}

/// Why a registration made no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// The user name is somebody else's.
    UserNameTaken,
}

/// How a password was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordSetBy {
    /// By its owner, who knew the old one.
    Change,
    /// By a mailed link.
    Recovery,
}

/// Everything a registration states, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The random number that stands for the account.
    pub subject: SubjectId,
    /// A sealed [`UserName`](super::UserName); it was reserved before.
    pub user_name: Sealed,
    /// A sealed [`Holder`](super::Holder).
    pub holder: Sealed,
    /// Sealed [`Contacts`](super::Contacts).
    pub contacts: Sealed,
    /// A sealed e-mail address.
    pub email: Sealed,
    /// Why they may use the area, where the Ente distinguishes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<Eligibility>,
    /// The consent without which there is no account.
    pub consent: Consent,
    /// The activation mail.
    pub mail: AccountMail,
}

/// Events of the aggregate [`Account`](super::Account). All that is personal is sealed under the profile key of the account's own subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AccountEvent {
    /// It exists and waits for its activation.
    AccountRegistered {
        /// Everything it states.
        registration: Box<Registration>,
    },
    /// There will be no account; who asked for it is told by mail, and only there.
    RegistrationDeclined {
        /// The random number that stands for it.
        subject: SubjectId,
        /// Why.
        reason: DeclineReason,
        /// When.
        at: DateTime<Utc>,
        /// The mail that says so.
        mail: AccountMail,
    },
    /// A mail is wanted.
    AccountMailRequested {
        /// The mail.
        mail: AccountMail,
    },
    /// The address was proved; the account can be used.
    AccountActivated {
        /// When.
        at: DateTime<Utc>,
    },
    /// The password was set. Its hash stands elsewhere.
    PasswordSet {
        /// How.
        by: PasswordSetBy,
        /// When.
        at: DateTime<Utc>,
        /// The notice to the holder.
        mail: AccountMail,
    },
    /// Another address is wanted; the old one stays until the new one is proved.
    EmailChangeRequested {
        /// The sealed new address.
        email: Sealed,
        /// The mail to it.
        mail: AccountMail,
    },
    /// The new address was proved.
    EmailChanged {
        /// When.
        at: DateTime<Utc>,
        /// The notice to the old address.
        mail: AccountMail,
    },
    /// Contacts were edited.
    ProfileUpdated {
        /// Sealed [`Contacts`](super::Contacts).
        contacts: Sealed,
    },
    /// The holder agreed to a newer privacy text.
    ConsentGiven {
        /// To which, when.
        consent: Consent,
    },
    /// The holder takes the consent back: no new use; the profile is erased after the grace.
    ConsentRevoked {
        /// Version of the text the consent was for.
        text_version: u32,
        /// When.
        at: DateTime<Utc>,
        /// When the profile is erased.
        erase_at: DateTime<Utc>,
        /// The mail that says so.
        mail: AccountMail,
    },
    /// Within the grace the holder thought better of it.
    RevocationUndone {
        /// The consent given again.
        consent: Consent,
    },
    /// A second factor is asked at login from now on.
    SecondFactorEnrolled {
        /// When.
        at: DateTime<Utc>,
    },
    /// No second factor is asked any more.
    SecondFactorRemoved {
        /// When.
        at: DateTime<Utc>,
    },
    /// The office saw a document: the tax code is the holder's. Who of the office stands beside the event.
    TaxCodeVerified {
        /// The subject of the tax code: whose debts these are.
        debtor: SubjectId,
        /// How it was seen, in the operator's words.
        reason: Text140,
        /// When.
        at: DateTime<Utc>,
    },
    /// The office takes that back.
    VerificationWithdrawn {
        /// Why.
        reason: Text140,
        /// When.
        at: DateTime<Utc>,
    },
    /// Somebody proved by an electronic identity that the tax code is theirs, and did not come with this account: its claim counts for nothing
    /// any more. Who proved it stands beside the event.
    TaxCodeClaimLost {
        /// When.
        at: DateTime<Utc>,
        /// The mail to whoever has the account.
        mail: AccountMail,
        /// The mail to whoever proved it, where their address is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<AccountMail>,
    },
    /// Its holder came with an electronic identity of the same tax code: the claim is theirs after all.
    TaxCodeClaimRegained {
        /// When.
        at: DateTime<Utc>,
    },
    /// The profile key was destroyed: nothing personal of the account can be read any more.
    AccountErased {
        /// When.
        at: DateTime<Utc>,
    },
    /// The mail server accepted a mail.
    AccountMailAccepted {
        /// Which one.
        message_id: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A mail was given up.
    AccountMailAbandoned {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
