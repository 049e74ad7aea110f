//! What is wrong with cqrs-es and postgres-es 0.5, shown by runs: why clippy bans these entry points here. When one of these tests fails, a new
//! version has mended something, and the ban can be reconsidered.

use cqrs_es::persist::{PersistedEventRepository, PersistedEventStore};
use cqrs_es::{AggregateError, CqrsFramework, EventEnvelope, EventStore, Query};
use postgres_es::PostgresEventRepository;
use sqlx::Executor;

use crate::cell::Cell;
use crate::toy::{Jar, JarCommand, coin_put, metadata};

const SNAPSHOTS: &str = "
CREATE TABLE snapshots (
    aggregate_type text NOT NULL, aggregate_id text NOT NULL, last_sequence bigint NOT NULL, current_snapshot bigint NOT NULL,
    payload json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, last_sequence))";

async fn cell_with_snapshots() -> Cell {
    let cell = Cell::fresh().await;
    cell.owner().await.execute(SNAPSHOTS).await.unwrap();
    cell
}

type Library = PersistedEventStore<PostgresEventRepository, Jar>;

async fn coins_after_one_put(store: Library, read_again: Library) -> Vec<i64> {
    let jars = CqrsFramework::new(store, Vec::new(), ());
    jars.execute_with_metadata("a", JarCommand::Put(vec![5]), metadata()).await.unwrap();
    read_again.load_aggregate("a").await.unwrap().aggregate.coins
}

/// `handle` applies each event through the sink, and the store applies it again before it saves the state.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "shows why they are banned")]
async fn snapshot_and_aggregate_stores_apply_every_event_twice() {
    let repository = |cell: &Cell| PostgresEventRepository::new(cell.pool.clone());
    let cell = cell_with_snapshots().await;
    let aggregate_store = || Library::new_aggregate_store(repository(&cell));
    assert_eq!(coins_after_one_put(aggregate_store(), aggregate_store()).await, [5, 5]);
    let cell = cell_with_snapshots().await;
    let snapshot_store = || Library::new_snapshot_store(repository(&cell), 1);
    assert_eq!(coins_after_one_put(snapshot_store(), snapshot_store()).await, [5, 5]);
    let cell = cell_with_snapshots().await;
    let event_store = || Library::new_event_store(repository(&cell));
    assert_eq!(coins_after_one_put(event_store(), event_store()).await, [5]);
}

/// The statement fails in the database, the stream just ends: nobody can tell "all read" from "nothing readable".
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "shows why they are banned")]
async fn streams_of_the_library_swallow_database_errors() {
    let cell = Cell::fresh().await;
    let repository = PostgresEventRepository::new(cell.pool.clone()).with_tables("no_such_table", "none");
    assert!(repository.get_events::<Jar>("a").await.is_err(), "the plain read does tell");
    let mut one = repository.stream_events::<Jar>("a").await.unwrap();
    assert!(one.next::<Jar>(&[]).await.is_none());
    let mut all = repository.stream_all_events::<Jar>().await.unwrap();
    assert!(all.next::<Jar>(&[]).await.is_none());
}

struct NoView;

#[async_trait::async_trait]
impl Query<Jar> for NoView {
    async fn dispatch(&self, _: &str, _: &[EventEnvelope<Jar>]) {}
}

/// The same through the library's replay: it says `Ok` after reading nothing.
#[tokio::test]
#[expect(clippy::disallowed_types, reason = "shows why it is banned")]
async fn the_replay_of_the_library_succeeds_without_reading() {
    use cqrs_es::persist::QueryReplay;
    let cell = Cell::fresh().await;
    let repository = PostgresEventRepository::new(cell.pool.clone()).with_tables("no_such_table", "none");
    let replay = QueryReplay::<_, _, Jar>::new(repository, NoView);
    assert!(replay.replay_all().await.is_ok());
}

/// A unique violation that has nothing to do with the stream's version is reported as a conflict, which a caller would retry for ever.
#[tokio::test]
async fn any_unique_violation_becomes_a_conflict() {
    let cell = Cell::fresh().await;
    let once_per_type = "CREATE UNIQUE INDEX one_of_each ON events (aggregate_type, event_type)";
    cell.owner().await.execute(once_per_type).await.unwrap();
    let store = Library::new_event_store(PostgresEventRepository::new(cell.pool.clone()));
    let first = store.load_aggregate("a").await.unwrap();
    store.commit(vec![coin_put(1)], first, metadata()).await.unwrap();
    let other_stream = store.load_aggregate("b").await.unwrap();
    let refused = store.commit(vec![coin_put(2)], other_stream, metadata()).await;
    assert!(matches!(refused, Err(AggregateError::AggregateConflict)));

    let ours = cell.jars(replay::store::StoreKind::GroupCommit);
    let told = ours.execute("b", JarCommand::Put(vec![2]), metadata()).await;
    assert!(matches!(told, Err(replay::command::CommandError::NotStored(_))), "{told:?}");
}

/// `execute` answers `()`: neither what was written nor the version. [`replay::command::Executed`] tells both.
#[tokio::test]
async fn execute_tells_nothing() {
    let cell = Cell::fresh().await;
    let store = Library::new_event_store(PostgresEventRepository::new(cell.pool.clone()));
    let jars = CqrsFramework::new(store, Vec::new(), ());
    for _ in 0..2 {
        // Written the first time, "already done" the second: the answers are the same.
        let told: Result<(), _> = jars.execute_with_metadata("a", JarCommand::Seal, metadata()).await;
        assert!(told.is_ok());
    }
    assert_eq!(cell.count("SELECT count(*) FROM events").await, 1);
}
