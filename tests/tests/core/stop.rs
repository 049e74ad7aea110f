//! The end of the whole product: what is in progress is answered, nothing new is taken, the process ends with 0 and in time.

use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use tests::home::Home;
use tokio::net::TcpStream;

use crate::process::{exit_code, serve, signal, wait_for};

/// What the process promises to need at most.
const DRAIN: Duration = Duration::from_secs(25);
const WAITING: &str = "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

const VERIFY: &str = r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pafn="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><soapenv:Body><pafn:paVerifyPaymentNoticeReq><idPA>99999000104</idPA><idBrokerPA>99999000401</idBrokerPA><idStation>99999000401_01</idStation><qrCode><fiscalCode>99999000104</fiscalCode><noticeNumber>302260000000001736</noticeNumber></qrCode></pafn:paVerifyPaymentNoticeReq></soapenv:Body></soapenv:Envelope>"#;

/// Holds what every question must read, so that questions stay in progress for as long as the transaction lives.
const HOLD: &str = "LOCK TABLE notice_claim, notice_directory_v1 IN ACCESS EXCLUSIVE MODE";

async fn reaches(connection: &mut PgConnection, waiting: i64) {
    let reached = async {
        while sqlx::query_scalar::<_, i64>(WAITING).fetch_one(&mut *connection).await.unwrap() < waiting {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DRAIN, reached).await.expect("the questions wait");
}

fn question() -> Value {
    let query = "query($input: CodeInput!) { notice(input: $input) { __typename } }";
    let input = json!({ "ente": "99999000104", "taxCode": "RSSMRA80A01H501U", "code": "302260000000001736" });
    json!({ "query": query, "variables": { "input": input } })
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_in_progress_are_answered_no_new_one_is_taken_and_the_end_is_in_order() {
    let home = Home::fresh().await;
    drop(home.product().await);
    let mut serving = serve(&home).await;
    let mut looking = home.database().owner().connect().await.unwrap();
    let mut holding = home.database().owner().connect().await.unwrap();
    let mut held = holding.begin().await.unwrap();
    held.execute(HOLD).await.unwrap();
    let client = tests::client::plain();
    let citizen =
        client.post(format!("http://{}/graphql", serving.portal)).header("x-quietanza-client", "test").json(&question());
    let node = client.post(format!("http://{}/paForNode", serving.station)).header("content-type", "text/xml").body(VERIFY);
    let (citizen, node) = (tokio::spawn(citizen.send()), tokio::spawn(node.send()));
    reaches(&mut looking, 2).await;

    let asked = Instant::now();
    signal(&serving.child, Signal::TERM);
    wait_for(&mut serving.log, "stopping: requests in progress may finish").await;
    for door in [serving.portal, serving.station] {
        let closed = async {
            while TcpStream::connect(door).await.is_ok() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(DRAIN, closed).await.expect("the door closes");
    }
    let health = client.get(format!("http://{}/readyz", serving.operations)).send().await.unwrap();
    assert_eq!(health.status(), 503);
    assert!(health.text().await.unwrap().contains("stopping"), "whoever balances load is told");
    assert!(!citizen.is_finished() && !node.is_finished());

    held.rollback().await.unwrap();
    let answer: Value = citizen.await.unwrap().unwrap().json().await.unwrap();
    assert!(answer["data"]["notice"]["__typename"].is_string(), "{answer}");
    let answer = node.await.unwrap().unwrap();
    assert_eq!(answer.status(), 200);
    let answer = answer.text().await.unwrap();
    assert!(answer.contains("PAA_PAGAMENTO_SCONOSCIUTO"), "{answer}");
    wait_for(&mut serving.log, "stopped").await;
    assert_eq!(exit_code(&mut serving.child).await, Some(0));
    assert!(asked.elapsed() < DRAIN, "{:?}", asked.elapsed());
}
