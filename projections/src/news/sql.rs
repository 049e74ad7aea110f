//! Writing the news.

use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::row::NewsRow;
use crate::stored::{big, column};

const UPSERT: &str = "
INSERT INTO news_v1 (ente, news_id, article, published_at, published_by, amended_at, as_of)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::jsonb[], $4::timestamptz[], $5::bigint[], $6::timestamptz[], $7::bigint[])
ON CONFLICT (news_id) DO UPDATE SET article = excluded.article, amended_at = excluded.amended_at, as_of = excluded.as_of";

const DELETE: &str = "DELETE FROM news_v1 USING unnest($1::uuid[]) AS gone (id) WHERE news_id = gone.id";

pub(super) async fn write(connection: &mut PgConnection, written: &[NewsRow], gone: &[Uuid]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE).bind(gone).execute(&mut *connection).await?;
    }
    if written.is_empty() {
        return Ok(());
    }
    sqlx::query(UPSERT)
        .bind(column(written, |row| row.ente.as_str()))
        .bind(column(written, |row| row.news.as_uuid()))
        .bind(column(written, |row| Json(&row.article)))
        .bind(column(written, |row| row.published_at))
        .bind(column(written, |row| big(row.published_by)))
        .bind(column(written, |row| row.amended_at))
        .bind(column(written, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}
