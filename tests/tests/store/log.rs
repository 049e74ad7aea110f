//! Reading the log: dense, complete, hashed; holes are named; checkpoints move once.

use std::time::Duration;

use replay::checkpoint::{self, CheckpointError};
use replay::head::{Head, StillBehind};
use replay::leaf::Entry;
use replay::log::{LogError, locate};
use replay::store::StoreKind;
use sqlx::{Connection, Executor};

use crate::cell::Cell;
use crate::toy::{JarCommand, JarEvent, metadata};

async fn cell_with_log(events: i64) -> Cell {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    jars.execute("a", JarCommand::Put((0..events).collect()), metadata()).await.unwrap();
    cell.sequence().await;
    cell
}

#[tokio::test]
async fn pages_and_streams_tell_the_same() {
    let cell = cell_with_log(1_200).await;
    let paged = cell.read_all().await;
    let mut stream = cell.log().stream(0, 1_200);
    let mut streamed = Vec::new();
    while let Some(batch) = stream.next_batch().await.unwrap() {
        streamed.extend(batch);
    }
    assert_eq!((paged.len(), streamed.len()), (1_200, 1_200));
    for (index, (page, stream)) in paged.iter().zip(&streamed).enumerate() {
        assert_eq!(page.log_index, index as u64);
        assert_eq!(page.sequence, index as u64 + 1);
        assert_eq!(page.leaf_hash(), stream.leaf_hash());
        assert_eq!(page.recorded_at(), stream.recorded_at());
        assert_eq!((page.ente(), page.aggregate_id()), ("80012345678", "a"));
        let event: JarEvent = stream.parse().unwrap();
        assert_eq!(event, crate::toy::coin_put(index.try_into().unwrap()));
        let told: std::collections::HashMap<String, String> = stream.parse_metadata().unwrap();
        assert_eq!(told, metadata());
    }
    let stored: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT leaf_hash FROM event_log ORDER BY log_index").fetch_all(&cell.pool).await.unwrap();
    let computed: Vec<Vec<u8>> = streamed.iter().map(|event| event.leaf_hash().to_vec()).collect();
    assert_eq!(stored, computed);
    assert_eq!(cell.log().next_index().await.unwrap(), 1_200);
}

/// Computed independently of this code, with Python's hashlib, from the field table in the documentation of `replay::leaf`.
#[test]
fn the_leaf_hash_is_the_documented_one() {
    let entry = Entry {
        aggregate_type: b"DebtPosition",
        aggregate_id: b"80012345678-301000000000000011",
        sequence: 3,
        event_type: b"Published",
        event_version: b"1",
        recorded_at_micros: 1_764_583_200_123_456,
        payload: "{\"città\": \"Forlì\"}".as_bytes(),
        metadata: b"{\"ente\": \"80012345678\"}",
    };
    assert_eq!(hex::encode(entry.leaf_hash()), LEAF_VECTOR);
}

const LEAF_VECTOR: &str = "0e01bfb8c7f054b3e681f6663cc7be70409f0c7b4af8228578a5ac49ba89f46e";

#[tokio::test]
async fn a_hole_stops_the_reader_and_is_named() {
    let cell = cell_with_log(10).await;
    let mut owner = cell.owner().await;
    for sql in ["ALTER TABLE event_log DISABLE TRIGGER USER", "DELETE FROM event_log WHERE log_index IN (4, 9)"] {
        owner.execute(sql).await.unwrap();
    }
    let log = cell.log();
    assert_eq!(log.read(0, 4).await.unwrap().len(), 4);
    assert!(matches!(log.read(0, 10).await, Err(LogError::Hole { index: 4 })));
    assert!(matches!(log.read(4, 10).await, Err(LogError::Hole { index: 4 })));
    let mut stream = log.stream(5, 10);
    let end = loop {
        match stream.next_batch().await {
            Ok(Some(batch)) => assert_eq!(batch.len(), 4),
            end => break end,
        }
    };
    assert!(matches!(end, Err(LogError::Hole { index: 9 })), "{end:?}");
}

#[tokio::test]
async fn an_entry_whose_event_is_gone_is_a_hole() {
    let cell = cell_with_log(5).await;
    let mut owner = cell.owner().await;
    for sql in ["ALTER TABLE events DISABLE TRIGGER USER", "DELETE FROM events WHERE sequence IN (3, 5)"] {
        owner.execute(sql).await.unwrap();
    }
    assert!(matches!(cell.log().read(0, 10).await, Err(LogError::Hole { index: 2 })));
    assert!(matches!(cell.log().read(4, 10).await, Err(LogError::Hole { index: 4 })));
}

#[tokio::test]
async fn a_checkpoint_moves_once_and_only_with_its_transaction() {
    let cell = Cell::fresh().await;
    let mut connection = cell.pool.acquire().await.unwrap();
    let mut tx = connection.begin().await.unwrap();
    checkpoint::advance_in_tx(&mut tx, "view", 0, 10).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(checkpoint::load(&mut connection, "view").await.unwrap(), 0);
    checkpoint::advance_in_tx(&mut connection, "view", 0, 10).await.unwrap();
    checkpoint::advance_in_tx(&mut connection, "view", 10, 11).await.unwrap();
    for stale in [0, 10] {
        let lost = checkpoint::advance_in_tx(&mut connection, "view", stale, 99).await;
        assert!(matches!(lost, Err(CheckpointError::Lost { expected, .. }) if expected == stale));
    }
    assert_eq!(checkpoint::load(&mut connection, "view").await.unwrap(), 11);
}

#[tokio::test]
async fn a_version_is_found_in_the_log() {
    let cell = cell_with_log(3).await;
    let head = Head::default();
    let find = |version| locate(&cell.pool, &head, "Jar", "a", version, Duration::from_millis(20));
    assert_eq!(find(3).await.unwrap(), Some(2));
    assert_eq!(find(4).await.unwrap(), None);
    let behind = head.wait_until(7, Duration::from_millis(20)).await;
    assert_eq!(behind, Err(StillBehind { wanted: 7, next_index: 0 }));
}
