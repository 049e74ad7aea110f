//! A long log: a municipality's debts and payments, sequenced and signed as it grew.

use replay::heads::{HeadSigner, LogKey};
use tests::postgres::TestDatabase;

use crate::municipality::{Municipality, metadata};
use crate::stored::Cell;

/// Makes a log of about `size` events; answers where it is, and how long.
pub(crate) async fn make(database: &TestDatabase, size: u64) -> anyhow::Result<(Cell, u64)> {
    let cell = Cell::of(database);
    let signer = HeadSigner::open(cell.pool.clone(), LogKey::new("bench.example.test/log", &[1; 32])?, None).await?;
    let (mut municipality, metadata) = (Municipality::new(), metadata());
    let (mut stored, mut more) = (0, true);
    while more || !municipality.is_over() {
        let events = municipality.wave(more);
        cell.append(&events, &metadata).await?;
        stored = cell.sequence().await?;
        signer.sign(stored).await?;
        more = stored < size * 9 / 10;
    }
    cell.tidy().await?;
    Ok((cell, stored))
}
