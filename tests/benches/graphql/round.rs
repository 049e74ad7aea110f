//! The rounds, and what they came to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tests::measure::{Load, Rounds, line, title};

use crate::door::Door;
use crate::questions::Questions;

const ROUNDS: usize = 5;
/// Connections, with the part of pgbench's SELECT that is the goal.
const CLIENTS: [(usize, f64); 2] = [(32, 0.50), (128, 0.70)];
/// The longest time of 99 of 100 answers at half load.
const GOAL_P99_MS: f64 = 10.0;

/// Measures and prints.
pub(crate) async fn report(door: &Door, questions: &Questions, lasting: Duration) -> anyhow::Result<()> {
    let list = Load::new(door.address, questions.citizen, |answer| answer.contains("\"__typename\":\"PendingList\""));
    let notice = Load::new(door.address, questions.anonymous, |answer| answer.contains("\"__typename\":\"NoticeFound\""));
    let looked_up = AtomicUsize::new(0);
    let next_notice = |_| questions.notice(looked_up.fetch_add(1, Ordering::Relaxed));
    let first = list.saturate(1, Duration::from_secs(1), |_| questions.list.clone()).await?;
    anyhow::ensure!(first.count() > 0, "nothing was answered");

    title("P8: the pending list; limit: pgbench asking the same SELECT with as many clients");
    let mut half = f64::NAN;
    for (clients, goal) in CLIENTS {
        let (mut ours, mut executed, mut limit) = (Rounds::default(), Rounds::default(), Rounds::default());
        for _ in 0..ROUNDS {
            limit.add(questions.list_limit.run(clients, lasting.as_secs())?);
            ours.add(list.saturate(clients, lasting, |_| questions.list.clone()).await?.per_second());
            executed.add(list.saturate(clients, lasting, |_| questions.list_in_other_words.clone()).await?.per_second());
        }
        line(format_args!("pendingList, 20 rows, {clients} clients"), ours.median(), limit.median(), Some(goal));
        line("  the same through the executor", executed.median(), limit.median(), None);
        half = if half.is_nan() { ours.median() / 2.0 } else { half };
    }
    for (clients, _) in CLIENTS {
        let (mut ours, mut limit) = (Rounds::default(), Rounds::default());
        for _ in 0..2 {
            limit.add(questions.notice_limit.run(clients, lasting.as_secs())?);
            ours.add(notice.saturate(clients, lasting, next_notice).await?.per_second());
        }
        line(format_args!("notice (anonymous look-up), {clients} clients"), ours.median(), limit.median(), None);
    }
    let measured = list.at_rate(half as u32, Duration::from_secs(8), |_| questions.list.clone()).await?;
    let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|part| measured.milliseconds(part));
    let missed = if p99 <= GOAL_P99_MS { "" } else { "  MISSED" };
    println!(
        "\nat half load ({half:.0}/s): p50 {p50:.2} ms, p99 {p99:.2} ms (goal {GOAL_P99_MS} ms){missed}, p99.9 {p999:.2} ms"
    );
    Ok(())
}
