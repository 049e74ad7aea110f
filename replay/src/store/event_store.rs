//! Either store behind one type, so that a setting can choose.

use std::collections::HashMap;
use std::sync::Arc;

use cqrs_es::persist::{EventStoreAggregateContext, PersistedEventStore};
use cqrs_es::{Aggregate, AggregateError, EventEnvelope, EventStore};
use postgres_es::PostgresEventRepository;
use tokio::sync::Notify;

use super::context::{Loaded, Origin, Snapshot};
use super::grouped::GroupCommitStore;

/// The event store of one kind of aggregate.
pub enum Store<A: Aggregate> {
    /// postgres-es, unmodified.
    PostgresEs {
        /// The library's store.
        store: PersistedEventStore<PostgresEventRepository, A>,
        /// Notified after each commit.
        appended: Arc<Notify>,
    },
    /// Ours.
    GroupCommit(GroupCommitStore<A>),
}

impl<A: Aggregate> std::fmt::Debug for Store<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self {
            Self::PostgresEs { .. } => "PostgresEs",
            Self::GroupCommit(_) => "GroupCommit",
        };
        write!(f, "Store::{kind}<{}>", A::TYPE)
    }
}

impl<A: Aggregate + Clone> Store<A> {
    /// The state for deciding; `fresh` insists on reading the stream instead of trusting memory.
    pub(crate) async fn context(&self, aggregate_id: &str, fresh: bool) -> Result<Loaded<A>, AggregateError<A::Error>> {
        match self {
            Self::GroupCommit(store) => store.context(aggregate_id, fresh).await,
            Self::PostgresEs { store, .. } => {
                let context = store.load_aggregate(aggregate_id).await?;
                Ok(Loaded {
                    aggregate_id: context.aggregate_id,
                    aggregate: context.aggregate,
                    version: context.current_sequence,
                    origin: Origin::Database,
                    epoch: 0,
                })
            }
        }
    }

    /// The state for looking only.
    pub(crate) async fn snapshot(&self, aggregate_id: &str) -> Result<Snapshot<A>, AggregateError<A::Error>> {
        match self {
            Self::GroupCommit(store) => {
                let (state, _) = store.recent_or_stored(aggregate_id).await?;
                Ok(Snapshot { aggregate: state.aggregate, version: state.version })
            }
            Self::PostgresEs { .. } => {
                let loaded = self.context(aggregate_id, true).await?;
                Ok(Snapshot { aggregate: Arc::new(loaded.aggregate), version: loaded.version })
            }
        }
    }
}

impl<A: Aggregate + Clone> EventStore<A> for Store<A> {
    type AC = Loaded<A>;

    async fn load_events(&self, aggregate_id: &str) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        match self {
            Self::GroupCommit(store) => store.load_events(aggregate_id).await,
            Self::PostgresEs { store, .. } => store.load_events(aggregate_id).await,
        }
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<Loaded<A>, AggregateError<A::Error>> {
        self.context(aggregate_id, false).await
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: Loaded<A>,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        match self {
            Self::GroupCommit(store) => store.commit(events, context, metadata).await,
            Self::PostgresEs { store, appended } => {
                let context = EventStoreAggregateContext {
                    aggregate_id: context.aggregate_id,
                    aggregate: context.aggregate,
                    current_sequence: context.version,
                    current_snapshot: None,
                };
                let committed = store.commit(events, context, metadata).await?;
                appended.notify_one();
                Ok(committed)
            }
        }
    }
}
