//! Bringing a build up to date: batches of the log, applied by the runner's own code to the tables beside.

use replay::log::{LogError, LogReader};
use sqlx::PgPool;

use super::error::BuildError;
use crate::rebuild::RebuildError;
use crate::runner::{Batch, apply};
use crate::view::ViewName;

/// The most events of one batch.
const BATCH: u64 = 4_000;

const POSITION: &str = "SELECT coalesce((SELECT next_index FROM checkpoint WHERE reader = $1), 0)";

/// Where a view stands, in the place the pool looks at.
pub(super) async fn live_position(pool: &PgPool, view: ViewName) -> Result<u64, sqlx::Error> {
    let next: i64 = sqlx::query_scalar(POSITION).bind(view.as_str()).fetch_one(pool).await?;
    Ok(next.unsigned_abs())
}

/// Applies the events below `to` that the build has not seen.
pub(super) async fn up_to(beside: &PgPool, view: ViewName, to: u64) -> Result<(), BuildError> {
    let reader = LogReader::new(beside.clone());
    let mut next = live_position(beside, view).await?;
    while next < to {
        let limit = u32::try_from((to - next).min(BATCH)).unwrap_or(u32::MAX);
        let batch = Batch::read(&reader, &[view], next, limit).await?.ok_or(LogError::Hole { index: next })?;
        refuse_unknown(&batch)?;
        next = batch.next;
        apply(beside, batch).await?;
    }
    Ok(())
}

/// A live view puts aside what a newer version wrote; a build must not be made without it.
fn refuse_unknown(batch: &Batch) -> Result<(), RebuildError> {
    for slice in &batch.slices {
        for event in &slice.new {
            if let Err(unreadable) = event.happening.as_ref().map(|_| ())
                && unreadable.is_unknown_version()
            {
                return Err(RebuildError::UnknownVersion {
                    stream_type: slice.stream.kind.as_str(),
                    stream_id: slice.stream.id.clone(),
                    log_index: event.log_index,
                    reason: unreadable.reason(),
                });
            }
        }
    }
    Ok(())
}
