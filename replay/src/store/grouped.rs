//! [`cqrs_es::EventStore`] over the shared writer: what one kind of aggregate sees of it.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use cqrs_es::{Aggregate, AggregateError, EventEnvelope, EventStore};
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::append::{EncodedEvent, StreamAppend};
use super::context::{Loaded, Origin};
use super::error::AppendError;
use super::group_commit::GroupCommit;
use super::loader::{METADATA, PAYLOAD, SEQUENCE};
use super::recent::{Recent, Versioned};
use super::stored_json::{Unstorable, stored_map};

/// The group-committing store of one kind of aggregate.
#[derive(Debug)]
pub struct GroupCommitStore<A> {
    group: GroupCommit,
    recent: Recent<A>,
}

impl<A: Aggregate + Clone> GroupCommitStore<A> {
    /// A store that remembers up to `remembered` aggregates.
    #[must_use]
    pub fn new(group: GroupCommit, remembered: NonZeroUsize) -> Self {
        Self { group, recent: Recent::new(remembered) }
    }

    /// The state remembered, else the one folded from the stream.
    pub(crate) async fn recent_or_stored(&self, aggregate_id: &str) -> Result<(Versioned<A>, Origin), AggregateError<A::Error>> {
        match self.recent.get(self.group.epoch(), aggregate_id) {
            Some(state) => Ok((state, Origin::Memory)),
            None => Ok((self.stored(aggregate_id).await?, Origin::Database)),
        }
    }

    /// The state folded from the stream as it now lies in the database.
    pub(crate) async fn stored(&self, aggregate_id: &str) -> Result<Versioned<A>, AggregateError<A::Error>> {
        let epoch = self.group.epoch();
        let rows = self.group.load(A::TYPE, aggregate_id).await?;
        let mut aggregate = A::default();
        let mut version = 0;
        for row in &rows {
            aggregate.apply(json(row, PAYLOAD)?);
            version = sequence(row)?;
        }
        let state = Versioned { aggregate: Arc::new(aggregate), version };
        self.recent.put(epoch, aggregate_id, state.clone());
        Ok(state)
    }

    /// A context to decide on; `fresh` insists on reading the stream.
    pub(crate) async fn context(&self, aggregate_id: &str, fresh: bool) -> Result<Loaded<A>, AggregateError<A::Error>> {
        let epoch = self.group.epoch();
        let (state, origin) = if fresh {
            (self.stored(aggregate_id).await?, Origin::Database)
        } else {
            self.recent_or_stored(aggregate_id).await?
        };
        Ok(Loaded {
            aggregate_id: aggregate_id.to_owned(),
            aggregate: Arc::unwrap_or_clone(state.aggregate),
            version: state.version,
            origin,
            epoch,
        })
    }
}

impl<A: Aggregate + Clone> EventStore<A> for GroupCommitStore<A> {
    type AC = Loaded<A>;

    async fn load_events(&self, aggregate_id: &str) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let rows = self.group.load(A::TYPE, aggregate_id).await?;
        let envelope = |row: &PgRow| {
            Ok(EventEnvelope {
                aggregate_id: aggregate_id.to_owned(),
                sequence: sequence(row)?,
                payload: json(row, PAYLOAD)?,
                metadata: json(row, METADATA)?,
            })
        };
        rows.iter().map(envelope).collect()
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
        let append = encode::<A>(&context, &events, &metadata).map_err(AppendError::from)?;
        if let Err(error) = self.group.append(append).await {
            self.recent.forget(&context.aggregate_id);
            return Err(error.into());
        }
        let Loaded { aggregate_id, aggregate, version, epoch, .. } = context;
        // cqrs-es applied each event to the context's aggregate while the command was handled.
        let state = Versioned { aggregate: Arc::new(aggregate), version: version + events.len() };
        self.recent.put(epoch, &aggregate_id, state);
        Ok(envelopes(&aggregate_id, version, events, metadata))
    }
}

fn encode<A: Aggregate>(
    context: &Loaded<A>,
    events: &[A::Event],
    metadata: &HashMap<String, String>,
) -> Result<StreamAppend, Unstorable> {
    Ok(StreamAppend {
        aggregate_type: A::TYPE,
        aggregate_id: context.aggregate_id.clone(),
        first_sequence: i64::try_from(context.version + 1).expect("a stream is shorter than i64"),
        events: events.iter().map(EncodedEvent::encode::<A>).collect::<Result<_, _>>()?,
        metadata: stored_map(metadata.iter())?,
    })
}

fn envelopes<A: Aggregate>(
    aggregate_id: &str,
    version: usize,
    events: Vec<A::Event>,
    metadata: HashMap<String, String>,
) -> Vec<EventEnvelope<A>> {
    let envelope = |(payload, sequence)| EventEnvelope {
        aggregate_id: aggregate_id.to_owned(),
        sequence,
        payload,
        metadata: metadata.clone(),
    };
    events.into_iter().zip(version + 1..).map(envelope).collect()
}

fn sequence<E: std::error::Error>(row: &PgRow) -> Result<usize, AggregateError<E>> {
    let sequence: i64 = row.try_get(SEQUENCE).map_err(unreadable)?;
    usize::try_from(sequence).map_err(unreadable)
}

/// Parses a JSON column straight from the row's bytes.
fn json<T: DeserializeOwned, E: std::error::Error>(row: &PgRow, column: usize) -> Result<T, AggregateError<E>> {
    let value = row.try_get_raw(column).map_err(unreadable)?;
    let bytes = value.as_bytes().map_err(AggregateError::DeserializationError)?;
    serde_json::from_slice(bytes).map_err(unreadable)
}

fn unreadable<E: std::error::Error>(cause: impl std::error::Error + Send + Sync + 'static) -> AggregateError<E> {
    AggregateError::DeserializationError(Box::new(cause))
}
