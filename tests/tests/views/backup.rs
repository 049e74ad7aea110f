//! What an administrator does with backups, done for real: a dump that is loaded and a recovery to a moment hold exactly the log that was, know
//! that they came back, and a byte that turned on the disk is named.

use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;

use api::fence::{Noticed, settle};
use projections::builds::Builds;
use projections::check::{Invariant, everything};
use replay::heads::{HeadSigner, LogKey};
use replay::pool;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgPool};
use tempfile::TempDir;
use tests::postgres::{Cluster, ClusterSettings, dump, load};
use tests::wait;

use crate::cell::Cell;
use crate::specimen::noon;
use crate::world::World;

/// The archive of a cluster, its backups, and the cluster itself, in folders that its user can reach.
struct House {
    folder: TempDir,
    cluster: Cluster,
    cell: Cell,
    world: World,
    database: String,
}

impl House {
    async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let archive = folder.path().join("archive");
        std::fs::create_dir(&archive).unwrap();
        for open in [folder.path(), &archive] {
            std::fs::set_permissions(open, std::fs::Permissions::from_mode(0o777)).unwrap();
        }
        let settings = ClusterSettings { database_url: None, ..ClusterSettings::from_environment(folder.path().join("first")) };
        let settings = settings
            .with_server_setting("archive_mode", "on")
            .with_server_setting("archive_command", &format!("cp %p {}/%f", archive.display()));
        let cluster = Cluster::start(&settings).await.unwrap();
        let database = cluster.fresh_database().await.unwrap();
        let mut house =
            Self { folder, cell: Cell::of(&database), world: World::new(111), database: database.name().to_owned(), cluster };
        house.world.orderly = true;
        house.live(300).await;
        house
    }

    /// Things happen, and the log is signed.
    async fn live(&mut self, events: usize) {
        self.world.live(events);
        let length = self.cell.show(&self.world.take()).await;
        let key = LogKey::new("backup.example.test/log", &[1; 32]).unwrap();
        HeadSigner::open(self.cell.pool.clone(), key, None).await.unwrap().sign(length).await.unwrap();
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Everything written so far lies in the archive.
    async fn archived(&self) {
        let mut superuser = self.cluster.superuser_options(&self.database).connect().await.unwrap();
        let last: String = sqlx::query_scalar("SELECT pg_walfile_name(pg_switch_wal())").fetch_one(&mut superuser).await.unwrap();
        wait::until(&self.cell.pool, &format!("SELECT last_archived_wal >= '{last}' FROM pg_stat_archiver")).await;
    }
}

/// What `replay digest` says of a database.
async fn digest(reader: &PgConnectOptions) -> String {
    let (mut out, mut complaint) = (Vec::new(), Vec::new());
    let url = reader.to_url_lossy().to_string();
    let arguments = ["replay", "digest", "--quiet", "--json", "--database", &url].into_iter().map(Into::into);
    let code = replay::tool::run(arguments, false, &mut out, &mut complaint).await;
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&complaint));
    let told: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert!(told["size"].as_u64() > Some(0) && told["total"].is_string(), "{told}");
    format!("{} {}", told["size"], told["total"])
}

fn app_of(cluster: &Cluster, database: &str) -> PgPool {
    pool::lazy(pool::in_cell(cluster.options(pool::APP, database), "public"), 4)
}

/// The copy holds, but for its knowing that it is one.
async fn holds_and_knows(cluster: &Cluster, database: &str) {
    let app = app_of(cluster, database);
    assert_eq!(settle(&app, true).await.unwrap().noticed, Noticed::AnotherPlace);
    let builds = Builds::open(cluster.options(pool::OWNER, database), "public").await.unwrap();
    let report = everything(&app, &builds, noon()).await.unwrap();
    let found: Vec<Invariant> = report.findings().map(|finding| finding.invariant).collect();
    assert_eq!(found, [Invariant::Restored], "{:#?}", report.findings().collect::<Vec<_>>());
    app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loaded_dump_and_a_recovery_to_a_moment_hold_the_log_that_was() {
    let mut house = House::open().await;
    assert_eq!(settle(&house.cell.pool, true).await.unwrap().noticed, Noticed::FirstStart);
    let reader = |cluster: &Cluster, database: &str| cluster.options(pool::READER, database);
    let second = house.path("second");
    if !house.cluster.base_backup(&second).unwrap() {
        println!("skipped: pg_basebackup is not installed");
        return;
    }
    house.live(200).await;
    let moment: String = sqlx::query_scalar("SELECT clock_timestamp()::text").fetch_one(&house.cell.pool).await.unwrap();
    let then = digest(&reader(&house.cluster, &house.database)).await;
    house.live(100).await;
    let now = digest(&reader(&house.cluster, &house.database)).await;
    assert_ne!(then, now);
    house.archived().await;

    house.cluster.recover_to(&second, &house.path("archive"), &moment).unwrap();
    let recovered = Cluster::start(&ClusterSettings::managed(&second)).await.unwrap();
    wait::until(&app_of(&recovered, &house.database), "SELECT NOT pg_is_in_recovery()").await;
    assert_eq!(digest(&reader(&recovered, &house.database)).await, then, "the log of the chosen moment");
    holds_and_knows(&recovered, &house.database).await;

    let dumped = dump(&house.cluster.superuser_options(&house.database)).unwrap().expect("pg_dump is there as pg_basebackup is");
    house.cluster.empty_database("loaded").await.unwrap();
    assert!(load(&house.cluster.superuser_options("loaded"), &dumped).unwrap());
    assert_eq!(digest(&reader(&house.cluster, "loaded")).await, now, "the log of the dump");
    holds_and_knows(&house.cluster, "loaded").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_that_turned_on_the_disk_is_named_by_the_page_it_is_on() {
    let house = House::open().await;
    let file: String = sqlx::query_scalar("SELECT pg_relation_filepath('events')").fetch_one(&house.cell.owner).await.unwrap();
    house.cluster.stop().await.unwrap();
    turn_a_byte(&house.cluster.folder().unwrap().join("data").join(&file));
    house.cluster.restart().await.unwrap();
    let database = house.database.as_str();
    let builds = Builds::open(house.cluster.options(pool::OWNER, database), "public").await.unwrap();
    let report = everything(&app_of(&house.cluster, database), &builds, noon()).await.unwrap();
    let named = report.findings().find(|finding| finding.invariant == Invariant::Pages).expect("the page is named");
    assert!(named.what.contains(&file) && named.what.contains("block 1"), "{named:?}");
}

/// One bit in the middle of the second page.
fn turn_a_byte(file: &Path) {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(file).unwrap();
    let (mut byte, at) = ([0_u8], 8_192 + 6_000);
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 0b1000], at).unwrap();
}
