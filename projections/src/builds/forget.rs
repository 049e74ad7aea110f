//! Builds that are kept beside the live ones forget whom the log forgot: they are folded on to the erasure by the very code that keeps the live
//! view, so that nothing is left of a person in a table that nobody looks at, and going back brings nobody back.
//!
//! What cannot be folded on (half a build of a killed command, a build of another version of the program) is emptied, and forgets how far it
//! had come: whoever wants it back folds it from the beginning.

use sqlx::PgPool;

use super::advance;
use super::error::BuildError;
use super::lock::Lock;
use super::record::{self, Build, BuildState};
use super::slot::{Slot, pool_beside};
use crate::view::ViewName;

/// The newest erasures by the index of erasures: moments and places in the log differ by a few at most.
const LAST: &str = "
SELECT max(log_index)
  FROM (SELECT global_position FROM events WHERE event_type = 'SubjectErased' ORDER BY recorded_at DESC LIMIT 100) AS newest
  JOIN event_log USING (global_position)";
const STANDING: &str = "
SELECT nspname::text, relname::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
 WHERE nspname = ANY ($1) AND relname = ANY ($2) AND relkind = 'r'";

/// A table beside the live ones.
struct Kept {
    slot: Slot,
    view: ViewName,
}

/// Folds every kept build on to the last erasure of the log, as far as the live views have come. Answers how many were behind; while a command
/// works on the builds, none: it is asked again. `app` connects as the role that serves, in the cell.
///
/// # Errors
/// When the database fails, or an event cannot be folded.
pub async fn forget_in_kept_builds(app: &PgPool, schema: &str) -> Result<u64, BuildError> {
    let kept = standing(app, schema).await?;
    let last: Option<i64> = if kept.is_empty() { None } else { sqlx::query_scalar(LAST).fetch_one(app).await? };
    let Some(last) = last.map(i64::unsigned_abs) else { return Ok(0) };
    let mut behind = Vec::new();
    for table in kept {
        if place(app, schema, &table).await?.is_some_and(|place| place <= last) {
            behind.push(table);
        }
    }
    if behind.is_empty() {
        return Ok(0);
    }
    let _lock = match Lock::take(&app.connect_options(), schema).await {
        Ok(lock) => lock,
        Err(BuildError::Busy(_)) => return Ok(0),
        Err(error) => return Err(error),
    };
    let builds = record::history(app).await.map_err(|error| error.0)?;
    for table in &behind {
        if builds.iter().any(|build| table.is(build) && build.state != BuildState::Building && build.is_of_this_program()) {
            fold_on(app, schema, table).await?;
        } else {
            empty(app, schema, table).await?;
        }
    }
    Ok(behind.len() as u64)
}

impl Kept {
    /// Whether this is where a build stands.
    fn is(&self, build: &Build) -> bool {
        let slot = match build.state {
            BuildState::Previous => Some(Slot::Previous),
            BuildState::Building | BuildState::Ready | BuildState::RolledBack => Some(Slot::Rebuilt),
            BuildState::Live | BuildState::Discarded => None,
        };
        build.view == self.view && slot == Some(self.slot)
    }
}

/// What stands beside the live tables, also what a killed check left.
async fn standing(app: &PgPool, schema: &str) -> Result<Vec<Kept>, sqlx::Error> {
    let slots = [Slot::Rebuilt, Slot::Previous, Slot::Checked];
    let schemas = slots.map(|slot| slot.schema(schema));
    let views = ViewName::ALL.map(ViewName::as_str);
    let tables: Vec<(String, String)> = sqlx::query_as(STANDING).bind(&schemas[..]).bind(&views[..]).fetch_all(app).await?;
    let known = |(place, table): &(String, String)| {
        let slot = slots.into_iter().find(|slot| slot.schema(schema) == *place)?;
        Some(Kept { slot, view: ViewName::of(table)? })
    };
    Ok(tables.iter().filter_map(known).collect())
}

/// The first index a kept table has not applied; none when it is empty and knows it.
async fn place(app: &PgPool, schema: &str, Kept { slot, view }: &Kept) -> Result<Option<u64>, sqlx::Error> {
    let beside = slot.schema(schema);
    let sql = format!(
        "SELECT (SELECT next_index FROM {beside}.checkpoint WHERE reader = '{view}'), EXISTS (SELECT FROM {beside}.{view})"
    );
    let (place, has_rows): (Option<i64>, bool) = sqlx::query_as(&sql).fetch_one(app).await?;
    Ok(place.map(i64::unsigned_abs).or(has_rows.then_some(0)))
}

async fn fold_on(app: &PgPool, schema: &str, Kept { slot, view }: &Kept) -> Result<(), BuildError> {
    let beside = pool_beside(&app.connect_options(), schema, *slot);
    let live = advance::live_position(app, *view).await?;
    let advanced = advance::up_to(&beside, *view, live).await;
    beside.close().await;
    advanced
}

async fn empty(app: &PgPool, schema: &str, Kept { slot, view }: &Kept) -> Result<(), BuildError> {
    let beside = slot.schema(schema);
    let mut tx = app.begin().await?;
    for statement in [
        "SET LOCAL statement_timeout = 0".to_owned(),
        format!("DELETE FROM {beside}.{view}"),
        format!("DELETE FROM {beside}.checkpoint WHERE reader = '{view}'"),
        format!("DELETE FROM {beside}.dead_letter WHERE reader = '{view}'"),
    ] {
        sqlx::query(&statement).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
