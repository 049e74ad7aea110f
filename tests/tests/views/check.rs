//! What is stored is tampered with, one kind after the other: each is found and named; and a house that holds is not suspected.

use std::collections::BTreeSet;

use projections::builds::Builds;
use projections::check::{Finding, Invariant, Patrol, Report, everything};

use projections::ViewName;
use projections::query::PageSize;
use projections::why::{Chain, why};
use sqlx::{ConnectOptions, Executor};
use tests::postgres::{TestDatabase, fresh_database};

use crate::cell::Cell;
use crate::specimen::{ente, noon};
use crate::world::World;

async fn lived(seed: u64, events: usize) -> (TestDatabase, Cell, World) {
    let database = fresh_database().await;
    let cell = Cell::of(&database);
    let mut world = World::new(seed);
    world.orderly = true;
    world.live(events);
    cell.show(&world.take()).await;
    (database, cell, world)
}

async fn checked(database: &TestDatabase, cell: &Cell) -> Report {
    let builds = Builds::open(database.owner(), "public").await.unwrap();
    everything(&cell.pool, &builds, noon()).await.unwrap()
}

/// Does what nobody may do.
async fn tamper(database: &TestDatabase, statement: &str) {
    let mut owner = database.owner().connect().await.unwrap();
    for table in ["events", "event_log", "event_queue", "log_tile"] {
        owner.execute(format!("ALTER TABLE {table} DISABLE TRIGGER USER").as_str()).await.unwrap();
    }
    let changed = owner.execute(statement).await.unwrap();
    assert!(changed.rows_affected() > 0, "{statement}");
}

fn violated(report: &Report) -> BTreeSet<Invariant> {
    report.findings().map(|finding| finding.invariant).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_holds_is_not_suspected_and_its_sums_are_told() {
    let (database, cell, mut world) = lived(101, 600).await;
    let report = checked(&database, &cell).await;
    assert!(report.holds(), "{:#?}", report.findings().collect::<Vec<_>>());
    assert!(report.events >= 600 && !report.days.is_empty());
    let received: i64 = report.days.iter().map(|day| day.received.cents).sum();
    assert!(received > 0 && report.days.iter().all(|day| day.received == day.shown && day.received == day.booked_or_open));
    let examined: Vec<Invariant> = report.examined.iter().map(|examined| examined.invariant).collect();
    assert_eq!(examined.len(), 16, "every invariant is looked at: {examined:?}");
    assert_eq!(
        cell.count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public_checked' AND tablename LIKE '%_v1'").await,
        0
    );

    let mut patrol = Patrol::default();
    for _ in 0..3 {
        world.live(20);
        cell.show(&world.take()).await;
        let round = patrol.round(&cell.pool, noon()).await.unwrap();
        assert!(round.holds(), "{:#?}", round.findings().collect::<Vec<_>>());
    }
}

/// Each kind of tampering, the invariant it violates, and what the finding names.
const TAMPERED: [(&str, Invariant, &str); 20] = [
    (
        "UPDATE events SET payload = (payload::text || ' ')::json
          WHERE global_position = (SELECT global_position FROM event_log WHERE log_index = 41)",
        Invariant::Log,
        "event 41: its stored bytes are not those that were logged",
    ),
    (
        "UPDATE event_log SET leaf_hash = sha256('x') WHERE log_index = 42",
        Invariant::Log,
        "event 42: its entry in the log was changed",
    ),
    (
        "UPDATE log_tile SET hashes = set_byte(hashes, 32 * 43, 255 - get_byte(hashes, 32 * 43)) WHERE level = 0 AND tile_index = 0",
        Invariant::Log,
        "event 43: its hash in the tile is not its own",
    ),
    ("DELETE FROM event_log WHERE log_index = 44", Invariant::Logged, "is stored, but not in the log"),
    (
        "UPDATE events SET sequence = sequence + 1000
          WHERE global_position = (SELECT global_position FROM event_log WHERE log_index = 45)",
        Invariant::Streams,
        "events and the last is number 100",
    ),
    (
        "UPDATE payment_history_v1 SET amount = amount + 1
          WHERE payment_id = (SELECT min(payment_id) FROM payment_history_v1 WHERE receipt_id IS NOT NULL AND state <> 'in_progress')",
        Invariant::Totals,
        "shown",
    ),
    (
        "UPDATE pending_list_v1 SET amount = amount + 1 WHERE (nav, position_id) = (SELECT nav, position_id FROM pending_list_v1 LIMIT 1)",
        Invariant::Views,
        "shown and not in the log",
    ),
    (
        "UPDATE todo_v1 SET opened_by = 0 WHERE todo_id = (SELECT min(todo_id) FROM todo_v1)",
        Invariant::Todos,
        "opened by event 0, which is not of its stream",
    ),
    (
        "UPDATE events SET event_version = '7'
          WHERE global_position = (SELECT max(global_position) FROM events WHERE event_type = 'NoticeAdded')",
        Invariant::Readable,
        "1 events of version 7 are not known",
    ),
    (
        "UPDATE events SET payload = jsonb_set(payload::jsonb, '{ReceiptReceived,facts,amount}', '1')::json
          WHERE global_position = (SELECT min(global_position) FROM events WHERE event_type = 'ReceiptReceived')",
        Invariant::Receipts,
        "says 1 cents, and its shares come to",
    ),
    (
        "UPDATE events SET payload = jsonb_set(payload::jsonb, '{ReceiptReceived,raw,d}', '\"\"')::json
          WHERE global_position = (SELECT min(global_position) FROM events WHERE event_type = 'ReceiptReceived')",
        Invariant::Receipts,
        "was taken without its raw message",
    ),
    (
        "UPDATE events SET payload = jsonb_set(payload::jsonb, '{InstallmentPaid,payment,amount}', '2')::json
          WHERE global_position = (SELECT min(global_position) FROM events
                                    WHERE event_type = 'InstallmentPaid' AND payload::text LIKE '%\"receipt\"%')",
        Invariant::Receipts,
        "and 2 cents are booked",
    ),
    (
        "WITH gone AS (SELECT aggregate_id FROM events WHERE event_type = 'ReceiptFiled' ORDER BY global_position OFFSET 5 LIMIT 1)
         DELETE FROM events USING gone WHERE events.aggregate_type = 'Receipt' AND events.aggregate_id = gone.aggregate_id",
        Invariant::Receipts,
        "cents are booked, and the receipt is not kept",
    ),
    (
        "UPDATE events SET event_type = 'PositionPublished', payload = '{\"PositionPublished\": {}}'
          WHERE event_type = 'InstallmentPaid' AND payload::text LIKE '%\"receipt\"%'
            AND aggregate_id = (SELECT payload #>> '{ReceiptFiled,position}' FROM events
                                 WHERE event_type = 'ReceiptFiled' AND payload #>> '{ReceiptFiled,second_payment}' = 'false'
                                 ORDER BY global_position OFFSET 9 LIMIT 1)",
        Invariant::Receipts,
        "is said to be booked, and position",
    ),
    (
        "DELETE FROM todo_v1 WHERE todo_id = (SELECT max(todo_id) FROM todo_v1 WHERE kind = 'mail_receipt')",
        Invariant::Mails,
        "was not sent, and does not wait to be sent",
    ),
    (
        "UPDATE todo_v1 SET todo_id = todo_id || 'x' WHERE todo_id = (SELECT min(todo_id) FROM todo_v1 WHERE kind = 'mail_receipt')",
        Invariant::Mails,
        "waits to be sent, and was sent, was given up, or was never wanted",
    ),
    (
        "UPDATE events SET event_type = 'PositionPublished', payload = '{\"PositionPublished\": {}}'
          WHERE global_position = (SELECT max(global_position) FROM events WHERE event_type = 'ActivationQuoted')",
        Invariant::Transitions,
        "PositionPublished, number",
    ),
    (
        "UPDATE events SET event_type = 'CheckoutCompleted', payload = '{\"CheckoutCompleted\": {}}'
          WHERE global_position = (SELECT max(global_position) FROM events WHERE event_type = 'CartAccepted')",
        Invariant::Transitions,
        "CheckoutCompleted, number",
    ),
    (
        "UPDATE payment_history_v1 SET state = 'in_progress', awaited_until = '2001-01-01'
          WHERE payment_id = (SELECT max(payment_id) FROM payment_history_v1)",
        Invariant::Waits,
        "is in progress, though nothing was awaited after",
    ),
    (
        "UPDATE payment_history_v1 SET state = 'settled', nav = (SELECT min(nav) FROM payment_history_v1)
          WHERE payment_id IN (SELECT payment_id FROM payment_history_v1 ORDER BY payment_id LIMIT 2)",
        Invariant::Settled,
        "is settled",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_tampered_with_is_found_and_named() {
    // The first thing found in the log ends the reading of it; everything else is told side by side.
    let (of_log, beside): (Vec<_>, Vec<_>) = TAMPERED.into_iter().partition(|(_, invariant, _)| *invariant == Invariant::Log);
    for together in of_log.chunks(1).chain([&beside[..]]) {
        let (database, cell, _) = lived(102, 600).await;
        for (statement, ..) in together {
            tamper(&database, statement).await;
        }
        let report = checked(&database, &cell).await;
        for (statement, invariant, what) in together {
            let named = |finding: &&Finding| finding.invariant == *invariant && finding.what.contains(what);
            assert!(
                report.findings().any(|finding| named(&finding)),
                "{statement}: {:#?}",
                report.findings().collect::<Vec<_>>()
            );
        }
    }
}

/// A view ahead of the log cannot be folded up to there: the round in the background tells.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_ahead_of_the_log_is_found() {
    let (database, cell, _) = lived(107, 60).await;
    tamper(&database, "UPDATE checkpoint SET next_index = 999999 WHERE reader = 'support_v1'").await;
    let round = Patrol::default().round(&cell.pool, noon()).await.unwrap();
    assert_eq!(violated(&round), BTreeSet::from([Invariant::Checkpoints]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_in_the_background_comes_by_every_event_and_position() {
    let by_the_way = [Invariant::Log, Invariant::Views, Invariant::Receipts, Invariant::Mails, Invariant::Waits];
    let (database, cell, _) = lived(103, 400).await;
    for wanted in by_the_way {
        let (statement, ..) = TAMPERED.iter().find(|(_, invariant, _)| *invariant == wanted).unwrap();
        tamper(&database, statement).await;
    }
    let (mut patrol, mut found) = (Patrol::default(), BTreeSet::new());
    for _ in 0..20 {
        found.extend(violated(&patrol.round(&cell.pool, noon()).await.unwrap()));
    }
    assert!(by_the_way.iter().all(|wanted| found.contains(wanted)), "{found:?}");
}

#[tokio::test]
async fn a_tax_code_in_clear_is_found() {
    let (database, cell, _) = lived(104, 60).await;
    let sealed =
        "UPDATE events SET payload = jsonb_set(payload::jsonb, '{x}', '\"RSSMRA80A01H501U\"')::json WHERE sequence = 1 AND
                  global_position = (SELECT global_position FROM event_log WHERE log_index = 7)";
    tamper(&database, &sealed.replace("sequence = 1 AND", "")).await;
    let report = checked(&database, &cell).await;
    assert!(violated(&report).contains(&Invariant::Clear));
}

/// The chain of a row holds everything its view folded, in order, and causes before what they caused.
#[tokio::test]
async fn every_row_says_why_it_is_so() {
    let (_database, cell, _) = lived(105, 500).await;
    let keys = [
        (ViewName::NoticeDirectory, "SELECT nav, as_of FROM notice_directory_v1"),
        (ViewName::PendingList, "SELECT nav, as_of FROM pending_list_v1"),
        (ViewName::PaymentHistory, "SELECT payment_id, as_of FROM payment_history_v1"),
        (ViewName::HelpDesk, "SELECT DISTINCT log_index::text, log_index FROM help_desk_v1"),
        (ViewName::Todo, "SELECT todo_id, as_of FROM todo_v1"),
        (ViewName::Support, "SELECT request_id::text, as_of FROM support_v1"),
    ];
    for (view, sql) in keys {
        let rows: Vec<(String, i64)> = sqlx::query_as(&format!("{sql} LIMIT 40")).fetch_all(&cell.pool).await.unwrap();
        assert!(!rows.is_empty(), "{view}");
        for (key, as_of) in rows {
            let chain = why(&cell.pool, &ente(), view, &key, None, PageSize::MAX).await.unwrap().unwrap();
            let places: Vec<u64> = chain.links.rows.iter().map(|link| link.step.log_index).collect();
            assert!(places.is_sorted() && chain.as_of == as_of.unsigned_abs(), "{view} {key}");
            let last = chain.links.rows.iter().find(|link| link.step.log_index == chain.as_of);
            assert!(last.is_some_and(|link| link.own && !link.command.is_empty()), "{view} {key}: {chain:#?}");
            assert!(chain.links.rows.iter().all(|link| link.caused_by.is_none_or(|cause| cause < link.step.log_index)));
            paged(&cell, view, &key, &chain).await;
        }
    }
    assert!(why(&cell.pool, &ente(), ViewName::Todo, "nothing", None, PageSize::MAX).await.unwrap().is_none());
}

async fn paged(cell: &Cell, view: ViewName, key: &str, whole: &Chain) {
    let (mut links, mut after) = (Vec::new(), None);
    loop {
        let page = why(&cell.pool, &ente(), view, key, after, PageSize::clamped(2)).await.unwrap().unwrap().links;
        links.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(links, whole.links.rows, "{view} {key}");
}
