//! The table a view is rebuilt into: same name, same shape, in a schema of its own that is searched before the live one. So every statement of
//! the view writes there without knowing it.

use sqlx::{Connection, Executor, PgConnection};

use crate::builds::{Slot, prepare};
use crate::folding::{Desk, Unfolded};
use crate::parked::park_in_tx;
use crate::runner::{ApplyError, write_sheets};
use crate::view::ViewName;

const SCHEMA: &str = "SELECT current_schema()";
/// What the live table has beside its primary key.
const INDEXES: &str = "
SELECT indexdef FROM pg_indexes
 WHERE schemaname = $1 AND tablename = $2
   AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = format('%I.%I', $1, $2)::regclass)";

/// Who may do what with the live table, as statements about the other one.
const GRANTS: &str = "
SELECT coalesce(string_agg(format('GRANT %s ON %I.%I TO %s;', privilege_type, $3, $2, grantee::regrole), ' '), '')
  FROM pg_class, aclexplode(relacl)
 WHERE pg_class.oid = format('%I.%I', $1, $2)::regclass AND grantee <> relowner AND grantee <> 0";

/// How the live table stores its rows, as a statement about the other one.
const STORAGE: &str = "
SELECT coalesce(max(format('ALTER TABLE %I.%I SET (%s);', $3, $2, array_to_string(reloptions, ', '))), '')
  FROM pg_class WHERE oid = format('%I.%I', $1, $2)::regclass AND reloptions IS NOT NULL";

/// A view's table under construction.
#[derive(Debug)]
pub(super) struct Shadow {
    connection: PgConnection,
    live_schema: String,
    schema: String,
    table: &'static str,
}

impl Shadow {
    /// An empty table like the live one, without its secondary indexes.
    pub(super) async fn create(mut connection: PgConnection, view: ViewName, slot: Slot) -> Result<Self, sqlx::Error> {
        let live_schema: String = sqlx::query_scalar(SCHEMA).fetch_one(&mut connection).await?;
        let (schema, table) = (slot.schema(&live_schema), view.as_str());
        prepare(&mut connection, &live_schema, slot).await?;
        let [grants, storage] = [GRANTS, STORAGE].map(sqlx::query_scalar::<_, String>);
        let grants = grants.bind(&live_schema).bind(table).bind(&schema).fetch_one(&mut connection).await?;
        let storage = storage.bind(&live_schema).bind(table).bind(&schema).fetch_one(&mut connection).await?;
        let key = primary_key(&mut connection, &live_schema, table).await?;
        let statements = format!(
            "SET statement_timeout = 0;
             SET synchronous_commit = off;
             SET client_min_messages = warning;
             DELETE FROM {schema}.checkpoint WHERE reader = '{table}';
             DELETE FROM {schema}.dead_letter WHERE reader = '{table}';
             DROP TABLE IF EXISTS {schema}.{table};
             CREATE TABLE {schema}.{table} (LIKE {live_schema}.{table} INCLUDING ALL EXCLUDING INDEXES);
             ALTER TABLE {schema}.{table} ADD {key};
             {storage}
             {grants}
             SET search_path = {schema}, {live_schema};"
        );
        connection.execute(statements.as_str()).await?;
        Ok(Self { connection, live_schema, schema, table })
    }

    pub(super) fn schema(&self) -> &str {
        &self.schema
    }

    /// Writes what was folded.
    pub(super) async fn write(&mut self, folded: Option<Desk>) -> Result<(), sqlx::Error> {
        let Some(mut desk) = folded else { return Ok(()) };
        match write_sheets(&mut self.connection, &mut desk).await {
            Ok(()) => Ok(()),
            Err(ApplyError::Database(error)) => Err(error),
            Err(ApplyError::Lost) => Ok(()),
        }
    }

    /// Notes the streams that cannot be followed, as the live view does.
    pub(super) async fn put_aside(&mut self, unfolded: &[Unfolded]) -> Result<(), sqlx::Error> {
        park_in_tx(&mut self.connection, unfolded).await
    }

    /// Adds the secondary indexes.
    pub(super) async fn finish(mut self) -> Result<(), sqlx::Error> {
        let live = format!(" ON {}.{} ", self.live_schema, self.table);
        let here = format!(" ON {}.{} ", self.schema, self.table);
        let indexes: Vec<String> =
            sqlx::query_scalar(INDEXES).bind(&self.live_schema).bind(self.table).fetch_all(&mut self.connection).await?;
        for index in indexes {
            self.connection.execute(index.replacen(&live, &here, 1).as_str()).await?;
        }
        self.connection.execute(format!("ANALYZE {}.{}", self.schema, self.table).as_str()).await?;
        self.connection.close().await
    }
}

async fn primary_key(connection: &mut PgConnection, schema: &str, table: &str) -> Result<String, sqlx::Error> {
    const KEY: &str = "
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = format('%I.%I', $1, $2)::regclass AND contype = 'p'";
    sqlx::query_scalar(KEY).bind(schema).bind(table).fetch_one(connection).await
}
