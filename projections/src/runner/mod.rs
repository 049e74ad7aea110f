//! The runner: keeps all views, from wherever they are to wherever the log goes.
//!
//! Views at the same place move together: one reading of the log, one transaction, one commit. A view that is behind (because it is new, or
//! because writing it failed) catches up by itself and joins the others where it meets them; one that keeps failing holds up nobody.

mod apply;
mod batch;
mod checkpoints;
mod interest;
mod keeper;
mod retry;
mod slices;

use std::time::Duration;

use replay::head::Head;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

pub(crate) use apply::{ApplyError, apply, write_sheets};
pub(crate) use batch::Batch;
pub(crate) use interest::Interest;
pub use keeper::KeepError;
use keeper::{Keeper, Turn};
pub use retry::{Retried, RetryError, retry_parked};
pub(crate) use slices::{RawSlice, by_stream, known, read};

use crate::freshness::Watch;

/// How often the log is looked at when nothing was heard of it, and how long to wait after a failure.
const PAUSE: Duration = Duration::from_millis(500);

/// Keeps all views of a cell until `cancel`; survives every failure of the database. `watch` is told of each commit.
pub async fn run(pool: PgPool, head: Head, watch: Watch, cancel: CancellationToken) {
    let mut heard = head.subscribe();
    let mut keeper = Keeper::new(pool, head, watch);
    while !cancel.is_cancelled() {
        heard.mark_unchanged();
        match keeper.turn().await {
            Ok(Turn::Moved) => {}
            Ok(Turn::AtHead) => {
                let news = tokio::time::timeout(PAUSE, heard.changed());
                cancel.run_until_cancelled(news).await;
            }
            Err(error) => {
                metrics::counter!("projection_failures_total").increment(1);
                tracing::warn!(error = &error as &dyn std::error::Error, "keeping the views starts over");
                keeper.forget();
                let _ = tokio::time::timeout(PAUSE, cancel.cancelled()).await;
            }
        }
    }
}

/// Brings all views to the end of the log as it is now, once: for tools and tests. Answers where they stand.
///
/// # Errors
/// The first failure; what was applied before stays.
pub async fn catch_up(pool: PgPool, head: Head, watch: Watch) -> Result<u64, KeepError> {
    let mut keeper = Keeper::new(pool, head, watch);
    while keeper.turn().await? == Turn::Moved {}
    Ok(keeper.position())
}
