//! How fast events are written, sequenced and read, each figure beside its limit measured in the same run.
//!
//! `cargo bench -p tests --bench store`. Rounds are interleaved and medians compared, since machines are noisy: read the ratios.

mod bulk;
mod insert;
mod log;
mod meter;
mod write;

use std::time::Instant;

use replay::pool;
use tests::postgres::private_cluster;

/// As the product does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let started = Instant::now();
    let cluster = private_cluster().await?;
    let database = cluster.fresh_database().await?;
    let app = pool::in_cell(database.app(), "public");
    write::report(&app, &database.owner()).await?;
    let database = cluster.fresh_database().await?;
    let app = pool::in_cell(database.app(), "public");
    bulk::report(&app, &database.owner()).await?;
    log::report(&app).await?;
    println!("\n{} s altogether", started.elapsed().as_secs());
    cluster.stop().await?;
    Ok(())
}
