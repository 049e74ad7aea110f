//! The cluster that all tests of one process share, and the private ones of tests that kill their server.
//!
//! Folders are numbered slots below `.quietanza`: test processes that run side by side take different ones, and
//! the next run finds its data warm.

use tokio::sync::OnceCell;

use super::cluster::Cluster;
use super::database::{self, TestDatabase};
use super::error::{PostgresError, Result, with_causes};
use super::settings::{ClusterSettings, state_folder};

/// More clusters than this at once on one machine is a mistake, not a need.
const SLOTS: u32 = 64;

static SHARED: OnceCell<Cluster> = OnceCell::const_new();

/// A database of its own for one test, cloned from a migrated template, on the cluster that this test process shares.
/// The first call starts the cluster. Databases are dropped by a later run, so that a failed test can be looked into.
///
/// # Panics
/// When no PostgreSQL can be had: the message says what to do.
pub async fn fresh_database() -> TestDatabase {
    let made = async { SHARED.get_or_try_init(start_shared).await?.fresh_database().await };
    made.await.unwrap_or_else(|error| panic!("{}", with_causes(&error)))
}

/// A copy of a test's database, as a loaded backup is one: nobody stays connected to the original while it is taken.
///
/// # Panics
/// As [`fresh_database`].
pub async fn copy_of(original: &TestDatabase) -> TestDatabase {
    let made = async { database::clone_of(SHARED.get_or_try_init(start_shared).await?, original.name()).await };
    made.await.unwrap_or_else(|error| panic!("{}", with_causes(&error)))
}

/// A managed cluster that no other test uses, for tests that kill, stop or restart the server, or need settings of
/// their own. `DATABASE_URL` does not apply to it.
///
/// # Errors
/// As [`Cluster::start`].
pub async fn private_cluster() -> Result<Cluster> {
    let cluster =
        in_free_slot("private", |folder| ClusterSettings { database_url: None, ..ClusterSettings::from_environment(folder) });
    let cluster = cluster.await?;
    let leftovers = database::leftovers(&cluster).await?;
    database::drop_leftovers(cluster.maintenance_options(), leftovers).await?;
    Ok(cluster)
}

async fn start_shared() -> Result<Cluster> {
    let cluster = in_free_slot("tests", ClusterSettings::from_environment).await?;
    if cluster.folder().is_some() {
        let leftovers = database::leftovers(&cluster).await?;
        drop_in_background(&cluster, leftovers);
    }
    Ok(cluster)
}

/// Starts a cluster in the first slot that no living process owns.
async fn in_free_slot(kind: &str, settings: impl Fn(std::path::PathBuf) -> ClusterSettings) -> Result<Cluster> {
    for slot in 0..SLOTS {
        let folder = state_folder().join(format!("{kind}-{slot}"));
        match Cluster::start(&settings(folder)).await {
            Err(PostgresError::InUse { .. }) => {}
            started_or_not => return started_or_not,
        }
    }
    Err(PostgresError::InUse { folder: state_folder().join(format!("{kind}-0 to {kind}-{}", SLOTS - 1)) })
}

/// Dropping waits for a checkpoint each: tests need not wait for it, and what is not done is left to the next run.
fn drop_in_background(cluster: &Cluster, leftovers: Vec<String>) {
    let maintenance = cluster.maintenance_options();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        match runtime.map(|runtime| runtime.block_on(database::drop_leftovers(maintenance, leftovers))) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("databases of earlier runs are left: {error}"),
            Err(error) => eprintln!("databases of earlier runs are left: {error}"),
        }
    });
}
