//! P12: how fast the log is verified, proved, carried away and checked, and in how much memory.
//!
//! `cargo bench -p tests --bench audit`; `QUIETANZA_AUDIT_EVENTS` says how long the log is (100,000 otherwise).

mod long_log;

use std::time::Instant;

use futures::TryStreamExt;
use replay::audit::verify::{Again, Verified, verify};
use replay::audit::{Database, EventProof, Keys, bundle};
use replay::heads::SignedHead;
use replay::pool;
use replay::tree::Tree;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tests::measure::{line, title};
use tests::postgres::private_cluster;

const SIZE: &str = "QUIETANZA_AUDIT_EVENTS";
/// Leaves per second that must be verified.
const GOAL: f64 = 300_000.0;
/// Proofs per second: one takes no more than a millisecond.
const PROOFS_GOAL: f64 = 1_000.0;
const PROOFS: u64 = 500;

/// As the product does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let size = std::env::var(SIZE).map_or(Ok(100_000), |size| size.parse())?;
    let cluster = private_cluster().await?;
    let database = cluster.fresh_database().await?;
    long_log::make(&database, size).await?;
    let log = Database::open(database.reader(), "public").await?;
    let head = log.head(None).await?;
    let keys = Keys::choose(&[], &log.verifiers().await?)?;
    title(format!("P12: a log of {} events; memory before {} MB", head.size, resident()?));
    verified(&log, &keys, &head, &database.reader()).await?;
    let tree = Tree::new(pool::lazy(pool::in_cell(database.reader(), "public"), 1));
    proved(&log, &tree, &head).await?;
    carried(&log, &keys, &head).await?;
    println!("largest memory of this process: {} MB", resident()?);
    cluster.stop().await?;
    Ok(())
}

async fn verified(log: &Database, keys: &Keys, head: &SignedHead, reader: &PgConnectOptions) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut rows = reader.connect().await?;
    let copied: usize =
        rows.copy_out_raw("COPY events TO STDOUT").await?.map_ok(|row| row.len()).try_fold(0, async |a, b| Ok(a + b)).await?;
    let bare = head.size as f64 / started.elapsed().as_secs_f64();
    anyhow::ensure!(copied > 0);
    let started = Instant::now();
    verify(log, keys, (Verified::default(), Again::Everything), head, |_| Ok(())).await?;
    let rate = head.size as f64 / started.elapsed().as_secs_f64();
    line("verified: leaves, tiles, heads, signatures", rate, GOAL, Some(1.0));
    line("the same, to COPY of the events, bytes thrown away", rate, bare, None);
    Ok(())
}

async fn proved(log: &Database, tree: &Tree, head: &SignedHead) -> anyhow::Result<()> {
    let indexes = || (0..PROOFS).map(|turn| turn * 7_919 % head.size);
    let started = Instant::now();
    for index in indexes() {
        tree.inclusion(index, head.size, &head.root).await?;
    }
    line("inclusion proofs, one after the other", PROOFS as f64 / started.elapsed().as_secs_f64(), PROOFS_GOAL, Some(1.0));
    let started = Instant::now();
    for index in indexes() {
        EventProof::of(log, index, head).await?;
    }
    line(
        "the same with the event, and checked with its signature",
        PROOFS as f64 / started.elapsed().as_secs_f64(),
        PROOFS_GOAL,
        None,
    );
    Ok(())
}

async fn carried(log: &Database, keys: &Keys, head: &SignedHead) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bundle");
    let started = Instant::now();
    bundle::export(log, keys, 0..head.size, head, &path, |_| {}).await?;
    line("exported", head.size as f64 / started.elapsed().as_secs_f64(), GOAL, None);
    let started = Instant::now();
    bundle::check(&path, &[], |_| {})?;
    line("checked without the database", head.size as f64 / started.elapsed().as_secs_f64(), GOAL, None);
    println!("the bundle: {} MB", path.metadata()?.len() >> 20);
    Ok(())
}

/// The most memory this process ever held, in MB.
fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? >> 10)
}
