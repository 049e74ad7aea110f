//! The limit of a statement: pgbench doing the same, with prepared statements and as many clients.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, ensure};
use sqlx::postgres::PgConnectOptions;

static SCRIPTS: AtomicU32 = AtomicU32::new(0);

/// pgbench with its script.
#[derive(Debug)]
pub struct Pgbench {
    program: PathBuf,
    script: PathBuf,
    variables: Vec<String>,
    options: PgConnectOptions,
}

impl Pgbench {
    /// pgbench running `script` in every transaction.
    ///
    /// # Errors
    /// When pgbench is not installed or the script cannot be written.
    pub fn running(script: &str, options: &PgConnectOptions) -> anyhow::Result<Self> {
        let number = SCRIPTS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("quietanza-pgbench-{}-{number}.sql", std::process::id()));
        std::fs::write(&path, script)?;
        Ok(Self { program: find()?, script: path, variables: Vec::new(), options: options.clone() })
    }

    /// pgbench asking `sql`, whose parameters `$1`, `$2`, … have these values.
    ///
    /// # Errors
    /// As [`Pgbench::running`].
    pub fn asking(sql: &str, values: &[&str], options: &PgConnectOptions) -> anyhow::Result<Self> {
        let numbers = (1..=values.len()).rev();
        let script = numbers.fold(sql.to_owned(), |sql, number| sql.replace(&format!("${number}"), &format!(":v{number}")));
        let mut asking = Self::running(&format!("{};\n", script.split_whitespace().collect::<Vec<_>>().join(" ")), options)?;
        asking.variables = values.iter().zip(1..).map(|(value, number)| format!("-Dv{number}={value}")).collect();
        Ok(asking)
    }

    /// Transactions per second with this many clients over `seconds`.
    ///
    /// # Errors
    /// When pgbench fails.
    pub fn run(&self, clients: usize, seconds: u64) -> anyhow::Result<f64> {
        let host =
            self.options.get_socket().map_or_else(|| self.options.get_host().to_owned(), |socket| socket.display().to_string());
        let output = Command::new(&self.program)
            .args(["-n", "-M", "prepared", "-j", &clients.min(2).to_string(), "-c", &clients.to_string()])
            .args(["-T", &seconds.to_string(), "-U", self.options.get_username(), "-h", &host])
            .args(&self.variables)
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
