//! How the product is, for the office's own monitoring: alive, ready, measured.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::product::Product;
use crate::telemetry::Metrics;

#[derive(Clone, Debug)]
struct Seen {
    product: Product,
    metrics: Metrics,
}

/// `/healthz` (the process lives), `/readyz` (it can serve; else names what is missing), `/metrics` (Prometheus).
pub fn router(product: Product, metrics: Metrics) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(measured))
        .with_state(Seen { product, metrics })
}

async fn ready(State(seen): State<Seen>) -> Response {
    let health = seen.product.health().await;
    let status = if health.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(health)).into_response()
}

async fn measured(State(seen): State<Seen>) -> Response {
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (text, seen.metrics.render()).into_response()
}
