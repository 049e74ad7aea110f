//! What happens around every request, whichever room answers it.

use std::any::Any;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tracing::Instrument;

use super::client::ClientAddress;
use super::headers::protect;
use super::trace::{self, TraceContext};
use crate::telemetry;

/// How a listener treats its requests.
#[derive(Clone, Copy, Debug)]
pub struct Treatment {
    /// Name of the listener in logs and metrics.
    pub listener: &'static str,
    /// Time in which a request must be answered.
    pub request_time: Duration,
    /// Reverse proxies of ours in front of it.
    pub trusted_proxy_hops: u8,
    /// Whether clients reach it by https only.
    pub https: bool,
}

/// Puts the treatment around all routes and the fallback of a router.
pub fn around(router: Router, treatment: Treatment) -> Router {
    router.fallback(|| async { StatusCode::NOT_FOUND }).layer(from_fn_with_state(treatment, treat))
}

/// Trace, time limit, panic guard, safe headers, one log line, two metrics.
async fn treat(State(treatment): State<Treatment>, mut request: Request, next: Next) -> Response {
    let trace = TraceContext::enter(request.headers().get(trace::HEADER).and_then(|value| value.to_str().ok()));
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = ClientAddress::of(*peer, request.headers(), treatment.trusted_proxy_hops);
        request.extensions_mut().insert(client);
    }
    let method = request.method().clone();
    // The template, never the address itself: addresses may carry what identifies a person.
    let path = request.extensions().get::<MatchedPath>().map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", listener = treatment.listener, %method, path, trace_id = trace.trace_id());
    telemetry::join(&span, &trace);
    let began = Instant::now();
    let mut response = trace.scope(answer(treatment, request, next)).instrument(span.clone()).await;
    protect(response.headers_mut(), treatment.https);
    if let Ok(value) = HeaderValue::from_str(&trace.to_string()) {
        response.headers_mut().insert(trace::HEADER, value);
    }
    let status = response.status();
    span.in_scope(|| tracing::info!(status = status.as_u16(), micros = micros(began.elapsed()), "answered"));
    let labels = [
        ("listener", treatment.listener.to_owned()),
        ("path", path),
        ("method", method_label(&method).to_owned()),
        ("status", status.as_str().to_owned()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(began.elapsed());
    response
}

async fn answer(treatment: Treatment, request: Request, next: Next) -> Response {
    let work = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(treatment.request_time, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => after_panic(treatment, panic.as_ref()),
        Err(_) => {
            metrics::counter!("http_request_timeouts_total", "listener" => treatment.listener).increment(1);
            (StatusCode::SERVICE_UNAVAILABLE, [(header::CONNECTION, "close"), (header::RETRY_AFTER, "5")]).into_response()
        }
    }
}

/// A panic is a bug of ours: the client gets 500 and the trace id to quote, the process lives on, and an alarm can count it. The message
/// of the panic may hold anything, so it is not logged here; the panic hook reports the place.
fn after_panic(treatment: Treatment, _panic: &(dyn Any + Send)) -> Response {
    metrics::counter!("http_panics_total", "listener" => treatment.listener).increment(1);
    tracing::error!("a request ended in a panic");
    let trace_id = trace::current().map(|trace| trace.trace_id()).unwrap_or_default();
    let body = serde_json::json!({ "error": "internal", "trace_id": trace_id }).to_string();
    let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (StatusCode::INTERNAL_SERVER_ERROR, json, Body::from(body)).into_response()
}

/// Clients may invent methods; metrics must not.
fn method_label(method: &axum::http::Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "POST" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "PATCH") => known,
        _ => "other",
    }
}

fn micros(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)
}
