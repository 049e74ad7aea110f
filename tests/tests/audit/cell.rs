//! A database of its own for one test, with a log of any length in it.

use std::sync::Arc;

use replay::head::Head;
use replay::leaf::LeafHash;
use replay::pool;
use replay::sequencer::Sequencer;
use replay::tree::Tree;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Executor, PgPool};
use tests::postgres::{TestDatabase, fresh_database};
use tokio::sync::Notify;

/// Streams of ten events.
const APPEND: &str = r#"
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT 'Jar', 'jar-' || n / 10, n % 10 + 1, 'CoinPut', '1', format('{"CoinPut": {"coin": %s, "zone": "città"}}', n)::json,
       '{"ente": "80012345678", "correlation_id": "0192f3c4-0000-7000-8000-000000000001", "actor": "operator:anna"}'::json
  FROM generate_series($1::bigint, $2::bigint - 1) AS n"#;

pub(crate) struct Cell {
    pub(crate) database: TestDatabase,
    pub(crate) app: PgConnectOptions,
    pub(crate) pool: PgPool,
}

impl Cell {
    pub(crate) async fn fresh() -> Self {
        let database = fresh_database().await;
        let app = pool::in_cell(database.app(), "public");
        Self { pool: pool::lazy(app.clone(), 4), database, app }
    }

    /// A cell whose log has `events` entries.
    pub(crate) async fn with_log(events: i64) -> Self {
        let cell = Self::fresh().await;
        cell.grow(0, events).await;
        cell
    }

    /// Makes the log grow from `from` to `to` entries.
    pub(crate) async fn grow(&self, from: i64, to: i64) {
        sqlx::query(APPEND).bind(from).bind(to).execute(&self.pool).await.unwrap();
        let placed = self.sequencer().drain_once().await.unwrap();
        assert_eq!(i64::try_from(placed).unwrap(), to - from);
    }

    pub(crate) fn sequencer(&self) -> Sequencer {
        Sequencer::new(&self.app, Arc::new(Notify::new()), Head::default())
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::new(self.pool.clone())
    }

    pub(crate) async fn leaves(&self) -> Vec<LeafHash> {
        sqlx::query_scalar("SELECT leaf_hash FROM event_log ORDER BY log_index").fetch_all(&self.pool).await.unwrap()
    }

    /// What only the owner of the database can do: past the triggers, as somebody who means harm.
    pub(crate) async fn tamper(&self, statements: &[&str]) {
        let mut owner = self.database.owner().connect().await.unwrap();
        for table in ["events", "event_log", "event_queue", "log_tile", "log_head", "log_verifier"] {
            owner.execute(format!("ALTER TABLE {table} DISABLE TRIGGER USER").as_str()).await.unwrap();
        }
        for statement in statements {
            let changed = owner.execute(*statement).await.unwrap();
            assert!(changed.rows_affected() > 0, "{statement}");
        }
    }
}
