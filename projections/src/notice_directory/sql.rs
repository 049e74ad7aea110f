//! Writing the notice directory.

use sqlx::PgConnection;

use super::fold::NoticeKey;
use super::row::Notice;
use crate::stored::{big, column, payability, reference_text, small};

const UPSERT: &str = "
INSERT INTO notice_directory_v1
    (ente, nav, position_id, iuv, iupd, option_index, installment_index, installments, debtor, payability, payable_from, payable_until,
     alternative_used, settled_by, settled_at, amount, description, position_description, office, due_date, notice_due_date, as_of)
SELECT * FROM unnest
    ($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::smallint[], $7::smallint[], $8::smallint[], $9::uuid[], $10::text[],
     $11::date[], $12::date[], $13::boolean[], $14::text[], $15::timestamptz[], $16::bigint[], $17::text[], $18::text[], $19::text[],
     $20::date[], $21::date[], $22::bigint[])
ON CONFLICT (ente, nav, position_id) DO UPDATE SET
    iuv = excluded.iuv, iupd = excluded.iupd, option_index = excluded.option_index, installment_index = excluded.installment_index,
    installments = excluded.installments, debtor = excluded.debtor, payability = excluded.payability,
    payable_from = excluded.payable_from, payable_until = excluded.payable_until, alternative_used = excluded.alternative_used,
    settled_by = excluded.settled_by, settled_at = excluded.settled_at, amount = excluded.amount, description = excluded.description,
    position_description = excluded.position_description, office = excluded.office, due_date = excluded.due_date,
    notice_due_date = excluded.notice_due_date, as_of = excluded.as_of";

const DELETE: &str = "
DELETE FROM notice_directory_v1 AS v
 USING unnest($1::text[], $2::text[], $3::uuid[]) AS gone (ente, nav, position_id)
 WHERE v.ente = gone.ente AND v.nav = gone.nav AND v.position_id = gone.position_id";

/// A forgotten debtor is nobody: the number of which all digits are nought.
pub(super) const FORGET: &str = "
UPDATE notice_directory_v1 AS v
   SET debtor = '00000000-0000-0000-0000-000000000000', as_of = greatest(v.as_of, gone.log_index)
  FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS gone (ente, subject, log_index)
 WHERE v.ente = gone.ente AND v.debtor = gone.subject";

pub(super) async fn write(connection: &mut PgConnection, written: &[Notice], gone: &[NoticeKey]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE)
            .bind(column(gone, |(ente, _, _)| ente.as_str()))
            .bind(column(gone, |(_, nav, _)| nav.as_str()))
            .bind(column(gone, |(_, _, position)| position.as_uuid()))
            .execute(&mut *connection)
            .await?;
    }
    if !written.is_empty() {
        upsert(connection, written).await?;
    }
    Ok(())
}

async fn upsert(connection: &mut PgConnection, rows: &[Notice]) -> Result<(), sqlx::Error> {
    sqlx::query(UPSERT)
        .bind(column(rows, |row| row.ente.as_str()))
        .bind(column(rows, |row| row.nav.as_str()))
        .bind(column(rows, |row| row.position.as_uuid()))
        .bind(column(rows, |row| row.iuv.as_str()))
        .bind(column(rows, |row| row.iupd.as_str()))
        .bind(column(rows, |row| small(row.option)))
        .bind(column(rows, |row| small(row.installment)))
        .bind(column(rows, |row| small(row.installments)))
        .bind(column(rows, |row| row.debtor.as_uuid()))
        .bind(column(rows, |row| payability(row.payability)))
        .bind(column(rows, |row| row.payable_from))
        .bind(column(rows, |row| row.payable_until))
        .bind(column(rows, |row| row.alternative_used))
        .bind(column(rows, |row| row.settled_by.as_ref().map(reference_text)))
        .bind(column(rows, |row| row.settled_at))
        .bind(column(rows, |row| row.amount.as_i64()))
        .bind(column(rows, |row| row.description.as_str()))
        .bind(column(rows, |row| row.position_description.as_str()))
        .bind(column(rows, |row| row.office.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.due_date))
        .bind(column(rows, |row| row.notice_due_date))
        .bind(column(rows, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}
