//! Backups as an administrator takes them: a base backup that is recovered to a moment from the archive of the WAL, and a dump that is loaded.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use sqlx::postgres::PgConnectOptions;

use super::cluster::Cluster;
use super::dump::program;

impl Cluster {
    /// Copies the data of the running cluster into the folder of another cluster, which [`Cluster::start`] then starts; false where
    /// `pg_basebackup` is not installed.
    ///
    /// # Errors
    /// When the server is not ours, or the program fails.
    pub fn base_backup(&self, folder: &Path) -> anyhow::Result<bool> {
        let Some(program) = program("pg_basebackup") else { return Ok(false) };
        let (user, socket) = self.run_as()?;
        let data = folder.join("data");
        fs::create_dir_all(&data)?;
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
        user.give(&data)?;
        let mut copy = user.command(program);
        copy.arg("-h").arg(socket).args(["-U", "postgres", "-X", "fetch", "-c", "fast", "-D"]).arg(&data);
        let output = copy.output()?;
        ensure!(output.status.success(), "pg_basebackup: {}", String::from_utf8_lossy(&output.stderr));
        Ok(true)
    }

    /// Tells a base backup to recover from an archive up to a moment and to go on from there.
    ///
    /// # Errors
    /// When the backup cannot be written to.
    pub fn recover_to(&self, folder: &Path, archive: &Path, moment: &str) -> anyhow::Result<()> {
        let (user, _) = self.run_as()?;
        let data = folder.join("data");
        let wanted = format!(
            "restore_command = 'cp {}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n",
            archive.display()
        );
        fs::OpenOptions::new().append(true).open(data.join("postgresql.auto.conf"))?.write_all(wanted.as_bytes())?;
        let signal = data.join("recovery.signal");
        fs::write(&signal, "")?;
        Ok(user.give(&signal)?)
    }
}

/// Loads a dump into an empty database; false where `psql` is not installed.
///
/// # Errors
/// When a statement of it fails.
pub fn load(options: &PgConnectOptions, dump: &str) -> anyhow::Result<bool> {
    let Some(program) = program("psql") else { return Ok(false) };
    let host = options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
    let database = options.get_database().context("a database is named")?;
    let mut psql = Command::new(program)
        .args(["-U", options.get_username(), "-h", &host, "-p", &options.get_port().to_string(), "-d", database])
        .args(["--no-psqlrc", "--quiet", "--output=/dev/null", "-v", "ON_ERROR_STOP=1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = psql.stdin.take().context("psql reads")?;
    let text = dump.to_owned();
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = psql.wait_with_output()?;
    // Whoever stopped reading has said why.
    let _ = writing.join();
    ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
    Ok(true)
}
