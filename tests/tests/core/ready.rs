//! Ready means: what was stored before the start can be seen.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::identifier::{NoticeBase, NoticeNumber, SegregationCode};
use futures::StreamExt;
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Executor};
use tests::child;
use tests::home::Home;
use tests::sandbox::sample;
use tokio_util::sync::CancellationToken;

use crate::process::serve;

/// More than the sequencer places at once.
const NOTICES: u64 = 2_300;
/// Look-ups tried: nine people, each fewer times than one person may be looked up in a minute.
const LOOK_UPS: u64 = 9 * 25;
const PATIENCE: Duration = Duration::from_secs(60);

fn nav(index: u64) -> NoticeNumber {
    let code: SegregationCode = "02".parse().unwrap();
    NoticeNumber::issue(&code, NoticeBase::new(6_000_000_000_000 + index).unwrap())
}

fn debtor(index: u64) -> sample::Citizen {
    sample::CITIZENS[usize::try_from(index).unwrap() % sample::CITIZENS.len()]
}

fn position(index: u64) -> Value {
    json!({
        "iupd": format!("MENSA-{index}"), "type": if debtor(index).tax_code.len() == 11 { "G" } else { "F" },
        "fiscalCode": debtor(index).tax_code, "fullName": debtor(index).name,
        "switchToExpired": false, "companyName": "Comune di Borgoesempio",
        "paymentOption": [{ "nav": nav(index).as_str(), "amount": 1_000 + index, "description": "Mensa", "isPartialPayment": false,
                            "dueDate": "2026-12-02T23:59:59.000Z" }]
    })
}

async fn import(home: &Home) {
    let lines: Vec<String> = (0..NOTICES).map(|index| position(index).to_string()).collect();
    home.write_secret("ruolo.ndjson", &lines.join("\n"));
    let file = home.path("ruolo.ndjson");
    let arguments = ["import", file.to_str().unwrap(), "--ente", "99999000104"];
    let output = child::product("as_product", &home.settings_file(), &arguments).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What an answer of `/readyz` names.
fn named(answer: &Value) -> impl Iterator<Item = String> {
    answer["not_ready"].as_array().unwrap().iter().map(|missing| missing["what"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn ready_is_said_when_everything_imported_before_the_start_is_found() {
    let home = Home::with("[limits]\nrequests_per_minute = 1000000\nlookups_per_minute = 1000000").await;
    drop(home.product().await);
    import(&home).await;
    let serving = serve(&home).await;
    let client = tests::client::plain();
    let mut missing = BTreeSet::new();
    let ready = async {
        loop {
            let answer = client.get(format!("http://{}/readyz", serving.operations)).send().await.unwrap();
            if answer.status() == 200 {
                return;
            }
            assert_eq!(answer.status(), 503);
            missing.extend(named(&answer.json().await.unwrap()));
        }
    };
    tokio::time::timeout(PATIENCE, ready).await.expect("the product becomes ready");
    assert!(missing.iter().any(|what| what == "sequencer" || what.starts_with("view/")), "named was {missing:?}");
    let look_up = async |index: u64| {
        let query = "query($input: CodeInput!) { notice(input: $input) { __typename } }";
        let input = json!({ "ente": "99999000104", "taxCode": debtor(index).tax_code, "code": nav(index).as_str() });
        let body = json!({ "query": query, "variables": { "input": input } });
        let request = client.post(format!("http://{}/graphql", serving.portal)).header("x-quietanza-client", "test").json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        (index, answer["data"]["notice"]["__typename"] == "NoticeFound", answer)
    };
    let mut reader = home.database().reader().connect().await.unwrap();
    let shown: i64 = sqlx::query_scalar("SELECT count(*) FROM notice_directory_v1").fetch_one(&mut reader).await.unwrap();
    assert_eq!(shown.unsigned_abs(), NOTICES);
    // Half of them the last notices, which are shown last; half from all over.
    let last = NOTICES - LOOK_UPS / 2..NOTICES;
    let spread = (0..NOTICES).step_by(usize::try_from(NOTICES / (LOOK_UPS / 2 - 1)).unwrap());
    let mut answers = futures::stream::iter(last.chain(spread).map(look_up)).buffered(16);
    while let Some((index, found, answer)) = answers.next().await {
        assert!(found, "notice {index} of {NOTICES}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_that_cannot_take_in_what_was_there_is_named_until_it_can() {
    let home = Home::fresh().await;
    drop(home.product().await);
    import(&home).await;
    let mut owner = home.database().owner().connect().await.unwrap();
    owner.execute("ALTER TABLE pending_list_v1 ADD CONSTRAINT broken CHECK (amount < 0)").await.unwrap();
    let product = home.empty_product().await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(product.clone().run(stop.clone()));
    let until = async |wanted: &[&str]| {
        let comes = async {
            loop {
                let health = product.health().await;
                let named: Vec<&str> = health.not_ready.iter().map(|missing| missing.what.as_str()).collect();
                if named == wanted {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, comes).await.expect("it comes to that");
    };
    until(&["view/pending_list_v1"]).await;
    owner.execute("ALTER TABLE pending_list_v1 DROP CONSTRAINT broken").await.unwrap();
    until(&[]).await;
    stop.cancel();
    running.await.unwrap().unwrap();
}
