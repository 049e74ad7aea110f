//! A mail is the same bytes every time, says the same in both parts, and nothing typed by anybody reaches a header or a tag.

use chrono::{DateTime, Utc};
use domain::ente::{EnteEvent, EnteSettings};
use domain::identifier::EmailAddress;
use domain::ids::SubjectId;
use domain::receipt::{ReceiptEvent, ReceiptFacts};
use domain::text::Text140;
use uuid::Uuid;

use super::{Body, MessageId, Outgoing, Pdf, ReceiptMail, Sender, Subject};
use crate::documents::Language;

fn golden<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let path = format!("{}/../tests/golden/events/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn facts() -> ReceiptFacts {
    match golden("Receipt/ReceiptReceived.v1.json") {
        ReceiptEvent::ReceiptReceived { facts, .. } => *facts,
        other => panic!("{other:?}"),
    }
}

fn ente() -> EnteSettings {
    let EnteEvent::EnteConfigured { settings } = golden("Ente/EnteConfigured.v1.json");
    *settings
}

fn noon() -> DateTime<Utc> {
    "2026-06-01T10:16:00Z".parse().unwrap()
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn message_id() -> MessageId {
    MessageId::of_receipt("00133880252:token", SubjectId::new(Uuid::from_u128(7)), &address("noreply@comune.example"))
}

fn outgoing(facts: &ReceiptFacts, second_payment: bool) -> Outgoing {
    let ente = ente();
    let mail = ReceiptMail { language: Language::Italian, ente: &ente, facts, received_at: noon(), second_payment };
    Outgoing {
        message_id: message_id(),
        date: noon(),
        from: Sender { name: Some(ente.name.clone()), address: address("noreply@comune.example") },
        to: address("maria@posta.example"),
        subject: mail.subject(),
        body: mail.body(),
        attachment: Some(Pdf::receipt(&facts.nav, b"%PDF-1.7 not really".to_vec())),
    }
}

#[test]
fn the_same_mail_is_the_same_bytes() {
    let bytes = || outgoing(&facts(), false).compose().unwrap().formatted();
    assert_eq!(bytes(), bytes());
}

#[test]
fn headers_are_those_of_an_automatic_mail_with_a_fixed_name_and_date() {
    let text = String::from_utf8(outgoing(&facts(), false).compose().unwrap().formatted()).unwrap();
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    assert!(headers.contains(&format!("Message-ID: {}", message_id().as_str())), "{headers}");
    assert!(headers.contains("Date: Mon, 01 Jun 2026 10:16:00 +0000"), "{headers}");
    assert!(headers.contains("Auto-Submitted: auto-generated"), "{headers}");
    assert!(headers.contains("Subject: Ricevuta di pagamento: TARI 2026"), "{headers}");
    assert!(headers.contains("To: maria@posta.example"), "{headers}");
    assert!(text.contains(&format!("ricevuta-{}.pdf", facts().nav)), "{text}");
}

#[test]
fn both_parts_say_everything_the_receipt_says() {
    let Body { text, html, .. } = outgoing(&facts(), false).body;
    let said = ["Comune di prova", "TARI 2026", "150,00\u{a0}€", "01/06/2026 alle 12:15:30", "Banca di prova", "tel. 000 000000"];
    for value in said {
        assert!(text.contains(value), "{value} is not in the text:\n{text}");
        assert!(html.contains(value), "{value} is not in the page:\n{html}");
    }
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"it-IT\">"));
    assert!(!text.contains("già pagato"));
}

#[test]
fn a_second_payment_is_told() {
    let Body { text, html, .. } = outgoing(&facts(), true).body;
    assert!(text.contains("risultava già pagato") && html.contains("risultava già pagato"));
}

#[test]
fn without_a_payment_time_the_time_of_reception_is_told_as_such() {
    let facts = ReceiptFacts { paid_at: None, ..facts() };
    let text = outgoing(&facts, false).body.text;
    assert!(text.contains("Ricevuta registrata il: 01/06/2026 alle 12:16:00"), "{text}");
}

#[test]
fn markup_in_a_description_is_text() {
    let facts = ReceiptFacts { description: Text140::parse("<script>alert(1)</script> & \"più\"").unwrap(), ..facts() };
    let Body { text, html, .. } = outgoing(&facts, false).body;
    assert!(!html.contains("<script>"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;più&quot;"), "{html}");
    assert!(text.contains("<script>alert(1)</script> & \"più\""));
}

#[test]
fn no_description_breaks_out_of_the_subject() {
    for evil in ["a\r\nBcc: x@y.example", "a\nSubject: b", "a\u{2028}b", "a\u{0}b"] {
        let Ok(description) = Text140::parse(evil) else { continue };
        let facts = ReceiptFacts { description, ..facts() };
        let message = outgoing(&facts, false).compose().unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(headers.lines().filter(|line| line.starts_with("Subject:")).count(), 1, "{headers}");
        assert!(!headers.lines().any(|line| line.starts_with("Bcc:")), "{headers}");
        assert_eq!(message.envelope().to().len(), 1);
    }
    assert!(EmailAddress::parse("a@b.example,c@d.example").is_err());
    assert!(EmailAddress::parse("a@b.example\r\nBcc: c@d.example").is_err());
}

#[test]
fn a_long_description_is_cut_in_the_subject_only() {
    let long = "parola ".repeat(20);
    let description = Text140::parse(long.trim()).unwrap();
    let subject = Subject::receipt(Language::Italian, &description);
    assert!(subject.as_str().chars().count() <= 60 + "Ricevuta di pagamento: ".chars().count());
    let facts = ReceiptFacts { description: description.clone(), ..facts() };
    assert!(outgoing(&facts, false).body.text.contains(description.as_str()));
}

#[test]
fn names_are_read_back_and_nothing_else_is() {
    assert_eq!(MessageId::parse(message_id().as_str()), Ok(message_id()));
    let hash = "0".repeat(32);
    for text in [
        "".to_owned(),
        hash.clone(),
        format!("<{hash}>"),
        format!("<{hash}@>"),
        format!("<{hash}@a\r\nBcc: b>"),
        format!("<{}@a.example>", "G".repeat(32)),
        format!("<{hash}@a.example> <b>"),
    ] {
        assert!(MessageId::parse(&text).is_err(), "{text:?}");
    }
}

#[test]
fn receipts_and_addresses_have_different_names() {
    let sender = address("noreply@comune.example");
    let name = |stream: &str, number| MessageId::of_receipt(stream, SubjectId::new(Uuid::from_u128(number)), &sender);
    assert_ne!(name("a", 1), name("a", 2));
    assert_ne!(name("a", 1), name("b", 1));
}
