//! Tells whoever waits for a checkout that it changed, whichever process changed it: one reader of the log for all who wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::CheckoutId;
use replay::head::Head;
use sqlx::{PgPool, Row};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

const CHANGES: &str = "
SELECT l.log_index, e.aggregate_id
  FROM event_log AS l JOIN events AS e USING (global_position)
 WHERE l.log_index >= $1 AND l.log_index < $2 AND e.aggregate_type = 'Checkout'
 ORDER BY l.log_index";

/// How long to wait after a failure before looking again.
const RETRY: Duration = Duration::from_millis(500);

/// Changes of checkouts. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Feed {
    pool: PgPool,
    head: Head,
    waiting: Arc<Mutex<HashMap<CheckoutId, watch::Sender<u64>>>>,
}

/// Somebody waits for one checkout; ends when dropped.
#[derive(Debug)]
pub(crate) struct Waiting {
    feed: Feed,
    checkout: CheckoutId,
    changed: watch::Receiver<u64>,
}

impl Feed {
    pub(crate) fn new(pool: PgPool, head: Head) -> Self {
        Self { pool, head, waiting: Arc::default() }
    }

    /// Waits for changes of a checkout from now on: look at it after calling this, and again after each change.
    #[must_use]
    pub(crate) fn wait_for(&self, checkout: CheckoutId) -> Waiting {
        let changed = self.waiting().entry(checkout).or_insert_with(|| watch::Sender::new(0)).subscribe();
        Waiting { feed: self.clone(), checkout, changed }
    }

    /// Reads the log until `stop`.
    pub(crate) async fn follow(self, stop: CancellationToken) {
        let mut advanced = self.head.subscribe();
        let mut next = *advanced.borrow_and_update();
        while let Some(Ok(())) = stop.run_until_cancelled(advanced.changed()).await {
            let to = *advanced.borrow_and_update();
            while let Err(error) = self.tell(next, to).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "changes of checkouts could not be read");
                if tokio::time::timeout(RETRY, stop.cancelled()).await.is_ok() {
                    return;
                }
            }
            next = to;
        }
    }

    async fn tell(&self, from: u64, to: u64) -> Result<(), sqlx::Error> {
        if self.waiting().is_empty() {
            return Ok(());
        }
        for row in sqlx::query(CHANGES).bind(from.cast_signed()).bind(to.cast_signed()).fetch_all(&self.pool).await? {
            let (index, checkout): (i64, &str) = (row.try_get(0)?, row.try_get(1)?);
            if let Some(waiting) = checkout.parse().ok().as_ref().and_then(|id| self.waiting().get(id).cloned()) {
                waiting.send_replace(index.unsigned_abs() + 1);
            }
        }
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<CheckoutId, watch::Sender<u64>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Whose changes.
    #[must_use]
    pub(crate) const fn checkout(&self) -> CheckoutId {
        self.checkout
    }

    /// The next change.
    pub(crate) async fn change(&mut self) {
        // The sender lives as long as somebody waits.
        let _ = self.changed.changed().await;
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut waiting = self.feed.waiting();
        if waiting.get(&self.checkout).is_some_and(|sender| sender.receiver_count() <= 1) {
            waiting.remove(&self.checkout);
        }
    }
}
