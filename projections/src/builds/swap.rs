//! The exchange of two builds in one transaction: readers either see the one or the other, and wait for a few milliseconds at most.
//!
//! The view's checkpoint is held first, so nobody writes the live table while the one beside is brought to exactly the same place. Everything of
//! a view that belongs to its table goes with it: the checkpoint, the dead letters, and what workers noted that is not folded from the log; all
//! that happens while readers go on. Only then both tables are locked, which gives way whenever somebody reads or writes for longer, and change
//! their schemas: nothing else is done while readers wait, not even waiting for the disk.

use std::time::{Duration, Instant};

use sqlx::{Executor, PgPool};

use super::record::{self, BuildState};
use super::slot::{self, Slot};
use super::{BuildError, Builds, Swapped, advance};
use crate::view::ViewName;

/// How often the swap gives way before it gives up.
const TRIES: u32 = 200;
/// Between two tries, so that whoever waited behind the swap gets on.
const PAUSE: Duration = Duration::from_millis(25);
/// How long the swap waits for the tables, and so how long a reader can be kept waiting by one try.
const TABLE_PATIENCE: &str = "SET LOCAL lock_timeout = '40ms';";
const ROW_PATIENCE: &str = "SET LOCAL lock_timeout = '5s'";
/// Whoever waits for the tables does not wait for the disk as well. A swap that a crash forgets never happened, and neither did anything after.
const IN_MEMORY: &str = "SET LOCAL synchronous_commit = off";
/// Written to the disk at last, and everything before it.
const DURABLE: &str = "UPDATE view_build SET promoted_at = promoted_at WHERE view = $1 AND state = 'live'";

const HOLD: &str = "SELECT next_index FROM checkpoint WHERE reader = $1 FOR UPDATE";
const SHAPE: &str = "
SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute
 WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped";
const KEY: &str = "
SELECT string_agg(format('there.%1$I = here.%1$I', attname), ' AND ') FROM pg_index, pg_attribute
 WHERE indrelid = to_regclass($1) AND indisprimary AND attrelid = indrelid AND attnum = ANY (indkey)";

/// Columns that are generated follow by themselves.
const STORED: &str = "
SELECT coalesce(array_agg(attname::text ORDER BY attnum), '{}') FROM pg_attribute
 WHERE attrelid = to_regclass($1) AND attname = ANY ($2) AND attgenerated = ''";

/// What is exchanged.
struct Exchange<'a> {
    live: &'a str,
    from: String,
    to: String,
    view: ViewName,
}

pub(super) async fn swap(
    builds: &Builds,
    beside: &PgPool,
    view: ViewName,
    from: Slot,
    build: u32,
) -> Result<Swapped, BuildError> {
    let live = builds.schema.as_str();
    let exchange = Exchange { live, from: from.schema(live), to: from.other().schema(live), view };
    exchange.check_shape(&builds.pool).await?;
    // Whatever stood in the place where the live build goes is dropped before: that may take long, and nobody waits for it.
    slot::clear(&builds.pool, live, from.other(), view).await?;
    let carry_over = exchange.carry_over(&builds.pool).await?;
    let mut pause = tokio::time::interval(PAUSE);
    for gave_way in 0..TRIES {
        pause.tick().await;
        match attempt(builds, beside, &exchange, &carry_over, (from, build)).await {
            Ok(swapped) => {
                sqlx::query(DURABLE).bind(view.as_str()).execute(&builds.pool).await?;
                return Ok(Swapped { gave_way, ..swapped });
            }
            Err(BuildError::Database(error)) if is_in_use(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(BuildError::InUse { view })
}

/// A lock was not to be had in time, or only against somebody who wanted ours.
fn is_in_use(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("55P03" | "40P01"))
}

async fn attempt(
    builds: &Builds,
    beside: &PgPool,
    exchange: &Exchange<'_>,
    carry_over: &str,
    (from, build): (Slot, u32),
) -> Result<Swapped, BuildError> {
    let mut tx = builds.pool.begin().await?;
    tx.execute(ROW_PATIENCE).await?;
    tx.execute(IN_MEMORY).await?;
    let held: Option<i64> = sqlx::query_scalar(HOLD).bind(exchange.view.as_str()).fetch_optional(&mut *tx).await?;
    let next_index = held.map_or(0, i64::unsigned_abs);
    advance::up_to(beside, exchange.view, next_index).await?;
    let former = record::live_in_tx(&mut tx, exchange.view).await?;
    let becomes = if from == Slot::Rebuilt { BuildState::Previous } else { BuildState::RolledBack };
    record::set_state_in_tx(&mut tx, exchange.view, former, becomes).await?;
    record::set_state_in_tx(&mut tx, exchange.view, build, BuildState::Live).await?;
    tx.execute([TABLE_PATIENCE, carry_over, &exchange.moves()].concat().as_str()).await?;
    // From here on readers of the view wait: for the locks, two changes of names, and the commit.
    let asked = Instant::now();
    tx.execute(exchange.lock().as_str()).await?;
    let locked = Instant::now();
    tx.execute(exchange.renames().as_str()).await?;
    fail::fail_point!("projections::before_swap");
    tx.commit().await?;
    let (held, waited) = (locked.elapsed(), locked - asked);
    Ok(Swapped { live: build, former, next_index, held, waited, gave_way: 0 })
}

impl Exchange<'_> {
    async fn check_shape(&self, pool: &PgPool) -> Result<(), BuildError> {
        let mut shapes: Vec<Option<String>> = Vec::new();
        for schema in [self.live, self.from.as_str()] {
            let shape = sqlx::query_scalar(SHAPE).bind(format!("{schema}.{}", self.view)).fetch_one(pool).await?;
            shapes.push(shape);
        }
        let same = shapes.windows(2).all(|pair| pair[0] == pair[1]);
        if same { Ok(()) } else { Err(BuildError::OtherShape { view: self.view }) }
    }

    /// The one beside first: nobody reads it, so nobody waits while the other one is waited for.
    fn lock(&self) -> String {
        let Self { live, from, view, .. } = self;
        format!("LOCK TABLE {from}.{view}, {live}.{view} IN ACCESS EXCLUSIVE MODE")
    }

    fn renames(&self) -> String {
        let Self { live, from, to, view } = self;
        format!("ALTER TABLE {live}.{view} SET SCHEMA {to}; ALTER TABLE {from}.{view} SET SCHEMA {live};")
    }

    /// What is not folded from the log: attempts and leases of to-dos. Workers wait for it, readers do not.
    async fn carry_over(&self, pool: &PgPool) -> Result<String, sqlx::Error> {
        let operational = self.view.operational_columns();
        if operational.is_empty() {
            return Ok(String::new());
        }
        let Self { live, from, view, .. } = self;
        let table = format!("{live}.{view}");
        let columns: Vec<String> = sqlx::query_scalar(STORED).bind(&table).bind(operational).fetch_one(pool).await?;
        let same: String = sqlx::query_scalar(KEY).bind(&table).fetch_one(pool).await?;
        let set = list(&columns, |column| format!("{column} = here.{column}"));
        let of = |table: &str| list(&columns, |column| format!("{table}.{column}"));
        let (mine, theirs) = (of("there"), of("here"));
        Ok(format!(
            "LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE;
             UPDATE {from}.{view} AS there SET {set} FROM {live}.{view} AS here
              WHERE {same} AND ({mine}) IS DISTINCT FROM ({theirs});"
        ))
    }

    /// Checkpoints and dead letters.
    fn moves(&self) -> String {
        let Self { live, from, to, view } = self;
        format!(
            "INSERT INTO {to}.checkpoint SELECT * FROM {live}.checkpoint WHERE reader = '{view}';
             DELETE FROM {from}.checkpoint WHERE reader = '{view}';
             INSERT INTO {to}.dead_letter SELECT * FROM {live}.dead_letter WHERE reader = '{view}';
             DELETE FROM {live}.dead_letter WHERE reader = '{view}';
             INSERT INTO {live}.dead_letter SELECT * FROM {from}.dead_letter WHERE reader = '{view}';
             DELETE FROM {from}.dead_letter WHERE reader = '{view}';"
        )
    }
}

/// Columns as a list of SQL.
fn list(columns: &[String], write: impl Fn(&str) -> String) -> String {
    columns.iter().map(|column| write(column)).collect::<Vec<_>>().join(", ")
}
