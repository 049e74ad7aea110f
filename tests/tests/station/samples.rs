//! Every sample message: requests are read, and each answer that stands beside them comes out, field by field.

use api::station::get_payment::{Debtor, quote};
use api::station::reply::Reply;
use api::station::send_rt::{accepted, parties};
use api::station::verify::verify;
use api::station::{Fault, FaultCode, Operation, Request, demand, read};
use domain::debt_position::{DebtPosition, DebtPositionCommand, Terms};

use crate::cast::{self, Debt};
use crate::material::{path, sample};
use crate::message::{outcome, values};

/// What our answers leave out, or say in their own words: the platform ignores the first two, a notification fee of
/// zero is no fee, and a fault's description is free.
fn meaning(xml: &str) -> Vec<(String, String)> {
    let mut values = values(xml);
    let left_out = ["/retentionDate", "/lastPayment", "/fault/description"];
    values.retain(|(path, _)| !left_out.iter().any(|end| path.ends_with(end)));
    if let Some(fee) = values.iter().position(|(_, value)| value == "NOTIFICATION_FEE") {
        assert_eq!(values[fee + 1].1, "0");
        values.drain(fee..=fee + 1);
    }
    for (path, value) in &mut values {
        // The identity may be the creditor's or the broker's.
        if path.ends_with("/fault/id") && [cast::ENTE, cast::BROKER].contains(&value.as_str()) {
            value.clear();
        }
    }
    values
}

fn answer(request: Request, position: Option<&DebtPosition>) -> String {
    let (ente, operation) = (cast::ente(), request.operation());
    let debtor = Debtor::Known { person: Box::new(cast::person()), email: cast::citizen().email };
    let answered = match request {
        Request::Verify(request) => verify(&request, &ente, position, cast::now()).map(|answer| answer.to_response()),
        Request::GetPayment(request) => quote(&request, &ente, position, cast::now()).map(|quote| quote.to_response(&debtor)),
        Request::SendRt(request) => request.consistent().map(|()| accepted(operation)),
        Request::Demand(request) => Err(demand::demand(&request)),
    };
    answered.unwrap_or_else(|fault| fault.to_response(operation, cast::ENTE))
}

fn answers_as_sampled(request: &str, position: Option<&DebtPosition>, response: &str) {
    let (Some(request), Some(response)) = (sample(request), sample(response)) else { return };
    assert_eq!(meaning(&answer(read(request.as_bytes()).unwrap(), position)), meaning(&response));
}

/// A sample request about another notice.
fn about(request: &str, debt: &Debt) -> Option<Request> {
    sample(request).map(|text| read(text.replace(cast::MEALS, debt.nav).as_bytes()).unwrap())
}

#[test]
fn every_request_is_read() {
    let Some(folder) = path("samples/soap") else { return };
    let mut read_requests = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if name.contains(".request") {
            let request = read(&std::fs::read(&file).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(name.starts_with(request.operation().name()), "{name} was read as {:?}", request.operation());
            read_requests += 1;
        }
    }
    assert_eq!(read_requests, 13);
}

#[test]
fn verification() {
    answers_as_sampled(
        "paVerifyPaymentNotice.request.xml",
        Some(&cast::meals().position()),
        "paVerifyPaymentNotice.response.ok.xml",
    );
}

#[test]
fn activation_by_a_psp_and_from_a_cart() {
    for request in ["paGetPaymentV2.request.psp.xml", "paGetPaymentV2.request.checkout-cart.xml"] {
        answers_as_sampled(request, Some(&cast::meals().position()), "paGetPaymentV2.response.ok.single.xml");
    }
}

#[test]
fn activation_at_the_post_office() {
    answers_as_sampled(
        "paGetPaymentV2.request.poste.xml",
        Some(&cast::meals().position()),
        "paGetPaymentV2.response.ok.postal.xml",
    );
    answers_as_sampled("paGetPayment.v1.request.xml", Some(&cast::meals().position()), "paGetPayment.v1.response.ok.xml");
}

#[test]
fn activation_with_shares_and_with_a_stamp() {
    let samples = [(cast::waste(), "multi-transfer"), (cast::stamp(), "marca-da-bollo")];
    for (debt, name) in samples {
        let response = sample(&format!("paGetPaymentV2.response.ok.{name}.xml"));
        let (Some(request), Some(response)) = (about("paGetPaymentV2.request.psp.xml", &debt), response) else { return };
        assert_eq!(meaning(&answer(request, Some(&debt.position()))), meaning(&response), "{name}");
    }
}

#[test]
fn receipts_are_accepted() {
    for name in ["single.checkout", "multi.to-primary", "multi.to-secondary-broadcast", "marca-da-bollo", "standin"] {
        answers_as_sampled(&format!("paSendRTV2.request.{name}.xml"), None, "paSendRTV2.response.ok.xml");
    }
    answers_as_sampled("paSendRT.v1.request.xml", None, "paSendRT.v1.response.ok.xml");
}

#[test]
fn the_people_of_a_receipt_are_read() {
    let Some(text) = sample("paSendRTV2.request.single.checkout.xml") else { return };
    let Request::SendRt(request) = read(text.as_bytes()).unwrap() else { panic!("not a receipt") };
    let people = parties(&request.receipt);
    assert_eq!(people.debtor, cast::citizen());
    assert_eq!(people.payer.unwrap().person.tax_code, cast::person().tax_code);
}

/// A position in the state that each fault is about.
fn refused_positions() -> Vec<(&'static str, Option<DebtPosition>)> {
    let withdraw = DebtPositionCommand::Withdraw { reason: "for tests".parse().unwrap() };
    let meals = cast::meals();
    let terms = meals.terms();
    let passed = |terms: Terms| {
        let mut terms = terms;
        terms.options[0].installments[0].due_date = Some(cast::day("2026-10-19"));
        terms
    };
    vec![
        ("PAA_PAGAMENTO_SCONOSCIUTO", None),
        ("PAA_PAGAMENTO_SCONOSCIUTO", Some(cast::created(terms.clone(), false))),
        ("PAA_PAGAMENTO_DUPLICATO", Some(cast::after(meals.position(), cast::paid(cast::MEALS, 5980)))),
        ("PAA_PAGAMENTO_SCADUTO", Some(cast::created(passed(terms), true))),
        ("PAA_PAGAMENTO_ANNULLATO", Some(cast::after(meals.position(), withdraw))),
    ]
}

#[test]
fn refusals_by_the_state_of_the_position() {
    for (code, position) in refused_positions() {
        let position = position.as_ref();
        let verification = format!("paVerifyPaymentNotice.response.{code}.xml");
        answers_as_sampled("paVerifyPaymentNotice.request.xml", position, &verification);
        answers_as_sampled("paGetPaymentV2.request.psp.xml", position, &format!("paGetPaymentV2.response.{code}.xml"));
    }
}

/// Codes that no position has: their texts are compared with every sample that shows one.
#[test]
fn every_fault_reads_as_its_samples_do() {
    let codes = [
        FaultCode::SintassiXsd,
        FaultCode::SintassiExtraXsd,
        FaultCode::IdDominioErrato,
        FaultCode::IdIntermediarioErrato,
        FaultCode::StazioneIntErrata,
        FaultCode::PagamentoSconosciuto,
        FaultCode::PagamentoDuplicato,
        FaultCode::PagamentoScaduto,
        FaultCode::PagamentoAnnullato,
        FaultCode::ReceiptDuplicata,
        FaultCode::Semantica,
        FaultCode::SystemError,
    ];
    let Some(folder) = path("samples/soap") else { return };
    let mut compared = 0;
    for (operation, prefix) in [
        (Operation::VerifyPaymentNotice, "paVerifyPaymentNotice"),
        (Operation::GetPaymentV2, "paGetPaymentV2"),
        (Operation::SendRtV2, "paSendRTV2"),
    ] {
        for code in codes {
            let file = folder.join(format!("{prefix}.response.{}.xml", code.as_str()));
            let Ok(expected) = std::fs::read_to_string(file) else { continue };
            let fault = Fault::new(code, "in our words").to_response(operation, cast::BROKER);
            assert_eq!(meaning(&fault), meaning(&expected));
            compared += 1;
        }
    }
    assert_eq!(compared, 20, "samples of faults, those of PAA_PAGAMENTO_IN_CORSO apart");
}

#[test]
fn nobody_is_ever_told_that_a_payment_is_in_progress() {
    let activated = DebtPositionCommand::QuoteActivation {
        nav: cast::nav(cast::MEALS),
        amount: domain::Cents::new(5980),
        payment_note: None,
    };
    let position = cast::after(cast::meals().position(), activated);
    answers_as_sampled("paVerifyPaymentNotice.request.xml", Some(&position), "paVerifyPaymentNotice.response.ok.xml");
    answers_as_sampled("paGetPaymentV2.request.psp.xml", Some(&position), "paGetPaymentV2.response.ok.single.xml");
}

#[test]
fn a_demand_is_refused_because_no_service_is_mapped() {
    let Some(text) = sample("paDemandPaymentNotice.request.xml") else { return };
    let Request::Demand(request) = read(text.as_bytes()).unwrap() else { panic!("not a demand") };
    assert_eq!((request.service.as_str(), request.provider.as_str()), ("00042", "00099"));
    assert_eq!(outcome(&answer(Request::Demand(request), None)), "PAA_PAGAMENTO_SCONOSCIUTO");
}

#[test]
fn trouble_is_a_system_error_for_payers_and_no_answer_for_receipts() {
    for operation in Operation::ALL {
        let reply = Reply::trouble(operation, cast::ENTE);
        if operation.delivers_receipt() {
            assert_eq!((reply.status.as_u16(), outcome(&reply.body).as_str()), (503, "soapenv:Server"));
        } else {
            assert_eq!((reply.status.as_u16(), outcome(&reply.body).as_str()), (200, "PAA_SYSTEM_ERROR"));
        }
    }
}
