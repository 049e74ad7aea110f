//! The to-do list is what the histories leave open, and workers never get in each other's way.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::checkout::Phase;
use domain::debt_position::Payability;
use domain::rome;
use projections::query::PageSize;
use projections::todo::queries::{TodoFilter, backlog, open};
use projections::todo::{TodoKind, claim, next_due, park, postpone, resume, retry_after};

use crate::cell::Cell;
use crate::specimen::{ente, noon};
use crate::world::World;

/// After every due date of these histories.
fn late() -> DateTime<Utc> {
    noon() + TimeDelta::days(400)
}

async fn lived(seed: u64, events: usize) -> (Cell, World) {
    let cell = Cell::fresh().await;
    let mut world = World::new(seed);
    for _ in 0..4 {
        world.live(events / 4);
        cell.show(&world.take()).await;
    }
    (cell, world)
}

async fn open_ids(cell: &Cell, kind: TodoKind) -> BTreeSet<String> {
    let (filter, mut after, mut ids) = (TodoFilter { kind: Some(kind), ..TodoFilter::default() }, None, BTreeSet::new());
    loop {
        let page = open(&cell.pool, &filter, after.as_ref(), PageSize::clamped(7)).await.unwrap();
        for row in page.rows {
            assert!(ids.insert(row.todo.key().to_owned()), "{} came twice", row.todo.id);
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return ids,
        }
    }
}

#[tokio::test]
async fn what_is_open_is_what_the_histories_leave_open() {
    let (cell, world) = lived(71, 800).await;
    let checkouts = |wanted: fn(&Phase) -> bool| {
        world.checkouts.iter().filter(|(_, checkout)| wanted(checkout.phase())).map(|(id, _)| id.to_string()).collect()
    };
    let requested: BTreeSet<String> = checkouts(|phase| matches!(phase, Phase::Requested));
    let waiting: BTreeSet<String> = checkouts(|phase| matches!(phase, Phase::Requested | Phase::Awaiting));
    let unfiled = world.receipts.iter().filter(|(_, receipt)| receipt.filing().is_none()).map(|(stream, _)| stream.clone());
    let mails = world.receipts.iter().flat_map(|(_, receipt)| receipt.open_mails().map(|mail| mail.message_id.clone()));
    let expiring = world.positions.iter().filter(|(_, position)| {
        let terms = position.terms().unwrap();
        let dated = terms.switch_to_expired && terms.latest_due_date().is_some();
        position.payability() == Payability::Published && dated && !position.settled_in_full()
    });
    let expiring: BTreeSet<String> = expiring.map(|(id, _)| id.to_string()).collect();
    let accounts = || world.accounts.iter();
    let letters = accounts().flat_map(|(_, account)| account.open_mails().map(|mail| mail.message_id.clone()));
    let erased = accounts().filter(|(_, account)| account.erase_at().is_some()).map(|(id, _)| id.to_string());
    for (kind, expected) in [
        (TodoKind::PostCart, requested),
        (TodoKind::CheckoutDeadline, waiting),
        (TodoKind::FileReceipt, unfiled.collect()),
        (TodoKind::MailReceipt, mails.collect()),
        (TodoKind::ExpirePosition, expiring),
        (TodoKind::MailAccount, letters.collect()),
        (TodoKind::EraseAccount, erased.collect()),
    ] {
        assert!(!expected.is_empty(), "{kind:?} never came up");
        assert_eq!(open_ids(&cell, kind).await, expected, "{kind:?}");
    }
    assert!(!open_ids(&cell, TodoKind::ArchivePosition).await.is_empty());
    let waiting = backlog(&cell.pool, late()).await.unwrap();
    assert!(waiting.iter().all(|kind| kind.ready > 0 && kind.parked == 0));
}

#[tokio::test]
async fn a_position_expires_at_midnight_in_rome_after_its_last_day() {
    let (cell, world) = lived(72, 300).await;
    let claimed = claim(&cell.pool, &[TodoKind::ExpirePosition], late(), TimeDelta::minutes(1), 1_000).await.unwrap();
    assert!(claimed.len() > 5);
    for claimed in claimed {
        let (_, position) = world.positions.iter().find(|(id, _)| id.to_string() == claimed.todo.stream_id).unwrap();
        let last = position.terms().unwrap().latest_due_date().unwrap();
        assert_eq!(claimed.todo.due_at, rome::start_of_day(last.succ_opt().unwrap()));
        assert_eq!(rome::day(claimed.todo.due_at - TimeDelta::microseconds(1)), last);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_to_do_is_ever_in_two_hands() {
    let (cell, _) = lived(73, 600).await;
    let workers = (0..6).map(|_| {
        let pool = cell.pool.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claimed = claim(&pool, &TodoKind::ALL, late(), TimeDelta::minutes(5), 3).await.unwrap();
                if claimed.is_empty() {
                    return mine;
                }
                assert!(claimed.len() <= 3 && claimed.iter().all(|one| one.attempt == 1));
                mine.extend(claimed.into_iter().map(|one| one.todo.id));
            }
        })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.unwrap());
    }
    let once: BTreeSet<&String> = all.iter().collect();
    assert_eq!(once.len(), all.len());
    assert_eq!(i64::try_from(all.len()).unwrap(), cell.count("SELECT count(*) FROM todo_v1").await);
}

#[tokio::test]
async fn a_lapsed_lease_passes_on_and_its_old_holder_can_do_nothing() {
    let (cell, _) = lived(74, 300).await;
    let kinds = [TodoKind::FileReceipt];
    let lease = TimeDelta::seconds(30);
    let now = Utc::now_for_tests();
    let first = claim(&cell.pool, &kinds, now, lease, 1).await.unwrap().remove(0);
    let id = first.todo.id.clone();
    let others = claim(&cell.pool, &kinds, now + TimeDelta::seconds(29), lease, 1_000).await.unwrap();
    assert!(others.iter().all(|other| other.todo.id != id), "a lease in force is respected");

    let again = claim(&cell.pool, &kinds, now + TimeDelta::seconds(30), lease, 1_000).await.unwrap();
    let second = again.into_iter().find(|one| one.todo.id == id).expect("a lapsed lease passes on");
    assert!(second.generation > first.generation && second.attempt == 2);
    assert!(!postpone(&cell.pool, &id, first.generation, late(), Some("too late")).await.unwrap());
    assert!(!park(&cell.pool, &id, first.generation, "too late").await.unwrap());

    let retry = retry_after(now, &id, second.attempt);
    assert!(postpone(&cell.pool, &id, second.generation, retry, Some("not today")).await.unwrap());
    let soon = claim(&cell.pool, &kinds, retry - TimeDelta::milliseconds(1), lease, 1_000).await.unwrap();
    assert!(soon.iter().all(|one| one.todo.id != id));
    let third = claim(&cell.pool, &kinds, retry, lease, 1_000).await.unwrap();
    let third = third.into_iter().find(|one| one.todo.id == id).unwrap();
    assert_eq!((third.attempt, third.last_error.as_deref()), (3, Some("not today")));

    assert!(park(&cell.pool, &id, third.generation, "the office must look").await.unwrap());
    let parked = open(&cell.pool, &TodoFilter { parked_only: true, ..TodoFilter::default() }, None, PageSize::MAX).await.unwrap();
    assert_eq!(parked.rows.iter().map(|row| &row.todo.id).collect::<Vec<_>>(), [&id]);
    assert!(claim(&cell.pool, &kinds, late(), lease, 1_000).await.unwrap().iter().all(|one| one.todo.id != id));
    assert!(resume(&cell.pool, &id).await.unwrap() && !resume(&cell.pool, &id).await.unwrap());
    assert!(claim(&cell.pool, &kinds, late() + lease, lease, 1_000).await.unwrap().iter().any(|one| one.todo.id == id));
}

#[tokio::test]
async fn workers_know_until_when_they_may_sleep() {
    let (cell, _) = lived(75, 300).await;
    let kinds = [TodoKind::ExpirePosition, TodoKind::CheckoutDeadline];
    let next = next_due(&cell.pool, &kinds).await.unwrap().unwrap();
    assert!(claim(&cell.pool, &kinds, next - TimeDelta::microseconds(1), TimeDelta::minutes(1), 10).await.unwrap().is_empty());
    assert!(!claim(&cell.pool, &kinds, next, TimeDelta::minutes(1), 10).await.unwrap().is_empty());
    assert!(next_due(&cell.pool, &kinds).await.unwrap().unwrap() > next);
    assert_eq!(next_due(&cell.pool, &[]).await.unwrap(), None);
}

/// The columns of the workers survive events that change nothing for them; a new version to be done is a new reason to try.
#[tokio::test]
async fn attempts_survive_events_and_start_over_with_a_new_version() {
    let (cell, mut world) = lived(76, 300).await;
    let claimed = claim(&cell.pool, &[TodoKind::ArchivePosition], late(), TimeDelta::minutes(1), 1_000).await.unwrap();
    for one in &claimed {
        assert!(park(&cell.pool, &one.todo.id, one.generation, "archive refused").await.unwrap());
    }
    world.live(300);
    let next = cell.show(&world.take()).await;
    let (mut parked, mut again) = (0, 0);
    for kept in open(&cell.pool, &TodoFilter::default(), None, PageSize::MAX).await.unwrap().rows {
        let Some(before) = claimed.iter().find(|one| one.todo.id == kept.todo.id && one.todo.ente == ente()) else { continue };
        let same = before.todo.version == kept.todo.version;
        assert_eq!(kept.parked, same, "{kept:?}");
        assert_eq!(kept.attempts, u32::from(same));
        parked += usize::from(same);
        again += usize::from(!same);
    }
    assert!(parked > 0 && again > 0, "{parked} parked, {again} again");
    cell.assert_equal_to_rebuilt(next, "with workers' columns").await;
}

trait NowForTests {
    fn now_for_tests() -> DateTime<Utc>;
}

impl NowForTests for Utc {
    /// Later than anything recorded by the database in this test.
    fn now_for_tests() -> DateTime<Utc> {
        DateTime::<Utc>::from(std::time::SystemTime::now()) + TimeDelta::hours(1)
    }
}
