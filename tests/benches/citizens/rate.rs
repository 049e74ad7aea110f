//! Each question by itself, so many times a second; and how often it waits for the database.

use std::time::Duration;

use anyhow::ensure;
use api::clock::Clock;
use api::product::Product;
use serde_json::json;
use sqlx::ConnectOptions;
use tests::home::Home;
use tests::measure::{Load, RoundTrips};
use tokio_util::sync::CancellationToken;

use crate::door::Door;
use crate::questions::{Question, Questions};

/// Questions a second.
const RATE: u32 = 100;
/// How long each is asked.
const LASTING: Duration = Duration::from_secs(6);
/// The longest time of 99 of 100 answers.
const GOAL_P99_MS: f64 = 25.0;
/// What every call says.
pub(crate) const HEAD: &str =
    "/graphql HTTP/1.1\r\nHost: portal\r\nContent-Type: application/json\r\nX-Quietanza-Client: bench/1\r\n";
/// How often a question is put before its round trips are counted: connections are opened and statements prepared then.
const WARM: usize = 20;

/// Measures and prints.
pub(crate) async fn report(home: &Home, door: &Door, questions: &Questions) -> anyhow::Result<()> {
    let round_trips = count(home, questions).await?;
    println!(
        "\n{:<56} {:>8} {:>8} {:>8} {:>6} {:>6}",
        format!("{RATE} a second, p99 goal {GOAL_P99_MS} ms"),
        "p50 ms",
        "p99 ms",
        "worst",
        "trips",
        "goal"
    );
    for (question, trips) in questions.0.iter().zip(round_trips) {
        let load = Load::new(door.address, HEAD, question.good);
        load.at_rate(RATE, LASTING / 6, |number| (question.put)(number)).await?;
        let measured = load.at_rate(RATE, LASTING, |number| (question.put)(1_000_000 + number)).await?;
        let [p50, p99, worst] = [0.5, 0.99, 1.0].map(|part| measured.milliseconds(part));
        let missed = if p99 > GOAL_P99_MS || trips > question.round_trips { "  MISSED" } else { "" };
        println!("{:<56} {p50:>8.2} {p99:>8.2} {worst:>8.2} {trips:>6} {:>6}{missed}", question.name, question.round_trips);
    }
    Ok(())
}

/// Round trips of each question, asked alone of a product of its own that does nothing else.
async fn count(home: &Home, questions: &Questions) -> anyhow::Result<Vec<u64>> {
    let wire = RoundTrips::before(&home.database().app())?;
    let mut settings = home.settings();
    settings.database.url = serde_json::from_value(json!(wire.options().to_url_lossy()))?;
    let product = Product::open(settings, Clock::system()).await?;
    let stop = CancellationToken::new();
    let door = Door::open(&product, &stop).await?;
    let mut counted = Vec::new();
    for question in &questions.0 {
        counted.push(alone(&wire, &door, question).await?);
    }
    stop.cancel();
    product.pool.close().await;
    Ok(counted)
}

async fn alone(wire: &RoundTrips, door: &Door, question: &Question) -> anyhow::Result<u64> {
    let load = Load::new(door.address, HEAD, question.good);
    for number in 0..WARM {
        load.once((question.put)(number)).await?;
    }
    let mut seen = Vec::new();
    for number in WARM..2 * WARM {
        let before = wire.count();
        load.once((question.put)(number)).await?;
        seen.push(wire.count() - before);
    }
    seen.sort_unstable();
    ensure!(!seen.is_empty(), "nothing was asked");
    Ok(seen[seen.len() / 2])
}
