//! One run of the server: its process, and the shell that watches over it on our behalf.

use std::fs::File;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::data_folder::DataFolder;
use super::error::{AtPath, PostgresError, Result};
use super::programs::Programs;
use super::run_user::RunUser;

/// How long a server may take to become ready (crash recovery included) or to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often readiness and end are looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// What a shell runs to become PostgreSQL after it has left a watcher behind. Standard input is a pipe from the
/// owner: a line on it dismisses the watcher, its end without a line (the owner died) stops the server.
const WATCHED: &str = r#"
exec 3<&0 </dev/null
( { read -r dismissed <&3 || kill -INT $$; } >/dev/null 2>&1 & )
exec "$@" 3<&-
"#;

/// The two reasons to be refused by what an earlier run left, both of which pass by themselves: its server is
/// still shutting down, or the last of its processes still hold the shared memory.
const PASSING: [&str; 2] = ["Is another postmaster", "is still in use"];

/// Settings that make an acknowledged commit survive; the defaults, stated so that nothing undoes them.
const DURABLE: [(&str, &str); 3] = [("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")];

/// A server process that is ready for connections. Dropping it stops the server, as the owner's death would.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    watcher: Option<ChildStdin>,
}

impl Server {
    /// Starts the server and waits until it answers `probe`. What a crashed owner left behind is waited for.
    pub(crate) async fn start(
        folder: &DataFolder,
        programs: &Programs,
        user: RunUser,
        settings: &[(String, String)],
        probe: &PgConnectOptions,
    ) -> Result<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut server = Self::spawn(folder, programs, user, settings)?;
            if server.is_ready(probe, deadline).await? {
                return Ok(server);
            }
            if server.has_ended()? {
                server.dismiss_watcher();
            }
            let log = folder.end_of_log();
            let passing = PASSING.iter().any(|reason| log.contains(reason));
            if !passing || Instant::now() > deadline {
                let what = "did not become ready";
                return Err(PostgresError::Server { folder: folder.path().to_owned(), what, log });
            }
            glance().await;
        }
    }

    fn spawn(folder: &DataFolder, programs: &Programs, user: RunUser, settings: &[(String, String)]) -> Result<Self> {
        // A file of its own: processes of a killed server may still write to the one before.
        let _none_before = std::fs::remove_file(folder.log());
        let log = File::create(folder.log()).at(folder.log())?;
        let mut command = user.command("/bin/sh");
        command.args(["-c", WATCHED, "sh"]).arg(&programs.postgres).arg("-D").arg(folder.data());
        for (name, value) in DURABLE {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        for (name, value) in settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(log).process_group(0);
        let mut process = command.spawn().at("/bin/sh")?;
        let watcher = process.stdin.take();
        Ok(Self { process, watcher })
    }

    /// Waits for the first connection; false when the process ended, or time ran out, before it.
    async fn is_ready(&mut self, probe: &PgConnectOptions, deadline: Instant) -> Result<bool> {
        while Instant::now() < deadline {
            if self.has_ended()? {
                return Ok(false);
            }
            if let Ok(connection) = probe.connect().await {
                connection.close().await?;
                return Ok(true);
            }
            glance().await;
        }
        Ok(false)
    }

    /// The process id of the server's main process.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Whether the main process is gone, killed from outside for example.
    pub(crate) fn has_ended(&mut self) -> Result<bool> {
        Ok(self.process.try_wait().at("postgres")?.is_some())
    }

    /// Kills the main process as a crash would: its children notice and go by themselves.
    pub(crate) fn kill9(mut self) -> Result<()> {
        self.process.kill().at("postgres")?;
        self.process.wait().at("postgres")?;
        self.dismiss_watcher();
        Ok(())
    }

    /// Stops the server by SIGINT: sessions are ended, a last checkpoint is written, the next start is a clean one.
    pub(crate) async fn stop(mut self, folder: &Path) -> Result<()> {
        self.interrupt();
        let deadline = Instant::now() + PATIENCE;
        while !self.has_ended()? {
            if Instant::now() > deadline {
                let log = format!("process {} still runs", self.pid());
                return Err(PostgresError::Server { folder: folder.to_owned(), what: "did not stop", log });
            }
            glance().await;
        }
        self.dismiss_watcher();
        Ok(())
    }

    fn interrupt(&self) {
        let pid = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // An error means that it ended already, which is what was wanted.
            let _ended = kill_process(pid, Signal::INT);
        }
    }

    /// Tells the watcher that the process it knows is gone, so that it never signals a stranger of the same number.
    fn dismiss_watcher(&mut self) {
        if let Some(mut pipe) = self.watcher.take() {
            // An error means that the watcher is gone as well.
            let _gone = pipe.write_all(b"dismissed\n");
        }
    }
}

/// The time between two looks at a condition that nothing announces.
pub(crate) async fn glance() {
    let _elapsed = tokio::time::timeout(GLANCE, std::future::pending::<()>()).await;
}
