//! What happened, how things stood, and whether two builds agree on it: a debt from its creation to its receipt, told from the log alone.

use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::PgPool;

use crate::cell::Cell;
use crate::heads::signer;
use crate::tool::{Desk, ask, text};

const APPEND: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6::json, $7::json, timestamptz '2026-06-01 10:00:00Z' + $8 * interval '1 minute')";

const POSITION: &str = "b7f7f9f6-6e2d-5d43-8b57-0c1f7f5c2a01";
const RECEIPT: &str = "c110729d258c4ab1b765fe902aae41d6";
const DEBTOR: &str = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

/// Golden events in the order of a payment: stream, sequence, file, actor, cause.
const STORY: [(&str, &str, i64, &str, &str, &str); 8] = [
    ("Ente", "00133880252", 1, "EnteConfigured.v1", "operator:anna", ""),
    ("DebtPosition", POSITION, 1, "PositionCreated.v1", "loader:ab12cd34", ""),
    ("DebtPosition", POSITION, 2, "PositionPublished.v1", "operator:anna", ""),
    ("DebtPosition", POSITION, 3, "ActivationQuoted.v1", "node", ""),
    ("Receipt", "00133880252:c110729d258c4ab1b765fe902aae41d6", 1, "ReceiptReceived.v1", "node", ""),
    (
        "DebtPosition",
        POSITION,
        4,
        "InstallmentPaid.v1",
        "process:receipts",
        "Receipt/00133880252:c110729d258c4ab1b765fe902aae41d6/1",
    ),
    ("Receipt", "00133880252:c110729d258c4ab1b765fe902aae41d6", 2, "ReceiptFiled.v1", "process:receipts", ""),
    (
        "Checkout",
        "0192f3c4-0000-7000-8000-00000000000c",
        1,
        "CheckoutStarted.v1",
        "citizen:7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "",
    ),
];

pub(crate) fn golden(kind: &str, file: &str) -> String {
    std::fs::read_to_string(format!("{}/golden/events/{kind}/{file}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

async fn append(pool: &PgPool, minute: i32, event: (&str, &str, i64, &str, &str, &str)) {
    let (kind, id, sequence, file, actor, cause) = event;
    let (event_type, version) = file.split_once(".v").unwrap();
    let mut metadata = serde_json::json!({
        "ente": "00133880252", "correlation_id": "0192f3c4-0000-7000-8000-000000000001", "actor": actor, "assurance": "internal",
    });
    if !cause.is_empty() {
        metadata["causation_id"] = cause.into();
    }
    let query = sqlx::query(APPEND).bind(kind).bind(id).bind(sequence).bind(event_type).bind(version);
    query.bind(golden(kind, file)).bind(metadata.to_string()).bind(minute).execute(pool).await.unwrap();
}

/// A cell in which one debt was paid.
pub(crate) async fn paid() -> Cell {
    let cell = Cell::fresh().await;
    for (minute, event) in (0..).zip(STORY) {
        append(&cell.pool, minute, event).await;
    }
    cell.sequencer().drain_once().await.unwrap();
    signer(&cell, 1, None).await.sign(8).await.unwrap();
    cell
}

fn indexes(told: &Value) -> Vec<u64> {
    told.as_array().unwrap().iter().map(|entry| entry["index"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_payment_is_told_by_any_of_its_names() {
    let cell = paid().await;
    let desk = Desk::new();
    let bundle = desk.path("bundle");
    assert_eq!(cell.ask(&["export", "..", text(&bundle)]).await.code, 0);
    let golden_nav = "302000000000001707";
    for (subject, expected) in [
        (golden_nav, vec![1, 2, 3, 4, 5, 6, 7]),
        ("02000000000001707", vec![1, 2, 3, 4, 5, 6, 7]),
        (POSITION, vec![1, 2, 3, 4, 5, 6, 7]),
        (RECEIPT, vec![1, 2, 3, 4, 5, 6]),
        (DEBTOR, vec![1, 2, 3, 4, 5, 6, 7]),
        ("0192f3c4-0000-7000-8000-00000000000c", vec![7]),
        ("Ente/00133880252", vec![0]),
    ] {
        let from_database = cell.ask(&["timeline", subject, "--json"]).await;
        assert_eq!(from_database.code, 0, "{subject}: {}", from_database.complaint);
        assert_eq!(indexes(&from_database.json()), expected, "{subject}");
        let from_bundle = ask(&["timeline", subject, "--bundle", text(&bundle), "--json", "--quiet"]).await;
        assert_eq!(from_bundle.out, from_database.out, "{subject}");
    }
    assert_eq!(cell.ask(&["timeline", "302000000000009999"]).await.code, 4);
}

#[tokio::test]
async fn the_story_says_who_when_and_why_and_shows_no_sealed_word() {
    let cell = paid().await;
    let told = cell.ask(&["timeline", RECEIPT, "--json"]).await;
    assert!(!told.out.contains("c2VhbGVk"), "{}", told.out);
    let told = told.json();
    let paid = told.as_array().unwrap().iter().find(|entry| entry["event"] == "InstallmentPaid").unwrap();
    assert_eq!((&paid["caused_by"], &paid["actor"], &paid["index"]), (&4.into(), &"process:receipts".into(), &5.into()));
    assert_eq!(paid["at"], "2026-06-01T10:05:00.000000Z");
    let received = told.as_array().unwrap().iter().find(|entry| entry["event"] == "ReceiptReceived").unwrap();
    let content = received["content"].as_str().unwrap();
    assert!(content.contains("nav=302000000000001707") && content.contains("amount=15000"), "{content}");
    let table = cell.ask(&["timeline", RECEIPT]).await.out;
    assert!(table.contains("event 4") && table.contains("when (UTC)"), "{table}");
    let csv = cell.ask(&["timeline", RECEIPT, "--csv"]).await.out;
    assert!(csv.starts_with("index,when (UTC),who,what,content,why,stream\n"), "{csv}");
}

#[tokio::test]
async fn things_are_shown_as_they_stood() {
    let cell = paid().await;
    let stream = format!("DebtPosition/{POSITION}");
    let state = async |moment: &str| cell.ask(&["as-of", moment, &stream, "--json"]).await;
    let settled = |told: &Value| told[0]["state"]["settled"].as_array().unwrap().len();
    let before = state("5").await.json();
    assert_eq!((&before[0]["version"], settled(&before)), (&3.into(), 0));
    let after = state("6").await.json();
    assert_eq!((&after[0]["version"], settled(&after)), (&4.into(), 1));
    assert_eq!(settled(&state("2026-06-01T10:04:59Z").await.json()), 0);
    assert_eq!(settled(&state("2026-06-01T12:05:00+02:00").await.json()), 1);
    assert_eq!(state("1").await.code, 4);
    assert_eq!(state("9").await.code, 4);
    let whole = cell.ask(&["as-of", "8", RECEIPT, "--json"]).await.json();
    let streams: Vec<&str> = whole.as_array().unwrap().iter().map(|state| state["stream"].as_str().unwrap()).collect();
    assert_eq!(streams, [stream.as_str(), &format!("Receipt/00133880252:{RECEIPT}")]);
}

#[tokio::test]
async fn two_readings_come_to_the_same_and_a_difference_is_listed() {
    let cell = paid().await;
    let desk = Desk::new();
    let (bundle, digests) = (desk.path("bundle"), desk.path("digests"));
    assert_eq!(cell.ask(&["export", "..", text(&bundle)]).await.code, 0);
    let of_database = cell.ask(&["digest", "--json"]).await;
    assert_eq!(of_database.code, 0, "{}", of_database.complaint);
    let of_bundle = ask(&["digest", "--bundle", text(&bundle), "--json", "--quiet"]).await;
    assert_eq!(of_bundle.out, of_database.out);
    std::fs::write(&digests, &of_database.out).unwrap();
    let same = ask(&["diff", "--with", text(&digests), "--bundle", text(&bundle), "--quiet"]).await;
    assert_eq!(same.code, 0, "{}", same.complaint);
    let mut other = of_database.json();
    other["streams"][1]["digest"] = "00".into();
    other["streams"].as_array_mut().unwrap().pop();
    std::fs::write(&digests, other.to_string()).unwrap();
    let told = cell.ask(&["diff", "--with", text(&digests), "--json"]).await;
    assert_eq!(told.code, 1);
    let differing = told.json()["differing"].as_array().unwrap().clone();
    assert_eq!(differing.len(), 2, "{}", told.out);
    assert!(differing[1]["there"].is_null());
    assert_eq!(cell.ask(&["diff"]).await.code, 2);
    assert_eq!(cell.ask(&["diff", "--with-build", "/nowhere"]).await.code, 3);
}

/// Another build, run over the same events: here the tool in a program of its own, its answer left as it is or folded otherwise.
fn build(desk: &Desk, name: &str, otherwise: &str) -> std::path::PathBuf {
    let (path, program) = (desk.path(name), env!("CARGO_BIN_EXE_sandbox"));
    std::fs::write(&path, format!("#!/bin/sh\n'{program}' auditor \"$@\" {otherwise}\n")).unwrap();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    path
}

#[tokio::test]
async fn another_build_is_run_and_compared() {
    let cell = paid().await;
    let desk = Desk::new();
    let bundle = desk.path("bundle");
    assert_eq!(cell.ask(&["export", "..", text(&bundle)]).await.code, 0);
    let equal = build(&desk, "equal", "");
    // It sees one settlement less, and no Ente.
    let other = build(&desk, "other", r#"| sed -e '/"Checkout\//s/"digest":"./"digest":"x/' -e '/"Ente\//d'"#);
    let failing = build(&desk, "failing", "--unknown");
    let with = |build: &std::path::Path| ["diff", "--with-build", text(build), "--json"].map(ToOwned::to_owned).to_vec();
    for from_bundle in [false, true] {
        let compared = async |build: &std::path::Path| {
            let arguments = with(build);
            let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            if from_bundle {
                arguments.extend(["--quiet", "--bundle", text(&bundle)]);
                return ask(&arguments).await;
            }
            cell.ask(&arguments).await
        };
        let same = compared(&equal).await;
        assert_eq!((same.code, &same.json()["same"]), (0, &true.into()), "{}", same.complaint);
        let told = compared(&other).await;
        assert_eq!(told.code, 1, "{}", told.complaint);
        let told = told.json();
        let streams: Vec<&str> =
            told["differing"].as_array().unwrap().iter().map(|stream| stream["stream"].as_str().unwrap()).collect();
        assert_eq!(streams, ["Checkout/0192f3c4-0000-7000-8000-00000000000c", "Ente/00133880252"]);
        assert!(told["differing"][1]["there"].is_null() && told["count"] == 2);
        let failed = compared(&failing).await;
        assert_eq!(failed.code, 3, "{}", failed.out);
    }
}

#[test]
fn every_aggregate_can_be_folded() {
    let catalogued: BTreeSet<&str> = domain::event::CATALOGUE.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(replay::audit::foldable().collect::<BTreeSet<_>>(), catalogued, "add what is new to replay's audit/fold.rs");
}

/// A version nobody wrote, at the end of a stream that is well known: whoever folds it stops and names it.
#[tokio::test]
async fn an_event_this_build_does_not_know_stops_it_loudly() {
    let cell = paid().await;
    let payload = r#"{"PositionPublished":{}}"#;
    let metadata = r#"{"ente":"00133880252","correlation_id":"1"}"#;
    let query = sqlx::query(APPEND).bind("DebtPosition").bind(POSITION).bind(5_i64).bind("PositionPublished").bind("2");
    query.bind(payload).bind(metadata).bind(9).execute(&cell.pool).await.unwrap();
    cell.sequencer().drain_once().await.unwrap();
    signer(&cell, 1, None).await.sign(9).await.unwrap();
    for question in [&["digest", "--json"][..], &["as-of", "9", POSITION, "--json"]] {
        let answer = cell.ask(question).await;
        assert_eq!(answer.code, 1, "{}", answer.out);
        assert_eq!(answer.json()["event"], 8);
        assert!(answer.complaint.contains("PositionPublished version 2 is not known"), "{}", answer.complaint);
    }
    // It was logged all the same: the log verifies, and can be asked about what came before.
    assert_eq!(cell.ask(&["verify"]).await.code, 0);
    assert_eq!(cell.ask(&["as-of", "8", POSITION]).await.code, 0);
}
