//! The checkpoints of several views, moved together: fence and lock at once.

use sqlx::PgConnection;

use crate::view::ViewName;

const START: &str = "INSERT INTO checkpoint (reader) SELECT unnest($1::text[]) ON CONFLICT (reader) DO NOTHING";
const LOAD: &str = "SELECT reader, next_index FROM checkpoint WHERE reader = ANY ($1)";
/// The first statement of a transaction: whoever moves the checkpoints holds their rows until the commit, and a second runner finds them moved.
const ADVANCE: &str = "
UPDATE checkpoint SET next_index = $3, updated_at = clock_timestamp()
 WHERE reader = ANY ($1) AND next_index = $2";

const HOLD: &str = "SELECT next_index FROM checkpoint WHERE reader = $1 FOR UPDATE";

fn names(views: &[ViewName]) -> Vec<&'static str> {
    views.iter().map(|view| view.as_str()).collect()
}

/// Where each view stands; views that never ran begin at 0.
pub(super) async fn load(connection: &mut PgConnection, views: &[ViewName]) -> Result<Vec<(ViewName, u64)>, sqlx::Error> {
    sqlx::query(START).bind(names(views)).execute(&mut *connection).await?;
    let stored: Vec<(String, i64)> = sqlx::query_as(LOAD).bind(names(views)).fetch_all(connection).await?;
    let named = stored.into_iter().filter_map(|(name, next)| ViewName::of(&name).map(|view| (view, next.unsigned_abs())));
    Ok(named.collect())
}

/// Moves the checkpoints of all `views` from `from` to `next`; answers whether all of them stood there.
pub(super) async fn advance_in_tx(tx: &mut PgConnection, views: &[ViewName], from: u64, next: u64) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query(ADVANCE).bind(names(views)).bind(from.cast_signed()).bind(next.cast_signed()).execute(tx).await?;
    Ok(moved.rows_affected() == views.len() as u64)
}

/// Where a view stands, and keeps it there until the transaction ends.
pub(super) async fn hold_in_tx(tx: &mut PgConnection, view: ViewName) -> Result<u64, sqlx::Error> {
    let next: Option<i64> = sqlx::query_scalar(HOLD).bind(view.as_str()).fetch_optional(tx).await?;
    Ok(next.map_or(0, i64::unsigned_abs))
}
