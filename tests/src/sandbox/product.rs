//! The product as a process of its own: this program, started again as `quietanza`, so that it can be killed.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};

/// How long a start may take before it counts as failed.
const START_LIMIT: Duration = Duration::from_secs(30);
/// How long a graceful stop may take: the product drains for 25 seconds.
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// A running product.
#[derive(Debug)]
pub struct ProductProcess {
    child: Child,
}

/// How the product is called.
#[derive(Clone, Debug)]
pub struct ProductCommand {
    program: PathBuf,
    settings: PathBuf,
    log: PathBuf,
}

impl ProductCommand {
    /// The product with these settings, its log in a file.
    ///
    /// # Errors
    /// When this program does not know its own path.
    pub fn new(settings: PathBuf, log: PathBuf) -> anyhow::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, settings, log })
    }

    /// The same with another program, such as the binary that a test built.
    #[must_use]
    pub fn with_program(mut self, program: impl AsRef<Path>) -> Self {
        self.program = program.as_ref().to_owned();
        self
    }

    /// Runs one command of the product to its end and returns what it printed.
    ///
    /// # Errors
    /// When it fails, with what it said.
    pub async fn run(&self, args: &[&str]) -> anyhow::Result<String> {
        self.run_with(args, "").await
    }

    /// The same with something typed into its standard input, such as a password.
    ///
    /// # Errors
    /// As [`ProductCommand::run`].
    pub async fn run_with(&self, args: &[&str], typed: &str) -> anyhow::Result<String> {
        let mut child = self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut stdin = child.stdin.take().context("the standard input is piped")?;
        stdin.write_all(typed.as_bytes()).await?;
        drop(stdin);
        let output = child.wait_with_output().await?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!("quietanza {} failed: {said}{}", args.join(" "), String::from_utf8_lossy(&output.stderr));
        }
        Ok(said)
    }

    /// Makes the product's own key files in a folder.
    ///
    /// # Errors
    /// When they cannot be made.
    pub async fn keys(&self, folder: &Path) -> anyhow::Result<()> {
        let made = Command::new(&self.program).args(["product", "keys", "generate"]).arg(folder).output().await?;
        if made.status.success() { Ok(()) } else { bail!("the keys cannot be made: {}", String::from_utf8_lossy(&made.stderr)) }
    }

    /// Starts serving, and returns when `/readyz` says that everything is ready.
    ///
    /// # Errors
    /// When it ends at once or is not ready in time.
    pub async fn serve(&self, operations: std::net::SocketAddr) -> anyhow::Result<ProductProcess> {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(&self.log)?;
        // The product stops when its standard input ends, so it cannot outlive a sandbox that was killed.
        let mut command = self.command(&["serve", "--stop-at-end-of-input"]);
        command.stdin(Stdio::piped());
        // A process group of its own: Ctrl-C at the terminal reaches us, and we stop the product in order.
        command.process_group(0);
        let child = command.stdout(log.try_clone()?).stderr(log).spawn().context("the product cannot be started")?;
        let mut process = ProductProcess { child };
        process.ready(operations).await.with_context(|| format!("see {}", self.log.display()))?;
        Ok(process)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("product").args(args).arg("--settings").arg(&self.settings).kill_on_drop(true);
        command
    }
}

impl ProductProcess {
    async fn ready(&mut self, operations: std::net::SocketAddr) -> anyhow::Result<()> {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(2)).build()?;
        let url = format!("http://{operations}/readyz");
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        let ready = async {
            loop {
                tick.tick().await;
                if let Some(status) = self.child.try_wait()? {
                    bail!("the product ended at once: {status}");
                }
                if client.get(&url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                    return Ok(());
                }
            }
        };
        tokio::time::timeout(START_LIMIT, ready).await.context("the product is not ready in time")?
    }

    /// Ends it as a power cut would.
    ///
    /// # Errors
    /// When the process cannot be signalled.
    pub async fn kill9(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Asks it to stop and waits until it has.
    ///
    /// # Errors
    /// When it does not stop in time or stops with an error.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        drop(self.child.stdin.take());
        let status = tokio::time::timeout(STOP_LIMIT, self.child.wait()).await.context("the product does not stop")??;
        if status.success() { Ok(()) } else { bail!("the product stopped with {status}") }
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }
}
