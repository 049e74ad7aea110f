//! How long after its commit an event is visible in every view, at a thousand commands a second.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::debt_position::{DebtPosition, DebtPositionCommand, Origin};
use projections::freshness::Watch;
use projections::{ViewName, runner};
use replay::command::Commands;
use replay::sequencer::Sequencer;
use replay::store::{StoreKind, WriteSide};
use sqlx::Row;
use tests::postgres::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::municipality::{debt, metadata};
use crate::specimen::person;
use crate::stored::Cell;

const PER_SECOND: u64 = 1_000;
const SECONDS: u64 = 15;
/// Commands before the measured ones.
const WARM_UP: u64 = 2_000;

const PLACES: &str = "
SELECT l.log_index, e.aggregate_id FROM events e JOIN event_log l USING (global_position) WHERE e.sequence = 1";

/// When a command of a position was acknowledged.
type Acknowledged = Arc<Mutex<Vec<(String, Instant)>>>;

pub(crate) async fn report(database: &TestDatabase) -> anyhow::Result<()> {
    let cell = Cell::of(database);
    let (stop, watch) = (CancellationToken::new(), Watch::default());
    let write_side = WriteSide::open(StoreKind::GroupCommit, &cell.app, 10);
    let sequencer = Sequencer::new(&cell.app, write_side.appended(), cell.head.clone());
    let sequencing = tokio::spawn(sequencer.run(stop.clone()));
    let keeping = tokio::spawn(runner::run(cell.pool.clone(), cell.head.clone(), watch.clone(), stop.clone()));
    let seen = tokio::spawn(see(watch.clone(), stop.clone()));
    let acknowledged = command(&write_side).await?;
    let all = WARM_UP + PER_SECOND * SECONDS;
    for view in ViewName::ALL {
        watch.wait_for(&cell.pool, view, all - 1, Duration::from_secs(60)).await?;
    }
    stop.cancel();
    let seen = seen.await?;
    sequencing.await?;
    keeping.await?;
    print(delays(&cell, &acknowledged, &seen).await?);
    Ok(())
}

/// The moments at which the slowest view moved, and to where.
async fn see(watch: Watch, stop: CancellationToken) -> Vec<(u64, Instant)> {
    let mut views: Vec<_> = ViewName::ALL.into_iter().map(|view| watch.subscribe(view)).collect();
    let mut seen = Vec::new();
    loop {
        let moved = futures::future::select_all(views.iter_mut().map(|view| Box::pin(view.changed())));
        if stop.run_until_cancelled(moved).await.is_none() {
            return seen;
        }
        let slowest = views.iter_mut().map(|view| *view.borrow_and_update()).min().unwrap_or(0);
        seen.push((slowest, Instant::now()));
    }
}

/// A command every millisecond, whether the ones before are answered or not.
async fn command(write_side: &WriteSide) -> anyhow::Result<Vec<(String, Instant)>> {
    let commands: Commands<DebtPosition> = Commands::new(write_side);
    let acknowledged: Acknowledged = Arc::default();
    let metadata: std::collections::HashMap<String, String> = serde_json::from_str(&metadata())?;
    let mut tick = tokio::time::interval(Duration::from_millis(1));
    let mut running = tokio::task::JoinSet::new();
    for number in 0..WARM_UP + PER_SECOND * SECONDS {
        tick.tick().await;
        let (id, iupd, debtor, terms) = debt(number);
        let (debtor, terms) = (Box::new(person(debtor)), Box::new(terms));
        let create = DebtPositionCommand::Create { iupd, debtor, terms, origin: Origin::Office, request: None, publish: true };
        let (commands, metadata, acknowledged) = (commands.clone(), metadata.clone(), acknowledged.clone());
        running.spawn(async move {
            let done = commands.execute(&id.to_string(), create, metadata).await;
            if done.is_ok() && number >= WARM_UP {
                acknowledged.lock().expect("nobody panics with it").push((id.to_string(), Instant::now()));
            }
        });
        while running.try_join_next().is_some() {}
    }
    while running.join_next().await.is_some() {}
    Ok(std::mem::take(&mut acknowledged.lock().expect("nobody panics with it")))
}

async fn delays(cell: &Cell, acknowledged: &[(String, Instant)], seen: &[(u64, Instant)]) -> anyhow::Result<Vec<Duration>> {
    let rows = sqlx::query(PLACES).fetch_all(&cell.pool).await?;
    let places: std::collections::HashMap<String, u64> =
        rows.iter().map(|row| (row.get(1), row.get::<i64, _>(0).unsigned_abs())).collect();
    let delay = |(id, at): &(String, Instant)| {
        let index = places.get(id)?;
        let visible = seen.get(seen.partition_point(|(next, _)| next <= index))?.1;
        Some(visible.saturating_duration_since(*at))
    };
    let mut delays: Vec<Duration> = acknowledged.iter().filter_map(delay).collect();
    anyhow::ensure!(delays.len() == acknowledged.len(), "{} of {} were seen", delays.len(), acknowledged.len());
    delays.sort_unstable();
    Ok(delays)
}

fn print(delays: Vec<Duration>) {
    let at = |share: usize| delays[(delays.len() - 1) * share / 1_000].as_secs_f64() * 1_000.0;
    let (median, p99) = (at(500), at(990));
    let verdict = |reached| if reached { "reached" } else { "MISSED" };
    println!("P7: from the answer to a command to its row in every view, {PER_SECOND} commands/s for {SECONDS} s");
    println!("p50 {median:>8.1} ms   goal  5: {}", verdict(median <= 5.0));
    println!("p99 {p99:>8.1} ms   goal 25: {}   (p99.9 {:.1} ms)", verdict(p99 <= 25.0), at(999));
}
