//! Twelve writers at once, some of which fail, beside transactions that never seem to end: the log misses nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use replay::command::{CommandError, Commands};
use replay::head::Head;
use replay::log::LoggedEvent;
use replay::sequencer::Sequencer;
use replay::store::StoreKind;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::cell::Cell;
use crate::toy::{Jar, JarCommand, JarEvent, metadata};

const ROUNDS: i64 = 60;

/// What somebody was told is written: stream and coin.
type Acknowledged = BTreeSet<(String, i64)>;

/// Commands on streams shared by all writers: conflicts between the processes are certain.
async fn commanding_writer(writer: i64, jars: Commands<Jar>) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for round in 0..ROUNDS {
        let (id, coin) = (format!("shared-{}", round % 7), writer * ROUNDS + round);
        loop {
            match jars.execute(&id, JarCommand::Put(vec![coin, -coin]), metadata()).await {
                Ok(executed) => assert_eq!(executed.written, 2),
                Err(CommandError::Contended { .. }) => continue,
                Err(other) => panic!("{other:?}"),
            }
            break;
        }
        acknowledged.extend([(id.clone(), coin), (id, -coin)]);
    }
    acknowledged
}

/// Plain transactions on streams of its own, of several statements, every third rolled back: positions are burnt and commits come late.
async fn transacting_writer(writer: i64, mut connection: PgConnection) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    let id = format!("own-{writer}");
    let mut version = 0;
    for round in 0..ROUNDS {
        let mut tx = connection.begin().await.unwrap();
        let coins = [writer * ROUNDS + round, -(writer * ROUNDS + round)];
        for (coin, sequence) in coins.into_iter().zip(version + 1..) {
            insert(&mut tx, &id, sequence, coin).await;
            tokio::task::yield_now().await;
        }
        if round % 3 == 0 {
            tx.rollback().await.unwrap();
        } else {
            tx.commit().await.unwrap();
            version += 2;
            acknowledged.extend(coins.map(|coin| (id.clone(), coin)));
        }
    }
    acknowledged
}

async fn insert(connection: &mut PgConnection, id: &str, sequence: i64, coin: i64) {
    sqlx::query(
        "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
         VALUES ('Jar', $1, $2, 'CoinPut', '1', $3, $4)",
    )
    .bind(id)
    .bind(sequence)
    .bind(sqlx::types::Json(crate::toy::coin_put(coin)))
    .bind(sqlx::types::Json(metadata()))
    .execute(connection)
    .await
    .unwrap();
}

/// Sequences beside the leaders and without asking to lead, until told to stop; loses every race it does not win.
async fn rival_sequencer(cell: Arc<Cell>, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        let rival = Sequencer::new(&cell.app, Arc::new(Notify::new()), Head::default());
        let _lost_or_won = rival.drain_once().await;
    }
}

/// Follows the log from the start while it grows, as a view does.
async fn follow(cell: Arc<Cell>, head: Head, enough: usize) -> Vec<LoggedEvent> {
    let mut seen: Vec<LoggedEvent> = Vec::new();
    let mut advances = head.subscribe();
    while seen.len() < enough {
        let page = cell.log().read(seen.len() as u64, 100).await.unwrap();
        if page.is_empty() {
            let _ = tokio::time::timeout(std::time::Duration::from_millis(20), advances.changed()).await;
        }
        seen.extend(page);
    }
    seen
}

fn coin(event: &LoggedEvent) -> i64 {
    match event.parse().unwrap() {
        JarEvent::CoinPut { coin, .. } => coin,
        other => panic!("{other:?}"),
    }
}

fn assert_streams_in_order(log: &[LoggedEvent]) {
    let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
    for event in log {
        let version = versions.entry(event.aggregate_id()).or_default();
        *version += 1;
        assert_eq!(event.sequence, *version, "{event:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_writers_and_no_event_is_missed() {
    let cell = Arc::new(Cell::fresh().await);
    // Opened first, closed last: one that wrote something else, and one that holds an early position of the events.
    let mut unrelated = cell.app.connect().await.unwrap();
    let mut unrelated = unrelated.begin().await.unwrap();
    replay::checkpoint::advance_in_tx(&mut unrelated, "unrelated", 0, 1).await.unwrap();
    let mut late = cell.app.connect().await.unwrap();
    let mut late = late.begin().await.unwrap();
    insert(&mut late, "late", 1, 1).await;

    let (stop, head) = (CancellationToken::new(), Head::default());
    let quiet = Arc::new(AtomicBool::new(false));
    let mut leaders = JoinSet::new();
    let mut writers = JoinSet::new();
    for writer in 0..12 {
        if writer % 3 == 2 {
            let connection = cell.app.connect().await.unwrap();
            writers.spawn(transacting_writer(writer + 1, connection));
        } else {
            let kind = if writer % 3 == 0 { StoreKind::GroupCommit } else { StoreKind::PostgresEs };
            let write_side = cell.write_side(kind);
            if writer < 3 {
                let sequencer = Sequencer::new(&cell.app, write_side.appended(), head.clone());
                leaders.spawn(sequencer.run(stop.clone()));
            }
            writers.spawn(commanding_writer(writer + 1, Commands::new(&write_side)));
        }
    }
    let rival = tokio::spawn(rival_sequencer(cell.clone(), quiet.clone()));
    let expected = 8 * ROUNDS * 2 + 4 * (ROUNDS * 2 / 3) * 2 + 1;
    let reader = tokio::spawn(follow(cell.clone(), head.clone(), expected.try_into().unwrap()));

    let mut acknowledged: Acknowledged = writers.join_all().await.into_iter().flatten().collect();
    late.commit().await.unwrap();
    acknowledged.insert(("late".to_owned(), 1));
    let log = tokio::time::timeout(std::time::Duration::from_secs(60), reader).await.unwrap().unwrap();
    unrelated.rollback().await.unwrap();
    quiet.store(true, Ordering::Relaxed);
    rival.await.unwrap();
    stop.cancel();
    leaders.join_all().await;

    let logged: Acknowledged = log.iter().map(|event| (event.aggregate_id().to_owned(), coin(event))).collect();
    assert_eq!(logged.len(), log.len(), "no event twice");
    assert_eq!(logged, acknowledged);
    assert_streams_in_order(&log);
    assert_eq!(cell.count("SELECT count(*) FROM events").await, i64::try_from(log.len()).unwrap());
    assert_eq!(cell.count("SELECT count(*) FROM event_queue").await, 0);
    let burnt = cell.count("SELECT max(global_position) - count(*) FROM events").await;
    assert!(burnt > 0, "positions were not dense, else this proved nothing");
}
