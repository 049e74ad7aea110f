//! Every answer is valid against the official schema: the envelope, and what stands in its body, as `xmllint` judges.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use api::station::get_payment::{Debtor, GetPaymentRequest, TransferType, quote};
use api::station::schema::{Addressing, QrCode};
use api::station::send_rt::accepted;
use api::station::verify::{VerifyRequest, verify};
use api::station::{Fault, FaultCode, Operation, Version, reply::Reply};
use domain::debt_position::Terms;

use crate::cast::{self, Debt};
use crate::material::path;
use crate::message::{body, values};

/// The official schemas and the program that applies them.
pub(crate) struct Official {
    envelope: PathBuf,
    messages: PathBuf,
}

impl Official {
    /// None, with a printed reason, where one of them is absent.
    pub(crate) fn find() -> Option<Self> {
        let envelope = path("contracts/soap/xsd-common/envelope.xsd")?;
        let messages = path("contracts/soap/wsdl/xsd/paForNode.xsd")?;
        if Command::new("xmllint").arg("--version").output().is_err() {
            println!("skipped: xmllint is not installed");
            return None;
        }
        Some(Self { envelope, messages })
    }

    /// Which of the messages are valid, envelope and body.
    pub(crate) fn valid(&self, name: &str, messages: &[String]) -> Vec<bool> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("station").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let envelopes = apply(&self.envelope, &folder, "envelope", messages.iter().map(String::as_str));
        let bodies = apply(&self.messages, &folder, "body", messages.iter().map(|message| body(message)));
        envelopes.into_iter().zip(bodies).map(|(envelope, body)| envelope && body).collect()
    }
}

/// One run of xmllint over many documents.
fn apply<'a>(schema: &Path, folder: &Path, kind: &str, documents: impl Iterator<Item = &'a str>) -> Vec<bool> {
    let files: Vec<PathBuf> = documents
        .enumerate()
        .map(|(index, document)| {
            let file = folder.join(format!("{kind}-{index}.xml"));
            std::fs::write(&file, document).unwrap();
            file
        })
        .collect();
    let mut verdicts = BTreeMap::new();
    // A command line has a longest length.
    for chunk in files.chunks(500) {
        let output = Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).args(chunk).output().unwrap();
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            if let Some(file) = line.strip_suffix(" validates") {
                verdicts.insert(PathBuf::from(file), true);
            } else if let Some(file) = line.strip_suffix(" fails to validate") {
                verdicts.insert(PathBuf::from(file), false);
            }
        }
    }
    files.iter().map(|file| verdicts.get(file).copied().unwrap_or_else(|| panic!("no verdict on {}", file.display()))).collect()
}

fn qr_code(debt: &Debt) -> QrCode {
    QrCode { fiscal_code: cast::ENTE.parse().unwrap(), notice_number: cast::nav(debt.nav) }
}

fn addressing() -> Addressing {
    Addressing { id_pa: cast::ENTE.to_owned(), id_broker: cast::BROKER.to_owned(), id_station: cast::STATION.to_owned() }
}

fn debtors() -> [Debtor; 3] {
    let mut anonymous = cast::person();
    anonymous.tax_code = "ANONIMO".parse().unwrap();
    anonymous.address = Default::default();
    let email = cast::citizen().email;
    [
        Debtor::Known { person: Box::new(cast::person()), email },
        Debtor::Known { person: Box::new(anonymous), email: None },
        Debtor::Forgotten,
    ]
}

/// Debts whose texts try the edges: escapes, the longest lengths, letters outside ASCII, no due date, no office.
fn debts() -> Vec<Debt> {
    let mut odd = cast::meals();
    odd.description = "Città <b>&amp; \"così\" 'è' — €uro: ąść 日本 😀";
    (odd.office, odd.due) = (None, None);
    odd.transfers[0].remittance_information = "&<>]]>".parse().unwrap();
    let mut long = cast::waste();
    long.description = Box::leak("è".repeat(140).into_boxed_str());
    long.office = Some(Box::leak("&".repeat(140).into_boxed_str()));
    vec![cast::meals(), cast::waste(), cast::stamp(), odd, long]
}

fn positive_answers() -> Vec<String> {
    let ente = cast::ente();
    let mut answers = vec![accepted(Operation::SendRtV1), accepted(Operation::SendRtV2)];
    for debt in debts() {
        let mut terms: Terms = debt.terms();
        terms.switch_to_expired = false;
        let position = cast::created(terms, true);
        let question = VerifyRequest { addressing: addressing(), qr_code: qr_code(&debt) };
        answers.push(verify(&question, &ente, Some(&position), cast::now()).unwrap().to_response());
        for version in [Version::V1, Version::V2] {
            for transfer_type in [None, Some(TransferType::Pagopa), Some(TransferType::Postal)] {
                let activation = GetPaymentRequest {
                    version,
                    addressing: addressing(),
                    qr_code: qr_code(&debt),
                    amount: None,
                    payment_note: None,
                    transfer_type,
                    due_date: None,
                };
                let Ok(quote) = quote(&activation, &ente, Some(&position), cast::now()) else { continue };
                answers.extend(debtors().iter().map(|debtor| quote.to_response(debtor)));
            }
        }
    }
    answers
}

fn refusals() -> Vec<String> {
    let codes = [FaultCode::SintassiXsd, FaultCode::Semantica, FaultCode::PagamentoSconosciuto, FaultCode::ReceiptDuplicata];
    let texts = ["", "<&>", "à capo\r\ne \u{0} oltre"];
    let mut answers = Vec::new();
    for operation in Operation::ALL {
        for code in codes {
            answers.extend(texts.iter().map(|text| Fault::new(code, *text).to_response(operation, cast::ENTE)));
        }
        let trouble = Reply::trouble(operation, cast::ENTE);
        if trouble.status.is_success() {
            answers.push(trouble.body);
        }
    }
    answers
}

#[test]
fn every_answer_is_valid() {
    let Some(official) = Official::find() else { return };
    let answers: Vec<String> = positive_answers().into_iter().chain(refusals()).collect();
    assert!(answers.len() > 120, "{}", answers.len());
    let valid = official.valid("answers", &answers);
    for (answer, valid) in answers.iter().zip(valid) {
        assert!(valid, "not valid: {answer}");
        assert!(values(answer).iter().all(|(_, value)| !value.is_empty()), "an empty element: {answer}");
    }
}

#[test]
fn a_soap_fault_is_a_valid_envelope() {
    let Some(official) = Official::find() else { return };
    let answers =
        [Reply::not_soap(axum::http::StatusCode::BAD_REQUEST, "a < b").body, Reply::trouble(Operation::SendRtV2, "").body];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("station").join("faults");
    std::fs::create_dir_all(&folder).unwrap();
    assert_eq!(apply(&official.envelope, &folder, "envelope", answers.iter().map(String::as_str)), [true, true]);
}
