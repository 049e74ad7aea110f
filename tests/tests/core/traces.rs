//! Traces reach the collector under the trace id the caller knows, and carry nothing personal.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use tests::child;
use tests::home::Home;
use tokio::io::{AsyncBufReadExt, BufReader};

const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

type Received = Arc<Mutex<Vec<u8>>>;

#[tokio::test]
async fn a_request_is_seen_by_the_collector() {
    let received = Received::default();
    let keep = |State(received): State<Received>, body: Bytes| async move {
        received.lock().unwrap().extend_from_slice(&body);
    };
    let collector = Router::new().route("/v1/traces", post(keep)).with_state(received.clone());
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(socket, collector).await });

    let home = Home::with(&format!("[telemetry]\notlp_endpoint = \"http://{address}/v1/traces\"")).await;
    let mut command = child::product("as_product", &home.settings_file(), &["serve", "--stop-at-end-of-input"]);
    let mut running = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(running.stderr.take().unwrap()).lines();
    let portal = loop {
        let line: serde_json::Value = serde_json::from_str(&log.next_line().await.unwrap().unwrap()).unwrap();
        if let Some(portal) = line["portal"].as_str() {
            break portal.to_owned();
        }
    };
    let client = tests::client::plain();
    let url = format!("http://{portal}/return/RSSMRA80A01H501U/ok?cf=RSSMRA80A01H501U");
    client.get(url).header("traceparent", format!("00-{TRACE_ID}-00f067aa0ba902b7-01")).send().await.unwrap();
    drop(running.stdin.take());
    let ended = tokio::time::timeout(Duration::from_secs(30), running.wait()).await.unwrap().unwrap();
    assert!(ended.success());
    let received = received.lock().unwrap().clone();
    let contains = |needle: &[u8]| received.windows(needle.len()).any(|window| window == needle);
    assert!(contains(&hex::decode(TRACE_ID).unwrap()), "{} bytes without the trace", received.len());
    assert!(contains(b"/return/{reference}/{outcome}") && contains(b"quietanza"));
    assert!(!contains(b"RSSMRA"), "an address stands in a trace");
}
