//! An account is used only between activation and revocation, every mail is sent once, and every command may be repeated.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::ids::SubjectId;
use crate::specimen::*;
use crate::text::Text140;

type Told = Result<Vec<AccountEvent>, AccountRefusal>;

fn moment(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(day)
}

fn consent(version: u32, day: i64) -> Consent {
    Consent { text_version: version, at: moment(day) }
}

fn registration() -> AccountCommand {
    AccountCommand::Register(Box::new(Registration {
        subject: debtor(1).subject,
        user_name: sealed(1),
        holder: sealed(1),
        contacts: sealed(1),
        email: sealed(1),
        eligibility: None,
        consent: consent(1, 0),
        mail: account_mail(1, MailKind::Activation),
    }))
}

fn reason() -> Text140 {
    text140("Documento visto allo sportello")
}

fn claimed() -> SubjectId {
    debtor(9).subject
}

fn active() -> Account {
    let mut account = Account::default();
    tell(&mut account, registration()).unwrap();
    tell(&mut account, AccountCommand::Activate { now: moment(1) }).unwrap();
    account
}

fn revoke(day: i64) -> AccountCommand {
    AccountCommand::RevokeConsent { mail: account_mail(50, MailKind::ConsentRevoked), now: moment(day) }
}

#[test]
fn s0_13_s0_15_an_account_waits_for_its_activation_and_a_second_click_is_harmless() {
    let mut account = Account::default();
    assert_eq!(tell(&mut account, registration()).unwrap().len(), 1);
    assert_eq!(account.standing(), Standing::Registered);
    assert_eq!(tell(&mut account, registration()), Ok(vec![]), "accepted once");
    let early = AccountCommand::UpdateProfile { contacts: sealed(2) };
    assert_eq!(tell(&mut account, early), Err(AccountRefusal::NotActivated));
    assert_eq!(tell(&mut account, AccountCommand::Activate { now: moment(1) }).unwrap().len(), 1);
    assert_eq!(tell(&mut account, AccountCommand::Activate { now: moment(2) }), Ok(vec![]));
    assert_eq!(account.standing(), Standing::Active);
    assert_eq!(account.erase_at(), None);
}

#[test]
fn an_account_that_was_never_activated_is_erased_after_a_week() {
    let mut account = Account::default();
    tell(&mut account, registration()).unwrap();
    let erase = |day| AccountCommand::Erase { now: moment(day) };
    assert_eq!(tell(&mut account, erase(6)), Err(AccountRefusal::NotYet(moment(7))));
    assert_eq!(tell(&mut account, erase(7)).unwrap(), [AccountEvent::AccountErased { at: moment(7) }]);
    assert_eq!(tell(&mut account, erase(8)), Ok(vec![]));
    assert_eq!(account.open_mails().count(), 0);
    assert_eq!(tell(&mut active(), erase(900)), Err(AccountRefusal::InUse));
}

#[test]
fn a_name_that_is_taken_makes_no_account() {
    let mut account = Account::default();
    let mail = account_mail(1, MailKind::UserNameTaken);
    let decline = AccountCommand::Decline {
        subject: debtor(1).subject,
        reason: DeclineReason::UserNameTaken,
        mail: mail.clone(),
        now: moment(0),
    };
    tell(&mut account, decline).unwrap();
    assert_eq!(account.open_mails().collect::<Vec<_>>(), [&mail]);
    assert_eq!(tell(&mut account, AccountCommand::Activate { now: moment(1) }), Err(AccountRefusal::Absent));
    assert_eq!(tell(&mut account, AccountCommand::Erase { now: moment(7) }).unwrap().len(), 1);
}

#[test]
fn s0_14_an_activation_is_mailed_again_only_while_it_is_awaited() {
    let mut account = Account::default();
    let again = |number| AccountCommand::RequestMail { mail: account_mail(number, MailKind::Activation) };
    assert_eq!(tell(&mut account, again(2)), Err(AccountRefusal::Absent));
    tell(&mut account, registration()).unwrap();
    assert_eq!(tell(&mut account, again(1)), Ok(vec![]), "that mail was asked for already");
    assert_eq!(tell(&mut account, again(2)).unwrap().len(), 1);
    let recovery = AccountCommand::RequestMail { mail: account_mail(3, MailKind::PasswordRecovery) };
    assert_eq!(tell(&mut account, recovery.clone()), Err(AccountRefusal::NotActivated));
    tell(&mut account, AccountCommand::Activate { now: moment(1) }).unwrap();
    assert_eq!(tell(&mut account, again(4)), Ok(vec![]));
    assert_eq!(tell(&mut account, recovery).unwrap().len(), 1);
}

#[test]
fn a_new_address_counts_when_it_is_proved() {
    let mut account = active();
    let confirm = || AccountCommand::ConfirmEmail { mail: account_mail(3, MailKind::EmailChanged), now: moment(3) };
    assert_eq!(tell(&mut account, confirm()), Err(AccountRefusal::NoEmailChange));
    let mail = account_mail(2, MailKind::EmailConfirmation);
    tell(&mut account, AccountCommand::RequestEmailChange { email: sealed(7), mail }).unwrap();
    assert_eq!(account.email(), Some(&sealed(1)));
    tell(&mut account, confirm()).unwrap();
    assert_eq!((account.email(), account.new_email()), (Some(&sealed(7)), None));
}

#[test]
fn s0_42_a_revocation_closes_the_account_and_can_be_undone_until_the_profile_is_erased() {
    let mut account = active();
    let events = tell(&mut account, revoke(10)).unwrap();
    let AccountEvent::ConsentRevoked { text_version, at, erase_at, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*text_version, *at, *erase_at), (1, moment(10), moment(24)));
    assert_eq!(tell(&mut account, revoke(11)), Ok(vec![]));
    let update = || AccountCommand::UpdateProfile { contacts: sealed(2) };
    assert_eq!(tell(&mut account, update()), Err(AccountRefusal::Closed));
    tell(&mut account, AccountCommand::UndoRevocation { consent: consent(1, 12) }).unwrap();
    assert_eq!(tell(&mut account, update()).unwrap().len(), 1);
    tell(&mut account, AccountCommand::RevokeConsent { mail: account_mail(51, MailKind::ConsentRevoked), now: moment(20) })
        .unwrap();
    assert_eq!(tell(&mut account, AccountCommand::Erase { now: moment(33) }), Err(AccountRefusal::NotYet(moment(34))));
    tell(&mut account, AccountCommand::Erase { now: moment(34) }).unwrap();
    let undo = AccountCommand::UndoRevocation { consent: consent(1, 35) };
    assert_eq!(tell(&mut account, undo), Err(AccountRefusal::Closed));
    assert_eq!(account.holder(), None);
}

#[test]
fn s0_22_the_office_verifies_and_takes_back_with_a_reason() {
    let mut account = active();
    let withdraw = || AccountCommand::WithdrawVerification { reason: reason(), now: moment(3) };
    assert_eq!(tell(&mut account, withdraw()), Err(AccountRefusal::NotVerified));
    let verify = AccountCommand::VerifyTaxCode { debtor: claimed(), reason: reason(), now: moment(2) };
    assert_eq!(tell(&mut account, verify.clone()).unwrap().len(), 1);
    assert_eq!(tell(&mut account, verify), Ok(vec![]));
    assert_eq!(account.verified(), Some(claimed()));
    tell(&mut account, withdraw()).unwrap();
    assert_eq!(account.verified(), None);
}

#[test]
fn a_user_name_has_one_spelling() {
    assert_eq!(UserName::parse(" Mario.Rossi ").unwrap().as_str(), "mario.rossi");
    assert_eq!(UserName::parse("ab"), Err(UserNameError::Length { found: 2 }));
    assert_eq!(UserName::parse("mario rossi"), Err(UserNameError::Character));
    assert_eq!(UserName::parse("mаrio"), Err(UserNameError::Character), "a letter of another alphabet");
    assert_eq!(format!("{:?}", UserName::parse("mario").unwrap()), "UserName(***)");
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Register,
    Activate,
    Resend(u128),
    Recover(u128),
    MoveTo(u128),
    Confirm,
    Update(u128),
    Agree(u32),
    Revoke,
    Undo,
    Enrol,
    Unenrol,
    Verify,
    Withdraw,
    Erase,
    Accepted(u128),
}

fn step() -> impl Strategy<Value = Step> {
    use Step as S;
    prop_oneof![
        3 => Just(S::Register), 4 => Just(S::Activate), 2 => (1..6_u128).prop_map(S::Resend), 2 => (1..6_u128).prop_map(S::Recover),
        2 => (1..4_u128).prop_map(S::MoveTo), 2 => Just(S::Confirm), 2 => (1..4_u128).prop_map(S::Update),
        1 => (1..3_u32).prop_map(S::Agree), 1 => Just(S::Revoke), 2 => Just(S::Undo), 1 => Just(S::Enrol), 1 => Just(S::Unenrol),
        1 => Just(S::Verify), 1 => Just(S::Withdraw), 1 => Just(S::Erase), 2 => (1..9_u128).prop_map(S::Accepted),
    ]
}

/// What a clerk would write on one card.
#[derive(Clone, Debug, Default, PartialEq)]
struct Card {
    standing: Standing,
    email: u128,
    new_email: Option<u128>,
    contacts: u128,
    factor: bool,
    verified: bool,
    erase_at: Option<i64>,
}

impl Card {
    /// Writes the step down; whether it was possible.
    fn write(&mut self, step: Step, day: i64) -> bool {
        let used = self.standing == Standing::Active;
        match step {
            Step::Register if self.standing == Standing::Absent => {
                *self = Self { standing: Standing::Registered, email: 1, contacts: 1, erase_at: Some(7), ..Self::default() };
            }
            Step::Register | Step::Accepted(_) => {}
            Step::Activate if self.standing == Standing::Registered => self.open(),
            Step::Undo if self.standing == Standing::Revoked => self.open(),
            Step::Erase if self.standing == Standing::Erased => {}
            Step::Erase if self.erase_at.is_some_and(|at| at <= day) => {
                *self = Self { standing: Standing::Erased, ..Self::default() };
            }
            Step::Resend(_) => return used || self.standing == Standing::Registered,
            Step::Revoke if self.standing == Standing::Revoked => {}
            Step::Erase => return false,
            _ if !used => return false,
            Step::MoveTo(email) => self.new_email = Some(email),
            Step::Confirm => match self.new_email.take() {
                Some(email) => self.email = email,
                None => return false,
            },
            Step::Update(contacts) => self.contacts = contacts,
            Step::Revoke => (self.standing, self.erase_at) = (Standing::Revoked, Some(day + 14)),
            Step::Enrol | Step::Unenrol => self.factor = matches!(step, Step::Enrol),
            Step::Verify => self.verified = true,
            Step::Withdraw if !self.verified => return false,
            Step::Withdraw => self.verified = false,
            Step::Activate | Step::Undo | Step::Recover(_) | Step::Agree(_) => {}
        }
        true
    }

    fn open(&mut self) {
        (self.standing, self.erase_at) = (Standing::Active, None);
    }
}

fn command(step: Step, day: i64) -> AccountCommand {
    use AccountCommand as C;
    let now = moment(day);
    let number = 1_000 + u128::try_from(day).unwrap();
    match step {
        Step::Register => registration(),
        Step::Activate => C::Activate { now },
        Step::Resend(mail) => C::RequestMail { mail: account_mail(100 + mail, MailKind::Activation) },
        Step::Recover(mail) => C::RequestMail { mail: account_mail(200 + mail, MailKind::PasswordRecovery) },
        Step::MoveTo(email) => {
            C::RequestEmailChange { email: sealed(email), mail: account_mail(number, MailKind::EmailConfirmation) }
        }
        Step::Confirm => C::ConfirmEmail { mail: account_mail(number, MailKind::EmailChanged), now },
        Step::Update(contacts) => C::UpdateProfile { contacts: sealed(contacts) },
        Step::Agree(version) => C::GiveConsent { consent: consent(version, day) },
        Step::Revoke => C::RevokeConsent { mail: account_mail(number, MailKind::ConsentRevoked), now },
        Step::Undo => C::UndoRevocation { consent: consent(1, day) },
        Step::Enrol => C::EnrolSecondFactor { now },
        Step::Unenrol => C::RemoveSecondFactor { now },
        Step::Verify => C::VerifyTaxCode { debtor: claimed(), reason: reason(), now },
        Step::Withdraw => C::WithdrawVerification { reason: reason(), now },
        Step::Erase => C::Erase { now },
        Step::Accepted(mail) => {
            C::NoteMailAccepted { message_id: account_mail(100 + mail, MailKind::Activation).message_id, now }
        }
    }
}

proptest! {
    #[test]
    fn an_account_is_what_a_clerk_would_write_on_one_card(steps in prop::collection::vec(step(), 1..40)) {
        let (mut account, mut card) = (Account::default(), Card::default());
        for (day, step) in (0..).zip(steps) {
            let told: Told = tell(&mut account, command(step, day));
            let possible = card.write(step, day);
            if !matches!(step, Step::Accepted(_)) {
                prop_assert_eq!(told.is_ok(), possible, "{:?} on day {}: {:?}", step, day, told);
            }
            let shown = Card {
                standing: account.standing(),
                email: account.email().map_or(0, |sealed| sealed.subject.as_uuid().as_u128()),
                new_email: account.new_email().map(|sealed| sealed.subject.as_uuid().as_u128()),
                contacts: account.contacts().map_or(0, |sealed| sealed.subject.as_uuid().as_u128()),
                factor: account.second_factor(),
                verified: account.verified().is_some(),
                erase_at: account.erase_at().map(|at| (at - moment(0)).num_days()),
            };
            prop_assert_eq!(&shown, &card);
            prop_assert_eq!(account.consent().is_some(), matches!(card.standing, Standing::Registered | Standing::Active));
            let mut mails: Vec<_> = account.open_mails().map(|mail| mail.message_id.clone()).collect();
            mails.sort();
            mails.dedup();
            prop_assert_eq!(mails.len(), account.open_mails().count(), "a mail is wanted once");
        }
    }
}

fn lose(number: u128) -> AccountCommand {
    let notice = Some(account_mail(number + 1, MailKind::TaxCodeProved));
    AccountCommand::LoseTaxCode { mail: account_mail(number, MailKind::TaxCodeLost), notice, now: moment(3) }
}

#[test]
fn c1_a_claim_is_lost_once_tells_both_and_is_regained_by_its_holder() {
    let mut account = active();
    let open = account.open_mails().count();
    assert_eq!(tell(&mut account, lose(60)).unwrap().len(), 1);
    assert!(account.claim_lost());
    assert_eq!(account.open_mails().count(), open + 2);
    assert_eq!(tell(&mut account, lose(70)), Ok(vec![]), "once");
    let verify = AccountCommand::VerifyTaxCode { debtor: claimed(), reason: reason(), now: moment(4) };
    assert_eq!(tell(&mut account, verify), Err(AccountRefusal::ClaimLost));
    assert_eq!(tell(&mut account, AccountCommand::RegainTaxCode { now: moment(5) }).unwrap().len(), 1);
    assert!(!account.claim_lost());
    assert_eq!(tell(&mut account, AccountCommand::RegainTaxCode { now: moment(5) }), Ok(vec![]));
}

#[test]
fn c1_what_the_office_verified_is_not_lost_and_what_is_not_there_cannot_be() {
    let mut account = active();
    let verify = AccountCommand::VerifyTaxCode { debtor: claimed(), reason: reason(), now: moment(2) };
    tell(&mut account, verify).unwrap();
    assert_eq!(tell(&mut account, lose(60)), Ok(vec![]));
    assert_eq!(tell(&mut Account::default(), lose(60)), Err(AccountRefusal::Absent));
}
