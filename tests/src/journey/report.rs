//! What a journey prints: each step, what it saw, how long it took; and what was different from what it should be.

use std::fmt::Display;
use std::time::Instant;

use anyhow::{Context, ensure};

/// The printed account of a journey.
#[derive(Debug)]
pub(super) struct Report {
    started: Instant,
    step: Instant,
    steps: u32,
}

impl Report {
    /// Begins with a title.
    #[must_use]
    pub(super) fn begin(title: &str) -> Self {
        println!("{title}\n");
        let now = Instant::now();
        Self { started: now, step: now, steps: 0 }
    }

    /// A step is done; prints what it saw and the time since the last one.
    pub(super) fn done(&mut self, step: &str, saw: impl Display) {
        self.steps += 1;
        let took = self.step.elapsed().as_millis();
        println!("{:>3}. {step:<58} {took:>6} ms", self.steps);
        for line in saw.to_string().lines().filter(|line| !line.is_empty()) {
            println!("       {line}");
        }
        self.step = Instant::now();
    }

    /// The end of a journey in which everything was as it should be.
    pub(super) fn end(&self) {
        println!("\nThe journey is done: {} steps, all as they should be, {} ms.", self.steps, self.started.elapsed().as_millis());
    }
}

/// Fails the journey when two things differ.
///
/// # Errors
/// What should have been, and what was.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, should_be: &T, is: &T) -> anyhow::Result<()> {
    ensure!(should_be == is, "{what}: should be {should_be:?}, is {is:?}");
    Ok(())
}

/// Waits until something is as it should be, looking again at every tick; fails after a bounded time.
///
/// # Errors
/// What was waited for, when it does not come.
pub(super) async fn until<T, F>(what: &str, mut look: impl FnMut() -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<Option<T>>>,
{
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(20));
    let looking = async {
        loop {
            tick.tick().await;
            if let Some(found) = look().await? {
                return anyhow::Ok(found);
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), looking).await.with_context(|| format!("waited in vain: {what}"))?
}
