//! Databases for tests: a template is migrated once, every test gets its own clone of it.

use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor};
use uuid::Uuid;

use super::cluster::Cluster;
use super::error::{PostgresError, Result, with_causes};

/// The roles of the product: who migrates and owns, who serves, who only reads, who keeps the keys of people.
const OWNER: &str = "quietanza_owner";
const APP: &str = "quietanza_app";
const READER: &str = "quietanza_reader";
const VAULT: &str = "quietanza_vault";

/// The cell of a test: the schema every connection finds without being told.
const SCHEMA: &str = "public";

/// The prefix by which databases of earlier runs are known.
const PREFIX: &str = "qz_";

/// The advisory lock under which roles and template are made, for several processes on one given server.
const PREPARATION_LOCK: i64 = 0x71_7a_74_65_73_74;

const LEFTOVER_DATABASES: &str =
    "SELECT datname FROM pg_database WHERE datname LIKE 'qz\\_%' AND datname NOT IN ($1, $1 || '_new') AND NOT datistemplate";
const TEMPLATE_EXISTS: &str = "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)";
const ROLE_EXISTS: &str = "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)";

/// A database that belongs to one test: migrated, empty, and used by nobody else.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    name: String,
    owner: PgConnectOptions,
    app: PgConnectOptions,
    reader: PgConnectOptions,
    vault: PgConnectOptions,
}

impl TestDatabase {
    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How to connect as the role that owns the tables.
    #[must_use]
    pub fn owner(&self) -> PgConnectOptions {
        self.owner.clone()
    }

    /// How to connect as the role that the product serves with.
    #[must_use]
    pub fn app(&self) -> PgConnectOptions {
        self.app.clone()
    }

    /// How to connect as the role that keeps the keys of people.
    #[must_use]
    pub fn vault(&self) -> PgConnectOptions {
        self.vault.clone()
    }

    /// How to connect as the role that only reads.
    #[must_use]
    pub fn reader(&self) -> PgConnectOptions {
        self.reader.clone()
    }
}

/// Connects as a role we made: on a given server it has a password that follows from that server's user.
pub(crate) fn as_role(given: &PgConnectOptions, role: &str) -> PgConnectOptions {
    if role == given.get_username() {
        return given.clone();
    }
    given.clone().username(role).password(&role_password(given.get_username(), role))
}

fn role_password(user: &str, role: &str) -> String {
    hex::encode(Sha256::digest(format!("{user} made {role} for tests")))
}

/// The migrated template of this cluster: found when an earlier run made it, else made.
pub(crate) async fn template(cluster: &Cluster) -> Result<String> {
    let maintenance = cluster.maintenance_options();
    let mut connection = maintenance.connect().await?;
    sqlx::query("SELECT pg_advisory_lock($1)").bind(PREPARATION_LOCK).execute(&mut connection).await?;
    for role in [OWNER, APP, READER, VAULT] {
        ensure_role(&mut connection, maintenance.get_username(), role).await?;
    }
    let name = format!("{PREFIX}template_{}", migrations_hash());
    let exists: bool = sqlx::query_scalar(TEMPLATE_EXISTS).bind(&name).fetch_one(&mut connection).await?;
    if !exists {
        make_template(cluster, &mut connection, &name).await?;
    }
    connection.close().await?;
    Ok(name)
}

/// Makes the template beside and renames it: an interrupted run leaves no half-migrated one.
async fn make_template(cluster: &Cluster, connection: &mut PgConnection, name: &str) -> Result<()> {
    let new = format!("{name}_new");
    connection.execute(format!("DROP DATABASE IF EXISTS {new} WITH (FORCE)").as_str()).await?;
    connection.execute(format!("CREATE DATABASE {new} OWNER {OWNER} TEMPLATE template0").as_str()).await?;
    migrate(cluster.options(OWNER, &new)).await?;
    connection.execute(format!("ALTER DATABASE {new} RENAME TO {name}").as_str()).await?;
    Ok(())
}

async fn ensure_role(connection: &mut PgConnection, user: &str, role: &str) -> Result<()> {
    let exists: bool = sqlx::query_scalar(ROLE_EXISTS).bind(role).fetch_one(&mut *connection).await?;
    if !exists {
        let password = role_password(user, role);
        connection.execute(format!("CREATE ROLE {role} LOGIN PASSWORD '{password}'").as_str()).await?;
    }
    Ok(())
}

/// Ends whoever is connected to a database.
const DISCONNECT: &str =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()";

/// A new database with the template's content; nobody stays connected to the template.
pub(crate) async fn clone_of(cluster: &Cluster, template: &str) -> Result<TestDatabase> {
    let name = format!("{PREFIX}{}", Uuid::new_v4().simple());
    let mut connection = cluster.maintenance_options().connect().await?;
    sqlx::query(DISCONNECT).bind(template).execute(&mut connection).await?;
    connection.execute(format!("CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}").as_str()).await?;
    connection.close().await?;
    let [owner, app, reader, vault] = [OWNER, APP, READER, VAULT].map(|role| cluster.options(role, &name));
    Ok(TestDatabase { name, owner, app, reader, vault })
}

/// Drops the databases that earlier runs left, the template of today's migrations excepted.
pub(crate) async fn drop_leftovers(maintenance: PgConnectOptions, leftovers: Vec<String>) -> Result<()> {
    let mut connection = maintenance.connect().await?;
    for name in leftovers {
        connection.execute(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)").as_str()).await?;
    }
    connection.close().await?;
    Ok(())
}

/// The databases that earlier runs left.
pub(crate) async fn leftovers(cluster: &Cluster) -> Result<Vec<String>> {
    let mut connection = cluster.maintenance_options().connect().await?;
    let template = format!("{PREFIX}template_{}", migrations_hash());
    let names = sqlx::query_scalar(LEFTOVER_DATABASES).bind(template).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(names)
}

/// How a cell is prepared besides its migrations.
const PREPARATION: &str = include_str!("../../../replay/src/migrate.rs");

/// Stands for the content of all migrations and of what prepares for them: another content, another template.
fn migrations_hash() -> String {
    let mut hash = Sha256::new_with_prefix(PREPARATION);
    for migration in replay::migrate::MIGRATIONS.iter().chain(replay::migrate::VAULT_MIGRATIONS.iter()) {
        hash.update(&migration.checksum);
    }
    hex::encode(&hash.finalize()[..8])
}

/// Brings a new database to the product's schema.
async fn migrate(owner: PgConnectOptions) -> Result<()> {
    replay::migrate::migrate(owner, SCHEMA).await.map_err(|error| PostgresError::Migration(with_causes(&error)))
}
