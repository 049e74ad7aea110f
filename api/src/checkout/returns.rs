//! The browser comes back from Checkout. The visit is noted as a hint; it proves nothing, shows nothing about the
//! payment, and works however often and from wherever it is repeated.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::checkout::{CheckoutCommand, ReturnOutcome};
use domain::ids::{CheckoutId, CorrelationId};
use domain::metadata::{Actor, Assurance};
use url::Url;

use super::page::{Message, page};
use super::reference::{self, ReturnReferences};
use crate::product::Product;

/// How long noting the hint may keep the citizen waiting.
const PATIENCE: Duration = Duration::from_secs(2);
/// Name under which the portal's page gets the reference.
const PARAMETER: &str = "pagamento";

#[derive(Clone, Debug)]
struct Returns {
    product: Product,
    references: Arc<ReturnReferences>,
}

/// `GET /return/{reference}/{outcome}`.
pub fn router(product: Product) -> Router {
    let references = Arc::new(ReturnReferences::of(&product));
    Router::new().route("/return/{reference}/{outcome}", get(come_back)).with_state(Returns { product, references })
}

impl ReturnReferences {
    /// The references of an installation: its public address, its key of links.
    #[must_use]
    pub fn of(product: &Product) -> Self {
        Self::new(product.settings.http.public_url.clone(), product.settings.links.secret_file.bytes())
    }
}

async fn come_back(State(returns): State<Returns>, Path((reference, word)): Path<(String, String)>) -> Response {
    let portal = returns.references.portal();
    let Some((checkout, outcome)) = returns.references.checkout(&reference).zip(reference::outcome(&word)) else {
        metrics::counter!("checkout_returns_total", "outcome" => "unknown").increment(1);
        return page(Message::Unknown, portal);
    };
    metrics::counter!("checkout_returns_total", "outcome" => reference::word(outcome)).increment(1);
    if tokio::time::timeout(PATIENCE, returns.note(checkout, outcome)).await.is_err() {
        tracing::warn!(checkout.id = %checkout, "a return could not be noted in time");
    }
    match &returns.product.settings.http.outcome_page_url {
        Some(outcome_page) => see_other(outcome_page, &reference),
        None => page(Message::Returned(outcome), portal),
    }
}

impl Returns {
    /// Notes the hint; whether that works is no business of the citizen's.
    async fn note(&self, id: CheckoutId, outcome: ReturnOutcome) {
        let checkouts = &self.product.commands.checkouts;
        let stream = id.to_string();
        let Ok(known) = checkouts.load(&stream).await else {
            tracing::warn!(checkout.id = %id, "a return could not be noted: the checkout cannot be read");
            return;
        };
        let Some(ente) = known.aggregate.ente() else { return };
        let correlation = CorrelationId::new(id.as_uuid());
        let metadata = self.product.metadata(ente, Actor::Anonymous, Assurance::A0, correlation, None);
        let noted = checkouts.execute(&stream, CheckoutCommand::NoteReturn { outcome }, metadata.to_map()).await;
        if let Err(error) = noted {
            tracing::warn!(checkout.id = %id, error = &error as &dyn std::error::Error, "a return could not be noted");
        }
    }
}

/// To the portal's page, which asks for the state of the payment itself.
fn see_other(outcome_page: &Url, reference: &str) -> Response {
    let mut address = outcome_page.clone();
    address.query_pairs_mut().append_pair(PARAMETER, reference);
    let Ok(location) = HeaderValue::try_from(String::from(address)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    (StatusCode::SEE_OTHER, [(LOCATION, location), (CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response()
}
