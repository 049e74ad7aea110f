//! Writing the to-do list: only the columns that events decide.

use sqlx::PgConnection;

use super::row::Todo;
use crate::stored::{big, column};

/// A new version to be done is a new reason to try, also after somebody gave up on the old one. A lease in force stays.
const UPSERT: &str = "
INSERT INTO todo_v1 AS old
    (todo_id, kind, ente, stream_type, stream_id, version, due_at, opened_at, opened_by, correlation_id, as_of)
SELECT * FROM unnest
    ($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[], $8::timestamptz[], $9::bigint[],
     $10::uuid[], $11::bigint[])
ON CONFLICT (todo_id) DO UPDATE SET
    version = excluded.version, due_at = excluded.due_at, opened_at = excluded.opened_at, opened_by = excluded.opened_by,
    correlation_id = excluded.correlation_id, as_of = excluded.as_of,
    parked = old.parked AND old.version = excluded.version,
    attempts = CASE WHEN old.version = excluded.version THEN old.attempts ELSE 0 END";

const DELETE: &str = "DELETE FROM todo_v1 WHERE todo_id = ANY ($1)";

pub(super) async fn write(connection: &mut PgConnection, written: &[Todo], gone: &[String]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE).bind(gone).execute(&mut *connection).await?;
    }
    if !written.is_empty() {
        upsert(connection, written).await?;
    }
    Ok(())
}

async fn upsert(connection: &mut PgConnection, rows: &[Todo]) -> Result<(), sqlx::Error> {
    sqlx::query(UPSERT)
        .bind(column(rows, |row| row.id.as_str()))
        .bind(column(rows, |row| row.kind.as_str()))
        .bind(column(rows, |row| row.ente.as_str()))
        .bind(column(rows, |row| row.kind.stream_kind().as_str()))
        .bind(column(rows, |row| row.stream_id.as_str()))
        .bind(column(rows, |row| big(row.version)))
        .bind(column(rows, |row| row.due_at))
        .bind(column(rows, |row| row.opened_at))
        .bind(column(rows, |row| row.opened_by.cast_signed()))
        .bind(column(rows, |row| row.correlation_id.as_uuid()))
        .bind(column(rows, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}
