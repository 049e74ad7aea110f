//! Processes that do not lead learn from the leader how long the log is.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use super::{CHANNEL, write};
use crate::head::Head;

/// The log is looked at this often even if no notification comes.
const LOOK: Duration = Duration::from_secs(1);

/// Advances `head` whenever the sequencer of the cell, in whichever process, has committed; until `stop`.
pub async fn follow(pool: PgPool, head: Head, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Some(Err(error)) = stop.run_until_cancelled(listen(&pool, &head)).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "following the log starts over");
            let _ = tokio::time::timeout(LOOK, stop.cancelled()).await;
        }
    }
}

async fn listen(pool: &PgPool, head: &Head) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let schema: Option<String> = sqlx::query_scalar("SELECT current_schema()").fetch_one(pool).await?;
    loop {
        head.advance_to(write::head(&mut *pool.acquire().await?).await?);
        while let Ok(notification) = tokio::time::timeout(LOOK, listener.recv()).await {
            let notification = notification?;
            let told = notification.payload().split_once(':');
            if let Some((cell, next_index)) = told
                && Some(cell) == schema.as_deref()
            {
                head.advance_to(next_index.parse().unwrap_or_default());
            }
        }
    }
}
