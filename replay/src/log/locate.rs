//! From a stream's version to its place in the log: what a freshness token is made of.

use std::time::Duration;

use sqlx::PgPool;
use tokio::time::Instant;

use super::error::LogError;
use crate::head::Head;

const LOCATE: &str = "
SELECT l.log_index FROM events e JOIN event_log l USING (global_position)
 WHERE e.aggregate_type = $1 AND e.aggregate_id = $2 AND e.sequence = $3";

/// The log index of event number `version` of a stream: waits for the sequencer up to `timeout`, then answers `None`.
///
/// # Errors
/// [`LogError::Database`].
pub async fn locate(
    pool: &PgPool,
    head: &Head,
    aggregate_type: &str,
    aggregate_id: &str,
    version: usize,
    timeout: Duration,
) -> Result<Option<u64>, LogError> {
    let deadline = Instant::now() + timeout;
    let version = i64::try_from(version).unwrap_or(i64::MAX);
    let mut advances = head.subscribe();
    loop {
        advances.mark_unchanged();
        let found: Option<i64> =
            sqlx::query_scalar(LOCATE).bind(aggregate_type).bind(aggregate_id).bind(version).fetch_optional(pool).await?;
        if let Some(index) = found {
            return Ok(Some(index.unsigned_abs()));
        }
        match tokio::time::timeout_at(deadline, advances.changed()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return Ok(None),
        }
    }
}
