//! The auditor's desk: a folder, the tool `replay` in the role that only reads, and a checker in another language.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

use crate::sandbox::Sandbox;

/// The desk.
#[derive(Debug)]
pub(super) struct Desk {
    folder: PathBuf,
    database: PgConnectOptions,
}

/// What the tool ended with and said.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) code: u8,
    pub(super) out: String,
    pub(super) complaint: String,
}

impl Said {
    /// The answer as JSON.
    pub(super) fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_str(&self.out).with_context(|| format!("{} {}", self.out, self.complaint))
    }

    /// Fails unless everything asked for held.
    pub(super) fn holds(self) -> anyhow::Result<Self> {
        ensure!(self.code == 0, "replay ended with {}: {}{}", self.code, self.out, self.complaint);
        Ok(self)
    }
}

impl Desk {
    /// A desk with an empty folder.
    pub(super) fn of(sandbox: &Sandbox) -> anyhow::Result<Self> {
        let folder = sandbox.folder.path("audit");
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, database: sandbox.reader() })
    }

    /// The sandbox's database, in the role that only reads.
    pub(super) const fn database(&self) -> &PgConnectOptions {
        &self.database
    }

    /// A file on the desk.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Asks the tool about the sandbox's database.
    pub(super) async fn ask(&self, arguments: &[&str]) -> Said {
        self.ask_about(&self.database, arguments).await
    }

    /// Asks the tool about another.
    pub(super) async fn ask_about(&self, database: &PgConnectOptions, arguments: &[&str]) -> Said {
        let url = database.to_url_lossy().to_string();
        alone(&[arguments, &["--database", &url, "--schema", Sandbox::SCHEMA]].concat()).await
    }
}

/// Asks the tool without a database.
pub(super) async fn alone(arguments: &[&str]) -> Said {
    let (mut out, mut complaint) = (Vec::new(), Vec::new());
    let arguments = ["replay"].iter().chain(arguments).chain(&["--quiet"]).map(Into::into);
    let code = replay::tool::run(arguments, false, &mut out, &mut complaint).await;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said { code, out: text(out), complaint: text(complaint) }
}

/// What a checker written in another language, from the public rules only, says of a file; says so where there is no Python.
pub(super) fn checked_elsewhere(file: &Path) -> anyhow::Result<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/checker/check.py");
    let output = match Command::new("python3").args(["-I", script]).arg(file).output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok("there is no python3 here".to_owned()),
        Err(error) => return Err(error).context("python3"),
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "check.py: {said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(said)
}
