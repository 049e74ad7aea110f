//! The SMTP dialogue with one client (RFC 5321): enough of it for every well-behaved sender, and faults on demand.

use std::io;
use std::time::Duration;

use smtp_proto::{Error as ParseError, Request};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;

use super::envelope::Envelope;
use super::fault::{Fault, Script};
use super::mailbox::Mailbox;

/// The largest content taken in, in bytes.
const LARGEST_CONTENT: usize = 35 * 1024 * 1024;

/// The longest line of a dialogue or of a content, in bytes; RFC 5321 asks for 1000.
const LONGEST_LINE: u64 = 64 * 1024;

/// The message transaction under way.
#[derive(Debug, Default)]
struct Transaction {
    envelope: Option<Envelope>,
    fault: Option<Fault>,
}

/// What follows from a command.
enum Step {
    Answer(String),
    TakeContent,
    Quit,
}

/// Talks with one client until it quits, leaves, or a fault ends it.
pub(crate) async fn converse(stream: TcpStream, mailbox: &Mailbox, script: &Script) -> io::Result<()> {
    let mut stream = BufStream::new(stream);
    let mut transaction = Transaction::default();
    say(&mut stream, "220 sink ready").await?;
    while let Some(line) = read_line(&mut stream).await? {
        match step(&line, &mut transaction, script) {
            Step::Answer(answer) => say(&mut stream, &answer).await?,
            Step::TakeContent => {
                say(&mut stream, "354 end with a dot").await?;
                let Some(content) = read_content(&mut stream).await? else { return Ok(()) };
                match accept(std::mem::take(&mut transaction), content, mailbox).await? {
                    Some(answer) => say(&mut stream, &answer).await?,
                    None => return Ok(()),
                }
            }
            Step::Quit => return say(&mut stream, "221 bye").await,
        }
    }
    Ok(())
}

fn step(line: &[u8], transaction: &mut Transaction, script: &Script) -> Step {
    let request = match Request::parse(&mut line.iter()) {
        Ok(request) => request,
        Err(ParseError::UnknownCommand) => return Step::Answer("500 unknown command".to_owned()),
        Err(error) => return Step::Answer(format!("501 {error:?}")),
    };
    match request {
        Request::Ehlo { .. } => Step::Answer(format!("250-sink\r\n250-8BITMIME\r\n250 SIZE {LARGEST_CONTENT}")),
        Request::Mail { from } => Step::Answer(begin(transaction, &from.address, script)),
        Request::Rcpt { to } => Step::Answer(add_recipient(transaction, &to.address)),
        Request::Data if transaction.envelope.as_ref().is_some_and(|envelope| !envelope.to.is_empty()) => Step::TakeContent,
        Request::Data => Step::Answer("503 no recipient".to_owned()),
        Request::Helo { .. } | Request::Noop { .. } => Step::Answer("250 ok".to_owned()),
        Request::Rset => {
            *transaction = Transaction::default();
            Step::Answer("250 ok".to_owned())
        }
        Request::Quit => Step::Quit,
        _ => Step::Answer("502 not here".to_owned()),
    }
}

fn begin(transaction: &mut Transaction, from: &str, script: &Script) -> String {
    let fault = script.next();
    if let Some(Fault::RefuseSender(code)) = fault {
        return format!("{code} sender refused");
    }
    let envelope = Envelope { from: from.to_owned(), to: Vec::new() };
    *transaction = Transaction { envelope: Some(envelope), fault };
    "250 sender ok".to_owned()
}

fn add_recipient(transaction: &mut Transaction, to: &str) -> String {
    let Some(envelope) = &mut transaction.envelope else { return "503 no sender".to_owned() };
    if let Some(Fault::RefuseRecipient(code)) = transaction.fault {
        return format!("{code} recipient refused");
    }
    envelope.to.push(to.to_owned());
    "250 recipient ok".to_owned()
}

/// Keeps the message unless its fault says otherwise; answers nothing when the connection is to end.
async fn accept(transaction: Transaction, content: Vec<u8>, mailbox: &Mailbox) -> io::Result<Option<String>> {
    let Some(envelope) = transaction.envelope else { return Ok(Some("503 no sender".to_owned())) };
    if content.len() > LARGEST_CONTENT {
        return Ok(Some("552 content too large".to_owned()));
    }
    match transaction.fault {
        Some(Fault::RefuseContent(code)) => return Ok(Some(format!("{code} content refused"))),
        Some(Fault::DisconnectBeforeReply { kept: false }) => return Ok(None),
        Some(Fault::DisconnectBeforeReply { kept: true }) => {
            mailbox.keep(envelope, content)?;
            return Ok(None);
        }
        Some(Fault::Slow(delay)) => wait(delay).await,
        _ => {}
    }
    mailbox.keep(envelope, content)?;
    Ok(Some("250 kept".to_owned()))
}

async fn say(stream: &mut BufStream<TcpStream>, answer: &str) -> io::Result<()> {
    stream.write_all(answer.as_bytes()).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}

/// One line with its end; none when the client has left.
async fn read_line(stream: &mut BufStream<TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    stream.take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
    Ok(line.ends_with(b"\n").then_some(line))
}

/// The content up to the line with a single dot, doubled dots undone; none when the client left before its end. What
/// is beyond the largest content is read and not kept.
async fn read_content(stream: &mut BufStream<TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    while let Some(line) = read_line(stream).await? {
        if line == b".\r\n" {
            return Ok(Some(content));
        }
        if content.len() <= LARGEST_CONTENT {
            content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }
    Ok(None)
}

/// A delay is what the fault is about: there is no condition to wait for.
async fn wait(delay: Duration) {
    let _elapsed = tokio::time::timeout(delay, std::future::pending::<()>()).await;
}
