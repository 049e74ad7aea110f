//! What a backup of a database holds, for tests that search it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use sqlx::postgres::PgConnectOptions;

/// Everything a database holds, every schema of it, as `pg_dump` writes it; none where that program is not installed.
///
/// # Errors
/// When it fails.
pub fn dump(options: &PgConnectOptions) -> anyhow::Result<Option<String>> {
    let Some(program) = program("pg_dump") else { return Ok(None) };
    let host = options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
    let database = options.get_database().context("a database is named")?;
    let output = Command::new(program)
        .args(["-U", options.get_username(), "-h", &host, "-p", &options.get_port().to_string(), database])
        .stdin(Stdio::null())
        .output()?;
    ensure!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// In the distributions' versioned folders, the highest first: the one on the path may be older than the server.
pub(super) fn program(name: &str) -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib/postgresql").map(|folders| folders.flatten().map(|folder| folder.path()));
    let mut folders: Vec<PathBuf> = folders.map(Iterator::collect).unwrap_or_default();
    folders.sort();
    folders.into_iter().rev().map(|folder| folder.join("bin").join(name)).find(|program| program.exists())
}
