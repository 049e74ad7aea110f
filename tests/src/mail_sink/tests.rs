//! The sink against a real SMTP client: everything accepted is kept once, every scripted fault is what the client sees.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Fault, MailSink, MailSinkSettings};

const PATIENCE: Duration = Duration::from_secs(10);

fn transport(sink: &MailSink) -> AsyncSmtpTransport<Tokio1Executor> {
    let host = sink.smtp_addr().ip().to_string();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(sink.smtp_addr().port()).build()
}

fn receipt_mail(subject: &str) -> Message {
    let parts = MultiPart::alternative_plain_html(
        "Ricevuta\r\n.una riga che comincia con un punto\r\n".to_owned(),
        "<p>Ricevuta &egrave; <script>x</script></p>".to_owned(),
    );
    let pdf = Attachment::new("ricevuta.pdf".to_owned())
        .body(b"%PDF-1.7 not really".to_vec(), ContentType::parse("application/pdf").unwrap());
    Message::builder()
        .from("Comune di Borgoesempio <pagamenti@borgoesempio.example>".parse().unwrap())
        .to("mario.rossi@example.com".parse().unwrap())
        .message_id(Some("<one@borgoesempio.example>".to_owned()))
        .subject(subject)
        .multipart(MultiPart::mixed().multipart(parts).singlepart(pdf))
        .unwrap()
}

async fn page(sink: &MailSink, path: &str) -> (u16, reqwest::header::HeaderMap, String) {
    let _installed_before = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.get(format!("http://{}{path}", sink.http_addr())).send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone(), answer.text().await.unwrap())
}

#[tokio::test]
async fn an_accepted_message_can_be_read_in_all_its_parts() {
    let sink = MailSink::start(MailSinkSettings::default()).await.unwrap();
    transport(&sink).send(receipt_mail("Ricevuta di pagamento – è tutto")).await.unwrap();
    let message = sink.wait_for(|message| message.is_for("mario.rossi@example.com"), PATIENCE).await.unwrap();
    assert_eq!(message.envelope.from, "pagamenti@borgoesempio.example");
    assert_eq!(message.subject(), "Ricevuta di pagamento – è tutto");
    assert_eq!(message.message_id().as_deref(), Some("one@borgoesempio.example"));
    assert!(message.text().unwrap().contains("\n.una riga"), "{:?}", message.text());
    assert!(message.html().unwrap().contains("&egrave;"));
    let [pdf] = message.attachments().try_into().unwrap();
    assert_eq!((pdf.name.as_str(), pdf.media_type.as_str()), ("ricevuta.pdf", "application/pdf"));
    assert_eq!(pdf.content, b"%PDF-1.7 not really");
}

#[tokio::test]
async fn the_inbox_page_shows_messages_and_runs_nothing() {
    let sink = MailSink::start(MailSinkSettings::default()).await.unwrap();
    transport(&sink).send(receipt_mail("<b>Ricevuta</b>")).await.unwrap();
    let (status, headers, list) = page(&sink, "/").await;
    assert_eq!(status, 200);
    assert!(list.contains("&lt;b&gt;Ricevuta"), "{list}");
    assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let (_, _, message) = page(&sink, "/messages/1").await;
    assert!(message.contains("sandbox") && message.contains("ricevuta.pdf"), "{message}");
    let (_, headers, framed) = page(&sink, "/messages/1/html").await;
    assert!(framed.contains("<script>"), "shown as it came");
    assert!(headers["content-security-policy"].to_str().unwrap().ends_with("sandbox"), "but it may do nothing");
    let (_, headers, pdf) = page(&sink, "/messages/1/attachments/0").await;
    assert_eq!(headers["content-disposition"], "attachment; filename=\"ricevuta.pdf\"");
    assert!(pdf.starts_with("%PDF"));
    assert_eq!(page(&sink, "/messages/2").await.0, 404);
    assert_eq!(page(&sink, "/messages/1/attachments/7").await.0, 404);
}

#[tokio::test]
async fn scripted_faults_are_what_the_client_sees() {
    let sink = MailSink::start(MailSinkSettings::default()).await.unwrap();
    let transport = transport(&sink);
    sink.script([Fault::RefuseSender(451), Fault::RefuseRecipient(550), Fault::RefuseContent(452)]);
    let refused = |outcome: Result<_, lettre::transport::smtp::Error>| outcome.map(|_| ()).unwrap_err();
    assert!(refused(transport.send(receipt_mail("a")).await).is_transient());
    assert!(refused(transport.send(receipt_mail("b")).await).is_permanent());
    assert!(refused(transport.send(receipt_mail("c")).await).is_transient());
    assert!(sink.messages().is_empty());
    sink.script([Fault::DisconnectBeforeReply { kept: true }, Fault::DisconnectBeforeReply { kept: false }]);
    refused(transport.send(receipt_mail("d")).await);
    refused(transport.send(receipt_mail("e")).await);
    sink.script([Fault::Slow(Duration::from_millis(50))]);
    let begun = std::time::Instant::now();
    transport.send(receipt_mail("f")).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(50));
    let subjects: Vec<_> = sink.messages().iter().map(|message| message.subject()).collect();
    assert_eq!(subjects, ["d", "f"]);
    assert_eq!(sink.faults_left(), 0);
}

#[tokio::test]
async fn the_sink_goes_down_and_comes_up_on_the_same_port() {
    let mut sink = MailSink::start(MailSinkSettings::default()).await.unwrap();
    let transport = transport(&sink);
    transport.send(receipt_mail("before")).await.unwrap();
    sink.down().await;
    assert!(transport.send(receipt_mail("while down")).await.is_err());
    sink.up().await;
    transport.send(receipt_mail("after")).await.unwrap();
    assert_eq!(sink.messages().len(), 2);
    assert!(sink.wait_for(|message| message.subject() == "while down", Duration::from_millis(1)).await.is_none());
}

#[tokio::test]
async fn a_folder_keeps_messages_between_runs() {
    let folder = std::env::temp_dir().join(format!("quietanza-test-mail-{}", std::process::id()));
    let settings = MailSinkSettings { folder: Some(folder.clone()), ..MailSinkSettings::default() };
    let sink = MailSink::start(settings.clone()).await.unwrap();
    transport(&sink).send(receipt_mail("one")).await.unwrap();
    drop(sink);
    let sink = MailSink::start(settings).await.unwrap();
    transport(&sink).send(receipt_mail("two")).await.unwrap();
    let kept: Vec<_> = sink.messages().iter().map(|message| (message.id, message.subject())).collect();
    assert_eq!(kept, [(1, "one".to_owned()), (2, "two".to_owned())]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn nonsense_is_answered_and_ends_nothing() {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let sink = MailSink::start(MailSinkSettings::default()).await.unwrap();
    let mut stream = BufReader::new(tokio::net::TcpStream::connect(sink.smtp_addr()).await.unwrap());
    let mut answers = Vec::new();
    for line in ["", "XYZZY\r\n", "DATA\r\n", "RCPT TO:<a@b.c>\r\n", "MAIL FROM:<\r\n", "NOOP\r\n", "QUIT\r\n"] {
        stream.write_all(line.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_line(&mut answer).await.unwrap();
        answers.push(answer[..3].to_owned());
    }
    assert_eq!(answers, ["220", "500", "503", "503", "501", "250", "221"]);
}
