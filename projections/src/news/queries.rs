//! Reading the news: newest first.

use domain::identifier::EnteCode;
use domain::ids::NewsId;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{PgPool, Row};

use super::row::NewsRow;
use crate::query::{Page, PageSize, Result, checked, log_index};

/// `$2` is the cursor.
pub(crate) const NEWEST_FIRST: &str =
    "SELECT * FROM news_v1 WHERE ente = $1 AND published_by < $2 ORDER BY published_by DESC LIMIT $3";

/// A page of an Ente's news; the cursor is the log index of the last piece's first event.
///
/// # Errors
/// When the view cannot be read.
pub async fn newest_first(pool: &PgPool, ente: &EnteCode, after: Option<u64>, size: PageSize) -> Result<Page<NewsRow, u64>> {
    let rows = sqlx::query(NEWEST_FIRST)
        .bind(ente.as_str())
        .bind(after.map_or(i64::MAX, |index| i64::try_from(index).unwrap_or(i64::MAX)))
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(row).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &NewsRow| row.published_by))
}

fn row(row: &PgRow) -> std::result::Result<NewsRow, sqlx::Error> {
    let Json(article) = row.try_get("article")?;
    Ok(NewsRow {
        ente: checked(row, "ente")?,
        news: NewsId::new(row.try_get("news_id")?),
        article,
        published_at: row.try_get("published_at")?,
        published_by: log_index(row, "published_by")?,
        amended_at: row.try_get("amended_at")?,
        as_of: log_index(row, "as_of")?,
    })
}
