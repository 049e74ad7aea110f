//! Mails over real SMTP: what arrives, and what each failure of the server is taken for.

use std::time::Duration;

use api::documents::Language;
use api::mail::{Mailer, MessageId, Outgoing, Pdf, ReceiptMail, SendError};
use api::settings::{Mail, MailSecurity};
use chrono::{DateTime, Utc};
use domain::ente::{EnteEvent, EnteSettings};
use domain::identifier::EmailAddress;
use domain::ids::SubjectId;
use domain::receipt::{ReceiptEvent, ReceiptFacts};
use serde::de::DeserializeOwned;
use tests::mail_sink::{Fault, MailSink, MailSinkSettings};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nnot really\n";

fn golden<T: DeserializeOwned>(file: &str) -> T {
    let path = format!("{}/golden/events/{file}", env!("CARGO_MANIFEST_DIR"));
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

fn mailer(sink: &MailSink) -> Mailer {
    let settings = Mail {
        host: sink.smtp_addr().ip().to_string(),
        port: sink.smtp_addr().port(),
        security: MailSecurity::None,
        username: None,
        password_file: None,
        from: EmailAddress::parse("noreply@portale.example").unwrap(),
        from_name: None,
    };
    Mailer::new(&settings).unwrap()
}

fn receipt_mail(mailer: &Mailer) -> Outgoing {
    let (ente, facts) = (ente(), facts());
    let received_at: DateTime<Utc> = "2026-06-01T10:16:00Z".parse().unwrap();
    let mail = ReceiptMail { language: Language::Italian, ente: &ente, facts: &facts, received_at, second_payment: false };
    Outgoing {
        message_id: MessageId::of_receipt("stream", SubjectId::new(Uuid::from_u128(1)), mailer.address()),
        date: received_at,
        from: mailer.sender(&ente.name, ente.sender.as_ref()),
        to: EmailAddress::parse("maria.rossi@posta.example").unwrap(),
        subject: mail.subject(),
        body: mail.body(),
        attachment: Some(Pdf::receipt(&facts.nav, PDF.to_vec())),
    }
}

async fn sink() -> MailSink {
    MailSink::start(MailSinkSettings::default()).await.unwrap()
}

#[tokio::test]
async fn a_receipt_arrives_as_text_page_and_pdf() {
    let sink = sink().await;
    let mailer = mailer(&sink);
    mailer.send(receipt_mail(&mailer)).await.unwrap();
    let [mail] = &sink.messages()[..] else { panic!("one mail") };
    assert_eq!(mail.envelope.to, ["maria.rossi@posta.example"]);
    assert_eq!(mail.envelope.from, "noreply@comune.example", "the Ente's own sender");
    assert_eq!(mail.subject(), "Ricevuta di pagamento: TARI 2026");
    assert_eq!(format!("<{}>", mail.message_id().unwrap()), receipt_mail(&mailer).message_id.as_str());
    assert!(mail.text().unwrap().contains("150,00\u{a0}€"));
    assert!(mail.html().unwrap().contains("<h1"));
    let [pdf] = &mail.attachments()[..] else { panic!("one attachment") };
    assert_eq!((pdf.media_type.as_str(), pdf.content.as_slice()), ("application/pdf", PDF));
    assert_eq!(pdf.name, format!("ricevuta-{}.pdf", facts().nav));
    let parsed = mail.parsed().unwrap();
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2026-06-01T10:16:00Z");
    assert_eq!(parsed.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
}

#[tokio::test]
async fn a_resend_is_the_same_bytes() {
    let sink = sink().await;
    let mailer = mailer(&sink);
    for _ in 0..2 {
        mailer.send(receipt_mail(&mailer)).await.unwrap();
    }
    let mails = sink.messages();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].raw, mails[1].raw);
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_will_not_is_said_so() {
    let sink = sink().await;
    let mailer = mailer(&sink);
    let cases = [
        (Fault::RefuseSender(451), SendError::Later("SMTP 451".into())),
        (Fault::RefuseRecipient(450), SendError::Later("SMTP 450".into())),
        (Fault::RefuseContent(452), SendError::Later("SMTP 452".into())),
        (Fault::RefuseSender(530), SendError::Later("SMTP 530".into())),
        (Fault::RefuseSender(553), SendError::Never("SMTP 553".into())),
        (Fault::RefuseRecipient(550), SendError::Never("SMTP 550".into())),
        (Fault::RefuseContent(554), SendError::Never("SMTP 554".into())),
        (Fault::DisconnectBeforeReply { kept: false }, SendError::Later("no connection".into())),
    ];
    for (fault, expected) in cases {
        sink.script([fault.clone()]);
        let answer = mailer.send(receipt_mail(&mailer)).await.unwrap_err();
        match (&answer, &expected) {
            // A connection that breaks is told in more than one way.
            (SendError::Later(_), SendError::Later(why)) if why == "no connection" => {}
            _ => assert_eq!(answer, expected, "{fault:?}"),
        }
    }
    assert_eq!(sink.messages().len(), 0);
    mailer.send(receipt_mail(&mailer)).await.expect("the mailer recovers");
}

#[tokio::test]
async fn a_server_that_is_away_costs_nothing_but_time() {
    let mut sink = sink().await;
    let mailer = mailer(&sink);
    mailer.send(receipt_mail(&mailer)).await.unwrap();
    sink.down().await;
    assert!(matches!(mailer.send(receipt_mail(&mailer)).await, Err(SendError::Later(_))));
    sink.up().await;
    mailer.send(receipt_mail(&mailer)).await.expect("a new connection is opened");
    assert!(sink.wait_for(|mail| mail.id == 2, Duration::from_secs(5)).await.is_some());
}
