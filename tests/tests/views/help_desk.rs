//! The help desk sees every event that concerns whoever it looks at, in order, with who did it; and no name.

use std::collections::BTreeSet;

use domain::receipt::ReceiptEvent;
use projections::help_desk::queries::timeline;
use projections::help_desk::{Order, Thread, TimelineRow};
use projections::query::PageSize;

use crate::cell::Cell;
use crate::specimen::ente;
use crate::world::{World, Written};

async fn whole(cell: &Cell, thread: &Thread, order: Order, rows: usize) -> Vec<TimelineRow> {
    let (mut steps, mut after) = (Vec::new(), None);
    loop {
        let page = timeline(&cell.pool, &ente(), thread, order, after, PageSize::clamped(rows)).await.unwrap();
        steps.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next),
            None => return steps,
        }
    }
}

fn indexes(steps: &[TimelineRow]) -> Vec<u64> {
    steps.iter().map(|step| step.log_index).collect()
}

async fn lived(seed: u64) -> (Cell, World, Vec<Written>) {
    let cell = Cell::fresh().await;
    let mut world = World::new(seed);
    let mut events = Vec::new();
    for _ in 0..3 {
        world.live(200);
        let more = world.take();
        cell.show(&more).await;
        events.extend(more);
    }
    (cell, world, events)
}

/// The log indexes of events that name the id somewhere, or stand in its stream.
fn naming(events: &[Written], id: &str) -> BTreeSet<u64> {
    let names = |event: &Written| event.aggregate_id == id || event.payload.contains(id);
    (0..).zip(events).filter(|(_, event)| names(event)).map(|(index, _)| index).collect()
}

#[tokio::test]
async fn a_timeline_holds_every_event_that_names_its_subject() {
    let (cell, world, events) = lived(61).await;
    let positions = world.positions.iter().map(|(id, _)| (Thread::Position(*id), id.to_string()));
    let carts = world.carts.iter().map(|(id, _)| (Thread::Cart(*id), id.to_string()));
    let checkouts = world.checkouts.iter().map(|(id, _)| (Thread::Checkout(*id), id.to_string()));
    let mut linked = 0;
    for (thread, id) in positions.chain(carts).chain(checkouts) {
        let steps = whole(&cell, &thread, Order::OldestFirst, 100).await;
        let shown: BTreeSet<u64> = indexes(&steps).into_iter().collect();
        assert!(shown.is_superset(&naming(&events, &id)), "{thread:?}");
        linked += steps.iter().filter(|step| step.stream_id != id).count();
        // Backwards in small pages is the same list turned round.
        let mut backwards = indexes(&whole(&cell, &thread, Order::NewestFirst, 3).await);
        backwards.reverse();
        assert_eq!(backwards, indexes(&steps));
    }
    assert!(linked > 100, "timelines join what happened in different streams");
}

#[tokio::test]
async fn a_persons_timeline_holds_what_they_owe_paid_and_did() {
    let (cell, world, events) = lived(62).await;
    for person in &world.people {
        let steps = whole(&cell, &Thread::Person(*person), Order::OldestFirst, 100).await;
        let shown: BTreeSet<u64> = indexes(&steps).into_iter().collect();
        let id = person.to_string();
        let acted =
            (0..).zip(&events).filter(|(_, event)| event.metadata.contains(&format!("citizen:{id}"))).map(|(index, _)| index);
        assert!(acted.into_iter().all(|index| shown.contains(&index)));
        let named = naming(&events, &id);
        let missing: Vec<_> = named.into_iter().filter(|index| !shown.contains(index)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        // Payments of their debts name no person, and are there.
        let owed = world.positions.iter().filter(|(_, position)| position.debtor().unwrap().subject == *person);
        for (id, position) in owed.filter(|(_, position)| !position.payments().is_empty()) {
            let id = id.to_string();
            assert!(steps.iter().any(|step| step.stream_id == id && step.key == "debt_position.paid"), "{position:?}");
        }
    }
}

#[tokio::test]
async fn each_step_says_what_who_and_why_and_nothing_personal() {
    let (cell, world, events) = lived(63).await;
    let mut keys = BTreeSet::new();
    for (id, _) in &world.positions {
        for step in whole(&cell, &Thread::Position(*id), Order::OldestFirst, 50).await {
            let event = &events[usize::try_from(step.log_index).unwrap()];
            assert_eq!((&step.event_type, &step.stream_id), (&event.event_type, &event.aggregate_id));
            assert!(
                event.metadata.contains(&step.actor) && event.metadata.contains(&step.correlation_id) && !step.actor.is_empty()
            );
            assert!(!step.facts.to_string().contains("c2VhbGVk"), "no envelope leaves the log");
            keys.insert(step.key);
        }
    }
    assert!(keys.len() >= 15 && !keys.contains("unreadable"), "{keys:?}");
}

#[tokio::test]
async fn a_receipt_has_its_timeline_and_the_node_asking_for_nothing_leaves_a_trace() {
    let (cell, world, events) = lived(64).await;
    for (stream, receipt) in &world.receipts {
        let facts = receipt.facts().unwrap();
        let thread = Thread::Receipt(ente(), facts.receipt_id.clone());
        let steps = whole(&cell, &thread, Order::OldestFirst, 100).await;
        let own = events.iter().filter(|event| event.aggregate_id == *stream).count();
        assert_eq!(steps.iter().filter(|step| step.stream_id == *stream).count(), own);
    }
    let mut asked = 0;
    for event in events.iter().filter(|event| event.event_type == "NoticeVerified" && !event.payload.contains("position")) {
        let domain::node_call::NodeCallEvent::NoticeVerified { nav, .. } = serde_json::from_str(&event.payload).unwrap() else {
            panic!("another event: {}", event.payload)
        };
        let steps = whole(&cell, &Thread::UnknownNotice(nav), Order::NewestFirst, 10).await;
        assert!(steps.iter().all(|step| step.key == "node_call.notice_verified") && !steps.is_empty());
        asked += 1;
    }
    assert!(asked > 0);
    let contradicted = serde_json::to_string(&ReceiptEvent::ReceiptParked { reason: domain::receipt::ParkReason::UnknownNotice });
    assert!(contradicted.unwrap().contains("unknown_notice"));
}
