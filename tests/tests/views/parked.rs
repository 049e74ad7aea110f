//! A poison event stops its own stream and nothing else; once its cause is mended the stream is as if nothing had happened.

use domain::debt_position::DebtPositionEvent;
use domain::identifier::LookupCode;
use projections::freshness::positions;
use projections::parked::{parked, stale_since};
use projections::rebuild::{RebuildError, rebuild};
use projections::runner::{Retried, retry_parked};
use projections::{ViewName, notice_directory};

use crate::cell::Cell;
use crate::specimen::{ente, nav, noon, payment_of};
use crate::world::{World, Written};

/// What a later version of the code, or somebody who mends the cause, would find: the events as they should have been.
async fn mend(cell: &Cell, from: &str, to: &str, column: &str) {
    for sql in ["ALTER TABLE events DISABLE TRIGGER refuse_change", "ALTER TABLE events DISABLE TRIGGER refuse_row_change"] {
        sqlx::query(sql).execute(&cell.owner).await.unwrap();
    }
    let cast = if column == "payload" { "::json" } else { "" };
    let sql =
        format!("UPDATE events SET {column} = replace({column}::text, $1, $2){cast} WHERE {column}::text LIKE '%' || $1 || '%'");
    sqlx::query(&sql).bind(from).bind(to).execute(&cell.owner).await.unwrap();
}

/// A history in which one event of one position was spoilt, and which goes on afterwards, for that position too.
fn spoilt(world: &mut World, spoil: impl Fn(&mut Written)) -> (String, Vec<Written>) {
    world.live(200);
    let mut events = world.take();
    let counts = |id: &str| events.iter().filter(|event| event.aggregate_id == id).count();
    let at = events
        .iter()
        .position(|event| event.event_type == "InstallmentPaid" && counts(&event.aggregate_id) > 3)
        .expect("some position is paid and goes on");
    spoil(&mut events[at]);
    (events[at].aggregate_id.clone(), events)
}

const fn reads_positions(view: ViewName) -> bool {
    !matches!(view, ViewName::Support | ViewName::News | ViewName::Calendar)
}

/// The views that read positions.
fn of_positions() -> impl Iterator<Item = ViewName> {
    ViewName::ALL.into_iter().filter(|view| reads_positions(*view))
}

#[tokio::test]
async fn an_unreadable_event_stops_its_own_stream_only() {
    let cell = Cell::fresh().await;
    let mut world = World::new(51);
    let (position, events) = spoilt(&mut world, |event| event.payload = event.payload.replace("\"amount\"", "\"ammontare\""));
    let (first, rest) = events.split_at(120);
    cell.show(first).await;
    cell.show(rest).await;
    world.live(100);
    let next = cell.show(&world.take()).await;

    for view in of_positions() {
        let parked = parked(&cell.pool, view).await.unwrap();
        assert_eq!(parked.iter().map(|one| one.stream_id.as_str()).collect::<Vec<_>>(), [position.as_str()], "{view}");
        assert!(!parked[0].error.contains("ammontare"), "what stands in an event is not repeated: {}", parked[0].error);
        assert!(stale_since(&cell.pool, view, "DebtPosition", &position).await.unwrap().is_some());
    }
    assert!(
        positions(&cell.pool)
            .await
            .unwrap()
            .iter()
            .all(|view| view.behind == 0 && view.stale_since.is_some() == reads_positions(view.view))
    );
    cell.assert_equal_to_rebuilt(next, "one stream parked").await;

    assert_eq!(retry_parked(&cell.pool, ViewName::Todo).await.unwrap(), Retried { mended: 0, still_parked: 1 });
    assert_eq!(parked(&cell.pool, ViewName::Todo).await.unwrap()[0].attempts, 2);

    mend(&cell, "\"ammontare\"", "\"amount\"", "payload").await;
    for view in of_positions() {
        assert_eq!(retry_parked(&cell.pool, view).await.unwrap(), Retried { mended: 1, still_parked: 0 }, "{view}");
        assert!(parked(&cell.pool, view).await.unwrap().is_empty());
    }
    cell.assert_equal_to_rebuilt(next, "mended").await;
    world.live(100);
    let next = cell.show(&world.take()).await;
    cell.assert_equal_to_rebuilt(next, "mended and gone on").await;
}

#[tokio::test]
async fn an_event_that_one_view_cannot_fold_stops_that_view_only() {
    let cell = Cell::fresh().await;
    let mut world = World::new(52);
    world.live(100);
    let (id, debtor) = {
        let (id, position) = &world.positions[0];
        (id.to_string(), position.debtor().unwrap().subject)
    };
    let mut events = world.take();
    let last = events.iter().rev().find(|event| event.aggregate_id == id).unwrap().clone();
    let facts =
        crate::specimen::facts(&mut world.chance, crate::specimen::receipt_id(1), nav(7_777_777), domain::Cents::new(5), debtor);
    let payment = Box::new(payment_of(&facts, noon()));
    let event = DebtPositionEvent::InstallmentPaid { nav: nav(7_777_777), payment };
    let payload = serde_json::to_string(&event).unwrap();
    events.push(Written { event_type: "InstallmentPaid".into(), payload, sequence: last.sequence + 1, ..last });
    let next = cell.show(&events).await;
    for view in ViewName::ALL {
        let expected = usize::from(view == ViewName::PaymentHistory);
        assert_eq!(parked(&cell.pool, view).await.unwrap().len(), expected, "{view}");
    }
    cell.assert_equal_to_rebuilt(next, "history parked").await;
}

#[tokio::test]
async fn events_of_a_newer_version_are_parked_live_and_stop_a_rebuild() {
    let cell = Cell::fresh().await;
    let mut world = World::new(53);
    let (position, events) = spoilt(&mut world, |event| event.event_version = "2".to_owned());
    let next = cell.show(&events).await;
    let parked_now = parked(&cell.pool, ViewName::NoticeDirectory).await.unwrap();
    assert_eq!(parked_now[0].stream_id, position);
    match rebuild(&cell.owner, ViewName::NoticeDirectory, next).await {
        Err(RebuildError::UnknownVersion { stream_id, log_index, .. }) => {
            assert_eq!((stream_id, log_index), (position, parked_now[0].log_index));
        }
        other => panic!("a rebuild must not guess: {other:?}"),
    }
    // Live, the rest goes on.
    let known = world.positions.iter().find(|(id, _)| id.to_string() != parked_now[0].stream_id).unwrap();
    let code = LookupCode::Notice(known.1.terms().unwrap().installments().next().unwrap().nav.clone());
    assert!(notice_directory::queries::find(&cell.pool, &ente(), &code).await.unwrap().is_some());
}

/// Retrying while a runner keeps the view: neither gets in the way of the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mending_while_the_views_are_kept_loses_nothing() {
    let cell = Cell::fresh().await;
    let mut world = World::new(54);
    let (_, events) = spoilt(&mut world, |event| event.payload = event.payload.replace("\"amount\"", "\"ammontare\""));
    cell.show(&events).await;
    mend(&cell, "\"ammontare\"", "\"amount\"", "payload").await;
    let mut next = 0;
    let views: Vec<ViewName> = of_positions().collect();
    for round in 0..20 {
        world.live(30);
        cell.append(&world.take()).await;
        cell.sequence().await;
        let keeping = projections::runner::catch_up(cell.pool.clone(), cell.head.clone(), cell.watch.clone());
        let view = views[round % views.len()];
        let (kept, retried) = tokio::join!(keeping, retry_parked(&cell.pool, view));
        next = kept.unwrap();
        assert_eq!(retried.unwrap().still_parked, 0);
    }
    cell.assert_equal_to_rebuilt(next, "mended at work").await;
}
