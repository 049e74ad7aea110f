//! Every event ever written, in every version it was ever written in, is read and folded by the views of today.

use std::path::Path;

use domain::identifier::NoticeNumber;
use projections::ViewName;
use projections::parked::parked;
use replay::audit::{Moment, as_of};
use replay::log::LogReader;

use crate::cell::Cell;
use crate::world::{World, Written};

/// The golden events, each the first of a stream of its own.
fn goldens(metadata: &str) -> Vec<Written> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/events");
    let mut goldens = Vec::new();
    for aggregate in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind: &'static str = aggregate.file_name().into_string().unwrap().leak();
        for file in std::fs::read_dir(aggregate.path()).unwrap().map(Result::unwrap) {
            let name = file.file_name().into_string().unwrap();
            let (event_type, version) = (name.split('.').next().unwrap(), name.split('.').nth(1).unwrap());
            goldens.push(Written {
                aggregate_type: kind,
                aggregate_id: uuid::Uuid::from_u128(0x901d_0000 + goldens.len() as u128).to_string(),
                sequence: 1,
                event_type: event_type.to_owned(),
                event_version: version.trim_start_matches('v').to_owned(),
                payload: std::fs::read_to_string(file.path()).unwrap(),
                metadata: metadata.to_owned(),
            });
        }
    }
    goldens
}

#[tokio::test]
async fn every_golden_event_is_folded_by_every_view_and_by_the_auditor() {
    let cell = Cell::fresh().await;
    let mut world = World::new(106);
    world.live(1);
    let events = goldens(&world.take()[0].metadata);
    assert!(events.len() > 80);
    let next = cell.show(&events).await;
    assert_eq!(next, events.len() as u64);
    for view in ViewName::ALL {
        for aside in parked(&cell.pool, view).await.unwrap() {
            // Read and understood: paid is a notice that a stream of this one event does not have.
            let notice = aside.error.strip_prefix("payment: ").and_then(|rest| rest.split(' ').next());
            assert!(notice.is_some_and(|nav| NoticeNumber::parse(nav).is_ok()), "{view}: {aside:?}");
        }
    }
    cell.assert_equal_to_rebuilt(next, "golden events").await;
    for event in LogReader::new(cell.pool.clone()).read(0, u32::MAX).await.unwrap() {
        let place = format!("{}/{}", event.aggregate_type(), event.event_type());
        let fold =
            || as_of(std::slice::from_ref(&event), Moment::Before(u64::MAX)).unwrap_or_else(|error| panic!("{place}: {error}"));
        let state = fold().unwrap_or_else(|| panic!("{place}: no state"));
        assert_eq!(Some(state), fold(), "{place}: folding is a function of the event");
    }
}
