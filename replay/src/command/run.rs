//! The loop around one command.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cqrs_es::{Aggregate, AggregateError, CqrsFramework};
use tracing::Instrument;

use super::error::CommandError;
use super::traced::{Trace, Traced};
use super::turns::Turns;
use super::unhurried::Unhurried;
use crate::metadata::Metadata;
use crate::store::{Origin, Snapshot, Store, WriteSide};

/// Attempts before a command gives up against other processes.
const ATTEMPTS: u32 = 8;
/// The longest first pause between attempts, in microseconds; it doubles each time.
const PAUSE_MICROS: usize = 500;

/// A command took effect, or had done so before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Executed {
    /// The stream's version after the command: its number of events.
    pub version: usize,
    /// Events written by this command; 0 means "already done".
    pub written: usize,
}

/// Executes the commands of one kind of aggregate. Cheap to clone.
#[derive(Debug)]
pub struct Commands<A: Aggregate> {
    inner: Arc<Inner<A>>,
}

#[derive(Debug)]
struct Inner<A: Aggregate> {
    store: Store<A>,
    turns: Turns,
}

impl<A: Aggregate> Clone for Commands<A> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

impl<A> Commands<A>
where
    A: Aggregate<Services = ()> + Clone + 'static,
    A::Command: Clone + Send + 'static,
    A::Error: Send + 'static,
{
    /// The commands of this kind of aggregate on an opened write side. Make one per kind and process: it remembers recent state.
    #[must_use]
    pub fn new(write_side: &WriteSide) -> Self {
        Self { inner: Arc::new(Inner { store: write_side.store(), turns: Turns::default() }) }
    }

    /// Executes `command` on the stream `aggregate_id`; every event written carries `metadata`.
    ///
    /// A conflict reloads and decides again, a bounded number of times. A refusal, and an "already done", is only given on a state read
    /// from the database. The work goes on when the caller drops this future.
    ///
    /// # Errors
    /// See [`CommandError`].
    pub async fn execute(
        &self,
        aggregate_id: &str,
        command: A::Command,
        metadata: Metadata,
    ) -> Result<Executed, CommandError<A::Error>> {
        let inner = self.inner.clone();
        let aggregate_id = aggregate_id.to_owned();
        let work = async move { inner.execute(&aggregate_id, command, metadata).await };
        Unhurried::new(work.in_current_span()).await
    }

    /// The aggregate and its version, for edges that only look; what another process wrote a moment ago may be missing.
    ///
    /// # Errors
    /// [`CommandError::Unavailable`] and [`CommandError::Unreadable`].
    pub async fn load(&self, aggregate_id: &str) -> Result<Snapshot<A>, CommandError<A::Error>> {
        let snapshot = self.inner.store.snapshot(aggregate_id).await;
        snapshot.map_err(|error| CommandError::from_framework(error, 1))
    }

    /// The aggregate and its version as the database holds them now, for edges that act on what they see.
    ///
    /// # Errors
    /// [`CommandError::Unavailable`] and [`CommandError::Unreadable`].
    pub async fn load_fresh(&self, aggregate_id: &str) -> Result<Snapshot<A>, CommandError<A::Error>> {
        let loaded = self.inner.store.context(aggregate_id, true).await;
        let loaded = loaded.map_err(|error| CommandError::from_framework(error, 1))?;
        Ok(Snapshot { aggregate: Arc::new(loaded.aggregate), version: loaded.version })
    }
}

impl<A> Inner<A>
where
    A: Aggregate<Services = ()> + Clone,
    A::Command: Clone,
{
    async fn execute(
        &self,
        aggregate_id: &str,
        command: A::Command,
        metadata: Metadata,
    ) -> Result<Executed, CommandError<A::Error>> {
        let _turn = self.turns.take(aggregate_id).await;
        let mut fresh = false;
        let mut attempts = 0;
        loop {
            let (outcome, trace) = self.attempt(aggregate_id, command.clone(), metadata.clone(), fresh).await;
            let from_memory = trace.origin == Some(Origin::Memory);
            match outcome {
                Ok(()) if trace.written == 0 && from_memory => fresh = true,
                Ok(()) => {
                    return Ok(Executed { version: trace.version, written: trace.written });
                }
                Err(AggregateError::UserError(_)) if from_memory => fresh = true,
                Err(AggregateError::AggregateConflict) if attempts + 1 < ATTEMPTS => {
                    metrics::counter!("command_conflicts_total", "aggregate" => A::TYPE).increment(1);
                    fresh = true;
                    attempts += 1;
                    self.pause(aggregate_id, attempts).await;
                }
                Err(error) => return Err(CommandError::from_framework(error, attempts + 1)),
            }
        }
    }

    async fn attempt(
        &self,
        aggregate_id: &str,
        command: A::Command,
        metadata: Metadata,
        fresh: bool,
    ) -> (Result<(), AggregateError<A::Error>>, Trace) {
        let trace = Mutex::new(Trace::default());
        let traced = Traced { store: &self.store, fresh, trace: &trace };
        let framework = CqrsFramework::new(traced, Vec::new(), ());
        let outcome = framework.execute_with_metadata(aggregate_id, command, metadata).await;
        drop(framework);
        (outcome, trace.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets the others finish: nothing before the first retry, then a random part of a doubling pause.
    async fn pause(&self, aggregate_id: &str, attempts: u32) {
        if attempts > 1 {
            let longest = PAUSE_MICROS << attempts.min(8);
            let micros = self.turns.jitter(aggregate_id, attempts, longest);
            let pause = Duration::from_micros(micros.try_into().unwrap_or(u64::MAX));
            let _ = tokio::time::timeout(pause, std::future::pending::<()>()).await;
        }
    }
}
