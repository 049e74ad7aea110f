//! An identity provider that believes everything, for tests: it speaks no protocol and comes to the same port SPID, CIE and CNS will.

use api::accounts::{ProvedIdentity, enter};
use api::identity::cookie;
use api::product::Product;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::post;
use axum::{Json, Router};
use domain::identifier::{EnteCode, TaxCode};
use serde_json::json;
use tests::sandbox::sample;

use crate::browser::Browser;

/// Where it listens.
const PATH: &str = "/test-identity";

/// The provider's door.
pub(crate) fn provider(product: &Product) -> Router {
    Router::new().route(PATH, post(log_in)).with_state(product.clone())
}

async fn log_in(State(product): State<Product>, headers: HeaderMap, Json(tax_code): Json<String>) -> impl IntoResponse {
    let now = product.clock.now();
    let before = match cookie::brought(&headers) {
        Some(secret) => product.sessions.find(&secret, now).await.unwrap(),
        None => None,
    };
    // A provider says an address for those whose code is followed by one.
    let (tax_code, email) = match tax_code.split_once(' ') {
        Some((tax_code, email)) => (tax_code.to_owned(), Some(email.parse().unwrap())),
        None => (tax_code, None),
    };
    let proved =
        ProvedIdentity { ente: EnteCode::parse(sample::ENTE).unwrap(), tax_code: TaxCode::parse(&tax_code).unwrap(), email };
    let holder = enter(&product, &proved, before.as_ref()).await.unwrap();
    let secret = product.sessions.open(&holder, before.as_ref().map(|session| &session.digest), now).await.unwrap();
    (StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, cookie::give(&secret))]))
}

impl Browser {
    /// Logs in with an electronic identity.
    pub(crate) async fn come_as(&self, tax_code: &str) {
        assert_eq!(self.post(PATH, &json!(tax_code).to_string()).await, 204);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn j6_the_product_has_no_door_of_this_kind() {
    let house = crate::house::House::open().await;
    let browser = house.browser();
    for path in [PATH, "/identity/test", "/login"] {
        assert_eq!(browser.post(path, "\"RSSMRA80A01H501U\"").await, 404);
    }
    assert_eq!(browser.cookie(), None);
}
