//! What was seen then: as of the head it is what the live view shows; as of any other place it is what a view shows that was built from so
//! many events and no more.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::ids::{PositionId, SubjectId};
use projections::ViewName;
use projections::help_desk::Thread;
use projections::help_desk::queries::{Order, timeline, timeline_then};
use projections::past::{Past, at_index, at_time};
use projections::payment_history::HistoryFilter;
use projections::payment_history::queries::{self as payments, Side};
use projections::pending_list::PendingFilter;
use projections::pending_list::queries::{self as pending, PendingRequest, Wanted};
use projections::query::PageSize;
use projections::rebuild::rebuild;
use proptest::test_runner::{Config, TestRunner};
use replay::pool;
use sqlx::PgPool;

use crate::cell::Cell;
use crate::specimen::{ente, noon};
use crate::world::World;

const SIZE: PageSize = PageSize::MAX;

fn request() -> PendingRequest {
    PendingRequest { wanted: Wanted::PayableOrUpcoming, now: noon(), after: None, size: SIZE, filter: PendingFilter::default() }
}

/// A pool that sees the views built beside instead of the live ones.
fn beside(cell: &Cell) -> PgPool {
    let options = cell.owner.connect_options().as_ref().clone();
    pool::lazy(options.options([("search_path", "public_rebuild,public")]), 2)
}

/// Compares what is folded as of `below` with what `shown` shows; answers how long the folding took in all, and how often it was done.
async fn assert_as_shown(cell: &Cell, world: &World, shown: &PgPool, below: u64) -> (Duration, u32) {
    let (ente, filter) = (ente(), HistoryFilter::default());
    let people = world.people.iter().copied();
    let positions = world.positions.iter().map(|(id, _)| *id);
    let (mut took, mut asked) = (Duration::ZERO, 0);
    for side in people.clone().map(Side::Debtor).chain(positions.clone().map(Side::Position)) {
        let begun = Instant::now();
        let mut past = Past::of(&cell.pool, &ente, &side.thread().unwrap(), ViewName::PaymentHistory, below).await.unwrap();
        let then = payments::page(past.connection(), &ente, &side, &filter, None, SIZE).await.unwrap();
        (took, asked) = (took + begun.elapsed(), asked + 1);
        assert_eq!(then, payments::page(shown, &ente, &side, &filter, None, SIZE).await.unwrap(), "{side:?} as of {below}");
    }
    for person in people {
        let mut past = Past::of(&cell.pool, &ente, &Thread::Person(person), ViewName::PendingList, below).await.unwrap();
        let then = pending::by_debtor(past.connection(), &ente, person, &request()).await.unwrap();
        assert_eq!(then, pending::by_debtor(shown, &ente, person, &request()).await.unwrap(), "{person} as of {below}");
        assert_threads(cell, shown, &Thread::Person(person), below).await;
    }
    for position in positions {
        let mut past = Past::of(&cell.pool, &ente, &Thread::Position(position), ViewName::PendingList, below).await.unwrap();
        let then = pending::by_position(past.connection(), &ente, position, &request()).await.unwrap();
        assert_eq!(then, pending::by_position(shown, &ente, position, &request()).await.unwrap(), "{position} as of {below}");
        assert_threads(cell, shown, &Thread::Position(position), below).await;
    }
    (took, asked)
}

async fn assert_threads(cell: &Cell, shown: &PgPool, thread: &Thread, below: u64) {
    for order in [Order::NewestFirst, Order::OldestFirst] {
        let then = timeline_then(&cell.pool, &ente(), thread, (order, None, SIZE), below).await.unwrap();
        let expected = timeline(shown, &ente(), thread, order, None, SIZE).await.unwrap();
        assert_eq!(then.rows, expected.rows, "{thread:?} as of {below}");
    }
}

#[test]
fn the_past_is_what_a_view_of_so_many_events_shows_and_the_head_is_what_is_live() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 4, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    runner
        .run(&proptest::num::u64::ANY, |seed| {
            runtime.block_on(async {
                let cell = Cell::fresh().await;
                let mut world = World::new(seed);
                world.live(250);
                let head = cell.show(&world.take()).await;
                let (took, asked) = assert_as_shown(&cell, &world, &cell.pool, head).await;
                println!("{asked} histories as of the head of {head} events, {:?} each (unoptimised)", took / asked);
                for _ in 0..3 {
                    let below = world.chance.below(usize::try_from(head).unwrap()) as u64;
                    for view in [ViewName::PaymentHistory, ViewName::PendingList, ViewName::HelpDesk] {
                        rebuild(&cell.owner, view, below).await.unwrap();
                    }
                    assert_as_shown(&cell, &world, &beside(&cell), below).await;
                }
            });
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn a_time_is_the_place_before_the_first_event_that_came_later() {
    let cell = Cell::fresh().await;
    let mut world = World::new(97);
    let mut lengths = vec![0];
    for _ in 0..5 {
        world.live(20);
        lengths.push(cell.show(&world.take()).await);
    }
    let first = at_index(&cell.pool, 1).await.unwrap().unwrap().at;
    assert_eq!(at_time(&cell.pool, first - TimeDelta::seconds(1)).await.unwrap().below, 0);
    for length in lengths {
        let then = at_index(&cell.pool, length).await.unwrap().unwrap();
        assert_eq!(at_time(&cell.pool, then.at).await.unwrap().below, length, "each batch was recorded at one moment");
        assert_eq!(at_time(&cell.pool, then.at + TimeDelta::microseconds(1)).await.unwrap().below, length);
    }
    let head = at_time(&cell.pool, chrono::DateTime::<chrono::Utc>::MAX_UTC - TimeDelta::days(400_000)).await.unwrap();
    assert_eq!(at_index(&cell.pool, head.below).await.unwrap().map(|then| then.below), Some(head.below));
    assert_eq!(at_index(&cell.pool, head.below + 1).await.unwrap(), None, "the log was never that long");
}

/// The live view is what a pool that looked at the past shows afterwards: nothing of the past stays on a connection.
#[tokio::test]
async fn looking_at_the_past_leaves_no_trace() {
    let cell = Cell::fresh().await;
    let mut world = World::new(98);
    world.live(150);
    let head = cell.show(&world.take()).await;
    let one = pool::lazy(cell.app.clone(), 2);
    let ask = || async {
        let (ente, filter) = (ente(), HistoryFilter::default());
        payments::page(&one, &ente, &Side::Position(first(&world)), &filter, None, SIZE).await.unwrap()
    };
    let before = ask().await;
    for below in [0, head / 2, head, 1, head] {
        let thread = Thread::Position(first(&world));
        let mut past = Past::of(&one, &ente(), &thread, ViewName::PaymentHistory, below).await.unwrap();
        let side = Side::Position(first(&world));
        let then = payments::page(past.connection(), &ente(), &side, &HistoryFilter::default(), None, SIZE).await.unwrap();
        assert!(below > 0 || then.rows.is_empty());
        drop(past);
        assert_eq!(ask().await, before);
    }
    assert_eq!(
        cell.count("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE 'payment_history%'").await,
        0
    );
    let nobody = SubjectId::new(uuid::Uuid::from_u128(1));
    let mut past = Past::of(&one, &ente(), &Thread::Person(nobody), ViewName::PaymentHistory, head).await.unwrap();
    let then =
        payments::page(past.connection(), &ente(), &Side::Debtor(nobody), &HistoryFilter::default(), None, SIZE).await.unwrap();
    assert!(then.rows.is_empty());
}

fn first(world: &World) -> PositionId {
    world.positions[0].0
}
