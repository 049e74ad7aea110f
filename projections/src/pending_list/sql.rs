//! Writing the pending list.

use sqlx::PgConnection;

use super::fold::PendingKey;
use super::row::PendingNotice;
use crate::stored::{big, column, origin, small};

const UPSERT: &str = "
INSERT INTO pending_list_v1
    (ente, debtor, due_order, nav, position_id, iuv, iupd, option_index, options, installment_index, installments, origin, amount,
     description, position_description, office, due_date, notice_due_date, payable_from, payable_until, created_at, as_of)
SELECT * FROM unnest
    ($1::text[], $2::uuid[], $3::date[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::smallint[], $9::smallint[], $10::smallint[],
     $11::smallint[], $12::text[], $13::bigint[], $14::text[], $15::text[], $16::text[], $17::date[], $18::date[], $19::date[],
     $20::date[], $21::timestamptz[], $22::bigint[])
ON CONFLICT (ente, debtor, due_order, nav, position_id) DO UPDATE SET
    iuv = excluded.iuv, iupd = excluded.iupd, option_index = excluded.option_index, options = excluded.options,
    installment_index = excluded.installment_index, installments = excluded.installments, origin = excluded.origin,
    amount = excluded.amount, description = excluded.description, position_description = excluded.position_description,
    office = excluded.office, due_date = excluded.due_date, notice_due_date = excluded.notice_due_date,
    payable_from = excluded.payable_from, payable_until = excluded.payable_until, created_at = excluded.created_at,
    as_of = excluded.as_of";

const DELETE: &str = "
DELETE FROM pending_list_v1 AS v
 USING unnest($1::text[], $2::uuid[], $3::date[], $4::text[], $5::uuid[]) AS gone (ente, debtor, due_order, nav, position_id)
 WHERE v.ente = gone.ente AND v.debtor = gone.debtor AND v.due_order = gone.due_order AND v.nav = gone.nav
   AND v.position_id = gone.position_id";

/// A forgotten debtor is nobody: the number of which all digits are nought.
pub(super) const FORGET: &str = "
UPDATE pending_list_v1 AS v
   SET debtor = '00000000-0000-0000-0000-000000000000', as_of = greatest(v.as_of, gone.log_index)
  FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS gone (ente, subject, log_index)
 WHERE v.ente = gone.ente AND v.debtor = gone.subject";

pub(super) async fn write(
    connection: &mut PgConnection,
    written: &[PendingNotice],
    gone: &[PendingKey],
) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE)
            .bind(column(gone, |(ente, ..)| ente.as_str()))
            .bind(column(gone, |(_, debtor, ..)| debtor.as_uuid()))
            .bind(column(gone, |(_, _, due_order, ..)| *due_order))
            .bind(column(gone, |(_, _, _, nav, _)| nav.as_str()))
            .bind(column(gone, |(.., position)| position.as_uuid()))
            .execute(&mut *connection)
            .await?;
    }
    if !written.is_empty() {
        upsert(connection, written).await?;
    }
    Ok(())
}

async fn upsert(connection: &mut PgConnection, rows: &[PendingNotice]) -> Result<(), sqlx::Error> {
    sqlx::query(UPSERT)
        .bind(column(rows, |row| row.ente.as_str()))
        .bind(column(rows, |row| row.debtor.as_uuid()))
        .bind(column(rows, PendingNotice::due_order))
        .bind(column(rows, |row| row.nav.as_str()))
        .bind(column(rows, |row| row.position.as_uuid()))
        .bind(column(rows, |row| row.iuv.as_str()))
        .bind(column(rows, |row| row.iupd.as_str()))
        .bind(column(rows, |row| small(row.option)))
        .bind(column(rows, |row| small(row.options)))
        .bind(column(rows, |row| small(row.installment)))
        .bind(column(rows, |row| small(row.installments)))
        .bind(column(rows, |row| origin(row.origin)))
        .bind(column(rows, |row| row.amount.as_i64()))
        .bind(column(rows, |row| row.description.as_str()))
        .bind(column(rows, |row| row.position_description.as_str()))
        .bind(column(rows, |row| row.office.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.due_date))
        .bind(column(rows, |row| row.notice_due_date))
        .bind(column(rows, |row| row.payable_from))
        .bind(column(rows, |row| row.payable_until))
        .bind(column(rows, |row| row.created_at))
        .bind(column(rows, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}
