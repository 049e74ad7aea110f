//! Writing the threads of the help desk.

use sqlx::PgConnection;

use super::fold::Entry;
use crate::stored::{big, column};

/// An event written once stays; writing it again (after a parked stream was folded anew) changes nothing.
const INSERT: &str = "
INSERT INTO help_desk_v1 (ente, thread, log_index)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[])
ON CONFLICT DO NOTHING";

/// The thread of a forgotten person ends; the events stay in the threads of what they are about.
pub(super) const FORGET: &str = "
DELETE FROM help_desk_v1 AS v USING unnest($1::text[], $2::uuid[], $3::bigint[]) AS gone (ente, subject, log_index)
 WHERE v.ente = gone.ente AND v.thread = gone.subject";

pub(super) async fn write(connection: &mut PgConnection, entries: &[Entry]) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    sqlx::query(INSERT)
        .bind(column(entries, |entry| entry.ente.as_str()))
        .bind(column(entries, |entry| entry.thread))
        .bind(column(entries, |entry| big(entry.log_index)))
        .execute(connection)
        .await?;
    Ok(())
}
