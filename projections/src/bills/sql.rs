//! Writing the bills.

use sqlx::PgConnection;
use uuid::Uuid;

use super::row::BillRow;
use crate::stored::{big, column};

const UPSERT: &str = "
INSERT INTO bill_v1
    (ente, debtor, position_id, kind, year, number, school_year, due_date, total, paid, created_by, as_of)
SELECT * FROM unnest
    ($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::date[], $9::bigint[], $10::bigint[],
     $11::bigint[], $12::bigint[])
ON CONFLICT (position_id) DO UPDATE SET
    debtor = excluded.debtor, kind = excluded.kind, year = excluded.year, number = excluded.number,
    school_year = excluded.school_year, due_date = excluded.due_date, total = excluded.total, paid = excluded.paid,
    as_of = excluded.as_of";

const DELETE: &str = "DELETE FROM bill_v1 USING unnest($1::uuid[]) AS gone (id) WHERE position_id = gone.id";

pub(super) async fn write(connection: &mut PgConnection, written: &[BillRow], gone: &[Uuid]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE).bind(gone).execute(&mut *connection).await?;
    }
    if written.is_empty() {
        return Ok(());
    }
    sqlx::query(UPSERT)
        .bind(column(written, |row| row.ente.as_str()))
        .bind(column(written, |row| row.debtor.as_uuid()))
        .bind(column(written, |row| row.position.as_uuid()))
        .bind(column(written, |row| row.document.kind.as_str()))
        .bind(column(written, |row| i16::try_from(row.document.year.as_u16()).unwrap_or(i16::MAX)))
        .bind(column(written, |row| row.document.number.as_str()))
        .bind(column(written, |row| row.document.school_year.as_str()))
        .bind(column(written, |row| row.due_date))
        .bind(column(written, |row| row.balance.total.as_i64()))
        .bind(column(written, |row| row.balance.paid.as_i64()))
        .bind(column(written, |row| big(row.created_by)))
        .bind(column(written, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}
