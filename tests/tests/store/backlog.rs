//! A backlog longer than the sequencer places at once: it may die between any two stretches, and the next one goes on behind what is
//! placed already, although the queue still names all of it.

use replay::command::Commands;
use replay::store::StoreKind;
use tests::faults::Fault;

use crate::cell::Cell;
use crate::child;
use crate::toy::{Jar, JarCommand, JarEvent, metadata};

const LOGGED: &str = "SELECT count(*) FROM event_log";
const QUEUED: &str = "SELECT count(*) FROM event_queue";

async fn put(jars: &Commands<Jar>, coins: std::ops::Range<i64>) {
    jars.execute("a", JarCommand::Put(coins.collect()), metadata()).await.unwrap();
}

/// A sequencer that dies at a passage of a point; answers what is in the log then, and how many transactions are still queued.
async fn sequence_until(cell: &Cell, point: &'static str, skipped: u32) -> (i64, i64) {
    child::dies(cell, child::start(cell, 0, Some(&Fault { skipped, ..Fault::kill(point) }))).await;
    (cell.count(LOGGED).await, cell.count(QUEUED).await)
}

/// Everything once, in order: the one stream holds the coins 0, 1, 2 … as they were put in.
async fn check(cell: &Cell, coins: usize) {
    let log = cell.read_all().await;
    assert_eq!((log.len(), cell.count(QUEUED).await), (coins, 0));
    for (index, event) in log.iter().enumerate() {
        assert_eq!((event.log_index, event.sequence), (index as u64, index as u64 + 1));
        let JarEvent::CoinPut { coin, .. } = event.parse().unwrap() else { panic!("{event:?}") };
        assert_eq!(usize::try_from(coin), Ok(index));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_stretches_of_a_backlog_nothing_is_lost_or_placed_twice() {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    put(&jars, 0..4_500).await;
    put(&jars, 4_500..6_500).await;
    assert_eq!(sequence_until(&cell, "sequencer::after_write", 0).await, (2_000, 2));
    put(&jars, 6_500..6_501).await;
    assert_eq!(sequence_until(&cell, "sequencer::before_write", 1).await, (4_000, 3));
    put(&jars, 6_501..6_502).await;
    assert_eq!(sequence_until(&cell, "sequencer::after_write", 0).await, (6_000, 4));
    put(&jars, 6_502..6_503).await;
    assert_eq!(sequence_until(&cell, "sequencer::before_write", 0).await, (6_000, 5));
    assert_eq!(sequence_until(&cell, "sequencer::after_write", 0).await, (6_503, 0));
    check(&cell, 6_503).await;
}

/// The same for a sequencer that leads already and knows what it has seen.
#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_leader_takes_in_a_great_append_nothing_is_lost_or_placed_twice() {
    let cell = Cell::fresh().await;
    let jars = cell.jars(StoreKind::GroupCommit);
    put(&jars, 0..1).await;
    let leader = child::start(&cell, 0, Some(&Fault { skipped: 2, ..Fault::kill("sequencer::after_write") }));
    let leads = async {
        while cell.count(LOGGED).await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), leads).await.expect("the child leads");
    put(&jars, 1..5_001).await;
    child::dies(&cell, leader).await;
    assert_eq!((cell.count(LOGGED).await, cell.count(QUEUED).await), (4_001, 1));
    put(&jars, 5_001..5_003).await;
    assert_eq!(cell.sequence().await, 1_002);
    check(&cell, 5_003).await;
}
