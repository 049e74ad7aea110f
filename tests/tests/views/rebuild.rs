//! A view that lived through a history equals one rebuilt from it, however the history was cut.

use std::collections::BTreeSet;
use std::sync::Mutex;

use projections::ViewName;
use proptest::test_runner::{Config, TestRunner};

use crate::cell::Cell;
use crate::world::World;

/// Histories of a few hundred events, shown in batches cut at random places.
#[test]
fn a_view_that_lived_equals_one_rebuilt() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 8, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    // Which views had rows in some history; one history alone may leave a view empty.
    let filled = Mutex::new(BTreeSet::new());
    runner
        .run(&proptest::num::u64::ANY, |seed| {
            runtime.block_on(async {
                let cell = Cell::fresh().await;
                let mut world = World::new(seed);
                let mut next = 0;
                (0..30).for_each(|_| world.content());
                for _ in 0..12 {
                    let events = 1 + world.chance.below(60);
                    world.live(events);
                    next = cell.show(&world.take()).await;
                }
                let rows = cell.assert_equal_to_rebuilt(next, &format!("seed {seed}")).await;
                filled.lock().unwrap().extend((0..rows.len()).filter(|view| rows[*view] > 0));
            });
            Ok(())
        })
        .unwrap();
    assert_eq!(filled.into_inner().unwrap(), (0..ViewName::ALL.len()).collect(), "some view stayed empty in every history");
}

/// The whole history in one batch comes to the same rows as one event at a time.
#[tokio::test]
async fn the_cut_into_batches_does_not_show() {
    let (whole, single) = (Cell::fresh().await, Cell::fresh().await);
    let mut world = World::new(11);
    world.live(150);
    let events = world.take();
    whole.append(&events).await;
    whole.sequence().await;
    whole.catch_up().await;
    for event in &events {
        single.show(std::slice::from_ref(event)).await;
    }
    let next = u64::try_from(events.len()).unwrap();
    let rows = whole.assert_equal_to_rebuilt(next, "whole").await;
    assert_eq!(rows, single.assert_equal_to_rebuilt(next, "single").await);
}
