//! The archive holds exactly what we would answer ourselves.

use chrono::{DateTime, Utc};
use domain::aggregate::Decider;
use domain::debt_position::{DebtPosition, DebtPositionCommand, DebtPositionEvent, Payment, PaymentReference, Terms};
use domain::identifier::{EnteCode, EntityType, NoticeNumber, ReceiptId, TaxCode};
use domain::personal::{Address, Person};
use domain::text::{Text70, Text140};

use super::ArchiveEntry;

fn golden(event: &str) -> DebtPositionEvent {
    let path = format!("{}/../tests/golden/events/DebtPosition/{event}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// One notice shared with the province (number 17), or two of our own (18 and 19), payable until the end of June and of December.
fn shared_or_plan(published: bool) -> DebtPosition {
    let mut position = DebtPosition::default();
    let DebtPositionEvent::PositionCreated { iupd, debtor, terms, origin, .. } = golden("PositionCreated.v1") else { panic!() };
    position.evolve(DebtPositionEvent::PositionCreated { iupd, debtor, terms, origin, request: None, published });
    position
}

fn ente() -> EnteCode {
    EnteCode::parse("00133880252").unwrap()
}

fn debtor() -> Person {
    Person {
        kind: EntityType::NaturalPerson,
        tax_code: TaxCode::parse("RSSMRA80A01H501U").unwrap(),
        full_name: Text70::parse("Mario Rossi").unwrap(),
        address: Address::default(),
    }
}

fn may() -> DateTime<Utc> {
    "2026-05-15T10:00:00Z".parse().unwrap()
}

fn amounts(position: &DebtPosition, now: DateTime<Utc>) -> Vec<i64> {
    ArchiveEntry::of_position(position, &ente(), &debtor(), now).iter().map(|entry| entry.amount.as_i64()).collect()
}

fn tell(position: &mut DebtPosition, command: DebtPositionCommand) {
    position.decide(command).unwrap().into_iter().for_each(|event| position.evolve(event));
}

fn pay(position: &mut DebtPosition, nav: NoticeNumber, receipt: &str) {
    let DebtPositionEvent::InstallmentPaid { payment, .. } = golden("InstallmentPaid.v1") else { panic!() };
    let reference = PaymentReference::Receipt(ReceiptId::parse(receipt).unwrap());
    let payment = Box::new(Payment { reference, ..*payment });
    tell(position, DebtPositionCommand::RecordReceipt { nav, payment });
}

fn notices(terms: &Terms) -> Vec<NoticeNumber> {
    terms.installments().map(|installment| installment.nav.clone()).collect()
}

#[test]
fn the_body_is_what_the_contract_says() {
    let position = shared_or_plan(true);
    let entry = &ArchiveEntry::of_position(&position, &ente(), &debtor(), may())[1];
    let expected = serde_json::json!({
        "paFiscalCode": "00133880252",
        "entityType": "F",
        "entityFiscalCode": "RSSMRA80A01H501U",
        "entityFullName": "Mario Rossi",
        "iuv": entry.nav.iuv(),
        "nav": entry.nav,
        "amount": 7500,
        "description": "TARI 2026 rata unica",
        "expirationDate": "2026-06-30T21:59:59.999Z",
        "iban": "IT10Q0306905020100000ABC123",
        "switchToExpired": true,
        "payStandIn": true,
    });
    assert_eq!(serde_json::to_value(entry).unwrap(), expected);
    assert_eq!(format!("{entry:?}"), format!("ArchiveEntry({}, 7500 cents)", entry.nav), "no debtor in logs");
}

#[test]
fn what_cannot_be_told_is_kept_closed() {
    assert_eq!(amounts(&shared_or_plan(true), may()), [0, 7_500, 7_500]);
}

#[test]
fn a_draft_is_not_told() {
    assert_eq!(amounts(&shared_or_plan(false), may()), [0_i64; 0]);
}

#[test]
fn what_is_paid_excluded_withdrawn_or_too_late_is_closed() {
    let mut partly = shared_or_plan(true);
    let navs = notices(partly.terms().unwrap());
    pay(&mut partly, navs[1].clone(), "token1");
    assert_eq!(amounts(&partly, may()), [0, 0, 7_500]);

    let mut otherwise = shared_or_plan(true);
    pay(&mut otherwise, navs[0].clone(), "token1");
    assert_eq!(amounts(&otherwise, may()), [0, 0, 0]);

    let mut withdrawn = shared_or_plan(true);
    tell(&mut withdrawn, DebtPositionCommand::Withdraw { reason: Text140::parse("errore").unwrap() });
    assert_eq!(amounts(&withdrawn, may()), [0, 0, 0]);

    let new_year: DateTime<Utc> = "2026-12-31T23:00:00Z".parse().unwrap();
    assert_eq!(amounts(&shared_or_plan(true), new_year), [0, 0, 0]);
}

#[test]
fn a_notice_amended_away_is_closed() {
    let mut position = shared_or_plan(true);
    let mut terms = position.terms().unwrap().clone();
    let [single, _] = &terms.options[..] else { panic!() };
    terms.options = vec![single.clone()];
    tell(&mut position, DebtPositionCommand::Amend { debtor: None, terms: Box::new(terms) });
    assert_eq!(amounts(&position, may()), [0, 0, 0]);
}
