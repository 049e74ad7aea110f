//! The loop around one kind of to-do: claim, act, say what became of it.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use projections::todo::{Claimed, Generation, Todo, TodoKind, claim, next_due, park, postpone, retry_after};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::setback::Setback;
use crate::product::Product;

/// The longest sleep: other processes may have moved the list, and clocks may jump.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// Characters of a reason that are kept.
const REASON_LENGTH: usize = 300;

/// What has to be done for one kind of to-do.
pub(crate) trait Task: Debug + Send + Sync + 'static {
    /// The kind.
    const KIND: TodoKind;

    /// Does it. `Ok` means that an event which closes the to-do is recorded, now or before; doing it twice leaves the same state.
    fn act(&self, todo: &Todo, hold: &Hold) -> impl Future<Output = Result<(), Setback>> + Send;
}

/// How one kind of to-do is worked on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// How many at once in this process.
    pub(crate) at_once: u32,
    /// How long a claim holds; longer than doing it can take.
    pub(crate) lease: TimeDelta,
    /// The least time between two claims: what comes up meanwhile is claimed together.
    pub(crate) spacing: Duration,
}

/// A claimed to-do in our hands.
#[derive(Debug)]
pub(crate) struct Hold {
    product: Product,
    todo_id: String,
    generation: Generation,
    attempt: u32,
    lease: TimeDelta,
}

impl Hold {
    /// The how-manieth attempt this is, from 1.
    pub(crate) const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Proves, just before something that cannot be undone, that nobody else holds the to-do and nothing closed it; starts the lease
    /// anew.
    pub(crate) async fn is_still_ours(&self) -> Result<bool, Setback> {
        if !self.product.fence.is_open() {
            return Err(Setback::later("the data came back from a backup, and nobody has confirmed it"));
        }
        let until = self.product.clock.now() + self.lease;
        let proven = postpone(&self.product.pool, &self.todo_id, self.generation, until, None).await;
        proven.map_err(|error| Setback::later(error.to_string()))
    }

    async fn put_back(&self, setback: Setback) {
        let pool = &self.product.pool;
        let (reason, moment) = match setback {
            Setback::Aside(reason) => {
                tracing::warn!(todo.id = %self.todo_id, %reason, "put aside for an operator");
                let _ = park(pool, &self.todo_id, self.generation, &cut(&reason)).await;
                return;
            }
            Setback::Later(reason) => (reason, retry_after(self.product.clock.now(), &self.todo_id, self.attempt)),
            Setback::At(moment, reason) => (reason, moment),
        };
        tracing::info!(todo.id = %self.todo_id, %reason, todo.attempt = self.attempt, until = %moment, "tried again later");
        // Should this fail too, the lease lapses and somebody takes it up.
        let _ = postpone(pool, &self.todo_id, self.generation, moment, Some(&cut(&reason))).await;
    }
}

fn cut(reason: &str) -> String {
    reason.chars().take(REASON_LENGTH).collect()
}

/// Works on one kind of to-do until told to stop.
#[derive(Debug)]
pub(crate) struct Worker<T> {
    task: Arc<T>,
    product: Product,
    shape: Shape,
    moved: watch::Receiver<u64>,
}

impl<T: Task> Worker<T> {
    /// A worker; `moved` changes whenever the to-do list does.
    pub(crate) fn new(task: T, product: Product, shape: Shape, moved: watch::Receiver<u64>) -> Self {
        Self { task: Arc::new(task), product, shape, moved }
    }

    /// Claims and acts until `stop`; then finishes what is in hand.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let mut acting = JoinSet::new();
        while !stop.is_cancelled() {
            while acting.try_join_next().is_some() {}
            self.moved.mark_unchanged();
            let free = self.shape.at_once.saturating_sub(u32::try_from(acting.len()).unwrap_or(u32::MAX));
            let claimed = self.claim(free).await;
            for one in claimed {
                acting.spawn(act(self.task.clone(), self.product.clone(), one, self.shape.lease));
            }
            let is_full = acting.len() >= usize::try_from(self.shape.at_once).unwrap_or(usize::MAX);
            self.sleep(&mut acting, is_full, &stop).await;
        }
        while acting.join_next().await.is_some() {}
    }

    async fn claim(&self, limit: u32) -> Vec<Claimed> {
        if limit == 0 || (T::KIND.is_final() && !self.product.fence.is_open()) {
            return Vec::new();
        }
        let now = self.product.clock.now();
        claim(&self.product.pool, &[T::KIND], now, self.shape.lease, limit).await.unwrap_or_else(|error| {
            tracing::warn!(
                todo.kind = T::KIND.as_str(),
                error = &error as &dyn std::error::Error,
                "the to-do list cannot be read"
            );
            Vec::new()
        })
    }

    /// Sleeps until there may be something to do.
    async fn sleep(&mut self, acting: &mut JoinSet<()>, is_full: bool, stop: &CancellationToken) {
        let _ = tokio::time::timeout(self.shape.spacing, stop.cancelled()).await;
        if is_full {
            tokio::select! {
                _ = acting.join_next() => {}
                () = stop.cancelled() => {}
            }
            return;
        }
        if self.moved.has_changed().unwrap_or(false) {
            return;
        }
        let nothing_due = self.until_next_due().await;
        tokio::select! {
            _ = tokio::time::timeout(nothing_due, std::future::pending::<()>()) => {}
            // The sender ends with the product: nothing moves any more.
            Ok(()) = self.moved.changed() => {}
            () = stop.cancelled() => {}
        }
    }

    async fn until_next_due(&self) -> Duration {
        let next = next_due(&self.product.pool, &[T::KIND]).await.ok().flatten();
        let wait = next.and_then(|next| (next - self.product.clock.now()).to_std().ok().or(Some(Duration::ZERO)));
        wait.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP)
    }
}

/// One to-do, in a task of its own: should it panic, the to-do is put back like after any other failure.
async fn act<T: Task>(task: Arc<T>, product: Product, claimed: Claimed, lease: TimeDelta) {
    let Claimed { todo, generation, attempt, .. } = claimed;
    let span = tracing::info_span!("process.act", todo.id = %todo.id, todo.attempt = attempt);
    let hold = Arc::new(Hold { product, todo_id: todo.id.clone(), generation, attempt, lease });
    let began = Instant::now();
    let in_hand = hold.clone();
    let acting = async move {
        fail::fail_point!("todo::claimed", |_| Err(Setback::later("failpoint")));
        task.act(&todo, &in_hand).await
    };
    let acting = tokio::spawn(acting.instrument(span.clone()));
    let outcome = acting.await.unwrap_or_else(|_| Err(Setback::later("the worker was aborted: a defect")));
    let key = match &outcome {
        Ok(()) => "done",
        Err(Setback::Later(_) | Setback::At(..)) => "later",
        Err(Setback::Aside(_)) => "aside",
    };
    metrics::histogram!("todo_seconds", "kind" => T::KIND.as_str(), "outcome" => key).record(began.elapsed());
    if let Err(setback) = outcome {
        hold.put_back(setback).instrument(span).await;
    }
}
