//! How fast the pagoPA Node is answered: verification with activation, and receipts, which are durable before the answer.
//!
//! `cargo bench -p tests --bench station`. The whole product serves (sequencer, views and to-do workers beside it) over
//! loopback HTTP; the load comes from the same machine. The limit of a question is the same HTTP and XML without a
//! database: the probe of the stand-in service, which is answered from memory.

mod messages;

use std::time::Duration;

use tests::home::Home;
use tests::measure::{Load, Measured, debts};
use tokio_util::sync::CancellationToken;

use crate::messages::Messages;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Notices, each of another debtor: half of them are asked about, half are paid.
const DEBTS: usize = 8_000;
/// Calls a second at the steady load.
const RATE: u32 = 200;
/// How long each load lasts.
const LASTING: Duration = Duration::from_secs(15);
const HEAD: &str = "/paForNode HTTP/1.1\r\nHost: station\r\nContent-Type: text/xml; charset=utf-8\r\n";
/// Connections that call without pause at saturation.
const CALLERS: usize = 64;

fn main() -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let home = Home::fresh().await;
    let product = home.product().await;
    let debts = debts::create(&product, DEBTS).await?;
    let doors = product.open_doors().await?;
    let [_, station, _] = doors.addresses()?;
    let stop = CancellationToken::new();
    let serving = tokio::spawn(doors.run(stop.clone()));
    let load = Load::new(station, HEAD, |answer| answer.contains(">OK<") || answer.contains("di prova dello stand-in"));
    // What is paid is not asked about any more.
    let (asked, paid) = debts.split_at(DEBTS / 2);
    let (asked, paid) = (Messages::new(asked), Messages::new(paid));

    println!("{:<46} {:>9} {:>9} {:>9} {:>9}", format!("{RATE} calls a second"), "p50 ms", "p99 ms", "worst ms", "goal p99");
    let warm_up = load.saturate(CALLERS, Duration::from_secs(3), |n| asked.question(n)).await?;
    anyhow::ensure!(warm_up.count() > 0, "nothing was answered");
    steady("P9  paVerifyPaymentNotice, paGetPaymentV2", 20, load.at_rate(RATE, LASTING, |n| asked.question(n)).await?);
    steady("P10 paSendRTV2", 30, load.at_rate(RATE, LASTING, |n| paid.receipt(n)).await?);
    steady("    the probe, from memory", 20, load.at_rate(RATE, LASTING, |_| asked.probe()).await?);

    println!(
        "\n{:<46} {:>9} {:>9} {:>9} {:>9}",
        format!("{CALLERS} callers without pause"),
        "calls/s",
        "p50 ms",
        "p99 ms",
        "goal"
    );
    let probe = load.saturate(CALLERS, LASTING, |_| asked.probe()).await?;
    let questions = load.saturate(CALLERS, LASTING, |n| asked.question(n)).await?;
    let receipts = load.saturate(CALLERS, LASTING, |n| paid.receipt(1_000_000 + n)).await?;
    saturated("    the probe, from memory (the limit)", "", &probe);
    saturated("P9  paVerifyPaymentNotice, paGetPaymentV2", "3000", &questions);
    saturated("    paSendRTV2", "", &receipts);
    println!("P9 to its limit: {:.2}", questions.per_second() / probe.per_second());
    stop.cancel();
    serving.await?;
    Ok(())
}

fn steady(what: &str, goal_ms: u32, measured: Measured) {
    let [p50, p99, worst] = [0.5, 0.99, 1.0].map(|part| measured.milliseconds(part));
    println!("{what:<46} {p50:>9.2} {p99:>9.2} {worst:>9.2} {goal_ms:>9}");
}

fn saturated(what: &str, goal: &str, measured: &Measured) {
    let [p50, p99] = [0.5, 0.99].map(|part| measured.milliseconds(part));
    println!("{what:<46} {:>9.0} {p50:>9.2} {p99:>9.2} {goal:>9}", measured.per_second());
}
