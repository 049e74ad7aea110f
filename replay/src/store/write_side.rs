//! The write side of one cell: opened once, handed to every edge that executes commands.

use std::num::NonZeroUsize;
use std::sync::Arc;

use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventStore;
use postgres_es::PostgresEventRepository;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::Notify;

use super::event_store::Store;
use super::group_commit::GroupCommit;
use super::grouped::GroupCommitStore;
use crate::pool;

/// Aggregates of one kind remembered by the group-committing store.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// Which store writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreKind {
    /// Ours: grouped commits, recent state in memory.
    #[default]
    GroupCommit,
    /// postgres-es, unmodified: the reference.
    PostgresEs,
}

/// The opened write side.
#[derive(Debug, Clone)]
pub struct WriteSide {
    writing: Writing,
    appended: Arc<Notify>,
}

#[derive(Debug, Clone)]
enum Writing {
    GroupCommit(GroupCommit),
    PostgresEs(PgPool),
}

impl WriteSide {
    /// Opens the write side of a cell; `options` (see [`pool::in_cell`]) connect as `quietanza_app`. `max_connections` bounds the pool of
    /// postgres-es; the group-committing store needs three connections whatever the load.
    #[must_use]
    pub fn open(kind: StoreKind, options: &PgConnectOptions, max_connections: u32) -> Self {
        let appended = Arc::new(Notify::new());
        let writing = match kind {
            StoreKind::GroupCommit => Writing::GroupCommit(GroupCommit::start(options, appended.clone())),
            StoreKind::PostgresEs => Writing::PostgresEs(pool::lazy(options.clone(), max_connections)),
        };
        Self { writing, appended }
    }

    /// Notified after each commit of this process: what wakes the sequencer at once.
    #[must_use]
    pub fn appended(&self) -> Arc<Notify> {
        self.appended.clone()
    }

    /// The store of one kind of aggregate.
    #[must_use]
    pub fn store<A: Aggregate + Clone>(&self) -> Store<A> {
        match &self.writing {
            Writing::GroupCommit(group) => Store::GroupCommit(GroupCommitStore::new(group.clone(), REMEMBERED)),
            Writing::PostgresEs(pool) => Store::PostgresEs {
                store: PersistedEventStore::new_event_store(PostgresEventRepository::new(pool.clone())),
                appended: self.appended.clone(),
            },
        }
    }
}
