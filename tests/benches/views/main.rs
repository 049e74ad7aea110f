//! How fast views are rebuilt, how fast they catch up, and how long after its commit an event is visible.
//!
//! `cargo bench -p tests --bench views`; `VIEWS_BENCH_EVENTS` sets the size of the log (1,000,000).

#[path = "../../tests/views/chance.rs"]
#[expect(dead_code, reason = "the tests of the views choose more than is needed here")]
mod chance;
mod delay;
mod municipality;
mod rebuild;
#[path = "../../tests/views/specimen.rs"]
#[expect(dead_code, reason = "the tests of the views invent more than is needed here")]
mod specimen;
mod stored;

use std::time::Instant;

use tests::postgres::private_cluster;

/// As the product does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let events = std::env::var("VIEWS_BENCH_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let started = Instant::now();
    let cluster = private_cluster().await?;
    delay::report(&cluster.fresh_database().await?).await?;
    rebuild::report_bulk(&cluster.fresh_database().await?, 100_000).await?;
    rebuild::report(&cluster.fresh_database().await?, events).await?;
    println!("\n{} s altogether", started.elapsed().as_secs());
    cluster.stop().await?;
    Ok(())
}
