//! What was there when the process started: until all of it is shown, the product is not ready.

use std::sync::{Arc, OnceLock};

use projections::freshness::positions;
use sqlx::PgPool;

use super::NotReady;

/// Transactions from here on are later than this moment.
const MOMENT: &str = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";
const UNSEQUENCED: &str = "SELECT count(*) FROM event_queue WHERE transaction < $1::xid8";
const HEAD: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";

/// The backlog found at start. Cheap to clone; clones share what was learned.
#[derive(Clone, Debug)]
pub(super) struct Backlog(Arc<Found>);

#[derive(Debug)]
struct Found {
    moment: String,
    /// How long the log is with all of it; known once it is sequenced.
    end: OnceLock<u64>,
    shown: OnceLock<()>,
}

impl Backlog {
    /// Everything stored by now.
    pub(super) async fn find(pool: &PgPool) -> Result<Self, sqlx::Error> {
        let moment = sqlx::query_scalar(MOMENT).fetch_one(pool).await?;
        Ok(Self(Arc::new(Found { moment, end: OnceLock::new(), shown: OnceLock::new() })))
    }

    /// What part of it is not shown yet; nothing for ever after the first time that nothing is left.
    pub(super) async fn left(&self, pool: &PgPool) -> Result<Vec<NotReady>, sqlx::Error> {
        let found = &self.0;
        if found.shown.get().is_some() {
            return Ok(Vec::new());
        }
        let unsequenced: i64 = sqlx::query_scalar(UNSEQUENCED).bind(&found.moment).fetch_one(pool).await?;
        if unsequenced > 0 {
            let why = format!("{unsequenced} transactions found at start wait for their place in the log");
            return Ok(vec![NotReady { what: "sequencer".to_owned(), why }]);
        }
        let end = match found.end.get() {
            Some(end) => *end,
            None => {
                let head: i64 = sqlx::query_scalar(HEAD).fetch_one(pool).await?;
                *found.end.get_or_init(|| head.unsigned_abs())
            }
        };
        let left: Vec<NotReady> = behind(pool, end).await?;
        if left.is_empty() {
            let _ = found.shown.set(());
        }
        Ok(left)
    }
}

/// The views that have not come to `end` yet.
async fn behind(pool: &PgPool, end: u64) -> Result<Vec<NotReady>, sqlx::Error> {
    let positions = positions(pool).await.map_err(|error| error.0)?;
    let behind = positions.iter().filter(|position| position.next_index < end).map(|position| NotReady {
        what: format!("view/{}", position.view),
        why: format!("{} of the events found at start are not shown yet", end - position.next_index),
    });
    Ok(behind.collect())
}
