//! The auditor's look-up, by the log's indexes and the help desk's threads, finds what reading every event finds; and reads no whole table.

use std::collections::BTreeSet;

use projections::ViewName;
use replay::audit::{Database, Search, Source, Subject, lookup, timeline};
use replay::heads::{HeadSigner, LogKey};
use serde_json::Value;
use sqlx::{Connection, Row};

use crate::cell::Cell;
use crate::world::{World, Written};

const CLAIM: &str = "INSERT INTO notice_claim VALUES ('00133880252', $1, $2) ON CONFLICT DO NOTHING";
const ENTE: &str = include_str!("../../golden/events/Ente/EnteConfigured.v1.json");

fn ente_configured() -> Written {
    Written {
        aggregate_type: "Ente",
        aggregate_id: "00133880252".to_owned(),
        sequence: 1,
        event_type: "EnteConfigured".to_owned(),
        event_version: "1".to_owned(),
        payload: ENTE.to_owned(),
        metadata: r#"{"ente":"00133880252","correlation_id":"0192f3c4-0000-7000-8000-000000000001"}"#.to_owned(),
    }
}

/// Claims notices as the product does, in the transaction before the position is stored.
async fn claim(cell: &Cell, events: &[Written]) {
    for event in events.iter().filter(|event| matches!(event.event_type.as_str(), "PositionCreated" | "PositionAmended")) {
        let payload: Value = serde_json::from_str(&event.payload).unwrap();
        for nav in values(&payload, "nav") {
            let position: uuid::Uuid = event.aggregate_id.parse().unwrap();
            sqlx::query(CLAIM).bind(nav).bind(position).execute(&cell.pool).await.unwrap();
        }
    }
}

/// The texts that stand under `name`, anywhere.
fn values<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    match value {
        Value::Object(fields) => {
            let own = fields.get(name).and_then(Value::as_str);
            own.into_iter().chain(fields.values().flat_map(|inner| values(inner, name))).collect()
        }
        Value::Array(items) => items.iter().flat_map(|inner| values(inner, name)).collect(),
        _ => Vec::new(),
    }
}

/// Everything a question can be about: streams' ids (a receipt by its own, without the Ente), and what events call notices and people.
fn subjects(events: &[Written]) -> BTreeSet<String> {
    let mut subjects = BTreeSet::new();
    // The Ente itself is not asked about: everything names it.
    for event in events.iter().filter(|event| event.aggregate_type != "Ente") {
        let last = event.aggregate_id.rsplit(':').next().unwrap();
        subjects.extend([last.to_owned(), format!("{}/{}", event.aggregate_type, event.aggregate_id)]);
        let payload: Value = serde_json::from_str(&event.payload).unwrap();
        let named = ["nav", "iuv", "subject"].into_iter().flat_map(|name| values(&payload, name));
        subjects.extend(named.map(ToOwned::to_owned));
    }
    subjects
}

async fn source(cell: &Cell) -> Source {
    let signer = HeadSigner::open(cell.pool.clone(), LogKey::new("log.example.test/log", &[1; 32]).unwrap(), None).await.unwrap();
    signer.sign(cell.head.next_index()).await.unwrap();
    let database = Database::over(cell.pool.clone());
    let head = database.head(None).await.unwrap();
    assert_eq!(head.size, cell.head.next_index());
    Source::Database(database, head)
}

async fn assert_found(source: &Source, subjects: &BTreeSet<String>) -> usize {
    let mut found = 0;
    for subject in subjects {
        let told = async |search| match timeline(source, &Subject::new(subject), search).await {
            Ok(entries) => entries.into_iter().map(|entry| entry.index).collect(),
            Err(error) => {
                assert_eq!(error.to_string(), "no event names it");
                Vec::new()
            }
        };
        let (by_index, in_every) = (told(Search::ByIndex).await, told(Search::EveryEvent).await);
        assert_eq!(by_index, in_every, "{subject}");
        found += usize::from(!by_index.is_empty());
    }
    found
}

#[tokio::test]
async fn a_look_up_finds_what_reading_everything_finds() {
    for seed in [7, 8] {
        let cell = Cell::fresh().await;
        let mut world = World::new(seed);
        world.live(300);
        let mut events = vec![ente_configured()];
        events.extend(world.take());
        claim(&cell, &events).await;
        cell.show(&events).await;
        // What the view has not folded yet is found all the same.
        world.live(60);
        let more = world.take();
        claim(&cell, &more).await;
        cell.append(&more).await;
        cell.sequence().await;
        events.extend(more);
        let (source, subjects) = (source(&cell).await, subjects(&events));
        assert!(assert_found(&source, &subjects).await > 150, "{} subjects", subjects.len());
    }
}

/// Calls of the Node and receipts in great number, each naming another notice, and threads.
const FILL: [&str; 6] = [
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT 'NodeCall', md5('n' || n)::uuid::text, 1, 'NoticeVerified', '1', json_build_object('NoticeVerified', json_build_object('nav', n)),
            '{\"ente\":\"00133880252\",\"correlation_id\":\"x\"}' FROM generate_series(1, 100000) AS n",
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT 'Receipt', '00133880252:' || n, 1, 'ReceiptReceived', '1',
            json_build_object('ReceiptReceived', json_build_object('facts', json_build_object('nav', n))),
            '{\"ente\":\"00133880252\",\"correlation_id\":\"x\"}' FROM generate_series(1, 100000) AS n",
    "INSERT INTO event_log SELECT row_number() OVER (ORDER BY global_position) - 1, global_position, sha256('leaf') FROM events",
    "INSERT INTO help_desk_v1 SELECT '00133880252', md5('d' || n % 4000)::uuid, n FROM generate_series(0, 199999) AS n",
    "INSERT INTO notice_claim SELECT '00133880252', '3' || lpad(n::text, 17, '0'), md5('n' || n)::uuid FROM generate_series(1, 100000) AS n",
    "ANALYZE",
];

/// A statement's parameters, and the indexes that must serve it.
const EXPECTED: [(&str, &str, &[&str]); 5] = [
    ("existing", "ARRAY['Receipt', 'NodeCall'], ARRAY['00133880252:7', 'x']", &["events_pkey"]),
    ("claimed", "ARRAY['00133880252'], ARRAY['300000000000000007']", &["notice_claim_pkey"]),
    ("receipts", "ARRAY['7', '8']", &["events_receipts_by_id"]),
    ("by_notice", "ARRAY['7', '8']", &["events_calls_by_notice", "events_receipts_by_notice"]),
    (
        "in_threads",
        "ARRAY['00133880252'], ARRAY[md5('d7')::uuid], 200000",
        &["help_desk_v1_pkey", "event_log_pkey", "events_global_position_key"],
    ),
];

#[tokio::test]
async fn a_look_up_reads_no_whole_table() {
    let cell = Cell::fresh().await;
    let mut connection = cell.owner.acquire().await.unwrap().detach();
    sqlx::query("SET statement_timeout = 0").execute(&mut connection).await.unwrap();
    for sql in FILL {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    assert_eq!(EXPECTED.map(|(name, ..)| name), lookup::STATEMENTS.map(|(name, _)| name), "every statement is explained");
    for mode in ["force_custom_plan", "force_generic_plan"] {
        sqlx::query(&format!("SET plan_cache_mode = {mode}")).execute(&mut connection).await.unwrap();
        for ((name, parameters, indexes), (_, sql)) in EXPECTED.into_iter().zip(lookup::STATEMENTS) {
            sqlx::raw_sql(&format!("PREPARE asked AS {sql}")).execute(&mut connection).await.unwrap();
            let explain = format!("EXPLAIN (COSTS OFF) EXECUTE asked({parameters})");
            let plan = sqlx::raw_sql(&explain).fetch_all(&mut connection).await.unwrap();
            sqlx::raw_sql("DEALLOCATE asked").execute(&mut connection).await.unwrap();
            let plan = plan.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>().join("\n");
            assert!(indexes.iter().all(|index| plan.contains(index)), "{name} ({mode}) does not use {indexes:?}:\n{plan}");
            assert!(!plan.contains("Seq Scan"), "{name} ({mode}) reads a whole table:\n{plan}");
        }
    }
    connection.close().await.unwrap();
}

/// The view the look-up goes by is called so.
#[test]
fn the_threads_are_where_the_look_up_expects_them() {
    assert!(lookup::STATEMENTS[4].1.contains(ViewName::HelpDesk.as_str()));
}
