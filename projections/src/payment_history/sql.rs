//! Writing the payment history. Each part of a line is written by its own statement; where position and receipt speak of the same fact the
//! position's word stands, in whatever order they arrive, and no part ever undoes another one.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::checkout::ReturnOutcome;
use sqlx::PgConnection;

use super::fold::{EntryKey, Part, PartOfEntry};
use super::row::HistoryEntry;
use crate::stored::{big, column, small};

macro_rules! insert {
    ($booked:literal, $on_conflict:expr) => {
        concat!(
            "INSERT INTO payment_history_v1 AS old
                (booked, ente, payment_id, state, paid_at, paid_at_is_reception, nav, iuv, position_id, debtor, payer, amount, description,
                 office, due_date, receipt_id, checkout_id, psp_id, psp_name, method, fee, application_date, transfer_date, transfers,
                 stand_in, return_hint, awaited_until, as_of, made_by, entered_by, service, iupd, entered_at)
             SELECT ",
            $booked,
            ", * FROM unnest
                ($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[], $6::text[], $7::text[], $8::uuid[], $9::uuid[],
                 $10::uuid[], $11::bigint[], $12::text[], $13::text[], $14::date[], $15::text[], $16::uuid[], $17::text[], $18::text[],
                 $19::text[], $20::bigint[], $21::date[], $22::date[], $23::smallint[], $24::boolean[], $25::text[], $26::timestamptz[],
                 $27::bigint[], $28::uuid[], $29::uuid[], $30::text[], $31::text[], $32::timestamptz[])
             ON CONFLICT (ente, payment_id) DO UPDATE SET as_of = greatest(old.as_of, excluded.as_of), ",
            $on_conflict
        )
    };
}

/// All that a part says, but for what only one of them knows.
macro_rules! facts_and {
    ($more:literal) => {
        concat!(
            "state = excluded.state, paid_at = excluded.paid_at, paid_at_is_reception = excluded.paid_at_is_reception,
                nav = excluded.nav, iuv = excluded.iuv, position_id = excluded.position_id, debtor = excluded.debtor,
                entered_by = excluded.entered_by, amount = excluded.amount, description = excluded.description,
                service = excluded.service, iupd = excluded.iupd, entered_at = excluded.entered_at, office = excluded.office,
                due_date = excluded.due_date, receipt_id = excluded.receipt_id, checkout_id = excluded.checkout_id,
                psp_id = excluded.psp_id, psp_name = excluded.psp_name, method = excluded.method, fee = excluded.fee,
                application_date = excluded.application_date, transfer_date = excluded.transfer_date, transfers = excluded.transfers,
                stand_in = excluded.stand_in, return_hint = excluded.return_hint, awaited_until = excluded.awaited_until, ",
            $more
        )
    };
}

/// The position's word stands; who paid is left as the receipt and the checkout said it, unless the receipt speaks in the same breath.
const BOOKED: &str = insert!("true", facts_and!("payer = coalesce(excluded.payer, old.payer), booked = true"));
/// The receipt's word, as long as the position has not spoken.
const RECEIVED: &str = insert!("false", facts_and!("payer = excluded.payer WHERE NOT old.booked"));
const ATTEMPT: &str = insert!("false", facts_and!("made_by = excluded.made_by"));
/// Whose payment it is; the rest as long as nobody else has spoken.
const MADE: &str = insert!("false", "made_by = excluded.made_by");

/// What only the receipt says, on lines where the position has spoken.
const PAYER: &str = "
UPDATE payment_history_v1 AS v
   SET payer = said.payer, as_of = greatest(v.as_of, said.as_of)
  FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bigint[]) AS said (ente, payment_id, payer, as_of)
 WHERE v.ente = said.ente AND v.payment_id = said.payment_id AND v.booked";

const DELETE: &str = "
DELETE FROM payment_history_v1 AS v
 USING unnest($1::text[], $2::text[]) AS gone (ente, payment_id)
 WHERE v.ente = gone.ente AND v.payment_id = gone.payment_id";

macro_rules! forget {
    ($column:literal) => {
        concat!(
            "UPDATE payment_history_v1 AS v SET ",
            $column,
            " = NULL, as_of = greatest(v.as_of, gone.log_index)
              FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS gone (ente, subject, log_index)
             WHERE v.ente = gone.ente AND v.",
            $column,
            " = gone.subject"
        )
    };
}

/// Takes forgotten people out where they owed, paid, or made the debt.
pub(super) const FORGET: [&str; 4] = [forget!("debtor"), forget!("payer"), forget!("made_by"), forget!("entered_by")];

/// `gone` are attempts: payments never leave the list.
pub(super) async fn write(connection: &mut PgConnection, written: &[PartOfEntry], gone: &[EntryKey]) -> Result<(), sqlx::Error> {
    if !gone.is_empty() {
        sqlx::query(DELETE)
            .bind(column(gone, |(_, ente, _)| ente.as_str()))
            .bind(column(gone, |(_, _, payment_id)| payment_id.as_str()))
            .execute(&mut *connection)
            .await?;
    }
    let written = in_one_breath(written);
    let parts = [(Part::Attempt, ATTEMPT), (Part::Booked, BOOKED), (Part::Received, RECEIVED), (Part::Made, MADE)];
    for (part, statement) in parts {
        let entries: Vec<&HistoryEntry> = written.iter().filter(|row| row.part == part).map(|row| &row.entry).collect();
        if !entries.is_empty() {
            insert(connection, statement, &entries).await?;
            if part == Part::Received {
                note_payers(connection, &entries).await?;
            }
        }
    }
    Ok(())
}

/// Where position and receipt speak of the same payment at once, the position's word carries who paid: one row is written instead of three.
fn in_one_breath(written: &[PartOfEntry]) -> Vec<Cow<'_, PartOfEntry>> {
    let of_part = |part| written.iter().filter(move |row| row.part == part).map(|row| (payment(row), &row.entry));
    let booked: HashMap<_, _> = of_part(Part::Booked).collect();
    let received: HashMap<_, _> = of_part(Part::Received).collect();
    let is_carried = |row: &PartOfEntry| row.part == Part::Received && booked.contains_key(&payment(row));
    let carrying = |row| match received.get(&payment(row)) {
        Some(receipt) if row.part == Part::Booked => Cow::Owned(with_payer_of(row, receipt)),
        _ => Cow::Borrowed(row),
    };
    written.iter().filter(|row| !is_carried(row)).map(carrying).collect()
}

fn payment(row: &PartOfEntry) -> (&str, &str) {
    (row.entry.ente.as_str(), &row.entry.payment_id)
}

fn with_payer_of(booked: &PartOfEntry, receipt: &HistoryEntry) -> PartOfEntry {
    let mut booked = booked.clone();
    booked.entry.payer = receipt.payer;
    booked.entry.as_of = booked.entry.as_of.max(receipt.as_of);
    booked
}

async fn note_payers(connection: &mut PgConnection, rows: &[&HistoryEntry]) -> Result<(), sqlx::Error> {
    sqlx::query(PAYER)
        .bind(column(rows, |row| row.ente.as_str()))
        .bind(column(rows, |row| row.payment_id.as_str()))
        .bind(column(rows, |row| row.payer.map(|payer| payer.as_uuid())))
        .bind(column(rows, |row| big(row.as_of)))
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert(connection: &mut PgConnection, statement: &str, rows: &[&HistoryEntry]) -> Result<(), sqlx::Error> {
    sqlx::query(statement)
        .bind(column(rows, |row| row.ente.as_str()))
        .bind(column(rows, |row| row.payment_id.as_str()))
        .bind(column(rows, |row| row.state.as_str()))
        .bind(column(rows, |row| row.paid_at))
        .bind(column(rows, |row| row.paid_at_is_reception))
        .bind(column(rows, |row| row.nav.as_str()))
        .bind(column(rows, |row| row.iuv.as_str()))
        .bind(column(rows, |row| row.position.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.debtor.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.payer.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.amount.as_i64()))
        .bind(column(rows, |row| row.description.as_str()))
        .bind(column(rows, |row| row.office.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.due_date))
        .bind(column(rows, |row| row.receipt_id.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.checkout.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.psp_id.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.psp_name.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.method.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.fee.map(domain::Cents::as_i64)))
        .bind(column(rows, |row| row.application_date))
        .bind(column(rows, |row| row.transfer_date))
        .bind(column(rows, |row| small(row.transfers)))
        .bind(column(rows, |row| row.stand_in))
        .bind(column(rows, |row| row.return_hint.map(return_hint)))
        .bind(column(rows, |row| row.awaited_until))
        .bind(column(rows, |row| big(row.as_of)))
        .bind(column(rows, |row| row.made_by.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.entered_by.map(|id| id.as_uuid())))
        .bind(column(rows, |row| row.service.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.reference.as_ref().map(AsRef::<str>::as_ref)))
        .bind(column(rows, |row| row.entered_at))
        .execute(connection)
        .await?;
    Ok(())
}

const fn return_hint(outcome: ReturnOutcome) -> &'static str {
    match outcome {
        ReturnOutcome::Ok => "ok",
        ReturnOutcome::Cancelled => "cancelled",
        ReturnOutcome::Error => "error",
        ReturnOutcome::Waiting => "waiting",
    }
}
