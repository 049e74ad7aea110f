//! The limit of a write: pgbench doing the same single-row insert with its own commit.

use replay::store::{stored_json, stored_map};
use sqlx::postgres::PgConnectOptions;
use tests::measure::Pgbench;

use crate::meter;

/// pgbench with its script for one table.
pub(crate) fn pgbench_inserting_into(table: &str, options: &PgConnectOptions) -> anyhow::Result<Pgbench> {
    let payload = String::from_utf8(stored_json(&meter::recorded(1))?)?;
    let metadata = String::from_utf8(stored_map(meter::metadata().iter())?)?;
    let insert = format!(
        "\\set stream random(1, 9000000000000000000)\n\
         INSERT INTO {table} (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
         VALUES ('Meter', 'pgbench-' || :stream, 1, 'Recorded', '1', '{payload}', '{metadata}');\n"
    );
    Pgbench::running(&insert, options)
}
