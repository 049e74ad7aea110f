//! A database of its own for one test, with what it takes to fill the log and keep the views.

use std::sync::Arc;

use projections::freshness::Watch;
use projections::rebuild::{compare, rebuild};
use projections::{ViewName, runner};
use replay::head::Head;
use replay::pool;
use replay::sequencer::Sequencer;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tests::postgres::{TestDatabase, fresh_database};
use tokio::sync::Notify;

use crate::world::Written;

const APPEND: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT a, b, c, d, e, f::json, g::json
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[]) AS written (a, b, c, d, e, f, g)";

pub(crate) struct Cell {
    pub(crate) app: PgConnectOptions,
    pub(crate) pool: PgPool,
    pub(crate) owner: PgPool,
    pub(crate) head: Head,
    pub(crate) watch: Watch,
}

impl Cell {
    pub(crate) async fn fresh() -> Self {
        Self::of(&fresh_database().await)
    }

    pub(crate) fn of(database: &TestDatabase) -> Self {
        let app = pool::in_cell(database.app(), "public");
        let owner = pool::lazy(pool::in_cell(database.owner(), "public"), 4);
        Self { pool: pool::lazy(app.clone(), 8), app, owner, head: Head::default(), watch: Watch::default() }
    }

    /// Stores events, in one transaction.
    pub(crate) async fn append(&self, events: &[Written]) {
        self.try_append(events).await.unwrap();
    }

    /// The same when the database may be away.
    pub(crate) async fn try_append(&self, events: &[Written]) -> sqlx::Result<()> {
        fn column<T>(events: &[Written], value: impl Fn(&Written) -> T) -> Vec<T> {
            events.iter().map(value).collect()
        }
        sqlx::query(APPEND)
            .bind(column(events, |event| event.aggregate_type))
            .bind(column(events, |event| event.aggregate_id.clone()))
            .bind(column(events, |event| event.sequence))
            .bind(column(events, |event| event.event_type.clone()))
            .bind(column(events, |event| event.event_version.clone()))
            .bind(column(events, |event| event.payload.clone()))
            .bind(column(events, |event| event.metadata.clone()))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Gives a place in the log to everything stored so far.
    pub(crate) async fn sequence(&self) {
        let sequencer = Sequencer::new(&self.app, Arc::new(Notify::new()), self.head.clone());
        sequencer.drain_once().await.unwrap();
    }

    /// Brings all views to the end of the log; answers where that is.
    pub(crate) async fn catch_up(&self) -> u64 {
        runner::catch_up(self.pool.clone(), self.head.clone(), self.watch.clone()).await.unwrap()
    }

    /// Stores, sequences, shows.
    pub(crate) async fn show(&self, events: &[Written]) -> u64 {
        self.append(events).await;
        self.sequence().await;
        self.catch_up().await
    }

    /// Every view must be what a rebuild makes of the log; answers the rows of each.
    pub(crate) async fn assert_equal_to_rebuilt(&self, next_index: u64, context: &str) -> Vec<i64> {
        let mut rows = Vec::new();
        for view in ViewName::ALL {
            let rebuilt = rebuild(&self.owner, view, next_index).await.unwrap();
            let comparison = compare(&self.owner, &rebuilt).await.unwrap();
            assert!(comparison.is_equal(), "{view} differs from its rebuild ({context}): {comparison:#?}");
            rows.push(comparison.live.rows);
        }
        rows
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }
}
