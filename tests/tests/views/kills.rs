//! The process and the database killed while the views are kept: afterwards every event is in the log and every view is, row for row, what
//! a rebuild from nothing makes of it.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use projections::ViewName;
use projections::freshness::Watch;
use projections::runner;
use replay::head::Head;
use replay::pool;
use replay::sequencer::Sequencer;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tests::faults::{self, Fault};
use tests::postgres::{fresh_database, private_cluster};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

use crate::cell::Cell;
use crate::world::World;

const DATABASE: &str = "QUIETANZA_VIEWS_TEST_DATABASE";
/// How the child's sessions are known.
const CHILD: &str = "killed child";
const PATIENCE: Duration = Duration::from_secs(60);

/// Sequences and keeps the views until something ends it.
async fn keep(app: PgConnectOptions, stop: CancellationToken) {
    let head = Head::default();
    let sequencer = Sequencer::new(&app, Arc::default(), head.clone());
    let views = runner::run(pool::lazy(app, 8), head, Watch::default(), stop.clone());
    tokio::join!(sequencer.run(stop), views);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "not a test: the process that other tests start and that dies"]
async fn keep_the_views() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    faults::arm_from_environment();
    let options = PgConnectOptions::from_str(&database).unwrap().application_name(CHILD);
    let _ = tokio::time::timeout(PATIENCE, keep(pool::in_cell(options, "public"), CancellationToken::new())).await;
}

/// Keeps the views in a process of its own until it dies of the fault, and the server has noticed.
async fn die_of(cell: &Cell, url: &str, fault: &Fault) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::keep_the_views", "--ignored"])
        .env(DATABASE, url)
        .envs([fault.variable()])
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await;
    assert!(ended.is_ok_and(|status| status.unwrap().signal() == Some(9)), "the process never came to {fault:?}");
    let sessions =
        format!("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{CHILD}' AND datname = current_database()");
    let gone = async {
        while cell.count(&sessions).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.expect("the server notices");
}

/// Each view's own write is a passage.
fn each_write() -> impl Iterator<Item = Fault> {
    let once = faults::SEQUENCER.into_iter().chain(faults::VIEWS).map(Fault::kill);
    let passages = |point| (0..ViewName::ALL.len()).map(move |passed| (point, u32::try_from(passed).unwrap()));
    let each_view = faults::EACH_VIEW.into_iter().flat_map(passages);
    once.chain(each_view.map(|(point, skipped)| Fault { skipped, ..Fault::kill(point) }))
}

#[tokio::test]
async fn killed_at_every_write_no_event_is_lost_and_every_view_equals_its_rebuild() {
    let database = fresh_database().await;
    let cell = Cell::of(&database);
    let url = database.app().to_url_lossy();
    let mut world = World::new(78);
    let mut written = 0;
    for fault in each_write() {
        world.live(40);
        let events = world.take();
        written += events.len() as u64;
        cell.append(&events).await;
        die_of(&cell, url.as_str(), &fault).await;
        cell.sequence().await;
        assert_eq!(cell.catch_up().await, written, "after {fault:?}");
        cell.assert_equal_to_rebuilt(written, &format!("after {fault:?}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_killed_under_load_no_event_is_lost_and_every_view_equals_its_rebuild() {
    let cluster = private_cluster().await.unwrap();
    let cell = Cell::of(&cluster.fresh_database().await.unwrap());
    let stop = CancellationToken::new();
    let keeping = tokio::spawn(keep(cell.app.clone(), stop.clone()));
    let mut world = World::new(79);
    let mut written = 0;
    for round in 0..60 {
        world.live(25);
        let events = world.take();
        written += events.len() as u64;
        let (appended, killed) = tokio::join!(append_at_last(&cell, &events), async {
            if round % 20 == 10 {
                cluster.kill9().await.unwrap();
                cluster.restart().await.unwrap();
            }
        });
        let ((), ()) = (appended, killed);
    }
    let caught_up = async {
        while cell.count("SELECT coalesce(min(next_index), 0) FROM checkpoint").await.unsigned_abs() < written {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, caught_up).await.expect("the views catch up");
    stop.cancel();
    keeping.await.unwrap();
    assert_eq!(cell.count("SELECT count(*) FROM events").await.unsigned_abs(), written);
    cell.assert_equal_to_rebuilt(written, "after PostgreSQL was killed").await;
    cluster.stop().await.unwrap();
}

/// Appends although the server dies: whoever was not told tries again, and is told that the events are there if they are.
async fn append_at_last(cell: &Cell, events: &[crate::world::Written]) {
    while let Err(error) = cell.try_append(events).await {
        if error.as_database_error().is_some_and(|error| error.is_unique_violation()) {
            return;
        }
        tokio::task::yield_now().await;
    }
}
