//! A receipt is kept once, filed once and mailed once; what contradicts it is kept apart.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::{
    Filing, MailRequest, ParkReason, Receipt, ReceiptCommand as Command, ReceiptEvent as Event, ReceiptFacts, ReceiptPsp,
    ReceiptRefusal as Refusal, ReceiptTransfer, receipt_stream,
};
use crate::Cents;
use crate::aggregate::StoredEvent;
use crate::identifier::Iban;
use crate::specimen::*;
use crate::text::{Text35, Text70};

fn noon() -> DateTime<Utc> {
    in_rome(day("2026-06-01"), "12:00:00")
}

fn facts() -> ReceiptFacts {
    ReceiptFacts {
        receipt_id: receipt_id(1),
        addressed_to: ente(),
        primary: ente(),
        nav: nav(1),
        iuv: nav(1).iuv(),
        amount: Cents::new(10_000),
        description: text140("TARI 2026"),
        company_name: text140("Comune di prova"),
        office: None,
        debtor: debtor(1),
        payer: None,
        transfers: vec![ReceiptTransfer {
            id: 1,
            amount: Cents::new(10_000),
            creditor: ente(),
            company_name: None,
            iban: Some(Iban::parse("IT10Q0306905020100000ABC123").unwrap()),
            stamp_digest: None,
            remittance_information: text140("/RFB/causale"),
            category: text140("9/0101101IM/"),
        }],
        psp: ReceiptPsp {
            id: Text35::parse("PSP01").unwrap(),
            name: Text70::parse("Banca di prova").unwrap(),
            fiscal_code: None,
            vat_number: None,
            channel: Text35::parse("CANALE").unwrap(),
            channel_description: Text35::parse("app").unwrap(),
        },
        method: None,
        payment_note: None,
        fee: None,
        creditor_fee: None,
        paid_at: None,
        application_date: None,
        transfer_date: None,
        stand_in: false,
        version: 2,
    }
}

fn receive(digest: &str) -> Command {
    Command::Receive { facts: Box::new(facts()), raw: sealed(1), digest: digest.into(), now: noon() }
}

fn received() -> Receipt {
    let mut receipt = Receipt::default();
    tell(&mut receipt, receive("aa")).unwrap();
    receipt
}

fn mail(message_id: &str) -> MailRequest {
    MailRequest { message_id: message_id.into(), to: sealed(1) }
}

fn file(position: u128, mails: &[&str]) -> Command {
    let mails = mails.iter().map(|id| mail(id)).collect();
    Command::File { position: position_id(position), second_payment: false, mails }
}

fn accepted(message_id: &str) -> Command {
    Command::NoteMailAccepted { message_id: message_id.into(), now: noon() }
}

fn abandon(message_id: &str) -> Command {
    Command::AbandonMail { message_id: message_id.into(), reason: text140("casella chiusa") }
}

#[test]
fn the_same_receipt_again_is_already_kept() {
    let mut receipt = received();
    assert_eq!(tell(&mut receipt, receive("aa")), Ok(vec![]));
    assert_eq!(receipt.digests(), ["aa"]);
    assert_eq!(receipt_stream(&ente(), &receipt_id(1)), "00133880252:token1");
}

#[test]
fn other_content_under_a_known_id_is_kept_apart_once_and_changes_nothing() {
    let mut receipt = received();
    let events = tell(&mut receipt, receive("bb")).unwrap();
    assert!(matches!(&events[..], [Event::ReceiptContradicted { digest, .. }] if digest == "bb"));
    assert_eq!(tell(&mut receipt, receive("bb")), Ok(vec![]));
    assert_eq!(tell(&mut receipt, receive("aa")), Ok(vec![]), "the first is still known");
    assert_eq!(receipt.digests(), ["aa", "bb"]);
    assert_eq!(receipt.facts(), Some(&facts()));
}

#[test]
fn a_parked_receipt_may_be_filed_later_and_never_parked_again() {
    let mut receipt = received();
    let park = || Command::Park { reason: ParkReason::UnknownNotice };
    assert_eq!(tell(&mut receipt, park()), Ok(vec![Event::ReceiptParked { reason: ParkReason::UnknownNotice }]));
    assert_eq!(tell(&mut receipt, park()), Ok(vec![]));
    tell(&mut receipt, file(1, &["m1"])).unwrap();
    assert_eq!(receipt.filing(), Some(&Filing::Position { position: position_id(1), second_payment: false }));
    assert_eq!(tell(&mut receipt, park()), Err(Refusal::FiledElsewhere(position_id(1))));
    assert_eq!(tell(&mut receipt, file(2, &[])), Err(Refusal::FiledElsewhere(position_id(1))));
}

#[test]
fn filing_again_asks_for_no_second_mail() {
    let mut receipt = received();
    tell(&mut receipt, file(1, &["m1"])).unwrap();
    assert_eq!(tell(&mut receipt, file(1, &["m1", "m2"])), Ok(vec![]));
    assert_eq!(receipt.open_mails().cloned().collect::<Vec<_>>(), [mail("m1")]);
}

#[test]
fn a_mail_is_closed_once() {
    let mut receipt = received();
    tell(&mut receipt, file(1, &["m1", "m2"])).unwrap();
    assert_eq!(tell(&mut receipt, accepted("m3")), Err(Refusal::UnknownMail));
    tell(&mut receipt, accepted("m1")).unwrap();
    assert_eq!(tell(&mut receipt, accepted("m1")), Ok(vec![]));
    assert_eq!(tell(&mut receipt, abandon("m1")), Err(Refusal::MailClosed));
    tell(&mut receipt, abandon("m2")).unwrap();
    assert_eq!(tell(&mut receipt, accepted("m2")), Ok(vec![]));
    assert_eq!(receipt.open_mails().count(), 0);
}

#[test]
fn without_a_payment_time_the_time_of_reception_stands_for_it() {
    let payment = facts().payment(noon());
    assert_eq!((payment.paid_at, payment.paid_at_is_reception), (noon(), true));
    let earlier = in_rome(day("2026-05-31"), "23:59:59");
    let payment = ReceiptFacts { paid_at: Some(earlier), ..facts() }.payment(noon());
    assert_eq!((payment.paid_at, payment.paid_at_is_reception), (earlier, false));
}

#[test]
fn s2_32_who_proved_to_know_the_payment_may_have_it_sent_to_one_more_address() {
    let mut receipt = received();
    let request = |id| Command::RequestMail { mail: mail(id) };
    assert_eq!(tell(&mut receipt, request("m2")), Err(Refusal::NotFiled));
    tell(&mut receipt, file(1, &["m1"])).unwrap();
    assert_eq!(tell(&mut receipt, request("m1")), Ok(vec![]), "it is on its way already");
    assert_eq!(tell(&mut receipt, request("m2")), Ok(vec![Event::ReceiptMailRequested { mail: mail("m2") }]));
    assert_eq!(receipt.open_mails().cloned().collect::<Vec<_>>(), [mail("m1"), mail("m2")]);
    tell(&mut receipt, accepted("m2")).unwrap();
    assert_eq!(tell(&mut receipt, request("m2")), Ok(vec![]), "one mail per name, for ever");
}

#[test]
fn nothing_is_done_with_a_receipt_that_never_came() {
    let mut absent = Receipt::default();
    assert_eq!(tell(&mut absent, file(1, &[])), Err(Refusal::Absent));
    assert_eq!(tell(&mut absent, Command::Park { reason: ParkReason::UnknownNotice }), Err(Refusal::Absent));
    assert_eq!(tell(&mut absent, accepted("m1")), Err(Refusal::UnknownMail));
}

fn command() -> impl Strategy<Value = Command> {
    let message = || prop::sample::select(vec!["m1", "m2", "m3"]);
    prop_oneof![
        prop::sample::select(vec!["aa", "bb", "cc"]).prop_map(receive),
        (1..=2_u128, prop::collection::vec(message(), 0..3)).prop_map(|(position, mut mails)| {
            mails.sort_unstable();
            mails.dedup();
            file(position, &mails)
        }),
        prop::sample::select(vec![ParkReason::UnknownNotice, ParkReason::SecondaryCreditor])
            .prop_map(|reason| Command::Park { reason }),
        message().prop_map(|id| Command::RequestMail { mail: mail(id) }),
        message().prop_map(accepted),
        message().prop_map(abandon),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_a_receipt_is_kept_filed_and_mailed_at_most_once(
        commands in prop::collection::vec(command(), 1..30),
    ) {
        let (mut receipt, mut history) = (Receipt::default(), Vec::new());
        for command in commands {
            history.extend(tell(&mut receipt, command).unwrap_or_default());
        }
        let count = |name| history.iter().filter(|event| event.name() == name).count();
        for once in ["ReceiptReceived", "ReceiptFiled", "ReceiptParked"] {
            prop_assert!(count(once) <= 1, "{} happened twice", once);
        }
        prop_assert!(count("ReceiptContradicted") <= 2, "one for each other content");
        let requested = |event: &Event| matches!(event, Event::ReceiptMailRequested { .. });
        prop_assert!(history.iter().filter(|event| requested(event)).count() <= 3, "a mail was asked for twice");
        let mut closed: Vec<&str> = history
            .iter()
            .filter_map(|event| match event {
                Event::ReceiptMailAccepted { message_id, .. } | Event::ReceiptMailAbandoned { message_id, .. } => {
                    Some(message_id.as_str())
                }
                _ => None,
            })
            .collect();
        let answers = closed.len();
        closed.sort_unstable();
        closed.dedup();
        prop_assert_eq!(closed.len(), answers, "a mail was closed twice");
        let first_is_receipt = history.first().is_none_or(|event| matches!(event, Event::ReceiptReceived { .. }));
        prop_assert!(first_is_receipt, "something happened to a receipt that never came");
    }
}
