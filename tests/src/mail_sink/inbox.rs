//! The inbox page: a list of messages, each with its text, its HTML and its attachments. It only reads, runs no
//! script, and shows foreign HTML in a frame that may do nothing.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use super::mailbox::Mailbox;
use super::message::ReceivedMessage;

/// What our own pages may do: show their style and the frame with the message's HTML.
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a message's HTML may do: look as written, inside our frame.
const MESSAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ccc}\
iframe{width:100%;height:32rem;border:1px solid #ccc}pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem}\
dt{font-weight:bold}dd{margin:0 0 .5rem}";

pub(crate) fn router(mailbox: Arc<Mailbox>) -> Router {
    Router::new()
        .route("/", get(list))
        .route("/style.css", get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE) }))
        .route("/messages/{id}", get(message))
        .route("/messages/{id}/html", get(message_html))
        .route("/messages/{id}/raw", get(raw))
        .route("/messages/{id}/attachments/{number}", get(attachment))
        .with_state(mailbox)
}

async fn list(State(mailbox): State<Arc<Mailbox>>) -> Response {
    let mut messages = mailbox.messages();
    messages.reverse();
    page(
        "Inbox",
        html! {
            p { (messages.len()) " messages, the newest first" }
            table {
                thead { tr { th { "Received (UTC)" } th { "To" } th { "Subject" } th { "Files" } } }
                tbody { @for message in &messages { (row(message)) } }
            }
        },
    )
}

fn row(message: &ReceivedMessage) -> Markup {
    let subject = message.subject();
    let title = if subject.is_empty() { "(no subject)" } else { &subject };
    html! {
        tr {
            td { (message.received_at.format("%Y-%m-%d %H:%M:%S")) }
            td { (message.envelope.to.join(", ")) }
            td { a href=(format!("/messages/{}", message.id)) { (title) } }
            td { (message.attachments().len()) }
        }
    }
}

async fn message(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<u64>) -> Response {
    let Some(message) = mailbox.message(id) else { return not_found() };
    let base = format!("/messages/{id}");
    page(
        &message.subject(),
        html! {
            p { a href="/" { "All messages" } }
            dl {
                dt { "From" } dd { (message.envelope.from) }
                dt { "To" } dd { (message.envelope.to.join(", ")) }
                dt { "Message-ID" } dd { (message.message_id().unwrap_or_default()) }
            }
            @let attachments = message.attachments();
            @if !attachments.is_empty() {
                h2 { "Attachments" }
                ul {
                    @for (number, file) in attachments.iter().enumerate() {
                        li {
                            a href=(format!("{base}/attachments/{number}")) { (file.name) }
                            " (" (file.media_type) ", " (file.content.len()) " bytes)"
                        }
                    }
                }
            }
            @if message.html().is_some() {
                h2 { "HTML" }
                iframe src=(format!("{base}/html")) title="The message's HTML" sandbox="" {}
            }
            @if let Some(text) = message.text() { h2 { "Text" } pre { (text) } }
            p { a href=(format!("{base}/raw")) { "The message as it came" } }
        },
    )
}

async fn message_html(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<u64>) -> Response {
    match mailbox.message(id).and_then(|message| message.html()) {
        Some(content) => guarded(MESSAGE_POLICY, "text/html; charset=utf-8", content.into_bytes()),
        None => not_found(),
    }
}

async fn raw(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<u64>) -> Response {
    match mailbox.message(id) {
        Some(message) => guarded(PAGE_POLICY, "text/plain; charset=utf-8", message.raw.clone()),
        None => not_found(),
    }
}

async fn attachment(State(mailbox): State<Arc<Mailbox>>, Path((id, number)): Path<(u64, usize)>) -> Response {
    let files = mailbox.message(id).map(|message| message.attachments()).unwrap_or_default();
    let Some(file) = files.into_iter().nth(number) else { return not_found() };
    let safe = |character: char| if character.is_ascii_alphanumeric() || ".-_ ".contains(character) { character } else { '_' };
    let name: String = file.name.chars().map(safe).collect();
    let mut response = guarded(PAGE_POLICY, &file.media_type, file.content);
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

fn page(title: &str, content: Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (title) } link rel="stylesheet" href="/style.css"; }
            body { h1 { (title) } (content) }
        }
    };
    guarded(PAGE_POLICY, "text/html; charset=utf-8", markup.into_string().into_bytes())
}

fn guarded(policy: &'static str, media_type: &str, content: Vec<u8>) -> Response {
    let media_type = HeaderValue::from_str(media_type).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, content).into_response()
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, page("Not here", html! { p { a href="/" { "All messages" } } })).into_response()
}
