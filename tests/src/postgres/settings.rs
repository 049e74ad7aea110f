//! What a cluster is told: where its data lives, and where to find PostgreSQL.

use std::path::{Path, PathBuf};

/// Where a cluster lives and what it is started with.
#[derive(Debug, Clone)]
pub struct ClusterSettings {
    /// The cluster's own folder (data, log, lock), kept between runs.
    pub folder: PathBuf,
    /// A server that somebody else runs: used as it is, nothing is managed.
    pub database_url: Option<String>,
    /// The folder of PostgreSQL's programs `initdb` and `postgres`; looked for when absent.
    pub programs: Option<PathBuf>,
    /// The folder in which fetched programs are kept, shared by all clusters of the workspace.
    pub fetched: PathBuf,
    /// Further server settings by name, such as `("max_connections", "20")`; later ones win.
    pub server: Vec<(String, String)>,
}

impl ClusterSettings {
    /// Settings for a managed cluster in `folder`, whatever the environment says.
    #[must_use]
    pub fn managed(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            database_url: None,
            programs: None,
            fetched: state_folder().join("programs"),
            server: Vec::new(),
        }
    }

    /// Settings for a cluster in `folder`, obeying the variables `DATABASE_URL` (use that server) and
    /// `QUIETANZA_POSTGRES_BIN` (the folder of PostgreSQL's programs).
    #[must_use]
    pub fn from_environment(folder: impl Into<PathBuf>) -> Self {
        Self {
            database_url: non_empty_variable("DATABASE_URL"),
            programs: non_empty_variable("QUIETANZA_POSTGRES_BIN").map(PathBuf::from),
            ..Self::managed(folder)
        }
    }

    /// The same with one more server setting.
    #[must_use]
    pub fn with_server_setting(mut self, name: &str, value: &str) -> Self {
        self.server.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// The git-ignored folder `.quietanza` of the workspace, where clusters and fetched programs are kept.
pub(crate) fn state_folder() -> PathBuf {
    let tests_crate = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests_crate.parent().unwrap_or(tests_crate).join(".quietanza")
}

fn non_empty_variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
