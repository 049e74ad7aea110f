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
    // On a busy machine several answers of the database wake it at once, so that fewer wakes are needed and more get through.
    assert!((5..40).contains(&died), "{died} of 40 died");
    let next = cell.catch_up().await;
    cell.assert_equal_to_rebuilt(next, "after crashes").await;
}
