//! Brings a cell and its vault to the current shape: roles, schemas, tables, grants. Forward only, safe to repeat, safe to run twice at once.

mod moved_keys;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, Executor, PgConnection};

use crate::pool;

/// The migrations of a cell, embedded.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");
/// The migrations of a vault, embedded.
pub static VAULT_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/vault");

const SCHEMA_NAME_MAX: usize = 63;

/// Serialises the preparation of roles and schemas in one cluster; the number is arbitrary and fixed.
const LOCK: &str = "SELECT pg_advisory_lock(7094061152)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7094061152)";
const CREATE_ROLES: &str = "
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['quietanza_owner', 'quietanza_app', 'quietanza_reader', 'quietanza_vault'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', wanted);
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'quietanza_owner', 'MEMBER') THEN
        EXECUTE format('GRANT quietanza_owner TO %I', current_user);
    END IF;
    -- Builds of views stand in schemas of their own. Whoever may not give this away has a database that was given to the owner, or cannot rebuild.
    IF NOT has_database_privilege('quietanza_owner', current_database(), 'CREATE') THEN
        BEGIN
            EXECUTE format('GRANT CREATE ON DATABASE %I TO quietanza_owner', current_database());
        EXCEPTION WHEN insufficient_privilege THEN NULL;
        END;
    END IF;
END $$";

/// Why a cell could not be brought to the current shape.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The schema name is not a plain lower-case identifier of at most 63 characters.
    #[error("schema {0:?} is not a plain lower-case identifier of at most 63 characters")]
    SchemaName(String),
    /// The database could not be reached or refused a preparation step.
    #[error("preparing roles and schema")]
    Prepare(#[source] sqlx::Error),
    /// A migration failed, or the cell was migrated by a newer or altered build.
    #[error("applying migrations")]
    Apply(#[source] sqlx::migrate::MigrateError),
}

/// Where something stands: a server's database, reached as a role that may migrate it, and a schema in it.
#[derive(Clone, Debug)]
pub struct Place {
    /// How to connect.
    pub options: PgConnectOptions,
    /// The schema.
    pub schema: String,
}

/// The schema of a cell's vault, where nothing else is set.
#[must_use]
pub fn vault_schema(cell: &str) -> String {
    format!("{cell}_vault")
}

/// Migrates a cell whose vault stands beside it, in the same database.
///
/// # Errors
/// As [`migrate_apart`].
pub async fn migrate(options: PgConnectOptions, schema: &str) -> Result<(), MigrateError> {
    let vault = Place { options: options.clone(), schema: vault_schema(schema) };
    migrate_apart(&Place { options, schema: schema.to_owned() }, &vault).await
}

/// Creates the roles and the schemas where they are missing and applies what cell and vault lack.
///
/// Both places are reached as a superuser, as a role that may create roles and schemas, or (when roles and schema stand already) as
/// `quietanza_owner` itself. Everything made belongs to `quietanza_owner`.
///
/// # Errors
/// [`MigrateError`] says at which step; what was applied before stays applied.
pub async fn migrate_apart(cell: &Place, vault: &Place) -> Result<(), MigrateError> {
    check_name(&cell.schema)?;
    check_name(&vault.schema)?;
    let mut in_cell = prepared(cell, grants(&cell.schema)).await?;
    let mut in_vault = prepared(vault, vault_grants(&vault.schema)).await?;
    VAULT_MIGRATIONS.run(&mut in_vault).await.map_err(MigrateError::Apply)?;
    moved_keys::move_keys(&mut in_cell, &mut in_vault).await.map_err(MigrateError::Prepare)?;
    in_vault.close().await.map_err(MigrateError::Prepare)?;
    MIGRATIONS.run(&mut in_cell).await.map_err(MigrateError::Apply)?;
    in_cell.close().await.map_err(MigrateError::Prepare)
}

/// A connection that acts as the owner in a schema that stands.
async fn prepared(place: &Place, grants: String) -> Result<PgConnection, MigrateError> {
    let options = pool::in_cell(place.options.clone(), &place.schema);
    let mut connection = PgConnection::connect_with(&options).await.map_err(MigrateError::Prepare)?;
    prepare(&mut connection, &place.schema, &grants).await.map_err(MigrateError::Prepare)?;
    Ok(connection)
}

async fn prepare(connection: &mut PgConnection, schema: &str, grants: &str) -> Result<(), sqlx::Error> {
    connection.execute("SET statement_timeout = 0").await?;
    connection.execute(LOCK).await?;
    connection.execute(CREATE_ROLES).await?;
    if !schema_exists(connection, schema).await? {
        let create = format!("CREATE SCHEMA {schema} AUTHORIZATION {}", pool::OWNER);
        connection.execute(create.as_str()).await?;
    }
    connection.execute(grants).await?;
    connection.execute(UNLOCK).await?;
    Ok(())
}

async fn schema_exists(connection: &mut PgConnection, schema: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)").bind(schema).fetch_one(connection).await
}

/// From here on the connection acts as the owner; tables made later are covered by the default privileges.
fn grants(schema: &str) -> String {
    let (owner, app, reader) = (pool::OWNER, pool::APP, pool::READER);
    format!(
        "GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner};
         GRANT USAGE ON SCHEMA {schema} TO {app}, {reader};
         SET ROLE {owner};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {reader};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {app};"
    )
}

/// In a vault nobody but its own role gets in; what that role may do is said table by table.
fn vault_grants(schema: &str) -> String {
    let (owner, vault) = (pool::OWNER, pool::VAULT);
    format!(
        "GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner};
         GRANT USAGE ON SCHEMA {schema} TO {vault};
         SET ROLE {owner};"
    )
}

fn check_name(schema: &str) -> Result<(), MigrateError> {
    let plain = schema
        .bytes()
        .enumerate()
        .all(|(at, byte)| byte.is_ascii_lowercase() || byte == b'_' || (at > 0 && byte.is_ascii_digit()));
    if plain && !schema.is_empty() && schema.len() <= SCHEMA_NAME_MAX {
        Ok(())
    } else {
        Err(MigrateError::SchemaName(schema.to_owned()))
    }
}
