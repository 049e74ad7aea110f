//! Writing the queue of the help desk.

use sqlx::PgConnection;

use super::row::SupportRow;
use crate::stored::{big, column, small};

const UPSERT: &str = "
INSERT INTO support_v1
    (ente, request_id, reference, stage, case_type, assignee, about_kind, about_id, opened_at, opened_by, answers, rating, as_of,
     citizen)
SELECT * FROM unnest
    ($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[],
     $11::smallint[], $12::smallint[], $13::bigint[], $14::uuid[])
ON CONFLICT (request_id) DO UPDATE SET
    stage = excluded.stage, assignee = excluded.assignee, answers = excluded.answers, rating = excluded.rating,
    as_of = excluded.as_of";

const DELETE: &str = "DELETE FROM support_v1 WHERE request_id = ANY ($1::uuid[])";

pub(super) async fn write(connection: &mut PgConnection, written: &[SupportRow], gone: &[String]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE).bind(gone).execute(&mut *connection).await?;
    }
    if written.is_empty() {
        return Ok(());
    }
    sqlx::query(UPSERT)
        .bind(column(written, |row| row.ente.as_str()))
        .bind(column(written, |row| row.request.as_uuid()))
        .bind(column(written, |row| row.reference.as_str()))
        .bind(column(written, |row| row.stage.as_str()))
        .bind(column(written, |row| row.case_type.as_str()))
        .bind(column(written, |row| row.assignee.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(written, |row| row.about_kind.as_deref()))
        .bind(column(written, |row| row.about_id.as_deref()))
        .bind(column(written, |row| row.opened_at))
        .bind(column(written, |row| big(row.opened_by)))
        .bind(column(written, |row| small(row.answers)))
        .bind(column(written, |row| row.rating.map(i16::from)))
        .bind(column(written, |row| big(row.as_of)))
        .bind(column(written, |row| row.citizen.map(|citizen| citizen.as_uuid())))
        .execute(connection)
        .await?;
    Ok(())
}
