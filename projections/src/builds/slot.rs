//! The places beside a cell in which a build of a view can stand: schemas that are searched before the cell itself.

use std::fmt;

use replay::pool::{APP, OWNER, in_cell, lazy};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Executor, PgConnection, PgPool};

use crate::view::ViewName;

/// A place beside the live views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// What was built anew, or rolled back.
    Rebuilt,
    /// What answered before.
    Previous,
    /// What is only folded to be compared.
    Checked,
}

impl Slot {
    /// Its schema, beside that of the cell.
    pub(crate) fn schema(self, live: &str) -> String {
        match self {
            Self::Rebuilt => format!("{live}_rebuild"),
            Self::Previous => format!("{live}_previous"),
            Self::Checked => format!("{live}_checked"),
        }
    }

    /// Where a build goes that is taken from the live place in exchange for one from here.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Rebuilt => Self::Previous,
            Self::Previous | Self::Checked => Self::Rebuilt,
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rebuilt => "no complete build stands beside the live one; rebuild it first",
            Self::Previous => "there is no former build to go back to",
            Self::Checked => "what is folded to be compared is never put in the place of a live view",
        })
    }
}

/// As the owner of the cell's tables, in the cell, for statements that take as long as they take.
pub(super) fn as_owner(options: PgConnectOptions, schema: &str) -> PgConnectOptions {
    in_cell(options, schema).options([("role", OWNER), ("statement_timeout", "0")])
}

/// Connections to which a place beside looks like the cell.
pub(super) fn pool_beside(options: &PgConnectOptions, live: &str, slot: Slot) -> PgPool {
    let path = format!("{},{live}", slot.schema(live));
    lazy(options.clone().options([("search_path", path.as_str())]), 4)
}

const EXISTS: &str = "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)";

/// Drops what stands in a place, and says so where it was recorded.
pub(super) async fn clear(pool: &PgPool, live: &str, slot: Slot, view: ViewName) -> Result<(), sqlx::Error> {
    let schema = slot.schema(live);
    let states = match slot {
        Slot::Rebuilt => "'building', 'ready', 'rolled_back'",
        Slot::Previous => "'previous'",
        // Never recorded.
        Slot::Checked => "NULL",
    };
    let mut tx = pool.begin().await?;
    prepare(&mut tx, live, slot).await?;
    let drop = format!(
        "DROP TABLE IF EXISTS {schema}.{view};
         DELETE FROM {schema}.checkpoint WHERE reader = '{view}';
         DELETE FROM {schema}.dead_letter WHERE reader = '{view}';
         UPDATE view_build SET state = 'discarded' WHERE view = '{view}' AND state IN ({states});"
    );
    tx.execute(drop.as_str()).await?;
    tx.commit().await
}

/// Makes a place ready: its schema, and its own checkpoints and dead letters.
pub(crate) async fn prepare(connection: &mut PgConnection, live: &str, slot: Slot) -> Result<(), sqlx::Error> {
    let schema = slot.schema(live);
    let exists: bool = sqlx::query_scalar(EXISTS).bind(&schema).fetch_one(&mut *connection).await?;
    if !exists {
        connection.execute(format!("CREATE SCHEMA {schema}").as_str()).await?;
    }
    let tables = format!(
        "SET client_min_messages = warning;
         CREATE TABLE IF NOT EXISTS {schema}.checkpoint (LIKE {live}.checkpoint INCLUDING ALL);
         CREATE TABLE IF NOT EXISTS {schema}.dead_letter (LIKE {live}.dead_letter INCLUDING ALL);"
    );
    connection.execute(tables.as_str()).await?;
    // Whoever serves folds what is kept on to an erasure.
    let serving = format!(
        "GRANT USAGE ON SCHEMA {schema} TO {APP};
         GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.checkpoint, {schema}.dead_letter TO {APP};"
    );
    connection.execute(serving.as_str()).await?;
    Ok(())
}
