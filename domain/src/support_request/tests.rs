//! States open, assigned, answered, closed, reopened; one mail per answer; nobody answers over another's head.

use chrono::DateTime;
use proptest::prelude::*;

use super::{
    CaseCode, Opening, Prose, Rating, Stage, SupportReference, SupportRequest, SupportRequestCommand as Command,
    SupportRequestRefusal as Refusal,
};
use crate::account::MailLanguage;
use crate::specimen::{sealed, tell, text140};
use crate::staff::StaffName;

fn anna() -> StaffName {
    StaffName::parse("anna").unwrap()
}

fn open() -> Command {
    Command::Open(Box::new(Opening {
        reference: SupportReference::of([7; 12]),
        case_type: CaseCode::parse("payment").unwrap(),
        language: MailLanguage::It,
        text: sealed(1),
        contacts: sealed(1),
        about: None,
        seen: 12,
        at: DateTime::UNIX_EPOCH,
    }))
}

fn answer(number: usize) -> Command {
    let message_id = format!("<{number:032x}@mail.example>");
    Command::Answer { text: sealed(1), by: anna(), answers_seen: number, message_id, now: DateTime::UNIX_EPOCH }
}

fn close() -> Command {
    Command::Close { reason: text140("risolto") }
}

fn reopen() -> Command {
    Command::Reopen { text: Some(sealed(1)), now: DateTime::UNIX_EPOCH }
}

fn opened() -> SupportRequest {
    let mut request = SupportRequest::default();
    tell(&mut request, open()).unwrap();
    request
}

#[test]
fn s2_02_a_request_is_open_assigned_answered_closed_and_reopened() {
    let mut request = opened();
    assert_eq!(request.stage(), Stage::Open);
    tell(&mut request, Command::Assign { to: anna() }).unwrap();
    assert_eq!((request.stage(), request.assignee()), (Stage::Assigned, Some(&anna())));
    tell(&mut request, answer(0)).unwrap();
    assert_eq!((request.stage(), request.answers(), request.open_mails().count()), (Stage::Answered, 1, 1));
    tell(&mut request, close()).unwrap();
    assert_eq!(request.stage(), Stage::Closed);
    assert_eq!(tell(&mut request, close()), Ok(vec![]));
    assert_eq!(tell(&mut request, answer(1)), Err(Refusal::Closed));
    tell(&mut request, reopen()).unwrap();
    assert_eq!((request.stage(), request.entries().len()), (Stage::Reopened, 2));
    assert_eq!(tell(&mut request, reopen()), Err(Refusal::StillOpen));
}

#[test]
fn s2_02_one_mail_per_answer_and_no_answer_over_another() {
    let mut request = opened();
    tell(&mut request, Command::Draft { text: sealed(1) }).unwrap();
    assert!(request.draft().is_some());
    assert_eq!(tell(&mut request, answer(0)).unwrap().len(), 2, "whoever answers takes it");
    assert!(request.draft().is_none());
    assert_eq!(tell(&mut request, answer(0)), Err(Refusal::AnsweredMeanwhile));
    let (message_id, now) = (format!("<{:032x}@mail.example>", 0), DateTime::UNIX_EPOCH);
    let accepted = || Command::NoteMailAccepted { message_id: message_id.clone(), now };
    assert_eq!(tell(&mut request, accepted()).unwrap().len(), 1);
    assert_eq!(tell(&mut request, accepted()), Ok(vec![]));
    assert_eq!(request.open_mails().count(), 0);
    let abandon = |message_id: &str| Command::AbandonMail { message_id: message_id.to_owned(), reason: text140("erased") };
    assert_eq!(tell(&mut request, abandon(&message_id)), Err(Refusal::MailClosed));
    assert_eq!(tell(&mut request, abandon("<x@y>")), Err(Refusal::UnknownMail));
}

#[test]
fn s3_11_a_rating_is_one_to_five_and_needs_an_answer() {
    let mut request = opened();
    let rate = |value: u8| Command::Rate { rating: Rating::try_from(value).unwrap() };
    assert_eq!(tell(&mut request, rate(5)), Err(Refusal::NotAnswered));
    tell(&mut request, answer(0)).unwrap();
    assert_eq!(tell(&mut request, rate(2)).unwrap().len(), 1);
    assert_eq!(tell(&mut request, rate(2)), Ok(vec![]));
    assert_eq!(tell(&mut request, rate(4)).unwrap().len(), 1);
    assert_eq!(request.rating().map(u8::from), Some(4));
    assert!(Rating::try_from(0).is_err() && Rating::try_from(6).is_err());
}

#[test]
fn nothing_is_done_with_a_request_that_was_not_opened() {
    let mut request = SupportRequest::default();
    for command in [Command::Assign { to: anna() }, answer(0), close(), reopen()] {
        assert_eq!(tell(&mut request, command), Err(Refusal::Absent));
    }
    tell(&mut request, open()).unwrap();
    assert_eq!(tell(&mut request, open()), Ok(vec![]));
}

#[test]
fn texts_keep_their_lines_and_nothing_hidden() {
    let prose = Prose::parse("  Buongiorno,\r\n\r\n\r\nho   pagato  \n due volte.\n\n").unwrap();
    assert_eq!(prose.as_str(), "Buongiorno,\n\nho pagato\ndue volte.");
    assert_eq!(Prose::parse(prose.as_str()), Ok(prose));
    for bad in ["", " \n\t ", "a\u{202e}b", "a\u{0}b", &"x".repeat(4_001)] {
        assert!(Prose::parse(bad).is_err(), "{bad:?}");
    }
    for bad in ["", "Payment", "a b", "a-b", &"a".repeat(36)] {
        assert!(CaseCode::parse(bad).is_err(), "{bad:?}");
    }
}

proptest! {
    #[test]
    fn references_are_read_as_people_type_them(random in any::<[u8; 12]>()) {
        let reference = SupportReference::of(random);
        prop_assert_eq!(SupportReference::parse(&reference.grouped().to_lowercase()), Ok(reference.clone()));
        let confused = reference.as_str().replace('0', "o").replace('1', "l");
        prop_assert_eq!(SupportReference::parse(&confused), Ok(reference));
    }

    #[test]
    fn strange_references_are_refused(text in "\\PC{0,30}") {
        if let Ok(read) = SupportReference::parse(&text) {
            prop_assert_eq!(SupportReference::parse(read.as_str()), Ok(read));
        }
    }
}
