//! Whoever dies while keeping the views, wherever: the next one goes on, and nothing counts twice or is lost.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use projections::runner;

use crate::cell::Cell;
use crate::world::World;

/// Drives a future until it has been woken `wakes` times, then drops it where it stands: between two statements, or in the middle of one.
async fn drop_after<F: Future + Unpin>(mut work: F, wakes: usize) -> Option<F::Output> {
    let mut polls = 0;
    std::future::poll_fn(move |context| match Pin::new(&mut work).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if polls >= wakes => Poll::Ready(None),
        Poll::Pending => {
            polls += 1;
            Poll::Pending
        }
    })
    .await
}

#[tokio::test]
async fn dying_at_any_point_neither_loses_nor_doubles_anything() {
    let cell = Cell::fresh().await;
    let mut world = World::new(77);
    let mut died = 0;
    for round in 0..40 {
        let events = 1 + world.chance.below(25);
        world.live(events);
        cell.append(&world.take()).await;
        cell.sequence().await;
        let work = runner::catch_up(cell.pool.clone(), cell.head.clone(), cell.watch.clone());
        // Round by round a little further; some get through.
        died += usize::from(drop_after(Box::pin(work), round).await.is_none());
    }
    assert!((10..40).contains(&died), "{died} of 40 died");
    let next = cell.catch_up().await;
    cell.assert_equal_to_rebuilt(next, "after crashes").await;
}

/// The same with failures between the writes instead of a death.
#[cfg(feature = "failpoints")]
#[tokio::test]
async fn failing_between_any_two_writes_neither_loses_nor_doubles_anything() {
    let scenario = fail::FailScenario::setup();
    let cell = Cell::fresh().await;
    let mut world = World::new(78);
    for point in ["after_checkpoint", "before_write", "after_write", "before_commit", "after_commit"] {
        for skipped in 0..6 {
            world.live(20);
            cell.append(&world.take()).await;
            cell.sequence().await;
            fail::cfg(format!("projections::{point}"), &format!("{skipped}*off->1*return->off")).unwrap();
            let failed = runner::catch_up(cell.pool.clone(), cell.head.clone(), cell.watch.clone()).await.is_err();
            let reached = skipped < 5 && (point == "before_write" || point == "after_write") || skipped == 0;
            assert_eq!(failed, reached, "{point}, {skipped} skipped");
            fail::remove(format!("projections::{point}"));
            cell.catch_up().await;
        }
    }
    let next = cell.catch_up().await;
    cell.assert_equal_to_rebuilt(next, "after failures").await;
    scenario.teardown();
}
