//! A process that writes and sequences until it is killed, and the one that kills it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use replay::command::Commands;
use replay::head::Head;
use replay::pool;
use replay::sequencer::Sequencer;
use replay::store::{StoreKind, WriteSide};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tests::faults::{self, Fault};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::cell::Cell;
use crate::toy::{Jar, JarCommand, JarEvent, metadata};

const DATABASE: &str = "QUIETANZA_TEST_CHILD_DATABASE";
const WRITERS: &str = "QUIETANZA_TEST_CHILD_WRITERS";
/// How the child's sessions are known.
const CHILD: &str = "killed child";
/// Passages of a point before the child dies there.
const PASSAGES: u32 = 20;

/// What the child told before it was killed: the version of each stream it was sure of.
type Versions = BTreeMap<String, u64>;

/// A child with so many writers, and a sequencer.
pub(crate) fn start(cell: &Cell, writers: usize, fault: Option<&Fault>) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child::write_until_killed", "--ignored", "--nocapture"])
        .env(DATABASE, cell.database.app().to_url_lossy().as_str())
        .env(WRITERS, writers.to_string())
        .envs(fault.map(Fault::variable))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Reads what the child tells until it is dead: by its own hand, or by ours after so many acknowledgements.
fn listen(mut child: Child, enough: Option<usize>) -> Versions {
    let mut versions = Versions::new();
    let mut acknowledgements = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        if let Some((stream, version)) = line.unwrap().strip_prefix("ack ").and_then(|ack| ack.split_once(' ')) {
            versions.insert(stream.to_owned(), version.parse().unwrap());
            acknowledgements += 1;
            if Some(acknowledgements) == enough {
                child.kill().unwrap();
            }
        }
    }
    assert_eq!(child.wait().unwrap().signal(), Some(9), "the child was not killed");
    versions
}

/// Waits until the child has killed itself and nothing of it is left in the database.
pub(crate) async fn dies(cell: &Cell, child: Child) {
    tokio::task::spawn_blocking(move || listen(child, None)).await.unwrap();
    sessions_end(cell).await;
}

/// The server finishes what it was doing for the killed process before it notices that nobody listens.
async fn sessions_end(cell: &Cell) {
    let gone = async {
        let sessions =
            format!("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{CHILD}' AND datname = current_database()");
        while cell.count(&sessions).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), gone).await.unwrap();
}

/// Everything acknowledged is in the log once another process has sequenced the rest; dense, complete, in order.
async fn check(cell: &Cell, acknowledged: &Versions) {
    sessions_end(cell).await;
    cell.sequence().await;
    let mut versions = Versions::new();
    for event in cell.read_all().await {
        let version = versions.entry(event.aggregate_id().to_owned()).or_default();
        *version += 1;
        assert_eq!(event.sequence, *version);
        let JarEvent::CoinPut { coin, .. } = event.parse().unwrap() else { panic!("{event:?}") };
        assert_eq!(coin.unsigned_abs(), (*version).div_ceil(2), "each command writes its two events");
    }
    for (stream, version) in acknowledged {
        assert!(versions.get(stream) >= Some(version), "{stream} was acknowledged at {version}: {versions:?}");
    }
    assert!(versions.values().all(|version| version % 2 == 0), "an append is all or nothing");
    let sequenced: u64 = versions.values().sum();
    assert_eq!(cell.count("SELECT count(*) FROM events").await.unsigned_abs(), sequenced);
    assert_eq!(cell.count("SELECT count(*) FROM event_queue").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_nothing_it_acknowledged() {
    for acknowledgements in [1, 50, 400] {
        let cell = Cell::fresh().await;
        let child = start(&cell, 8, None);
        let told = tokio::task::spawn_blocking(move || listen(child, Some(acknowledgements)));
        check(&cell, &told.await.unwrap()).await;
    }
}

/// Before and after each write of store and sequencer.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_write_nothing_is_lost() {
    for point in faults::STORE.into_iter().chain(faults::SEQUENCER) {
        let cell = Cell::fresh().await;
        let child = start(&cell, 8, Some(&Fault { skipped: PASSAGES, ..Fault::kill(point) }));
        let told = tokio::task::spawn_blocking(move || listen(child, None));
        check(&cell, &told.await.unwrap()).await;
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "not a test: the process that other tests start and kill"]
async fn write_until_killed() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    let options = PgConnectOptions::from_str(&database).unwrap().application_name(CHILD);
    let options = pool::in_cell(options, "public");
    let write_side = WriteSide::open(StoreKind::GroupCommit, &options, 2);
    faults::arm_from_environment();
    let sequencer = Sequencer::new(&options, write_side.appended(), Head::default());
    let sequencing = tokio::spawn(sequencer.run(CancellationToken::new()));
    let jars: Arc<Commands<Jar>> = Arc::new(Commands::new(&write_side));
    let mut writers = JoinSet::new();
    let streams: usize = std::env::var(WRITERS).unwrap().parse().unwrap();
    for stream in 0..streams {
        let jars = jars.clone();
        writers.spawn(async move {
            let id = format!("jar-{stream}");
            for coin in 1.. {
                let put = JarCommand::Put(vec![coin, -coin]);
                let done = jars.execute(&id, put, metadata()).await.unwrap();
                say(&format!("ack {id} {}", done.version));
            }
        });
    }
    let a_minute = Duration::from_secs(60);
    let _ = tokio::time::timeout(a_minute, async { tokio::join!(writers.join_all(), sequencing) }).await;
}
