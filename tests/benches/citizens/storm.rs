//! A storm of logins: as many as are let into the queue, all the time, while others look at their lists.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tests::home::sample_ente;
use tests::measure::{Load, Measured};

use crate::door::Door;
use crate::questions::Questions;
use crate::rate::HEAD;

/// Lists a second.
const RATE: u32 = 100;
/// How long each part lasts.
const LASTING: Duration = Duration::from_secs(10);
/// Logins at once: as many as may wait.
const CALLERS: usize = 32;
/// How much longer 99 of 100 answers may take in the storm.
const GOAL: f64 = 2.0;

const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) { __typename ... on Failure { key } } }";

/// Measures and prints.
pub(crate) async fn report(door: &Door, questions: &Questions) -> anyhow::Result<()> {
    let logins = Load::new(door.address, HEAD, |answer| answer.contains("\"LoginRefused\""));
    let tried = AtomicUsize::new(0);
    // A name nobody has costs the same hash as one somebody has.
    let log_in = |_| {
        let name = format!("persona{}", tried.fetch_add(1, Ordering::Relaxed));
        let input = json!({ "ente": sample_ente().code, "userName": name, "password": "trentatre trentini" });
        json!({ "query": LOG_IN, "variables": { "input": input } }).to_string()
    };
    let quiet = everything(door, questions).await?;
    let (stormy, stormed) = tokio::join!(everything(door, questions), logins.saturate(CALLERS, LASTING, log_in));
    let (stormy, stormed) = (stormy?, stormed?);
    let [calm, storm] = [&quiet, &stormy].map(|measured| measured.milliseconds(0.99));
    let ratio = storm / calm;
    let missed = if ratio > GOAL { "  MISSED" } else { "" };
    println!(
        "\n{RATE} lists and look-ups a second, while {:.0} logins a second are checked by {CALLERS} callers:",
        stormed.per_second()
    );
    println!("p99 {calm:.2} ms before, {storm:.2} ms in the storm: {ratio:.2} times (goal {GOAL}){missed}");
    Ok(())
}

/// All questions in turn.
async fn everything(door: &Door, questions: &Questions) -> anyhow::Result<Measured> {
    let all = Load::new(door.address, HEAD, |answer| answer.contains("\"__typename\""));
    all.at_rate(RATE, LASTING, |number| (questions.0[number % questions.0.len()].put)(number)).await
}
