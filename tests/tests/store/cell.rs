//! A database of its own for one test, with what it takes to write and read there.

use std::sync::Arc;

use replay::command::Commands;
use replay::head::Head;
use replay::log::{LogReader, LoggedEvent};
use replay::pool;
use replay::sequencer::Sequencer;
use replay::store::{StoreKind, WriteSide};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection, PgPool};
use tests::postgres::{TestDatabase, fresh_database};
use tokio::sync::Notify;

use crate::toy::Jar;

pub(crate) const BOTH: [StoreKind; 2] = [StoreKind::GroupCommit, StoreKind::PostgresEs];

pub(crate) struct Cell {
    pub(crate) database: TestDatabase,
    pub(crate) app: PgConnectOptions,
    pub(crate) pool: PgPool,
}

impl Cell {
    pub(crate) async fn fresh() -> Self {
        Self::of(fresh_database().await)
    }

    pub(crate) fn of(database: TestDatabase) -> Self {
        let app = pool::in_cell(database.app(), "public");
        let pool = pool::lazy(app.clone(), 10);
        Self { database, app, pool }
    }

    pub(crate) fn write_side(&self, kind: StoreKind) -> WriteSide {
        WriteSide::open(kind, &self.app, 10)
    }

    pub(crate) fn jars(&self, kind: StoreKind) -> Commands<Jar> {
        Commands::new(&self.write_side(kind))
    }

    pub(crate) async fn owner(&self) -> PgConnection {
        self.database.owner().connect().await.unwrap()
    }

    /// Gives a place in the log to everything committed so far.
    pub(crate) async fn sequence(&self) -> usize {
        let sequencer = Sequencer::new(&self.app, Arc::new(Notify::new()), Head::default());
        sequencer.drain_once().await.unwrap()
    }

    pub(crate) fn log(&self) -> LogReader {
        LogReader::new(self.pool.clone())
    }

    /// The whole log.
    pub(crate) async fn read_all(&self) -> Vec<LoggedEvent> {
        let mut events: Vec<LoggedEvent> = Vec::new();
        loop {
            let page = self.log().read(events.len() as u64, 1000).await.unwrap();
            if page.is_empty() {
                return events;
            }
            events.extend(page);
        }
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }
}
