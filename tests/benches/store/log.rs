//! Sequencing a backlog, and reading the log typed beside COPY with the bytes thrown away.

use std::sync::Arc;
use std::time::Instant;

use cqrs_es::persist::PersistedEventRepository;
use futures::TryStreamExt;
use postgres_es::PostgresEventRepository;
use replay::head::Head;
use replay::log::LogReader;
use replay::pool;
use replay::sequencer::Sequencer;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::Notify;

use crate::meter::{Meter, MeterEvent};
use tests::measure::{Rounds, line, title};

const ROUNDS: usize = 3;

pub(crate) async fn report(app: &PgConnectOptions) -> anyhow::Result<()> {
    title("P4: sequencing with leaf hashes; limit: the goal of 100,000 events/s");
    let sequencer = Sequencer::new(app, Arc::new(Notify::new()), Head::default());
    let started = Instant::now();
    let placed = sequencer.drain_once().await?;
    line("a backlog in one go", placed as f64 / started.elapsed().as_secs_f64(), 100_000.0, Some(1.0));

    let log = LogReader::new(pool::lazy(app.clone(), 2));
    let next = log.next_index().await?;
    let mut figures: [Rounds; 5] = Default::default();
    for _ in 0..ROUNDS {
        figures[0].add(next as f64 / typed(&log, next).await?);
        figures[1].add(next as f64 / copy(app, "COPY events TO STDOUT").await?);
        figures[2].add(next as f64 / copy(app, JOINED).await?);
        figures[3].add(next as f64 / pages(&log, next).await?);
    }
    figures[4].add(next as f64 / library(app, next).await?);
    let [typed, bare, joined, pages, library] = figures.map(|rounds| rounds.median());
    title("P5: reading the log, payload and metadata parsed; limit: COPY TO STDOUT, bytes thrown away");
    line("streamed, to COPY of the events table as it lies", typed, bare, Some(0.85));
    line("streamed, to COPY of the events in log order", typed, joined, None);
    line("streamed, to the library's replay", typed, library, Some(3.5));
    line("pages of 1,000, to COPY of the events table as it lies", pages, bare, None);
    Ok(())
}

const JOINED: &str = "COPY (SELECT e.* FROM event_log l JOIN events e USING (global_position) ORDER BY l.log_index) TO STDOUT";

async fn typed(log: &LogReader, next: u64) -> anyhow::Result<f64> {
    let started = Instant::now();
    let mut stream = log.stream(0, next);
    let mut seen = 0;
    while let Some(batch) = stream.next_batch().await? {
        for event in batch {
            let _recorded: MeterEvent = event.parse()?;
            seen += 1;
        }
    }
    anyhow::ensure!(seen == next);
    Ok(started.elapsed().as_secs_f64())
}

async fn pages(log: &LogReader, next: u64) -> anyhow::Result<f64> {
    let started = Instant::now();
    let mut seen = 0;
    while seen < next {
        for event in log.read(seen, 1_000).await? {
            let _recorded: MeterEvent = event.parse()?;
            seen += 1;
        }
    }
    Ok(started.elapsed().as_secs_f64())
}

async fn copy(app: &PgConnectOptions, statement: &str) -> anyhow::Result<f64> {
    let mut connection = app.connect().await?;
    let started = Instant::now();
    let mut rows = connection.copy_out_raw(statement).await?;
    let mut bytes = 0;
    while let Some(row) = rows.try_next().await? {
        bytes += row.len();
    }
    anyhow::ensure!(bytes > 0);
    Ok(started.elapsed().as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "measured, not used")]
async fn library(app: &PgConnectOptions, next: u64) -> anyhow::Result<f64> {
    let repository = PostgresEventRepository::new(pool::lazy(app.clone(), 2));
    let started = Instant::now();
    let mut events = repository.stream_events::<Meter>("").await?;
    let mut all = repository.stream_all_events::<Meter>().await?;
    let mut seen = 0;
    while let Some(event) = all.next::<Meter>(&[]).await {
        event?;
        seen += 1;
    }
    anyhow::ensure!(events.next::<Meter>(&[]).await.is_none());
    anyhow::ensure!(seen == next, "{seen} of {next}");
    Ok(started.elapsed().as_secs_f64())
}
