//! What happens around each request: trace, time limit, panic guard, headers, figures.

use std::net::SocketAddr;
use std::time::Duration;

use api::http::layers::{Treatment, around};
use api::http::serve::Listener;
use api::settings::Connections;
use api::telemetry::Metrics;
use axum::Router;
use axum::http::header::CACHE_CONTROL;
use axum::routing::get;
use tokio_util::sync::CancellationToken;

async fn serving(https: bool) -> SocketAddr {
    let listener = Listener::open("test", "127.0.0.1:0".parse().unwrap(), Connections::default()).await.unwrap();
    let address = listener.address().unwrap();
    let router = Router::new()
        .route("/people/{code}", get(|| async { "found" }))
        .route(
            "/panic",
            get(|| async {
                if true {
                    panic!("RSSMRA80A01H501U")
                }
            }),
        )
        .route("/never", get(std::future::pending::<()>))
        .route("/cached", get(|| async { ([(CACHE_CONTROL, "max-age=60")], "style") }));
    let treatment = Treatment { listener: "test", request_time: Duration::from_millis(500), trusted_proxy_hops: 0, https };
    tokio::spawn(listener.serve(around(router, treatment), CancellationToken::new(), Duration::ZERO));
    address
}

async fn get_(address: SocketAddr, path: &str) -> reqwest::Response {
    let client = tests::client::plain();
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    client.get(format!("http://{address}{path}")).header("traceparent", trace).send().await.unwrap()
}

fn header<'a>(answer: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_carries_safe_headers_and_the_trace() {
    let address = serving(true).await;
    for path in ["/people/x", "/panic", "/nowhere"] {
        let answer = get_(address, path).await;
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header(&answer, "referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(header(&answer, "cache-control"), Some("no-store"), "{path}");
        assert_eq!(header(&answer, "strict-transport-security"), Some("max-age=31536000; includeSubDomains"), "{path}");
        assert!(header(&answer, "content-security-policy").unwrap().contains("frame-ancestors 'none'"), "{path}");
        assert!(header(&answer, "traceparent").unwrap().starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"), "{path}");
    }
    assert_eq!(header(&get_(address, "/cached").await, "cache-control"), Some("max-age=60"));
    let plain = serving(false).await;
    assert_eq!(header(&get_(plain, "/people/x").await, "strict-transport-security"), None);
}

#[tokio::test]
async fn a_panic_is_a_500_with_the_trace_id_and_is_counted() {
    let metrics = Metrics::install();
    let address = serving(true).await;
    let answer = get_(address, "/panic").await;
    assert_eq!(answer.status(), 500);
    let body = answer.text().await.unwrap();
    assert!(body.contains("4bf92f3577b34da6a3ce929d0e0e4736") && !body.contains("RSSMRA"), "{body}");
    assert_eq!(get_(address, "/people/x").await.status(), 200, "the process lives");
    assert!(metrics.render().contains("http_panics_total{listener=\"test\"}"), "{}", metrics.render());
}

#[tokio::test]
async fn a_request_without_an_answer_ends_in_time() {
    let address = serving(true).await;
    let answer = get_(address, "/never").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "retry-after")), (503, Some("5")));
}

#[tokio::test]
async fn figures_name_templates_never_addresses() {
    let metrics = Metrics::install();
    let address = serving(true).await;
    for path in ["/people/RSSMRA80A01H501U?cf=RSSMRA80A01H501U", "/nowhere/RSSMRA80A01H501U"] {
        get_(address, path).await;
    }
    let figures = metrics.render();
    assert!(figures.contains("path=\"/people/{code}\"") && figures.contains("path=\"unmatched\""), "{figures}");
    assert!(!figures.contains("RSSMRA"), "{figures}");
}
