//! Whatever Checkout answers, and whatever pretends to be Checkout, becomes one of a few outcomes in bounded time.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use api::checkout::{CartOutcome, CheckoutClient, TryAgain};
use api::settings::Checkout;
use domain::checkout::CheckoutFailure;
use figment::Figment;
use figment::providers::{Format, Toml};
use tests::pagopa::{Service, Simulator, SimulatorSettings};
use uuid::Uuid;

use super::fixture::{ID, cart};
use super::server::{End, Server, answer};

const KEY: &str = "sample-primary-key";

/// A client that calls `base` with this key, and sends citizens there or to Checkout.
fn client(base: &str, key: &str) -> CheckoutClient {
    let _installed_before = rustls::crypto::ring::default_provider().install_default();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(Uuid::new_v4().to_string());
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(&file);
    opened.unwrap().write_all(key.as_bytes()).unwrap();
    let host = base.trim_start_matches("http://").split('/').next().unwrap();
    let text = format!(
        "base_url = \"{base}\"\nkey_file = {file:?}\ntimeout_seconds = 1\nredirect_hosts = [\"{host}\", \"checkout.pagopa.it\"]"
    );
    let settings: Checkout = Figment::from(Toml::string(&text)).extract().unwrap();
    std::fs::remove_file(file).unwrap();
    CheckoutClient::new(&settings).unwrap()
}

fn client_of(server: &Server) -> CheckoutClient {
    client(&format!("http://{}/checkout/ec/v2", server.address), KEY)
}

async fn outcome_of(bytes: impl Into<Vec<u8>>, end: End) -> CartOutcome {
    let server = Server::answering(bytes, end).await;
    client_of(&server).post_cart(&cart()).await
}

async fn outcome_of_answer(status: &str, headers: &str, body: &str) -> CartOutcome {
    outcome_of(answer(status, headers, body), End::Close).await
}

fn again(reason: TryAgain) -> CartOutcome {
    CartOutcome::TryAgain { reason, after: None }
}

#[tokio::test]
async fn the_cart_goes_out_once_with_the_key_and_the_redirect_is_not_followed() {
    let redirect = "location: https://checkout.pagopa.it/c/1?clientId=CHECKOUT_CART\r\n";
    let server = Server::answering(answer("302 Found", redirect, ""), End::Close).await;
    let outcome = client_of(&server).post_cart(&cart()).await;
    let CartOutcome::Accepted { redirect_url } = outcome else { panic!("{outcome:?}") };
    assert_eq!(redirect_url.as_str(), "https://checkout.pagopa.it/c/1?clientId=CHECKOUT_CART");
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    let (head, body) = asked[0].split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    assert!(head.starts_with("post /checkout/ec/v2/carts http/1.1\r\n"), "{head}");
    assert!(
        head.contains(&format!("\r\nocp-apim-subscription-key: {KEY}")) && head.contains("\r\ncontent-type: application/json")
    );
    assert_eq!(serde_json::from_str::<serde_json::Value>(body).unwrap(), serde_json::to_value(cart()).unwrap());
}

#[tokio::test]
async fn citizens_are_sent_to_known_hosts_only() {
    let cases = [
        ("https://checkout.pagopa.it.evil.test/c/1", TryAgain::ForeignRedirect),
        ("https://evil.test/checkout.pagopa.it", TryAgain::ForeignRedirect),
        ("https://checkout.pagopa.it@evil.test/", TryAgain::ForeignRedirect),
        ("https://user@checkout.pagopa.it/", TryAgain::ForeignRedirect),
        ("https://checkout.pagopa.it:8443/", TryAgain::ForeignRedirect),
        ("https://169.254.169.254/", TryAgain::ForeignRedirect),
        ("javascript:alert(1)", TryAgain::ForeignRedirect),
        ("data:text/html,hello", TryAgain::ForeignRedirect),
        ("/c/1", TryAgain::Garbled),
        ("", TryAgain::Garbled),
    ];
    for (location, reason) in cases {
        let outcome = outcome_of_answer("302 Found", &format!("location: {location}\r\n"), "").await;
        assert_eq!(outcome, again(reason), "{location}");
    }
    assert_eq!(outcome_of_answer("302 Found", "", "").await, again(TryAgain::Garbled));
    assert_eq!(outcome_of_answer("302 Found", "location: \u{e8}\r\n", "").await, again(TryAgain::Garbled));
}

#[tokio::test]
async fn refusals_are_typed_and_name_nobody() {
    let problem = |title: &str, detail: &str| format!("{{\"title\":\"{title}\",\"status\":422,\"detail\":\"{detail}\"}}");
    let notices = |detail: &str| CartOutcome::Refused(CheckoutFailure::NoticesRefused { detail: detail.to_owned() });
    let request = |detail: &str| CartOutcome::Refused(CheckoutFailure::RequestRefused { detail: detail.to_owned() });
    let not_authorized = CartOutcome::Refused(CheckoutFailure::NotAuthorized);
    let cases = [
        (
            "422 X",
            problem("Invalid payment info", "Invalid payment notice data"),
            notices("HTTP 422: Invalid payment notice data"),
        ),
        ("422 X", problem("Invalid payment info", "mario.rossi@example.test"), notices("HTTP 422: Invalid payment info")),
        ("422 X", "not json".to_owned(), notices("HTTP 422")),
        ("400 X", problem("Bad", "\\u0000\\u202e"), request("HTTP 400: Bad")),
        ("400 X", problem("t", &"x".repeat(10_000)), request(&format!("HTTP 400: {}", "x".repeat(140)))),
        ("404 X", String::new(), request("HTTP 404")),
        ("401 X", "{}".to_owned(), not_authorized.clone()),
        ("403 X", "{}".to_owned(), not_authorized),
    ];
    for (status, body, expected) in cases {
        assert_eq!(outcome_of_answer(status, "content-type: application/problem+json\r\n", &body).await, expected);
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let after = |seconds, reason| CartOutcome::TryAgain { reason, after: Some(Duration::from_secs(seconds)) };
    let cases = [
        ("429 X", "retry-after: 7\r\n", after(7, TryAgain::TooManyCalls)),
        ("429 X", "retry-after: 99999\r\n", after(60, TryAgain::TooManyCalls)),
        ("429 X", "retry-after: Wed, 21 Oct 2026 07:28:00 GMT\r\n", again(TryAgain::TooManyCalls)),
        ("500 X", "", again(TryAgain::PlatformTrouble)),
        ("502 X", "", again(TryAgain::PlatformTrouble)),
        ("503 X", "retry-after: 3\r\n", after(3, TryAgain::PlatformTrouble)),
        ("200 OK", "", again(TryAgain::Garbled)),
        ("301 X", "location: https://checkout.pagopa.it/\r\n", again(TryAgain::Garbled)),
        ("308 X", "location: https://checkout.pagopa.it/\r\n", again(TryAgain::Garbled)),
    ];
    for (status, headers, expected) in cases {
        assert_eq!(outcome_of_answer(status, headers, "{}").await, expected, "{status}");
    }
}

#[tokio::test]
async fn garbage_silence_and_floods_end_in_time() {
    let began = Instant::now();
    let endless = "HTTP/1.1 422 X\r\ncontent-length: 100000000\r\n\r\n{";
    let cases: [(&[u8], End, CartOutcome); 7] = [
        (b"", End::Silence, again(TryAgain::Timeout)),
        (b"HTTP/1.1 302 Fou", End::Silence, again(TryAgain::Timeout)),
        (b"", End::Close, again(TryAgain::Garbled)),
        (b"\x16\x03\x01\x02\x00", End::Close, again(TryAgain::Garbled)),
        (b"220 smtp.example.test ESMTP\r\n", End::Close, again(TryAgain::Garbled)),
        (b"HTTP/1.1 200 OK\r\nx: ", End::Flood, again(TryAgain::Garbled)),
        (endless.as_bytes(), End::Flood, CartOutcome::Refused(CheckoutFailure::NoticesRefused { detail: "HTTP 422".to_owned() })),
    ];
    for (bytes, end, expected) in cases {
        assert_eq!(outcome_of(bytes, end).await, expected, "{}", String::from_utf8_lossy(bytes));
    }
    let cut = answer("422 X", "", "{\"title\":\"Invalid").replace("content-length: 16", "content-length: 400");
    let unsaid = CartOutcome::Refused(CheckoutFailure::NoticesRefused { detail: "HTTP 422".to_owned() });
    assert_eq!(outcome_of(cut, End::Close).await, unsaid);
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn nobody_there() {
    let server = Server::answering("", End::Close).await;
    let client = client_of(&server);
    drop(server);
    let outcome = client.post_cart(&cart()).await;
    assert!([again(TryAgain::Unreachable), again(TryAgain::Garbled)].contains(&outcome), "{outcome:?}");
}

#[tokio::test]
async fn the_simulated_platform_takes_our_cart() {
    let platform = Simulator::start(SimulatorSettings::sample("http://127.0.0.1:9/paForNode")).await.unwrap();
    let base = format!("{}/checkout/ec/v2", platform.url());
    let known = client(&base, KEY);
    let outcome = known.post_cart(&cart()).await;
    assert!(matches!(outcome, CartOutcome::Accepted { .. }), "{outcome:?}");
    assert_eq!(platform.carts().len(), 1);
    assert!(platform.cart(&ID.to_string()).is_some());
    platform.fail_next(Service::Carts, [500, 429]);
    assert_eq!(known.post_cart(&cart()).await, again(TryAgain::PlatformTrouble));
    assert_eq!(known.post_cart(&cart()).await, again(TryAgain::TooManyCalls));
    let stranger = client(&base, "another-key");
    assert_eq!(stranger.post_cart(&cart()).await, CartOutcome::Refused(CheckoutFailure::NotAuthorized));
}
