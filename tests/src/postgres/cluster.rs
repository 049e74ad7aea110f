//! A PostgreSQL cluster: started, killed, restarted and stopped at will, or simply used when it is somebody else's.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{Mutex, OnceCell};

use super::data_folder::{self, DataFolder};
use super::database::{self, TestDatabase};
use super::error::{PostgresError, Result};
use super::initdb::{self, SUPERUSER};
use super::programs::Programs;
use super::run_user::RunUser;
use super::server::Server;
use super::settings::ClusterSettings;
use super::socket_folder::socket_folder;

/// A PostgreSQL cluster and the way to it. Dropping a managed one stops its server.
#[derive(Debug)]
pub struct Cluster {
    place: Place,
    template: OnceCell<String>,
}

/// Whose the server is.
#[derive(Debug)]
enum Place {
    /// Given by `DATABASE_URL`.
    Given(Box<PgConnectOptions>),
    /// Ours.
    Managed(Box<Managed>),
}

#[derive(Debug)]
struct Managed {
    // Declared first, dropped first: the server is told to stop before the folder's lock is given up.
    server: Mutex<Option<Server>>,
    folder: DataFolder,
    programs: Programs,
    user: RunUser,
    socket: PathBuf,
    settings: Vec<(String, String)>,
}

impl Cluster {
    /// Uses the server of [`ClusterSettings::database_url`], or starts a managed one and waits until it answers.
    /// Data of earlier runs is kept.
    ///
    /// # Errors
    /// One sentence that says what to do when no PostgreSQL can be had; [`PostgresError::InUse`] when another
    /// living process owns the folder.
    pub async fn start(settings: &ClusterSettings) -> Result<Self> {
        let place = match &settings.database_url {
            Some(url) => {
                let options = PgConnectOptions::from_str(url).map_err(PostgresError::DatabaseUrl)?;
                Place::Given(Box::new(options))
            }
            None => Place::Managed(Box::new(Managed::start(settings).await?)),
        };
        Ok(Self { place, template: OnceCell::new() })
    }

    /// How to connect as `user` to `database`.
    #[must_use]
    pub fn options(&self, user: &str, database: &str) -> PgConnectOptions {
        match &self.place {
            Place::Given(given) => database::as_role(given, user).database(database),
            Place::Managed(managed) => managed.options(user).database(database),
        }
    }

    /// How to connect as the superuser: `postgres`, or the user of `DATABASE_URL`.
    #[must_use]
    pub fn superuser_options(&self, database: &str) -> PgConnectOptions {
        match &self.place {
            Place::Given(given) => given.as_ref().clone().database(database),
            Place::Managed(managed) => managed.options(SUPERUSER).database(database),
        }
    }

    /// The database that is always there.
    pub(crate) fn maintenance_options(&self) -> PgConnectOptions {
        match &self.place {
            Place::Given(given) => given.as_ref().clone(),
            Place::Managed(_) => self.superuser_options("postgres"),
        }
    }

    /// A new database, cloned from the template that this cluster migrates once per content of the migrations.
    ///
    /// # Errors
    /// When the template cannot be migrated or the database not be created.
    pub async fn fresh_database(&self) -> Result<TestDatabase> {
        let template = self.template.get_or_try_init(|| database::template(self)).await?;
        database::clone_of(self, template).await
    }

    /// The process id of the server's main process; none when it is stopped, or not ours.
    pub async fn postmaster_pid(&self) -> Option<u32> {
        match &self.place {
            Place::Given(_) => None,
            Place::Managed(managed) => managed.server.lock().await.as_ref().map(Server::pid),
        }
    }

    /// Kills the server's main process with SIGKILL, as a crash would.
    ///
    /// # Errors
    /// [`PostgresError::NotManaged`] when the server is not ours.
    pub async fn kill9(&self) -> Result<()> {
        match self.managed("kill")?.server.lock().await.take() {
            Some(server) => server.kill9(),
            None => Ok(()),
        }
    }

    /// Starts the server again: after a kill it recovers, a running one is stopped first.
    ///
    /// # Errors
    /// [`PostgresError::NotManaged`] when the server is not ours; else as [`Cluster::start`].
    pub async fn restart(&self) -> Result<()> {
        let managed = self.managed("restart")?;
        let mut running = managed.server.lock().await;
        if let Some(server) = running.take() {
            server.stop(managed.folder.path()).await?;
        }
        *running = Some(managed.spawn().await?);
        Ok(())
    }

    /// Stops the server by SIGINT and waits until it is gone. [`Cluster::restart`] starts it again.
    ///
    /// # Errors
    /// [`PostgresError::NotManaged`] when the server is not ours.
    pub async fn stop(&self) -> Result<()> {
        let managed = self.managed("stop")?;
        match managed.server.lock().await.take() {
            Some(server) => server.stop(managed.folder.path()).await,
            None => Ok(()),
        }
    }

    /// The cluster's folder; none when the server is not ours.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Given(_) => None,
            Place::Managed(managed) => Some(managed.folder.path()),
        }
    }

    /// Who runs the server, and the folder of its socket.
    pub(crate) fn run_as(&self) -> Result<(RunUser, &Path)> {
        let managed = self.managed("back up")?;
        Ok((managed.user, &managed.socket))
    }

    /// A new, empty database of the owner of the product's tables.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn empty_database(&self, name: &str) -> Result<()> {
        let mut connection = self.maintenance_options().connect().await?;
        let create = format!("CREATE DATABASE {name} OWNER quietanza_owner TEMPLATE template0");
        sqlx::raw_sql(&create).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }

    fn managed(&self, what: &'static str) -> Result<&Managed> {
        match &self.place {
            Place::Given(_) => Err(PostgresError::NotManaged { what }),
            Place::Managed(managed) => Ok(managed),
        }
    }
}

impl Managed {
    async fn start(settings: &ClusterSettings) -> Result<Self> {
        let user = RunUser::choose()?;
        let folder = DataFolder::own(&settings.folder, user)?;
        let fetched = data_folder::reachable(&settings.fetched, user)?;
        let programs = Programs::obtain(&ClusterSettings { fetched, ..settings.clone() }, user)?;
        initdb::ensure_data(&folder, &programs, user)?;
        let socket = socket_folder(folder.path(), user)?;
        let server_settings = server_settings(&socket, &settings.server);
        let managed = Self { server: Mutex::new(None), folder, programs, user, socket, settings: server_settings };
        *managed.server.lock().await = Some(managed.spawn().await?);
        Ok(managed)
    }

    async fn spawn(&self) -> Result<Server> {
        let probe = self.options(SUPERUSER).database("postgres");
        Server::start(&self.folder, &self.programs, self.user, &self.settings, &probe).await
    }

    fn options(&self, user: &str) -> PgConnectOptions {
        let options = PgConnectOptions::new_without_pgpass().socket(&self.socket).port(5432);
        options.username(user).ssl_mode(PgSslMode::Disable)
    }
}

/// Socket only, and what tests and the sandbox need; the caller's settings come last and win.
fn server_settings(socket: &Path, further: &[(String, String)]) -> Vec<(String, String)> {
    let fixed = [
        ("listen_addresses", String::new()),
        ("unix_socket_directories", socket.display().to_string()),
        ("port", "5432".to_owned()),
        ("max_connections", "400".to_owned()),
        ("timezone", "UTC".to_owned()),
        ("log_timezone", "UTC".to_owned()),
    ];
    let fixed = fixed.into_iter().map(|(name, value)| (name.to_owned(), value));
    fixed.chain(further.iter().cloned()).collect()
}
