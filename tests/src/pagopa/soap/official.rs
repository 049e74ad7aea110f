//! A second opinion: the official schema, read by an independent validator, when both are at hand.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// The official schema of paForNode and `xmllint`.
#[derive(Debug, Clone)]
pub struct OfficialSchema {
    /// A schema that joins envelope and messages, so that a whole message is checked at once.
    joined: PathBuf,
}

impl OfficialSchema {
    /// The schema of the shared contracts and `xmllint`, or why one of them is not there.
    ///
    /// # Errors
    /// One sentence, to be printed by whoever skips a check for it.
    pub fn find() -> Result<Self, String> {
        let contracts = shared_folder().ok_or("the shared contracts are not beside this repository")?;
        let contracts = contracts.join("pagopa/contracts/soap");
        let version = std::process::Command::new("xmllint").arg("--version").stderr(Stdio::null()).status();
        if !version.is_ok_and(|status| status.success()) {
            return Err("xmllint is not installed".to_owned());
        }
        let joined = write_joined(&contracts).map_err(|error| format!("the joined schema cannot be written: {error}"))?;
        Ok(Self { joined })
    }

    /// Validates a whole message, envelope included.
    ///
    /// # Errors
    /// What the validator says.
    pub async fn check(&self, message: &str) -> Result<(), String> {
        let mut validator = Command::new("xmllint");
        validator.args(["--nonet", "--noout", "--schema"]).arg(&self.joined).arg("-");
        validator.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut validator = validator.spawn().map_err(|error| error.to_string())?;
        if let Some(mut input) = validator.stdin.take() {
            input.write_all(message.as_bytes()).await.map_err(|error| error.to_string())?;
        }
        let output = validator.wait_with_output().await.map_err(|error| error.to_string())?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

/// The folder `shared` beside this repository, or one further up.
#[must_use]
pub(crate) fn shared_folder() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let candidates = [repository.join("../shared"), repository.join("../../shared")];
    candidates.into_iter().find(|folder| folder.join("pagopa").is_dir())?.canonicalize().ok()
}

fn write_joined(contracts: &Path) -> std::io::Result<PathBuf> {
    let import = |namespace: &str, file: &str| {
        let location = contracts.join(file);
        format!("<xsd:import namespace=\"{namespace}\" schemaLocation=\"{}\"/>", location.display())
    };
    let schema = format!(
        "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">{}{}</xsd:schema>",
        import("http://schemas.xmlsoap.org/soap/envelope/", "xsd-common/envelope.xsd"),
        import("http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd", "wsdl/xsd/paForNode.xsd"),
    );
    // Written beside and renamed: other processes may be reading the same file.
    let joined = std::env::temp_dir().join("quietanza-paForNode.xsd");
    let written = joined.with_extension(std::process::id().to_string());
    std::fs::write(&written, schema)?;
    std::fs::rename(written, &joined)?;
    Ok(joined)
}
