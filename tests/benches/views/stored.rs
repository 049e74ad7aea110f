//! Events as they are stored, and a database to store them in.

use std::sync::Arc;

use cqrs_es::{Aggregate, DomainEvent};
use replay::head::Head;
use replay::log::LogReader;
use replay::pool;
use replay::sequencer::Sequencer;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tests::postgres::TestDatabase;
use tokio::sync::Notify;

const APPEND: &str = "
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT a, b, c, d, e, f::json, g::json
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[]) AS written (a, b, c, d, e, f, g)";

/// An event ready to be stored.
#[derive(Debug)]
pub(crate) struct Stored {
    aggregate_type: &'static str,
    aggregate_id: String,
    sequence: i64,
    event_type: String,
    payload: String,
}

impl Stored {
    pub(crate) fn new<A: Aggregate>(id: String, sequence: i64, event: &A::Event) -> Self {
        let payload = serde_json::to_string(event).expect("events are written as JSON");
        Self { aggregate_type: A::TYPE, aggregate_id: id, sequence, event_type: event.event_type(), payload }
    }
}

/// A database of its own.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) app: PgConnectOptions,
    pub(crate) pool: PgPool,
    pub(crate) owner: PgPool,
    pub(crate) head: Head,
}

impl Cell {
    pub(crate) fn of(database: &TestDatabase) -> Self {
        let app = pool::in_cell(database.app(), "public");
        let owner = pool::lazy(pool::in_cell(database.owner(), "public"), 4);
        Self { pool: pool::lazy(app.clone(), 10), app, owner, head: Head::default() }
    }

    pub(crate) async fn append(&self, events: &[Stored], metadata: &str) -> anyhow::Result<()> {
        for events in events.chunks(5_000) {
            sqlx::query(APPEND)
                .bind(events.iter().map(|event| event.aggregate_type).collect::<Vec<_>>())
                .bind(events.iter().map(|event| event.aggregate_id.as_str()).collect::<Vec<_>>())
                .bind(events.iter().map(|event| event.sequence).collect::<Vec<_>>())
                .bind(events.iter().map(|event| event.event_type.as_str()).collect::<Vec<_>>())
                .bind(vec!["1"; events.len()])
                .bind(events.iter().map(|event| event.payload.as_str()).collect::<Vec<_>>())
                .bind(vec![metadata; events.len()])
                .execute(&self.pool)
                .await?;
        }
        Ok(())
    }

    /// Gives a place in the log to everything stored; answers how long the log is.
    pub(crate) async fn sequence(&self) -> anyhow::Result<u64> {
        Sequencer::new(&self.app, Arc::new(Notify::new()), self.head.clone()).drain_once().await?;
        Ok(LogReader::new(self.pool.clone()).next_index().await?)
    }

    /// As autovacuum would have left it.
    pub(crate) async fn tidy(&self) -> anyhow::Result<()> {
        let mut connection = self.owner.acquire().await?;
        sqlx::query("SET statement_timeout = 0").execute(&mut *connection).await?;
        sqlx::query("VACUUM ANALYZE events, event_log").execute(&mut *connection).await?;
        Ok(())
    }
}
