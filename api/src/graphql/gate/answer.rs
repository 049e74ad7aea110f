//! What goes out: data; or one error with a code, and for what must not happen a trace id instead of a cause.

use std::error::Error as _;

use async_graphql::Response as Executed;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::super::caps::TooOften;
use super::super::document::DocumentRefusal;
use super::super::fault::Fault;
use super::body::MAX_BODY;
use crate::http::trace;

/// Why a request is not executed. The texts are for developers of clients; they never repeat what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// From a page of another origin.
    #[error("requests of pages of other origins are refused")]
    Origin,
    /// Not JSON.
    #[error("the content type must be application/json, without content encoding")]
    MediaType,
    /// No client of ours.
    #[error("the header x-quietanza-client must name the client")]
    Client,
    /// Too long.
    #[error("the body is longer than {MAX_BODY} bytes")]
    BodyTooLong,
    /// No request.
    #[error("the body must be one JSON object with query, and optionally operationName, variables and extensions")]
    Body,
    /// Several requests.
    #[error("several requests in one body are refused")]
    Batch,
    /// The document.
    #[error("{0}")]
    Document(#[from] DocumentRefusal),
    /// The document, as the executor's validation sees it.
    #[error("the document or its variables do not fit the schema")]
    Validation,
    /// Subscriptions here, or anything else there.
    #[error("queries and mutations go to /graphql, subscriptions to /graphql/live")]
    Transport,
    /// No WebSocket of the one protocol.
    #[error("the handshake must be a WebSocket of protocol graphql-transport-ws")]
    Protocol,
    /// A field for citizens with a session.
    #[error("the document names a field that needs a login")]
    NotAdmitted,
    /// Asked too often.
    #[error("too many requests; try again in {} seconds", .0.0)]
    TooOften(TooOften),
    /// It cannot be found out now who asks.
    #[error("the service is not available now; try again in a moment")]
    Unavailable,
}

impl Refused {
    /// It cannot be found out who asks: the cause goes to the log.
    #[must_use]
    pub(crate) fn unavailable(fault: &Fault) -> Self {
        log(fault);
        Self::Unavailable
    }

    /// Stable code.
    #[must_use]
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Origin => "ORIGIN",
            Self::MediaType => "MEDIA_TYPE",
            Self::Client => "CLIENT",
            Self::BodyTooLong => "BODY_TOO_LONG",
            Self::Body => "BODY",
            Self::Batch => "BATCH",
            Self::Document(refusal) => refusal.code(),
            Self::Validation => "VALIDATION",
            Self::Transport => "TRANSPORT",
            Self::Protocol => "PROTOCOL",
            Self::NotAdmitted => "NOT_ADMITTED",
            Self::TooOften(_) => "TOO_MANY_REQUESTS",
            Self::Unavailable => "UNAVAILABLE",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Origin | Self::Client => StatusCode::FORBIDDEN,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Body | Self::Batch | Self::Document(_) | Self::Validation | Self::Transport | Self::Protocol => {
                StatusCode::BAD_REQUEST
            }
            Self::NotAdmitted => StatusCode::UNAUTHORIZED,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The answer to a request that is not executed.
#[must_use]
pub(crate) fn refused(refusal: Refused) -> Response {
    metrics::counter!("graphql_refusals_total", "code" => refusal.code()).increment(1);
    let mut response = body(refusal.status(), &json!({ "errors": [refusal_error(refusal)] }));
    if let Refused::TooOften(TooOften(seconds)) = refusal {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What is said of a refusal.
#[must_use]
pub(crate) fn refusal_error(refusal: Refused) -> serde_json::Value {
    json!({ "message": refusal.to_string(), "extensions": { "code": refusal.code() } })
}

/// The answer to a request that was executed; in development it says what validation found.
#[must_use]
pub(crate) fn executed(mut response: Executed, development: bool) -> Response {
    if response.errors.is_empty() {
        let mut answer = body(StatusCode::OK, &response);
        // Only logging in and out sets any: the cookie of the session.
        answer.headers_mut().extend(std::mem::take(&mut response.http_headers));
        return answer;
    }
    match faults(&response) {
        Some(unavailable) => broken(unavailable),
        None if development => {
            response.data = async_graphql::Value::Null;
            body(Refused::Validation.status(), &response)
        }
        None => refused(Refused::Validation),
    }
}

/// The data of an answer, written already.
#[derive(Debug)]
pub(crate) struct Answered(pub(crate) Vec<u8>);

/// The answer to a request that was executed without the executor.
#[must_use]
pub(crate) fn written(outcome: Result<Answered, Fault>) -> Response {
    match outcome {
        Ok(Answered(text)) => json_text(StatusCode::OK, text),
        Err(fault) => {
            log(&fault);
            broken(fault.may_pass())
        }
    }
}

/// Logs the faults of a response; answers whether all of them may pass by themselves, or nothing when there is none.
pub(crate) fn faults(response: &Executed) -> Option<bool> {
    let mut passing = None;
    for error in &response.errors {
        // Resolvers fail with faults only. The rest is the document's, also at a place in the data: validation lets a variable that was
        // left out stand for an argument that must be given.
        let Some(fault) = error.source::<Fault>() else { continue };
        passing = Some(passing.unwrap_or(true) && fault.may_pass());
        log(fault);
    }
    passing
}

fn log(fault: &Fault) {
    let cause = fault.source().map(chain).unwrap_or_default();
    tracing::error!(fault.may_pass = fault.may_pass(), fault.cause = cause, "a request could not be answered");
}

/// What is said of a fault: that there was one, and the trace to quote.
#[must_use]
pub(crate) fn broken_error(may_pass: bool) -> serde_json::Value {
    let (code, message) = if may_pass {
        ("UNAVAILABLE", "the service is not available now; try again in a moment")
    } else {
        ("INTERNAL", "something went wrong on our side")
    };
    let trace_id = trace::current().map(|trace| trace.trace_id()).unwrap_or_default();
    json!({ "message": message, "extensions": { "code": code, "traceId": trace_id } })
}

fn broken(may_pass: bool) -> Response {
    let status = if may_pass { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
    let mut response = body(status, &json!({ "data": null, "errors": [broken_error(may_pass)] }));
    if may_pass {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

fn body(status: StatusCode, content: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(content) {
        Ok(text) => json_text(status, text),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn json_text(status: StatusCode, text: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, text).into_response()
}
