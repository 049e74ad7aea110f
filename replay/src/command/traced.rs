//! A store seen through one command: notes what `CqrsFramework::execute` does not tell, since it answers `()`.

use std::collections::HashMap;
use std::sync::Mutex;

use cqrs_es::{Aggregate, AggregateError, EventEnvelope, EventStore};

use crate::store::{Loaded, Origin, Store};

/// What happened in one attempt.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trace {
    /// Where the state decided on came from; `None` when loading failed.
    pub(crate) origin: Option<Origin>,
    /// The stream's version after the attempt.
    pub(crate) version: usize,
    /// Events written.
    pub(crate) written: usize,
}

pub(crate) struct Traced<'a, A: Aggregate> {
    pub(crate) store: &'a Store<A>,
    pub(crate) fresh: bool,
    pub(crate) trace: &'a Mutex<Trace>,
}

impl<A: Aggregate> Traced<'_, A> {
    fn note(&self, note: impl FnOnce(&mut Trace)) {
        note(&mut self.trace.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

impl<A: Aggregate + Clone> EventStore<A> for Traced<'_, A> {
    type AC = Loaded<A>;

    async fn load_events(&self, aggregate_id: &str) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        self.store.load_events(aggregate_id).await
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<Loaded<A>, AggregateError<A::Error>> {
        let loaded = self.store.context(aggregate_id, self.fresh).await?;
        self.note(|trace| {
            trace.origin = Some(loaded.origin);
            trace.version = loaded.version;
        });
        Ok(loaded)
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: Loaded<A>,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let committed = self.store.commit(events, context, metadata).await?;
        self.note(|trace| {
            trace.written = committed.len();
            trace.version += committed.len();
        });
        Ok(committed)
    }
}
