//! Who is called and about what: one fault at a time, in the order syntax, creditor, broker, station, notice.

use api::station::checks::{addressed, notice, receiver};
use api::station::get_payment::{QuotedDestination, TransferType, quote};
use api::station::schema::{Addressing, QrCode};
use api::station::send_rt::SendRtRequest;
use api::station::{FaultCode, Request, Unreadable, Version, read};
use domain::debt_position::Terms;
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;

use crate::cast;
use crate::material::sample;

fn addressing(id_pa: &str, broker: &str, station: &str) -> Addressing {
    Addressing { id_pa: id_pa.to_owned(), id_broker: broker.to_owned(), id_station: station.to_owned() }
}

fn qr_code(creditor: &str, nav: &str) -> QrCode {
    QrCode { fiscal_code: creditor.parse().unwrap(), notice_number: cast::nav(nav) }
}

/// What a call is refused for, before its position is looked at.
fn refusal(addressing: &Addressing, qr_code: &QrCode) -> Option<FaultCode> {
    let ente = cast::ente();
    let served = (addressing.id_pa == cast::ENTE).then_some(&*ente);
    let checked = addressed(addressing, served).and_then(|station| notice(qr_code, &ente, station));
    checked.err().map(|fault| fault.code)
}

#[test]
fn the_first_mistake_is_the_one_named() {
    let right = qr_code(cast::ENTE, cast::MEALS);
    let wrong = qr_code(cast::PROVINCE, cast::MEALS);
    let calls = [
        (("11111111111", "other", "other"), &wrong, Some(FaultCode::IdDominioErrato)),
        ((cast::ENTE, "other", "other"), &wrong, Some(FaultCode::IdIntermediarioErrato)),
        ((cast::ENTE, cast::BROKER, "other"), &wrong, Some(FaultCode::StazioneIntErrata)),
        ((cast::ENTE, cast::BROKER, cast::STATION), &wrong, Some(FaultCode::Semantica)),
        ((cast::ENTE, cast::BROKER, cast::STATION), &right, None),
    ];
    for ((id_pa, broker, station), qr_code, expected) in calls {
        assert_eq!(refusal(&addressing(id_pa, broker, station), qr_code), expected, "{id_pa} {broker} {station}");
    }
}

#[test]
fn a_notice_of_another_station_is_not_ours() {
    let us = addressing(cast::ENTE, cast::BROKER, cast::STATION);
    assert_eq!(refusal(&us, &qr_code(cast::ENTE, "309260000000001736")), Some(FaultCode::PagamentoSconosciuto));
    assert_eq!(refusal(&us, &qr_code(cast::ENTE, "307260000000001736")), Some(FaultCode::StazioneIntErrata));
    let other = addressing(cast::ENTE, cast::BROKER, "99999000401_02");
    assert_eq!(refusal(&other, &qr_code(cast::ENTE, "307260000000001736")), None);
    // Notices of the layouts that are no longer issued have no segregation code.
    assert_eq!(refusal(&us, &qr_code(cast::ENTE, "001260000000001736")), None);
}

#[test]
fn the_probe_of_the_stand_in_service_is_unknown() {
    let Some(text) = sample("paVerifyPaymentNotice.request.standin-probe.xml") else { return };
    let Request::Verify(probe) = read(text.as_bytes()).unwrap() else { panic!("not a verification") };
    assert_eq!(refusal(&probe.addressing, &probe.qr_code), Some(FaultCode::PagamentoSconosciuto));
}

#[test]
fn syntax_comes_before_everything() {
    let Some(text) = sample("paVerifyPaymentNotice.request.xml") else { return };
    let broken = text.replace("<idPA>99999000104", "<idPA>11111111111").replace(cast::MEALS, "30226000000000173");
    let Err(Unreadable::Syntax { violation, id_pa, .. }) = read(broken.as_bytes()) else { panic!("was read") };
    assert_eq!((violation.to_string().as_str(), id_pa.as_deref()), ("noticeNumber: non sono 18 cifre", Some("11111111111")));
}

#[test]
fn a_receipt_finds_the_ente_that_answers_for_its_creditor() {
    let ours = cast::ente();
    let mut neighbour = EnteSettings::clone(&ours);
    neighbour.code = "99999000112".parse().unwrap();
    let enti = [neighbour.into(), ours];
    let code = |text: &str| -> EnteCode { text.parse().unwrap() };
    let owner = |id_pa: &str, primary: &str| receiver(&code(id_pa), &code(primary), &enti).map(|ente| ente.code.to_string());
    assert_eq!(owner(cast::ENTE, cast::ENTE).as_deref(), Some(cast::ENTE));
    assert_eq!(owner(cast::ENTE, "99999000112").as_deref(), Some(cast::ENTE));
    // The province is nobody's own: the primary creditor of the notice keeps its receipt, else the first that shares with it.
    assert_eq!(owner(cast::PROVINCE, cast::ENTE).as_deref(), Some(cast::ENTE));
    assert_eq!(owner(cast::PROVINCE, "11111111111").as_deref(), Some("99999000112"));
    assert_eq!(owner("11111111111", cast::ENTE), None);
}

fn activation(version: Version, transfer_type: Option<TransferType>, nav: &str) -> api::station::get_payment::GetPaymentRequest {
    api::station::get_payment::GetPaymentRequest {
        version,
        addressing: addressing(cast::ENTE, cast::BROKER, cast::STATION),
        qr_code: qr_code(cast::ENTE, nav),
        amount: None,
        payment_note: None,
        transfer_type,
        due_date: None,
    }
}

#[test]
fn the_first_version_cannot_carry_a_stamp() {
    let (ente, position) = (cast::ente(), cast::stamp().position());
    let refused = quote(&activation(Version::V1, None, cast::STAMP), &ente, Some(&position), cast::now());
    assert_eq!(refused.unwrap_err().code, FaultCode::Semantica);
    assert!(quote(&activation(Version::V2, None, cast::STAMP), &ente, Some(&position), cast::now()).is_ok());
}

#[test]
fn the_postal_account_of_the_ente_serves_debts_that_name_none() {
    let mut ente = EnteSettings::clone(&cast::ente());
    ente.accounts[0].postal_iban = Some(cast::POSTAL_IBAN.parse().unwrap());
    let position = cast::stamp().position();
    let fees = |transfer_type, ente: &EnteSettings| {
        let quoted = quote(&activation(Version::V2, transfer_type, cast::STAMP), ente, Some(&position), cast::now()).unwrap();
        match quoted.transfers[1].to {
            QuotedDestination::Account { iban, beside } => (iban.to_string(), beside.map(ToString::to_string)),
            QuotedDestination::Stamp { .. } => panic!("fees go to an account"),
        }
    };
    let (bank, postal) = (cast::IBAN.to_owned(), cast::POSTAL_IBAN.to_owned());
    assert_eq!(fees(Some(TransferType::Pagopa), &ente), (bank.clone(), Some(postal.clone())));
    assert_eq!(fees(None, &ente), (bank.clone(), Some(postal.clone())));
    assert_eq!(fees(Some(TransferType::Postal), &ente), (postal, None));
    assert_eq!(fees(Some(TransferType::Postal), &cast::ente()), (bank, None));
}

#[test]
fn a_debt_without_due_date_gets_a_far_one() {
    let mut terms: Terms = cast::meals().terms();
    terms.options[0].installments[0].due_date = None;
    let position = cast::created(terms, true);
    let (ente, request) = (cast::ente(), activation(Version::V2, None, cast::MEALS));
    assert_eq!(quote(&request, &ente, Some(&position), cast::now()).unwrap().due_date, cast::day("2099-12-31"));
}

#[test]
fn the_last_day_ends_at_midnight_in_italy() {
    let (ente, request, position) = (cast::ente(), activation(Version::V2, None, cast::MEALS), cast::meals().position());
    let at = |moment: &str| quote(&request, &ente, Some(&position), moment.parse().unwrap()).err().map(|fault| fault.code);
    assert_eq!(at("2026-10-31T22:59:59Z"), None);
    assert_eq!(at("2026-10-31T23:00:00Z"), Some(FaultCode::PagamentoScaduto));
}

#[test]
fn a_receipt_must_agree_with_itself() {
    let Some(text) = sample("paSendRTV2.request.multi.to-primary.xml") else { return };
    let receipt = |text: String| -> SendRtRequest {
        match read(text.as_bytes()).unwrap() {
            Request::SendRt(request) => *request,
            other => panic!("{other:?}"),
        }
    };
    let refused = |from: &str, to: &str| receipt(text.replace(from, to)).consistent().err().map(|fault| fault.code);
    assert_eq!(refused("", ""), None);
    assert_eq!(refused("<paymentAmount>210.00", "<paymentAmount>210.01"), Some(FaultCode::Semantica));
    assert_eq!(refused("<transferAmount>10.00", "<transferAmount>9.99"), Some(FaultCode::Semantica));
    assert_eq!(refused("<outcome>OK", "<outcome>KO"), Some(FaultCode::Semantica));
    let identity = |id: &str| {
        let renamed = text.replace("d279186428a75016b17e4df5ea43d080", id);
        receipt(renamed).receipt_id().err().map(|fault| fault.code)
    };
    assert_eq!(identity("abc"), None);
    assert_eq!(identity(""), Some(FaultCode::SintassiExtraXsd));
    assert_eq!(identity(&"x".repeat(36)), Some(FaultCode::SintassiExtraXsd));
}
