//! The limit of a write: pgbench doing the same single-row insert with its own commit.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use replay::store::{stored_json, stored_map};
use sqlx::postgres::PgConnectOptions;

use crate::meter;

/// pgbench with its script for one table.
#[derive(Debug)]
pub(crate) struct Pgbench {
    program: PathBuf,
    script: PathBuf,
    options: PgConnectOptions,
}

impl Pgbench {
    pub(crate) fn inserting_into(table: &str, options: &PgConnectOptions) -> anyhow::Result<Self> {
        let payload = String::from_utf8(stored_json(&meter::recorded(1))?)?;
        let metadata = String::from_utf8(stored_map(meter::metadata().iter())?)?;
        let script = std::env::temp_dir().join(format!("quietanza-pgbench-{table}-{}.sql", std::process::id()));
        let insert = format!(
            "\\set stream random(1, 9000000000000000000)\n\
             INSERT INTO {table} (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
             VALUES ('Meter', 'pgbench-' || :stream, 1, 'Recorded', '1', '{payload}', '{metadata}');\n"
        );
        std::fs::write(&script, insert)?;
        Ok(Self { program: find()?, script, options: options.clone() })
    }

    /// Inserts per second with this many clients over `seconds`.
    pub(crate) fn run(&self, clients: usize, seconds: u64) -> anyhow::Result<f64> {
        let host =
            self.options.get_socket().map_or_else(|| self.options.get_host().to_owned(), |socket| socket.display().to_string());
        let output = Command::new(&self.program)
            .args(["-n", "-M", "prepared", "-j", &clients.min(2).to_string(), "-c", &clients.to_string()])
            .args(["-T", &seconds.to_string(), "-U", self.options.get_username(), "-h", &host])
            .args(["-p", &self.options.get_port().to_string(), "-f"])
            .arg(&self.script)
            .arg(self.options.get_database().unwrap_or_default())
            .output()?;
        let told = String::from_utf8_lossy(&output.stdout);
        ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
        let tps = told.lines().find_map(|line| line.strip_prefix("tps = "));
        let tps = tps.and_then(|tps| tps.split_whitespace().next()).context("pgbench told no tps")?;
        Ok(tps.parse()?)
    }
}

impl Drop for Pgbench {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.script);
    }
}

/// On the path, or among the distribution's versioned folders, the highest first.
fn find() -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join("pgbench"));
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.flatten().map(|folder| folder.path().join("bin/pgbench")).collect())
        .unwrap_or_default();
    versions.sort();
    let found = on_path.filter(|path| !is_wrapper(path)).chain(versions.into_iter().rev()).find(|path| path.exists());
    found.context("pgbench is not installed: it comes with PostgreSQL's server packages")
}

/// Debian's `/usr/bin/pgbench` is a script that looks for a cluster of its own.
fn is_wrapper(path: &Path) -> bool {
    std::fs::read_link(path).is_ok()
}
