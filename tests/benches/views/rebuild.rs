//! Rebuilding each view, and catching up with a bulk load.

use std::time::Instant;

use projections::freshness::Watch;
use projections::rebuild::{compare, rebuild};
use projections::{ViewName, runner};
use tests::postgres::TestDatabase;

use crate::municipality::{Municipality, created, metadata};
use crate::stored::Cell;

/// P6: a view of a million events in so many a second and core.
const GOAL: f64 = 150_000.0;

/// The views alone, after a file of first events was sequenced (P3 gives the whole way ten seconds).
pub(crate) async fn report_bulk(database: &TestDatabase, positions: u64) -> anyhow::Result<()> {
    let cell = Cell::of(database);
    let metadata = metadata();
    for from in (0..positions).step_by(5_000) {
        let events: Vec<_> = (from..from + 5_000).map(created).collect();
        cell.append(&events, &metadata).await?;
    }
    cell.sequence().await?;
    let started = Instant::now();
    runner::catch_up(cell.pool.clone(), cell.head.clone(), Watch::default()).await?;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "\nP3, the views' part: {positions} new positions shown in all views in {seconds:.1} s ({:.0}/s)",
        positions as f64 / seconds
    );
    Ok(())
}

pub(crate) async fn report(database: &TestDatabase, size: u64) -> anyhow::Result<()> {
    let cell = Cell::of(database);
    let events = fill(&cell, size).await?;
    let started = Instant::now();
    let (reads, own) = (Instant::now(), cpu_seconds());
    let mut stream = replay::log::LogReader::new(cell.pool.clone()).stream(0, events);
    let mut bytes = 0;
    while let Some(batch) = stream.next_batch().await? {
        bytes += batch.iter().map(|event| event.payload().len()).sum::<usize>();
    }
    let raw = events as f64 / reads.elapsed().as_secs_f64();
    println!(
        "\nP6: a log of {events} events ({} bytes of payload each), read raw at {raw:.0}/s with {:.1} s of our CPU",
        bytes as u64 / events,
        cpu_seconds() - own
    );
    println!(
        "{:<22} {:>9} {:>9} {:>8} {:>9} {:>12} {:>12}",
        "rebuilt view", "events", "rows", "seconds", "our CPU", "log/s", "folded/s"
    );
    let mut rebuilt = Vec::new();
    for view in ViewName::ALL {
        let (started, own) = (Instant::now(), cpu_seconds());
        let done = rebuild(&cell.owner, view, events).await?;
        let (seconds, own) = (started.elapsed().as_secs_f64(), cpu_seconds() - own);
        let rows: i64 =
            sqlx::query_scalar(&format!("SELECT count(*) FROM {}.{view}", done.schema)).fetch_one(&cell.owner).await?;
        let (of_log, folded) = (events as f64 / seconds, done.events as f64 / seconds);
        let verdict = if of_log >= GOAL { "" } else { "  MISSED" };
        println!("{view:<22} {:>9} {rows:>9} {seconds:>8.1} {own:>9.1} {of_log:>12.0} {folded:>12.0}{verdict}", done.events);
        rebuilt.push(done);
    }
    let started_live = Instant::now();
    runner::catch_up(cell.pool.clone(), cell.head.clone(), Watch::default()).await?;
    let seconds = started_live.elapsed().as_secs_f64();
    println!("all live views together, in the order of the log: {seconds:.1} s ({:.0}/s)", events as f64 / seconds);
    for done in &rebuilt {
        anyhow::ensure!(compare(&cell.owner, done).await?.is_equal(), "{} differs from its rebuild", done.view);
    }
    println!("every live view equals its rebuild; {} s for this part", started.elapsed().as_secs());
    Ok(())
}

async fn fill(cell: &Cell, size: u64) -> anyhow::Result<u64> {
    let (mut municipality, metadata) = (Municipality::new(), metadata());
    let mut stored = 0;
    // Each debt brings about five events altogether; the rest of its life follows the last load.
    let mut more = true;
    while more || !municipality.is_over() {
        let events = municipality.wave(more);
        cell.append(&events, &metadata).await?;
        stored += events.len() as u64;
        more = stored < size * 9 / 10;
    }
    let events = cell.sequence().await?;
    cell.tidy().await?;
    Ok(events)
}

/// What this process has used so far, of all its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}
