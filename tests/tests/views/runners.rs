//! Runners at work: several at once, one that cannot write a view, and readers that wait for what they wrote.

use std::time::Duration;

use projections::freshness::{Freshness, Watch, positions};
use projections::{ViewName, runner};
use replay::head::Head;
use replay::sequencer::Sequencer;
use tokio_util::sync::CancellationToken;

use crate::cell::Cell;
use crate::world::World;

const LONG: Duration = Duration::from_secs(60);

/// A process of its own, as far as the views can tell: its own knowledge of head and positions.
fn start(cell: &Cell, stop: &CancellationToken) -> (Watch, tokio::task::JoinHandle<()>) {
    let (head, watch) = (Head::default(), Watch::default());
    let run = runner::run(cell.pool.clone(), head, watch.clone(), stop.clone());
    (watch, tokio::spawn(run))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_runners_at_once_are_harmless() {
    let cell = Cell::fresh().await;
    let stop = CancellationToken::new();
    let sequencer = Sequencer::new(&cell.app, std::sync::Arc::default(), cell.head.clone());
    let sequencing = tokio::spawn(sequencer.run(stop.clone()));
    let runners = [start(&cell, &stop), start(&cell, &stop), start(&cell, &stop)];
    let mut world = World::new(41);
    let mut written = 0;
    for _ in 0..30 {
        world.live(30);
        let events = world.take();
        written += events.len() as u64;
        cell.append(&events).await;
    }
    for view in ViewName::ALL {
        let fresh = runners[0].0.wait_for(&cell.pool, view, written - 1, LONG).await.unwrap();
        assert_eq!(fresh, Freshness::Fresh, "{view}");
    }
    stop.cancel();
    for (_, runner) in runners {
        runner.await.unwrap();
    }
    sequencing.await.unwrap();
    cell.assert_equal_to_rebuilt(written, "three runners").await;
}

#[tokio::test]
async fn a_reader_waits_for_its_own_write_and_no_longer() {
    let cell = Cell::fresh().await;
    let mut world = World::new(42);
    world.live(20);
    cell.append(&world.take()).await;
    cell.sequence().await;
    let wait = |index, timeout| cell.watch.wait_for(&cell.pool, ViewName::PendingList, index, timeout);
    assert_eq!(wait(3, Duration::from_millis(30)).await.unwrap(), Freshness::Stale);
    let behind = positions(&cell.pool).await.unwrap();
    assert!(behind.iter().all(|view| view.next_index == 0 && view.behind == view.head && view.head >= 20));

    // Another process keeps the views: this one hears nothing and looks at the checkpoint.
    let (waited, next) = tokio::join!(wait(3, LONG), runner::catch_up(cell.pool.clone(), cell.head.clone(), Watch::default()));
    assert_eq!(waited.unwrap(), Freshness::Fresh);
    let next = next.unwrap();
    assert_eq!(wait(next, Duration::from_millis(30)).await.unwrap(), Freshness::Stale, "nothing stands at the head yet");
    let fresh = positions(&cell.pool).await.unwrap();
    assert!(fresh.iter().all(|view| view.next_index == next && view.behind == 0 && view.stale_since.is_none()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_that_cannot_be_written_holds_up_no_other() {
    let cell = Cell::fresh().await;
    sqlx::query("ALTER TABLE pending_list_v1 ADD CONSTRAINT broken CHECK (amount < 0)").execute(&cell.owner).await.unwrap();
    let mut world = World::new(43);
    world.live(60);
    let events = world.take();
    cell.append(&events).await;
    cell.sequence().await;
    let stop = CancellationToken::new();
    let (watch, running) = start(&cell, &stop);
    let last = events.len() as u64 - 1;
    for view in ViewName::ALL.into_iter().filter(|view| *view != ViewName::PendingList) {
        assert_eq!(watch.wait_for(&cell.pool, view, last, LONG).await.unwrap(), Freshness::Fresh, "{view}");
    }
    assert_eq!(cell.count("SELECT next_index FROM checkpoint WHERE reader = 'pending_list_v1'").await, 0);
    sqlx::query("ALTER TABLE pending_list_v1 DROP CONSTRAINT broken").execute(&cell.owner).await.unwrap();
    let mended = watch.wait_for(&cell.pool, ViewName::PendingList, last, LONG).await.unwrap();
    assert_eq!(mended, Freshness::Fresh, "it catches up by itself");
    stop.cancel();
    running.await.unwrap();
    cell.assert_equal_to_rebuilt(last + 1, "one view late").await;
}

/// A view that was added later joins the others at the head.
#[tokio::test]
async fn a_view_that_is_behind_catches_up_and_joins_the_others() {
    let cell = Cell::fresh().await;
    let mut world = World::new(44);
    world.live(300);
    cell.show(&world.take()).await;
    sqlx::query("DELETE FROM checkpoint WHERE reader = 'help_desk_v1'").execute(&cell.owner).await.unwrap();
    sqlx::query("UPDATE checkpoint SET next_index = 100 WHERE reader = 'todo_v1'").execute(&cell.owner).await.unwrap();
    sqlx::query("DELETE FROM help_desk_v1").execute(&cell.owner).await.unwrap();
    sqlx::query("DELETE FROM todo_v1").execute(&cell.owner).await.unwrap();
    world.live(50);
    let next = cell.show(&world.take()).await;
    let same = cell.count("SELECT count(DISTINCT next_index) FROM checkpoint").await;
    assert_eq!(same, 1);
    let rebuilt = projections::rebuild::rebuild(&cell.owner, ViewName::HelpDesk, next).await.unwrap();
    assert!(projections::rebuild::compare(&cell.owner, &rebuilt).await.unwrap().is_equal());
}
