//! Comparing two tables of which one never stands still: both are brought to the same place, a snapshot is taken there, and the live view goes
//! on while the snapshot is read.

use sqlx::PgPool;

use super::slot::Slot;
use super::{BuildError, Builds, advance};
use crate::rebuild::{Comparison, compare_tables};
use crate::view::ViewName;

/// Whoever holds this row keeps the view where it is.
const HOLD: &str = "SELECT next_index FROM checkpoint WHERE reader = $1 FOR UPDATE";
const LOOK: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
/// A snapshot is taken by the first statement, not by the beginning.
const TAKE: &str = "SELECT 1";

pub(super) async fn compare(builds: &Builds, beside: &PgPool, view: ViewName, slot: Slot) -> Result<Comparison, BuildError> {
    let mut holding = builds.pool.begin().await?;
    let live: Option<i64> = sqlx::query_scalar(HOLD).bind(view.as_str()).fetch_optional(&mut *holding).await?;
    advance::up_to(beside, view, live.map_or(0, i64::unsigned_abs)).await?;
    let mut looking = builds.pool.acquire().await?;
    sqlx::query(LOOK).execute(&mut *looking).await?;
    sqlx::query(TAKE).execute(&mut *looking).await?;
    holding.rollback().await?;
    let schemas = [builds.schema.clone(), slot.schema(&builds.schema)];
    let compared = compare_tables(&mut looking, &schemas, view).await;
    sqlx::query("ROLLBACK").execute(&mut *looking).await?;
    Ok(compared?)
}
