//! Accounts in the random world: registered, activated, written to, closed, erased.

use chrono::TimeDelta;
use domain::account::{
    Account, AccountCommand as Command, AccountMail, Consent, DeclineReason, MailKind, MailLanguage, Registration,
};
use domain::ids::{AccountId, SubjectId};

use crate::specimen::{sealed, text140};
use crate::world::World;

impl World {
    /// Something happens to an account, or a new one is registered.
    pub(crate) fn account(&mut self) {
        if self.accounts.is_empty() || self.chance.below(3) == 0 {
            let id = AccountId::new(self.chance.uuid());
            let mut account = Account::default();
            let command = self.registration();
            self.tell(&mut account, &id.to_string(), command);
            self.accounts.push((id, account));
            return;
        }
        let at = self.chance.below(self.accounts.len());
        let (id, mut account) = self.accounts[at].clone();
        let command = self.act_on(&account);
        self.tell(&mut account, &id.to_string(), command);
        self.accounts[at].1 = account;
    }

    fn registration(&mut self) -> Command {
        let (subject, now) = (self.somebody(), self.some_moment());
        let (mail, envelope) = (self.mail(subject, MailKind::Activation), sealed(subject));
        if self.chance.below(4) == 0 {
            return Command::Decline { subject, reason: DeclineReason::UserNameTaken, mail, now };
        }
        Command::Register(Box::new(Registration {
            subject,
            user_name: envelope.clone(),
            holder: envelope.clone(),
            contacts: envelope.clone(),
            email: envelope,
            eligibility: None,
            consent: Consent { text_version: 1, at: now },
            mail,
        }))
    }

    fn act_on(&mut self, account: &Account) -> Command {
        let now = self.some_moment();
        let holder = account.subject().unwrap_or_default();
        let open = account.open_mails().next().map(|mail| mail.message_id.clone());
        match (self.chance.below(9), open) {
            (0..3, _) => Command::Activate { now },
            (3..5, Some(message_id)) => Command::NoteMailAccepted { message_id, now },
            (5, Some(message_id)) => Command::AbandonMail { message_id, reason: text140("indirizzo inesistente") },
            (6, _) => Command::RevokeConsent { mail: self.mail(holder, MailKind::ConsentRevoked), now },
            (7, _) => Command::Erase { now: now + TimeDelta::days(30) },
            (8, _) => Command::VerifyTaxCode { debtor: self.somebody(), reason: text140("visto allo sportello"), now },
            _ => Command::RequestMail { mail: self.mail(holder, MailKind::PasswordRecovery) },
        }
    }

    /// A mail as it is written: sealed under the key of the account's own subject.
    fn mail(&mut self, subject: SubjectId, kind: MailKind) -> AccountMail {
        let message_id = format!("<{}@mail.example>", self.chance.uuid().simple());
        AccountMail { message_id, kind, to: sealed(subject), language: MailLanguage::It }
    }
}
