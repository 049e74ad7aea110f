//! Writing the calendar.

use domain::calendar::Occasion;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::row::{CalendarRow, Shown};
use crate::stored::{big, column};

const UPSERT: &str = "
INSERT INTO calendar_v1 (ente, entry_id, entered_by, from_day, until_day, occasion, reference, submitted_at, as_of)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::date[], $5::date[], $6::jsonb[], $7::text[], $8::timestamptz[], $9::bigint[])
ON CONFLICT (entry_id) DO UPDATE SET
    from_day = excluded.from_day, until_day = excluded.until_day, occasion = excluded.occasion, reference = excluded.reference,
    submitted_at = excluded.submitted_at, as_of = excluded.as_of";

const DELETE: &str = "DELETE FROM calendar_v1 USING unnest($1::uuid[]) AS gone (id) WHERE entry_id = gone.id";

pub(super) async fn write(connection: &mut PgConnection, written: &[CalendarRow], gone: &[Uuid]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE).bind(gone).execute(&mut *connection).await?;
    }
    if written.is_empty() {
        return Ok(());
    }
    sqlx::query(UPSERT)
        .bind(column(written, |row| row.ente.as_str()))
        .bind(column(written, |row| row.entry.as_uuid()))
        .bind(column(written, |row| big(row.entered_by)))
        .bind(column(written, |row| announced(row).map(|occasion| occasion.from)))
        .bind(column(written, |row| announced(row).map(|occasion| occasion.until)))
        .bind(column(written, |row| announced(row).map(Json)))
        .bind(column(written, |row| waiting(row).map(|(reference, _)| reference)))
        .bind(column(written, |row| waiting(row).map(|(_, at)| at)))
        .bind(column(written, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}

fn announced(row: &CalendarRow) -> Option<&Occasion> {
    match &row.shown {
        Shown::Announced(occasion) => Some(occasion),
        Shown::Waiting { .. } => None,
    }
}

fn waiting(row: &CalendarRow) -> Option<(&str, chrono::DateTime<chrono::Utc>)> {
    match &row.shown {
        Shown::Announced(_) => None,
        Shown::Waiting { reference, submitted_at } => Some((reference.as_str(), *submitted_at)),
    }
}
