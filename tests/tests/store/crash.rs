//! PostgreSQL killed under load: what was acknowledged is there afterwards, both stores give the same answers, and the same process goes on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use replay::command::{CommandError, Commands};
use replay::head::Head;
use replay::sequencer::Sequencer;
use replay::store::{StoreKind, WriteSide};
use tests::postgres::private_cluster;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::cell::{BOTH, Cell};
use crate::toy::{Jar, JarCommand, JarEvent, JarIsSealed, metadata};

/// What a writer was told, and what it asked for.
#[derive(Default)]
struct Told {
    acknowledged: BTreeSet<i64>,
    unknown: BTreeSet<i64>,
    /// Answers other than "done" and "the database is unavailable".
    odd: Vec<CommandError<JarIsSealed>>,
}

async fn write(writer: i64, jars: Commands<Jar>, done: watch::Receiver<bool>, count: watch::Sender<usize>) -> Told {
    let mut told = Told::default();
    let id = format!("jar-{writer}");
    for coin in writer * 1_000_000.. {
        if *done.borrow() {
            break;
        }
        // Three events each, so that half an append would show.
        match jars.execute(&id, JarCommand::Put(vec![coin; 3]), metadata()).await {
            Ok(_) => {
                told.acknowledged.insert(coin);
                count.send_modify(|count| *count += 1);
            }
            Err(CommandError::Unavailable(_)) => {
                told.unknown.insert(coin);
                tokio::task::yield_now().await;
            }
            Err(odd) => told.odd.push(odd),
        }
    }
    told
}

async fn reaches(count: &watch::Sender<usize>, more: usize) {
    let (mut seen, wanted) = (count.subscribe(), *count.borrow() + more);
    let enough = seen.wait_for(|count| *count >= wanted);
    tokio::time::timeout(Duration::from_secs(60), enough).await.unwrap().unwrap();
}

async fn survives_a_kill(kind: StoreKind) {
    let cluster = private_cluster().await.unwrap();
    let cell = Cell::of(cluster.fresh_database().await.unwrap());
    let write_side = WriteSide::open(kind, &cell.app, 10);
    let (done, is_done) = watch::channel(false);
    let (count, _) = watch::channel(0);
    let (stop, head) = (CancellationToken::new(), Head::default());
    let sequencer = Sequencer::new(&cell.app, write_side.appended(), head.clone());
    let sequencing = tokio::spawn(sequencer.run(stop.clone()));
    let jars: Commands<Jar> = Commands::new(&write_side);
    let mut writers = JoinSet::new();
    for writer in 0..16 {
        writers.spawn(write(writer, jars.clone(), is_done.clone(), count.clone()));
    }
    for _ in 0..2 {
        reaches(&count, 300).await;
        cluster.kill9().await.unwrap();
        cluster.restart().await.unwrap();
    }
    reaches(&count, 300).await;
    done.send(true).unwrap();
    let told = writers.join_all().await;

    let events = cell.count("SELECT count(*) FROM events").await;
    head.wait_until(u64::try_from(events - 1).unwrap(), Duration::from_secs(20)).await.unwrap();
    stop.cancel();
    sequencing.await.unwrap();
    let mut coins = std::collections::BTreeMap::<i64, usize>::new();
    for event in cell.read_all().await {
        let JarEvent::CoinPut { coin, .. } = event.parse().unwrap() else { panic!("{event:?}") };
        *coins.entry(coin).or_default() += 1;
    }
    for told in told {
        assert!(told.odd.is_empty(), "{kind:?}: {:?}", told.odd);
        for coin in &told.acknowledged {
            assert_eq!(coins.remove(coin), Some(3), "{kind:?}: {coin} was acknowledged");
        }
        for coin in &told.unknown {
            assert!(matches!(coins.remove(coin), None | Some(3)), "{kind:?}: all or nothing");
        }
    }
    assert!(coins.is_empty(), "{kind:?}: nothing is there that nobody asked for");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn both_stores_lose_nothing_when_postgresql_is_killed() {
    for kind in BOTH {
        survives_a_kill(kind).await;
    }
}

/// A server that was restarted in good order between two commands is noticed by the second, and used by the third.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_opened_again() {
    let cluster = private_cluster().await.unwrap();
    let cell = Cell::of(cluster.fresh_database().await.unwrap());
    let jars = Arc::new(cell.jars(StoreKind::GroupCommit));
    jars.execute("a", JarCommand::Put(vec![1]), metadata()).await.unwrap();
    cluster.restart().await.unwrap();
    let mut attempts = 0;
    while jars.execute("a", JarCommand::Put(vec![2]), metadata()).await.is_err() {
        attempts += 1;
        assert!(attempts < 3);
    }
    assert_eq!(jars.load("a").await.unwrap().aggregate.coins, [1, 2]);
    cluster.stop().await.unwrap();
}
