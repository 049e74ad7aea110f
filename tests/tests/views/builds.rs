//! A view is built anew, compared and exchanged while everything goes on: no reader sees a failed question, no event is missing, and whoever
//! dies in the middle leaves nothing that the next one does not see.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use projections::builds::{BuildError, BuildState, Builds, history};
use projections::freshness::{Watch, positions};
use projections::payment_history::HistoryFilter;
use projections::payment_history::queries::{self as payments, Side};
use projections::pending_list::PendingFilter;
use projections::pending_list::queries::{self as pending, PendingRequest, Wanted};
use projections::query::PageSize;
use projections::rebuild::RebuildError;
use projections::{ViewName, runner};
use replay::head::Head;
use replay::sequencer::Sequencer;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tests::faults::{self, Fault};
use tests::postgres::{TestDatabase, fresh_database};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

use crate::cell::Cell;
use crate::specimen::ente;
use crate::world::World;

const DATABASE: &str = "QUIETANZA_BUILDS_TEST_DATABASE";
const PATIENCE: Duration = Duration::from_secs(60);

async fn builds(database: &TestDatabase) -> Builds {
    Builds::open(database.owner(), "public").await.unwrap()
}

/// A cell with a few hundred events shown.
async fn lived(seed: u64, events: usize) -> (TestDatabase, Cell, World) {
    let database = fresh_database().await;
    let cell = Cell::of(&database);
    let mut world = World::new(seed);
    world.live(events);
    cell.show(&world.take()).await;
    (database, cell, world)
}

/// Which builds of a view there are.
async fn states(cell: &Cell, view: ViewName) -> Vec<(u32, BuildState)> {
    let all = history(&cell.pool).await.unwrap().into_iter();
    all.filter(|build| build.view == view).map(|build| (build.build, build.state)).collect()
}

/// Asks what citizens and offices ask, again and again; answers how often. Any failure fails the test.
async fn read_on(cell: &Cell, stop: &CancellationToken, asked: &AtomicU64) {
    let (ente, filter) = (ente(), HistoryFilter::default());
    let request = PendingRequest {
        wanted: Wanted::PayableOrUpcoming,
        now: crate::specimen::noon(),
        after: None,
        size: PageSize::MAX,
        filter: PendingFilter::default(),
    };
    while !stop.is_cancelled() {
        let page = payments::page(&cell.pool, &ente, &Side::Ente, &filter, None, PageSize::MAX).await.unwrap();
        assert!(!page.rows.is_empty(), "the history is never seen empty");
        pending::by_ente(&cell.pool, &ente, &request).await.unwrap();
        assert_eq!(positions(&cell.pool).await.unwrap().len(), ViewName::ALL.len());
        asked.fetch_add(3, Ordering::Relaxed);
    }
}

/// Writes, sequences and shows without end.
async fn live_on(cell: &Cell, world: &mut World, stop: &CancellationToken) -> u64 {
    let head = Head::default();
    let sequencer = tokio::spawn(Sequencer::new(&cell.app, Arc::default(), head.clone()).run(stop.clone()));
    let keeping = tokio::spawn(runner::run(cell.pool.clone(), head, Watch::default(), stop.clone()));
    let mut written = 0;
    while !stop.is_cancelled() {
        world.live(10);
        let events = world.take();
        written += events.len() as u64;
        cell.append(&events).await;
    }
    sequencer.await.unwrap();
    keeping.await.unwrap();
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_view_is_exchanged_under_load_and_no_reader_notices() {
    let (database, cell, mut world) = lived(91, 400).await;
    let (stop, asked) = (CancellationToken::new(), AtomicU64::new(0));
    let exchange = async {
        let builds = builds(&database).await;
        for view in ViewName::ALL {
            let built = builds.rebuild(view, false).await.unwrap();
            let compared = builds.compare(view).await.unwrap();
            assert!(compared.is_equal(), "{view}: {compared:#?}");
            let swapped = builds.promote(view).await.unwrap();
            println!("{view}: {built:?}; {swapped:?}");
            assert_eq!((swapped.live, swapped.former), (2, 1), "{view}");
            let back = builds.rollback(view).await.unwrap();
            assert_eq!((back.live, back.former), (1, 2), "{view}");
            println!("{view}: back, locked for {:?} after waiting {:?}", back.held, back.waited);
        }
        stop.cancel();
    };
    let readers = async { tokio::join!(read_on(&cell, &stop, &asked), read_on(&cell, &stop, &asked)) };
    let ((), written, _) = tokio::join!(exchange, live_on(&cell, &mut world, &stop), readers);
    assert!(written > 0 && asked.load(Ordering::Relaxed) > 0);
    println!("{} questions answered, {written} events written meanwhile", asked.load(Ordering::Relaxed));
    cell.sequence().await;
    let next = cell.catch_up().await;
    for view in ViewName::ALL {
        assert_eq!(states(&cell, view).await, [(1, BuildState::Live), (2, BuildState::RolledBack)]);
    }
    cell.assert_equal_to_rebuilt(next, "after exchanges under load").await;
}

#[tokio::test]
async fn what_workers_noted_stays_and_the_one_before_can_come_back() {
    let (database, cell, mut world) = lived(92, 300).await;
    sqlx::query("UPDATE todo_v1 SET attempts = 7, lease_generation = 3, last_error = 'busy', parked = true")
        .execute(&cell.owner)
        .await
        .unwrap();
    let noted = cell.count("SELECT count(*) FROM todo_v1").await;
    assert!(noted > 0);
    let builds = builds(&database).await;
    builds.rebuild(ViewName::Todo, false).await.unwrap();
    assert_eq!(builds.promote(ViewName::Todo).await.unwrap().live, 2);
    let kept = "SELECT count(*) FROM todo_v1 WHERE attempts = 7 AND lease_generation = 3 AND last_error = 'busy' AND parked";
    assert_eq!(cell.count(kept).await, noted);
    assert_eq!(positions(&cell.pool).await.unwrap().iter().map(|view| view.build).max(), Some(2));

    // What happened meanwhile is in the one that comes back.
    world.live(60);
    cell.show(&world.take()).await;
    assert_eq!(builds.rollback(ViewName::Todo).await.unwrap().live, 1);
    let compared = builds.compare(ViewName::Todo).await.unwrap();
    assert!(compared.is_equal() && compared.live.rows > noted, "{compared:#?}");
    assert!(matches!(builds.rollback(ViewName::Todo).await, Err(BuildError::NotBuilt { .. })));
}

#[tokio::test]
async fn a_row_that_is_not_what_the_log_says_is_shown() {
    let (database, cell, _) = lived(93, 200).await;
    sqlx::query(
        "UPDATE payment_history_v1 SET amount = amount + 1 WHERE payment_id = (SELECT min(payment_id) FROM payment_history_v1)",
    )
    .execute(&cell.owner)
    .await
    .unwrap();
    let builds = builds(&database).await;
    assert!(matches!(builds.compare(ViewName::PaymentHistory).await, Err(BuildError::NotBuilt { .. })));
    builds.rebuild(ViewName::PaymentHistory, false).await.unwrap();
    let compared = builds.compare(ViewName::PaymentHistory).await.unwrap();
    assert!(!compared.is_equal() && compared.live.hash != compared.rebuilt.hash);
    assert_eq!((compared.only_live.len(), compared.only_rebuilt.len()), (1, 1));
    builds.promote(ViewName::PaymentHistory).await.unwrap();
    builds.rebuild(ViewName::PaymentHistory, false).await.unwrap();
    assert!(builds.compare(ViewName::PaymentHistory).await.unwrap().is_equal(), "promoted, it is mended");

    builds.discard(ViewName::PaymentHistory).await.unwrap();
    assert!(matches!(builds.rollback(ViewName::PaymentHistory).await, Err(BuildError::NotBuilt { .. })));
    let beside = "SELECT count(*) FROM pg_tables WHERE tablename = 'payment_history_v1'";
    assert_eq!(cell.count(beside).await, 1, "only the live table is left");
}

#[tokio::test]
async fn two_at_once_are_refused_and_so_is_a_table_of_another_shape() {
    let (database, cell, _) = lived(94, 60).await;
    let first = builds(&database).await;
    assert!(matches!(Builds::open(database.owner(), "public").await, Err(BuildError::Busy(_))));
    first.rebuild(ViewName::Support, false).await.unwrap();
    sqlx::query("ALTER TABLE support_v1 ADD COLUMN added text").execute(&cell.owner).await.unwrap();
    assert!(matches!(first.promote(ViewName::Support).await, Err(BuildError::OtherShape { .. })));
    drop(first);
}

#[tokio::test]
async fn an_unknown_version_stops_a_build_also_when_it_only_catches_up() {
    let (database, cell, mut world) = lived(95, 200).await;
    let builds = builds(&database).await;
    builds.rebuild(ViewName::NoticeDirectory, false).await.unwrap();
    world.live(60);
    let mut events = world.take();
    let newer = events.iter_mut().find(|event| event.event_type == "PositionCreated").unwrap();
    newer.event_version = "2".to_owned();
    let stream = newer.aggregate_id.clone();
    cell.show(&events).await;
    for anew in [false, true] {
        match builds.rebuild(ViewName::NoticeDirectory, anew).await {
            Err(BuildError::Rebuild(RebuildError::UnknownVersion { stream_id, .. })) => assert_eq!(stream_id, stream),
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(builds.promote(ViewName::NoticeDirectory).await, Err(BuildError::NotBuilt { .. })), "left unfinished");
    assert!(cell.count("SELECT count(*) FROM notice_directory_v1").await > 0);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "not a test: the process that other tests start and that dies"]
async fn rebuild_and_promote() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    faults::arm_from_environment();
    let work = async {
        let builds = Builds::open(PgConnectOptions::from_str(&database).unwrap(), "public").await.unwrap();
        builds.rebuild(ViewName::PendingList, false).await.unwrap();
        builds.promote(ViewName::PendingList).await.unwrap();
    };
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

async fn die_of(url: &str, fault: &Fault) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "builds::rebuild_and_promote", "--ignored"])
        .env(DATABASE, url)
        .envs([fault.variable()])
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await;
    assert!(ended.is_ok_and(|status| status.unwrap().signal() == Some(9)), "the process never came to {fault:?}");
}

/// The server notices the death of its client a moment later.
async fn builds_at_last(database: &TestDatabase) -> Builds {
    let free = async {
        loop {
            match Builds::open(database.owner(), "public").await {
                Ok(builds) => return builds,
                Err(BuildError::Busy(_)) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, free).await.expect("the server notices")
}

#[tokio::test]
async fn killed_in_the_middle_it_is_begun_again_or_taken_up() {
    let (database, cell, mut world) = lived(96, 300).await;
    let url = database.owner().to_url_lossy();
    let view = ViewName::PendingList;

    die_of(url.as_str(), &Fault::kill("projections::before_write")).await;
    assert_eq!(states(&cell, view).await, [(1, BuildState::Live), (2, BuildState::Building)]);
    let builds = builds_at_last(&database).await;
    assert!(matches!(builds.promote(view).await, Err(BuildError::NotBuilt { .. })), "half a build is never promoted");
    drop(builds);

    world.live(50);
    cell.show(&world.take()).await;
    die_of(url.as_str(), &Fault::kill("projections::before_swap")).await;
    let builds = builds_at_last(&database).await;
    let expected = [(1, BuildState::Live), (2, BuildState::Discarded), (3, BuildState::Ready)];
    assert_eq!(states(&cell, view).await, expected, "nothing of the swap happened");
    world.live(50);
    let next = cell.show(&world.take()).await;
    let built = builds.rebuild(view, false).await.unwrap();
    assert_eq!((built.build, built.folded, built.next_index), (3, None, next), "taken up where it was left");
    assert!(builds.compare(view).await.unwrap().is_equal());
    assert_eq!(builds.promote(view).await.unwrap().live, 3);
    cell.assert_equal_to_rebuilt(next, "after two deaths").await;
}
