//! How fast citizens are answered: the pending list of one of them, and the look-up of a notice by anybody, beside pgbench asking the
//! same SELECT.
//!
//! `cargo bench -p tests --bench graphql`. The whole product serves over loopback HTTP with its caps, access rules, traces, log lines and
//! metrics; the load comes from the same process. Rounds are interleaved and medians compared: read the ratios.

mod door;
mod questions;
mod round;

use std::time::{Duration, Instant};

use tests::home::Home;
use tests::measure::{debts, settled};
use tokio_util::sync::CancellationToken;

use crate::door::Door;
use crate::questions::Questions;

/// As the product does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Notices that are looked up, each of another debtor: one code and one debtor may be looked up ten times at once and thirty times a
/// minute.
const NOTICES: usize = 6_000;
/// Rows of the list.
const ROWS: usize = 20;
/// Limits a bench does not meet.
const ROOMY: &str = "[limits]\nrequests_per_minute = 4000000000\nlookups_per_minute = 40000000";

fn main() -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let started = Instant::now();
    let home = Home::with(ROOMY).await;
    let product = home.product().await;
    let stop = CancellationToken::new();
    door::write_log_lines()?;
    let door = Door::open(&product, &stop).await?;
    let serving = tokio::spawn(product.clone().run(stop.clone()));
    let mine = debts::create_for_one(&product, ROWS).await?;
    let others = debts::create(&product, NOTICES).await?;
    settled(&product).await?;
    let questions = Questions::new(&product, &home.database().app(), &mine, others).await?;
    println!(
        "{ROWS} rows of one verified citizen, {NOTICES} other notices; load by kept-alive HTTP/1.1 connections in this process"
    );
    round::report(&door, &questions, Duration::from_secs(2)).await?;
    stop.cancel();
    serving.await??;
    println!("\n{} s altogether", started.elapsed().as_secs());
    Ok(())
}
