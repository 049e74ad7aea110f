//! The fold of an account's events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::{AccountEvent, AccountMail, Consent, Eligibility, MailLanguage};
use crate::aggregate::aggregate;
use crate::ids::SubjectId;
use crate::personal::Sealed;

/// How far an account has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is none.
    #[default]
    Absent,
    /// A registration that made no account.
    Declined,
    /// Waits for its activation.
    Registered,
    /// In use.
    Active,
    /// Consent revoked, in its grace.
    Revoked,
    /// Erased.
    Erased,
}

/// What is sealed of its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SealedProfile {
    pub(super) user_name: Sealed,
    pub(super) holder: Sealed,
    pub(super) contacts: Sealed,
    pub(super) email: Sealed,
    pub(super) new_email: Option<Sealed>,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub(super) standing: Standing,
    pub(super) subject: Option<SubjectId>,
    pub(super) profile: Option<SealedProfile>,
    pub(super) eligibility: Option<Eligibility>,
    pub(super) consent: Option<Consent>,
    pub(super) erase_at: Option<DateTime<Utc>>,
    pub(super) second_factor: bool,
    pub(super) verified: Option<SubjectId>,
    #[serde(default)]
    pub(super) claim_lost: bool,
    pub(super) language: MailLanguage,
    pub(super) mails: Vec<AccountMail>,
    pub(super) closed_mails: Vec<String>,
}

aggregate!(
    Account,
    "Account",
    AccountEvent,
    [
        AccountRegistered = "1",
        RegistrationDeclined = "1",
        AccountMailRequested = "1",
        AccountActivated = "1",
        PasswordSet = "1",
        EmailChangeRequested = "1",
        EmailChanged = "1",
        ProfileUpdated = "1",
        ConsentGiven = "1",
        ConsentRevoked = "1",
        RevocationUndone = "1",
        SecondFactorEnrolled = "1",
        SecondFactorRemoved = "1",
        TaxCodeVerified = "1",
        VerificationWithdrawn = "1",
        TaxCodeClaimLost = "1",
        TaxCodeClaimRegained = "1",
        AccountErased = "1",
        AccountMailAccepted = "1",
        AccountMailAbandoned = "1",
    ]
);

impl Account {
    /// How far it has come.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The random number that stands for it; none before it exists.
    #[must_use]
    pub const fn subject(&self) -> Option<SubjectId> {
        self.subject
    }

    /// The subject of the tax code, once the office verified it.
    #[must_use]
    pub const fn verified(&self) -> Option<SubjectId> {
        self.verified
    }

    /// Whether its claim to the tax code was lost to somebody who proved to be its holder.
    #[must_use]
    pub const fn claim_lost(&self) -> bool {
        self.claim_lost
    }

    /// Why its holder may use the area.
    #[must_use]
    pub const fn eligibility(&self) -> Option<Eligibility> {
        self.eligibility
    }

    /// The consent in force.
    #[must_use]
    pub const fn consent(&self) -> Option<&Consent> {
        self.consent.as_ref()
    }

    /// Whether a second factor is asked at login.
    #[must_use]
    pub const fn second_factor(&self) -> bool {
        self.second_factor
    }

    /// When it is to be erased, if it is.
    #[must_use]
    pub const fn erase_at(&self) -> Option<DateTime<Utc>> {
        self.erase_at
    }

    /// The language its holder was last written to in.
    #[must_use]
    pub const fn language(&self) -> MailLanguage {
        self.language
    }

    /// The sealed user name.
    #[must_use]
    pub fn user_name(&self) -> Option<&Sealed> {
        self.profile.as_ref().map(|profile| &profile.user_name)
    }

    /// The sealed holder.
    #[must_use]
    pub fn holder(&self) -> Option<&Sealed> {
        self.profile.as_ref().map(|profile| &profile.holder)
    }

    /// The sealed contacts.
    #[must_use]
    pub fn contacts(&self) -> Option<&Sealed> {
        self.profile.as_ref().map(|profile| &profile.contacts)
    }

    /// The sealed address mails go to.
    #[must_use]
    pub fn email(&self) -> Option<&Sealed> {
        self.profile.as_ref().map(|profile| &profile.email)
    }

    /// The sealed address that waits to be proved.
    #[must_use]
    pub fn new_email(&self) -> Option<&Sealed> {
        self.profile.as_ref().and_then(|profile| profile.new_email.as_ref())
    }

    /// Mails still to be accepted by the mail server.
    pub fn open_mails(&self) -> impl Iterator<Item = &AccountMail> {
        self.mails.iter().filter(|mail| !self.closed_mails.contains(&mail.message_id))
    }
}
