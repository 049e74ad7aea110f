//! One contract for both stores: same bytes, same conflicts, all or nothing, same answers.

use std::num::NonZeroUsize;
use std::sync::Arc;

use cqrs_es::{AggregateError, EventStore};
use replay::command::{CommandError, Commands, Executed};
use replay::store::{GroupCommit, GroupCommitStore, Store, StoreKind};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::cell::{BOTH, Cell};
use crate::toy::{Jar, JarCommand, JarEvent, JarIsSealed, coin_put, metadata};

type StoredRow = (String, String, i64, String, String, String, String);

const ROWS: &str = "
SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload::text, metadata::text
  FROM events ORDER BY aggregate_type, aggregate_id, sequence";

async fn rows(cell: &Cell) -> Vec<StoredRow> {
    sqlx::query_as(ROWS).fetch_all(&cell.pool).await.unwrap()
}

fn group_commit_store(cell: &Cell) -> GroupCommitStore<Jar> {
    let group = GroupCommit::start(&cell.app, Arc::new(Notify::new()));
    GroupCommitStore::new(group, NonZeroUsize::new(100).unwrap())
}

#[tokio::test]
async fn both_stores_write_the_same_bytes() {
    let mut written = Vec::new();
    for kind in BOTH {
        let cell = Cell::fresh().await;
        let jars = cell.jars(kind);
        let commands = [
            JarCommand::Put(vec![1, 2, -3]),
            JarCommand::Label("è \\ \" / \u{7f} \u{8}\u{c}\n\r\t\u{1} 🪙 </script>".to_owned()),
            JarCommand::Label(String::new()),
            JarCommand::Seal,
        ];
        for command in commands {
            jars.execute("a", command, metadata()).await.unwrap();
        }
        written.push(rows(&cell).await);
    }
    assert_eq!(written[0].len(), 6);
    assert_eq!(written[0], written[1]);
}

#[tokio::test]
async fn a_command_tells_the_version_and_what_it_wrote() {
    for kind in BOTH {
        let jars = Cell::fresh().await.jars(kind);
        let put = jars.execute("a", JarCommand::Put(vec![1, 2]), metadata()).await;
        assert_eq!(put.unwrap(), Executed { version: 2, written: 2 });
        let seal = jars.execute("a", JarCommand::Seal, metadata()).await;
        assert_eq!(seal.unwrap(), Executed { version: 3, written: 1 });
        let again = jars.execute("a", JarCommand::Seal, metadata()).await;
        assert_eq!(again.unwrap(), Executed { version: 3, written: 0 }, "{kind:?}");
        let refused = jars.execute("a", JarCommand::Put(vec![9]), metadata()).await;
        assert!(matches!(refused, Err(CommandError::Refused(JarIsSealed))));
        let jar = jars.load("a").await.unwrap();
        assert_eq!((jar.version, &jar.aggregate.coins), (3, &vec![1, 2]));
        assert_eq!(jars.load("unknown").await.unwrap().version, 0);
    }
}

#[tokio::test]
async fn a_stale_append_is_a_conflict_and_leaves_nothing() {
    for kind in BOTH {
        let cell = Cell::fresh().await;
        let write_side = cell.write_side(kind);
        let store: Store<Jar> = write_side.store();
        let early = store.load_aggregate("a").await.unwrap();
        let late = store.load_aggregate("a").await.unwrap();
        store.commit(vec![coin_put(1)], early, metadata()).await.unwrap();
        let lost = store.commit(vec![coin_put(2), coin_put(3)], late, metadata()).await;
        assert!(matches!(lost, Err(AggregateError::AggregateConflict)), "{kind:?}");
        assert_eq!(rows(&cell).await.len(), 1, "{kind:?}: an append is all or nothing");
    }
}

#[tokio::test]
async fn appends_of_one_batch_win_and_lose_by_themselves() {
    let cell = Cell::fresh().await;
    let store = Arc::new(group_commit_store(&cell));
    let mut contexts = Vec::new();
    for attempt in 0..40 {
        contexts.push(store.load_aggregate(&format!("jar-{}", attempt % 10)).await.unwrap());
    }
    // Ten streams, four rivals each, all from version 0, one to three events.
    let mut attempts = JoinSet::new();
    for (attempt, context) in (0..40_i64).zip(contexts) {
        let events = vec![coin_put(attempt); usize::try_from(attempt / 10 % 3 + 1).unwrap()];
        let store = store.clone();
        attempts.spawn(async move {
            let count = events.len();
            (count, store.commit(events, context, metadata()).await.is_ok())
        });
    }
    let outcomes = attempts.join_all().await;
    let won: Vec<_> = outcomes.iter().filter(|(_, won)| *won).collect();
    assert_eq!(won.len(), 10, "one winner per stream");
    let acknowledged: usize = won.iter().map(|(count, _)| count).sum();
    assert_eq!(rows(&cell).await.len(), acknowledged);
}

#[tokio::test]
async fn commands_on_one_stream_all_succeed_across_processes() {
    let cell = Cell::fresh().await;
    // Two write sides of each kind stand for four processes: none knows what the others remember.
    let processes: Vec<Commands<Jar>> = BOTH.into_iter().chain(BOTH).map(|kind| cell.jars(kind)).collect();
    let mut work = JoinSet::new();
    for (coin, jars) in (0..40).zip(processes.iter().cycle()) {
        let jars = jars.clone();
        work.spawn(async move {
            while let Err(CommandError::Contended { .. }) = jars.execute("a", JarCommand::Put(vec![coin]), metadata()).await {}
        });
    }
    work.join_all().await;
    let mut coins = processes[1].load("a").await.unwrap().aggregate.coins.clone();
    coins.sort_unstable();
    assert_eq!(coins, (0..40).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_another_process_wrote_is_seen_before_refusing() {
    let cell = Cell::fresh().await;
    let (ours, theirs) = (cell.jars(StoreKind::GroupCommit), cell.jars(StoreKind::GroupCommit));
    ours.execute("a", JarCommand::Put(vec![1]), metadata()).await.unwrap();
    let sealed = theirs.execute("a", JarCommand::Seal, metadata()).await.unwrap();
    assert_eq!(sealed, Executed { version: 2, written: 1 });
    // Ours still remembers version 1: a write conflicts and is decided again, on what is true.
    let refused = ours.execute("a", JarCommand::Put(vec![2]), metadata()).await;
    assert!(matches!(refused, Err(CommandError::Refused(JarIsSealed))));
    let again = theirs.execute("b", JarCommand::Seal, metadata()).await.unwrap();
    assert_eq!(again, Executed { version: 1, written: 1 });
    ours.load("b").await.unwrap();
    let already = ours.execute("b", JarCommand::Seal, metadata()).await.unwrap();
    assert_eq!(already, Executed { version: 1, written: 0 });
}

#[tokio::test]
async fn one_bad_append_does_not_fail_its_neighbours() {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    let mut work = JoinSet::new();
    for number in 0..20 {
        let jars = jars.clone();
        work.spawn(async move {
            let mut metadata = metadata();
            if number % 5 == 0 {
                metadata.remove("correlation_id");
            }
            let id = format!("jar-{number}");
            let put = jars.execute(&id, JarCommand::Put(vec![1, 2]), metadata).await;
            (number, put)
        });
    }
    for (number, put) in work.join_all().await {
        match put {
            Ok(executed) => assert_eq!((number % 5 != 0, executed.written), (true, 2)),
            Err(error) => {
                assert!(matches!(error, CommandError::NotStored(_)), "{error:?}");
                assert_eq!(number % 5, 0);
            }
        }
    }
    assert_eq!(rows(&cell).await.len(), 32);
}

#[tokio::test]
async fn text_the_database_cannot_keep_is_refused_alike() {
    for kind in BOTH {
        let cell = Cell::fresh().await;
        let label = JarCommand::Label("nul \0 inside".to_owned());
        let refused = cell.jars(kind).execute("a", label, metadata()).await;
        assert!(matches!(refused, Err(CommandError::NotStored(_))), "{kind:?} {refused:?}");
        assert!(rows(&cell).await.is_empty());
    }
}

#[tokio::test]
async fn work_goes_on_when_the_caller_hangs_up() {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    for number in 0..20 {
        let id = format!("jar-{number}");
        let command = jars.execute(&id, JarCommand::Put(vec![1]), metadata());
        // Polled once, then dropped: the client is gone.
        let _ = tokio::time::timeout(std::time::Duration::ZERO, command).await;
    }
    // Whatever was begun takes its turn before this one.
    let all_there = async {
        while cell.count("SELECT count(*) FROM events").await < 20 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), all_there).await.unwrap();
}

#[tokio::test]
async fn events_come_back_as_they_were_written() {
    for kind in BOTH {
        let cell = Cell::fresh().await;
        let write_side = cell.write_side(kind);
        let store: Store<Jar> = write_side.store();
        let context = store.load_aggregate("a").await.unwrap();
        let events = vec![coin_put(4), JarEvent::Sealed];
        let committed = store.commit(events, context, metadata()).await.unwrap();
        let loaded = store.load_events("a").await.unwrap();
        assert_eq!(committed.len(), 2);
        for (committed, loaded) in committed.iter().zip(&loaded) {
            assert_eq!(committed.sequence, loaded.sequence);
            assert_eq!(committed.payload, loaded.payload);
            assert_eq!(committed.metadata, loaded.metadata);
            assert_eq!(committed.aggregate_id, loaded.aggregate_id);
        }
    }
}
