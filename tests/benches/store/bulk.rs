//! Bulk appends beside a bare binary COPY of the same rows.

use std::time::Instant;

use replay::store::{NewStream, bulk_append};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Executor, PgConnection};

use crate::meter::{Meter, metadata, recorded};
use tests::measure::{Rounds, line, title};

const ROUNDS: i64 = 3;
pub(crate) const EVENTS: i64 = 100_000;
const BATCH: i64 = 5_000;

const COLUMNS: &str = "aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata";

pub(crate) async fn report(app: &PgConnectOptions, owner: &PgConnectOptions) -> anyhow::Result<()> {
    let mut connection = app.connect().await?;
    let mut owner = owner.connect().await?;
    owner.execute("CREATE TABLE copied (LIKE events INCLUDING INDEXES)").await?;
    for generated in ["global_position", "tx_id", "recorded_at", "ente", "correlation_id"] {
        owner.execute(format!("ALTER TABLE copied DROP COLUMN {generated}").as_str()).await?;
    }
    owner.execute("ALTER TABLE copied ADD COLUMN global_position bigint GENERATED ALWAYS AS IDENTITY UNIQUE").await?;
    let (mut bulk, mut copy) = (Rounds::default(), Rounds::default());
    for round in 0..ROUNDS {
        bulk.add(append(&mut connection, round).await?);
        copy.add(bare_copy(&mut connection, &mut owner, round).await?);
    }
    title(
        "P3 (storage part): first events of new streams, encoded and appended in batches of 5,000; limit: bare COPY BINARY, same rows",
    );
    line("bulk append", bulk.median(), copy.median(), Some(0.5));
    Ok(())
}

async fn append(connection: &mut PgConnection, round: i64) -> anyhow::Result<f64> {
    let started = Instant::now();
    let metadata = metadata();
    for first in (round * EVENTS..(round + 1) * EVENTS).step_by(usize::try_from(BATCH)?) {
        let stream = |id| NewStream::new::<Meter>(format!("bulk-{id:012}"), &[recorded(id)], &metadata);
        let streams = (first..first + BATCH).map(stream).collect::<Result<_, _>>()?;
        bulk_append(connection, streams).await?;
    }
    Ok(EVENTS as f64 / started.elapsed().as_secs_f64())
}

/// The rows of the round just appended, as PostgreSQL itself prints them, into a table without triggers; printing is not counted.
async fn bare_copy(connection: &mut PgConnection, owner: &mut PgConnection, round: i64) -> anyhow::Result<f64> {
    use futures::TryStreamExt;
    let first = format!("bulk-{:012}", round * EVENTS);
    let select = format!(
        "COPY (SELECT {COLUMNS} FROM events WHERE aggregate_id >= '{first}' ORDER BY aggregate_id) TO STDOUT (FORMAT binary)"
    );
    let rows: Vec<bytes::Bytes> = connection.copy_out_raw(&select).await?.try_collect().await?;
    let rows = rows.concat();
    let started = Instant::now();
    let mut copying = owner.copy_in_raw(&format!("COPY copied ({COLUMNS}) FROM STDIN (FORMAT binary)")).await?;
    for chunk in rows.chunks(256 * 1024) {
        copying.send(chunk).await?;
    }
    copying.finish().await?;
    Ok(EVENTS as f64 / started.elapsed().as_secs_f64())
}
