//! The rules of an account.

use chrono::{DateTime, TimeDelta, Utc};

use super::command::AccountCommand as Command;
use super::error::AccountRefusal as Refusal;
use super::event::{AccountEvent as Event, AccountMail, Consent, MailKind, Registration};
use super::state::{Account, SealedProfile, Standing};
use super::{GRACE_DAYS, UNACTIVATED_DAYS};
use crate::aggregate::Decider;
use crate::personal::Sealed;
use crate::text::Text140;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for Account {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Decision {
        match command {
            Command::Register(_) | Command::Decline { .. } if self.standing != Standing::Absent => ALREADY_DONE,
            Command::Register(registration) => Ok(vec![Event::AccountRegistered { registration }]),
            Command::Decline { subject, reason, mail, now } => {
                Ok(vec![Event::RegistrationDeclined { subject, reason, at: now, mail }])
            }
            Command::NoteMailAccepted { message_id, now } => {
                let open = self.mail_is_open(&message_id)?;
                Ok(if open { vec![Event::AccountMailAccepted { message_id, at: now }] } else { Vec::new() })
            }
            Command::AbandonMail { message_id, reason } => self.abandon(message_id, reason),
            Command::Erase { now } => self.erase(now),
            Command::EraseOnRequest { now } => match self.standing {
                Standing::Absent => Err(Refusal::Absent),
                Standing::Erased => ALREADY_DONE,
                _ => Ok(vec![Event::AccountErased { at: now }]),
            },
            Command::RequestMail { mail } => self.request_mail(mail),
            Command::Activate { now } => match self.standing {
                Standing::Registered => Ok(vec![Event::AccountActivated { at: now }]),
                _ => self.in_use().map(|()| Vec::new()),
            },
            Command::UndoRevocation { consent } => match self.standing {
                Standing::Revoked => Ok(vec![Event::RevocationUndone { consent }]),
                _ => self.in_use().map(|()| Vec::new()),
            },
            Command::RevokeConsent { .. } if self.standing == Standing::Revoked => ALREADY_DONE,
            Command::LoseTaxCode { mail, notice, now } => self.lose_tax_code(mail, notice, now),
            of_an_account_in_use => {
                self.in_use()?;
                self.use_it(of_an_account_in_use)
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::AccountRegistered { registration } => self.register(*registration),
            Event::RegistrationDeclined { subject, at, mail, .. } => {
                self.begin(Standing::Declined, subject, at);
                self.send(mail);
            }
            Event::AccountMailRequested { mail } | Event::PasswordSet { mail, .. } => self.send(mail),
            Event::AccountActivated { .. } => self.open_for_use(),
            Event::EmailChangeRequested { email, mail } => {
                if let Some(profile) = &mut self.profile {
                    profile.new_email = Some(email);
                }
                self.send(mail);
            }
            Event::EmailChanged { mail, .. } => {
                if let Some(profile) = &mut self.profile
                    && let Some(email) = profile.new_email.take()
                {
                    profile.email = email;
                }
                self.send(mail);
            }
            Event::ProfileUpdated { contacts } => {
                if let Some(profile) = &mut self.profile {
                    profile.contacts = contacts;
                }
            }
            Event::ConsentGiven { consent } => self.consent = Some(consent),
            Event::ConsentRevoked { erase_at, mail, .. } => {
                self.standing = Standing::Revoked;
                self.consent = None;
                self.erase_at = Some(erase_at);
                self.send(mail);
            }
            Event::RevocationUndone { consent } => {
                self.consent = Some(consent);
                self.open_for_use();
            }
            Event::SecondFactorEnrolled { .. } => self.second_factor = true,
            Event::SecondFactorRemoved { .. } => self.second_factor = false,
            Event::TaxCodeVerified { debtor, .. } => self.verified = Some(debtor),
            Event::VerificationWithdrawn { .. } => self.verified = None,
            Event::TaxCodeClaimLost { mail, notice, .. } => {
                self.claim_lost = true;
                self.mails.push(mail);
                self.mails.extend(notice);
            }
            Event::TaxCodeClaimRegained { .. } => self.claim_lost = false,
            Event::AccountErased { .. } => self.close(),
            Event::AccountMailAccepted { message_id, .. } | Event::AccountMailAbandoned { message_id, .. } => {
                self.closed_mails.push(message_id);
            }
        }
    }
}

fn days_after(moment: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    moment.checked_add_signed(TimeDelta::days(days)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

impl Account {
    fn in_use(&self) -> Result<(), Refusal> {
        match self.standing {
            Standing::Active => Ok(()),
            Standing::Registered => Err(Refusal::NotActivated),
            Standing::Revoked | Standing::Erased => Err(Refusal::Closed),
            Standing::Absent | Standing::Declined => Err(Refusal::Absent),
        }
    }

    /// What is asked of an account in use.
    fn use_it(&self, command: Command) -> Decision {
        Ok(vec![match command {
            Command::SetPassword { by, mail, now } => Event::PasswordSet { by, at: now, mail },
            Command::RequestEmailChange { email, mail } => Event::EmailChangeRequested { email, mail },
            Command::ConfirmEmail { mail, now } => {
                self.new_email().ok_or(Refusal::NoEmailChange)?;
                Event::EmailChanged { at: now, mail }
            }
            Command::UpdateProfile { contacts } => return Ok(self.update(contacts)),
            Command::GiveConsent { consent } => return Ok(self.give(consent)),
            Command::RevokeConsent { mail, now } => {
                let text_version = self.consent.as_ref().ok_or(Refusal::Closed)?.text_version;
                Event::ConsentRevoked { text_version, at: now, erase_at: days_after(now, GRACE_DAYS), mail }
            }
            Command::EnrolSecondFactor { .. } if self.second_factor => return ALREADY_DONE,
            Command::EnrolSecondFactor { now } => Event::SecondFactorEnrolled { at: now },
            Command::RemoveSecondFactor { .. } if !self.second_factor => return ALREADY_DONE,
            Command::RemoveSecondFactor { now } => Event::SecondFactorRemoved { at: now },
            Command::VerifyTaxCode { debtor, .. } if self.verified == Some(debtor) => return ALREADY_DONE,
            Command::VerifyTaxCode { .. } if self.claim_lost => return Err(Refusal::ClaimLost),
            Command::VerifyTaxCode { debtor, reason, now } => Event::TaxCodeVerified { debtor, reason, at: now },
            Command::WithdrawVerification { .. } if self.verified.is_none() => return Err(Refusal::NotVerified),
            Command::WithdrawVerification { reason, now } => Event::VerificationWithdrawn { reason, at: now },
            Command::RegainTaxCode { .. } if !self.claim_lost => return ALREADY_DONE,
            Command::RegainTaxCode { now } => Event::TaxCodeClaimRegained { at: now },
            _ => return ALREADY_DONE,
        }])
    }

    /// Once, and never what the office has seen a document for: two people who prove the same are the office's to look at.
    fn lose_tax_code(&self, mail: AccountMail, notice: Option<AccountMail>, now: DateTime<Utc>) -> Decision {
        match self.standing {
            Standing::Absent | Standing::Declined => Err(Refusal::Absent),
            Standing::Erased => ALREADY_DONE,
            _ if self.claim_lost || self.verified.is_some() => ALREADY_DONE,
            _ => Ok(vec![Event::TaxCodeClaimLost { at: now, mail, notice }]),
        }
    }

    fn update(&self, contacts: Sealed) -> Vec<Event> {
        if self.contacts() == Some(&contacts) { Vec::new() } else { vec![Event::ProfileUpdated { contacts }] }
    }

    fn give(&self, consent: Consent) -> Vec<Event> {
        let same = self.consent.as_ref().is_some_and(|given| given.text_version == consent.text_version);
        if same { Vec::new() } else { vec![Event::ConsentGiven { consent }] }
    }

    /// A mail once, and only when there is something to say: an activation to who is not activated, the rest to who is.
    fn request_mail(&self, mail: AccountMail) -> Decision {
        match (mail.kind, self.standing) {
            (MailKind::Activation, Standing::Registered) => {}
            (MailKind::Activation, _) => return self.in_use().map(|()| Vec::new()),
            _ => self.in_use()?,
        }
        let known = self.mails.iter().any(|known| known.message_id == mail.message_id);
        Ok(if known { Vec::new() } else { vec![Event::AccountMailRequested { mail }] })
    }

    fn mail_is_open(&self, message_id: &str) -> Result<bool, Refusal> {
        if !self.mails.iter().any(|mail| mail.message_id == message_id) {
            return Err(Refusal::UnknownMail);
        }
        Ok(!self.closed_mails.iter().any(|closed| closed == message_id))
    }

    fn abandon(&self, message_id: String, reason: Text140) -> Decision {
        if self.mail_is_open(&message_id)? {
            Ok(vec![Event::AccountMailAbandoned { message_id, reason }])
        } else {
            Err(Refusal::MailClosed)
        }
    }

    fn erase(&self, now: DateTime<Utc>) -> Decision {
        match (self.standing, self.erase_at) {
            (Standing::Absent, _) => Err(Refusal::Absent),
            (Standing::Erased, _) => ALREADY_DONE,
            (_, None) => Err(Refusal::InUse),
            (_, Some(moment)) if now < moment => Err(Refusal::NotYet(moment)),
            (_, Some(_)) => Ok(vec![Event::AccountErased { at: now }]),
        }
    }

    fn begin(&mut self, standing: Standing, subject: crate::ids::SubjectId, at: DateTime<Utc>) {
        self.standing = standing;
        self.subject = Some(subject);
        self.erase_at = Some(days_after(at, UNACTIVATED_DAYS));
    }

    fn register(&mut self, registration: Registration) {
        let Registration { subject, user_name, holder, contacts, email, eligibility, consent, mail } = registration;
        self.begin(Standing::Registered, subject, consent.at);
        self.profile = Some(SealedProfile { user_name, holder, contacts, email, new_email: None });
        self.eligibility = eligibility;
        self.consent = Some(consent);
        self.send(mail);
    }

    fn open_for_use(&mut self) {
        self.standing = Standing::Active;
        self.erase_at = None;
    }

    fn send(&mut self, mail: AccountMail) {
        self.language = mail.language;
        self.mails.push(mail);
    }

    /// Nothing of it can be read any more, so nothing is kept but that it was there.
    fn close(&mut self) {
        *self = Self { standing: Standing::Erased, subject: self.subject, ..Self::default() };
    }
}
