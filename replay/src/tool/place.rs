//! Where the log is, and whose signature counts.

use std::path::PathBuf;

use clap::Args;
use sqlx::postgres::PgConnectOptions;

use super::progress::Progress;
use crate::audit::{AuditError, Database, Keys, Source, bundle};
use crate::heads::SignedHead;
use crate::pool;

/// Where the log is, and whose signature counts.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The database: postgres://…; the role is quietanza_reader unless another is named
    #[arg(long, global = true, env = "QUIETANZA_AUDIT_DATABASE", hide_env_values = true, value_name = "URL", value_parser = database)]
    database: Option<PgConnectOptions>,
    /// The schema of the cell
    #[arg(long, global = true, env = "QUIETANZA_AUDIT_SCHEMA", default_value = "public")]
    schema: String,
    /// A bundle instead of the database
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "database")]
    pub(super) bundle: Option<PathBuf>,
    /// A public key of the log that you were given by somebody else than the log: <origin>+<key id>+<base64>. Without it the keys the log names
    /// itself are believed
    #[arg(long = "key", global = true, value_name = "KEY")]
    pub(super) keys: Vec<String>,
    /// Read under the signed head of this size instead of the newest
    #[arg(long, global = true, value_name = "N")]
    pub(super) size: Option<u64>,
}

/// The database, the head the question is asked under, and the keys.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) database: Database,
    pub(super) head: SignedHead,
    pub(super) keys: Keys,
}

impl Place {
    /// Opens the database under a head that is signed.
    pub(super) async fn open(&self) -> Result<Opened, AuditError> {
        let Some(options) = self.database.clone() else {
            return Err(AuditError::Absent("no database is named: give --database or QUIETANZA_AUDIT_DATABASE".to_owned()));
        };
        let database = Database::open(options, &self.schema).await?;
        let head = database.head(self.size).await?;
        let keys = Keys::choose(&self.keys, &database.verifiers().await?)?;
        head.verify(keys.trusted())?;
        Ok(Opened { database, head, keys })
    }

    /// The database, or the bundle once it has been checked.
    pub(super) async fn source(&self, progress: Progress) -> Result<Source, AuditError> {
        match &self.bundle {
            None => self.open().await.map(|opened| Source::Database(opened.database, opened.head)),
            Some(path) => {
                let bar = progress.bar("checking the bundle", None);
                let checked = bundle::check(path, &self.keys, |read| bar.set_position(read))?;
                bar.finish_and_clear();
                Ok(Source::Bundle(path.clone(), checked))
            }
        }
    }

    /// Whose signature counts there.
    pub(super) async fn keys_of(&self, source: &Source) -> Result<Keys, AuditError> {
        match source {
            Source::Database(database, _) => Ok(Keys::choose(&self.keys, &database.verifiers().await?)?),
            Source::Bundle(_, checked) => Ok(checked.keys.clone()),
        }
    }

    /// The same place, as arguments for another build of this program.
    pub(super) fn to_arguments(&self, size: u64) -> Vec<std::ffi::OsString> {
        let mut arguments: Vec<std::ffi::OsString> = Vec::new();
        match &self.bundle {
            Some(path) => arguments.extend(["--bundle".into(), path.into()]),
            None => arguments.extend(["--size".into(), size.to_string().into(), "--schema".into(), self.schema.clone().into()]),
        }
        self.keys.iter().for_each(|key| arguments.extend(["--key".into(), key.into()]));
        arguments
    }

    /// The database's address, for the environment of another build.
    pub(super) fn database_url(&self) -> Option<String> {
        use sqlx::ConnectOptions;
        self.database.as_ref().map(|options| options.to_url_lossy().to_string())
    }
}

/// The driver would take the name of whoever is logged in where the address names no role.
fn database(address: &str) -> Result<PgConnectOptions, String> {
    let options: PgConnectOptions = address.parse().map_err(|error: sqlx::Error| error.to_string())?;
    let (_, rest) = address.split_once("://").ok_or("it does not begin with postgres://")?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let named = authority.contains('@') || rest.contains("?user=") || rest.contains("&user=");
    Ok(if named { options } else { options.username(pool::READER) })
}
