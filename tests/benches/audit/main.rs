//! P12: how fast the log is verified, proved, carried away, checked, folded and shown, and in how much memory.
//!
//! `cargo bench -p tests --bench audit`; `QUIETANZA_AUDIT_EVENTS` says how long the log is (100,000 otherwise).

mod as_of;
#[path = "../../tests/views/chance.rs"]
#[expect(dead_code, reason = "the tests of the views choose more than is needed here")]
mod chance;
mod limits;
mod long_log;
mod memory;
#[path = "../views/municipality.rs"]
mod municipality;
#[path = "../../tests/views/specimen.rs"]
#[expect(dead_code, reason = "the tests of the views invent more than is needed here")]
mod specimen;
#[path = "../views/stored.rs"]
mod stored;

use std::time::Instant;

use projections::ViewName;
use projections::rebuild::rebuild;
use replay::audit::verify::{Again, Verified, verify};
use replay::audit::{Database, EventProof, Keys, Search, Source, Subject, bundle, digests, timeline};
use replay::heads::SignedHead;
use replay::pool;
use replay::tree::Tree;
use tests::measure::{line, title};
use tests::postgres::private_cluster;

use crate::stored::Cell;

const SIZE: &str = "QUIETANZA_AUDIT_EVENTS";
/// Leaves per second that must be verified.
const GOAL: f64 = 300_000.0;
/// Events per second and core in which a view must be rebuilt.
const VIEW_GOAL: f64 = 150_000.0;
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
    let (cell, size) = long_log::make(&database, size).await?;
    let log = Database::open(database.reader(), "public").await?;
    let head = log.head(None).await?;
    anyhow::ensure!(head.size == size);
    let keys = Keys::choose(&[], &log.verifiers().await?)?;
    title(format!("P12: a log of {size} events"));
    let bench = Bench { log, keys, head, cell };
    let copied = limits::copied(&database.reader(), size).await?;
    let hashed = limits::hashed(&bench.cell, size).await?;
    bench.verified(copied, hashed).await?;
    bench.proved(&Tree::new(pool::lazy(pool::in_cell(database.reader(), "public"), 1))).await?;
    bench.carried(copied, hashed).await?;
    bench.folded(copied).await?;
    bench.shown(copied).await?;
    bench.told().await?;
    cluster.stop().await?;
    Ok(())
}

struct Bench {
    log: Database,
    keys: Keys,
    head: SignedHead,
    cell: Cell,
}

impl Bench {
    /// Events a second of something done with the whole log, beside its limit; and the most memory it took.
    async fn part<T>(
        &self,
        what: &str,
        limit: f64,
        goal: Option<f64>,
        doing: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        memory::forget()?;
        let started = Instant::now();
        let done = doing.await?;
        let rate = self.head.size as f64 / started.elapsed().as_secs_f64();
        let held = memory::most()?;
        let verdict = if held <= memory::FLAT { "" } else { ", TOO MUCH" };
        line(format!("{what} ({held} MB{verdict})"), rate, limit, goal);
        Ok(done)
    }

    async fn verified(&self, copied: f64, hashed: f64) -> anyhow::Result<()> {
        let whole =
            async || Ok(verify(&self.log, &self.keys, (Verified::default(), Again::Everything), &self.head, |_| Ok(())).await?);
        let verified = self.part("verified, to 300,000 a second", GOAL, Some(1.0), whole()).await?;
        self.part("verified, to COPY of the events, thrown away", copied, None, whole()).await?;
        self.part("verified, to SHA-256 of the same bytes", hashed, None, whole()).await?;
        let again = async { Ok(verify(&self.log, &self.keys, (verified, Again::Hashes), &self.head, |_| Ok(())).await?) };
        self.part("looked at again, hashes only", copied, None, again).await.map(drop)
    }

    async fn proved(&self, tree: &Tree) -> anyhow::Result<()> {
        let head = &self.head;
        let indexes = || (0..PROOFS).map(|turn| turn * 7_919 % head.size);
        let started = Instant::now();
        for index in indexes() {
            tree.inclusion(index, head.size, &head.root).await?;
        }
        let rate = PROOFS as f64 / started.elapsed().as_secs_f64();
        line("inclusion proofs, one after the other", rate, PROOFS_GOAL, Some(1.0));
        let started = Instant::now();
        for index in indexes() {
            EventProof::of(&self.log, index, head).await?;
        }
        let rate = PROOFS as f64 / started.elapsed().as_secs_f64();
        line("the same with the event, and checked with its signature", rate, PROOFS_GOAL, None);
        Ok(())
    }

    async fn carried(&self, copied: f64, hashed: f64) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("bundle");
        let export = async { Ok(bundle::export(&self.log, &self.keys, 0..self.head.size, &self.head, &path, |_| {}).await?) };
        self.part("exported, to COPY", copied, None, export).await?;
        let check = async { Ok(bundle::check(&path, &[], |_| {})?) };
        let checked = self.part("a bundle checked without the database, to SHA-256", hashed, None, check).await?;
        println!("the bundle: {} MB", path.metadata()?.len() >> 20);
        let source = Source::Bundle(path, checked);
        self.part("digests of a bundle's streams, to COPY", copied, None, streams(&source)).await.map(drop)
    }

    async fn folded(&self, copied: f64) -> anyhow::Result<()> {
        let source = Source::Database(self.log.clone(), self.head.clone());
        let streams = self.part("digests of all streams, to COPY", copied, None, streams(&source)).await?;
        println!("{streams} streams");
        Ok(())
    }

    async fn shown(&self, copied: f64) -> anyhow::Result<()> {
        let all = async {
            for view in ViewName::ALL {
                let rebuilt = async { Ok(rebuild(&self.cell.owner, view, self.head.size).await?) };
                self.part(&format!("rebuilt: {view}"), VIEW_GOAL, Some(1.0), rebuilt).await?;
            }
            Ok(())
        };
        self.part("all views rebuilt, one after the other, to COPY", copied, None, all).await
    }

    /// A story by its indexes, once the help desk's view is there.
    async fn told(&self) -> anyhow::Result<()> {
        let (pool, head) = (self.cell.pool.clone(), self.cell.head.clone());
        projections::runner::catch_up(pool, head, projections::freshness::Watch::default()).await?;
        let source = Source::Database(self.log.clone(), self.head.clone());
        let some = "SELECT aggregate_id FROM events WHERE aggregate_type = 'DebtPosition' AND sequence = 3 LIMIT 50";
        let ids: Vec<String> = sqlx::query_scalar(some).fetch_all(&self.cell.pool).await?;
        let started = Instant::now();
        for id in &ids {
            timeline(&source, &Subject::new(id), Search::ByIndex).await?;
        }
        let rate = ids.len() as f64 / started.elapsed().as_secs_f64();
        line("stories of a position, by index", rate, 1.0, None);
        as_of::measure(&self.cell.pool, self.head.size).await
    }
}

/// Folds every stream; answers how many there are.
async fn streams(source: &Source) -> anyhow::Result<u64> {
    let mut streams = 0;
    digests(source, |_| {
        streams += 1;
        Ok(())
    })
    .await?;
    Ok(streams)
}
