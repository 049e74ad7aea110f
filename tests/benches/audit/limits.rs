//! What nothing can be faster than: the database sending its events, a processor hashing their bytes.

use std::time::Instant;

use futures::TryStreamExt;
use replay::log::LogReader;
use sha2::{Digest, Sha256};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

use crate::stored::Cell;

/// Events a second of COPY, the bytes thrown away.
pub(crate) async fn copied(reader: &PgConnectOptions, size: u64) -> anyhow::Result<f64> {
    let started = Instant::now();
    let mut rows = reader.connect().await?;
    let copying = rows.copy_out_raw("COPY events TO STDOUT (FORMAT binary)").await?;
    let bytes: usize = copying.map_ok(|row| row.len()).try_fold(0, async |a, b| Ok(a + b)).await?;
    anyhow::ensure!(bytes > 0);
    Ok(size as f64 / started.elapsed().as_secs_f64())
}

/// Events a second of SHA-256 over payloads and metadata, read before.
pub(crate) async fn hashed(cell: &Cell, size: u64) -> anyhow::Result<f64> {
    const SAMPLE: u64 = 50_000;
    let mut stream = LogReader::new(cell.pool.clone()).stream(0, SAMPLE.min(size));
    let mut events = Vec::new();
    while let Some(batch) = stream.next_batch().await? {
        events.extend(batch);
    }
    let started = Instant::now();
    let mut hash = Sha256::new();
    events.iter().for_each(|event| {
        hash.update(event.payload());
        hash.update(event.metadata());
    });
    anyhow::ensure!(hash.finalize() != Sha256::digest([]));
    Ok(events.len() as f64 / started.elapsed().as_secs_f64())
}
