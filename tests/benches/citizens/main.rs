//! What citizens wait for in a large town: every list and look-up at a steady rate over a million positions of 200,000 people, how often each
//! waits for the database, and what a storm of logins does to the others.
//!
//! `cargo bench -p tests --bench citizens`; `QUIETANZA_BENCH_POSITIONS` makes the town smaller. The whole product serves over loopback
//! HTTP; the load comes from the same process. The town is loaded by `quietanza import`; who paid is appended as the station writes it.

#[path = "../../tests/views/chance.rs"]
#[expect(dead_code, reason = "the tests of the views choose more than is needed here")]
mod chance;
#[path = "../graphql/door.rs"]
mod door;
mod questions;
mod rate;
#[path = "../../tests/views/specimen.rs"]
#[expect(dead_code, reason = "the tests of the views invent more than is needed here")]
mod specimen;
#[path = "../views/stored.rs"]
#[expect(dead_code, reason = "the bench of the views does more with its database")]
mod stored;
mod storm;
mod town;
mod visitor;

use std::time::Instant;

use tests::child;
use tests::home::Home;
use tests::postgres::private_cluster;
use tokio_util::sync::CancellationToken;

use crate::door::Door;
use crate::questions::Questions;
use crate::town::Town;

/// As the product does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const POSITIONS: usize = 1_000_000;
/// Limits a bench does not meet.
const ROOMY: &str =
    "[limits]\nrequests_per_minute = 4000000000\nlookups_per_minute = 40000000\nlookups_per_code_per_minute = 40000000
lookups_per_tax_code_per_minute = 40000000\nsends_per_hour = 40000000\nlogins_per_minute = 40000000";

fn main() -> anyhow::Result<()> {
    child::become_the_product();
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let positions = std::env::var("QUIETANZA_BENCH_POSITIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(POSITIONS);
    let started = Instant::now();
    let cluster = private_cluster().await?;
    let home = Home::on(cluster.fresh_database().await?, ROOMY);
    let product = home.product().await;
    // Lives as long as the bench: every question holds it.
    let town: &'static Town = Box::leak(Box::new(Town::load(&home, &product, positions).await?));
    door::write_log_lines()?;
    let stop = CancellationToken::new();
    let door = Door::open(&product, &stop).await?;
    let serving = tokio::spawn(product.clone().run(stop.clone()));
    town.shown(&home, &product).await?;
    let questions = Questions::prepare(&product, &door, town).await?;
    rate::report(&home, &door, &questions).await?;
    storm::report(&door, &questions).await?;
    stop.cancel();
    serving.await??;
    product.pool.close().await;
    println!("\n{} s altogether", started.elapsed().as_secs());
    drop(home);
    cluster.stop().await?;
    Ok(())
}
