//! Who asks, when it is the holder of a mandate.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::audit::{AuditError, Keys};
use crate::mandate::Mandate;

/// The mandate, and what decrypts it.
#[derive(Debug, Default, Args)]
pub(super) struct Holder {
    /// A mandate: what it covers is opened, everything else stays sealed
    #[arg(long, value_name = "FILE", requires = "identity")]
    mandate: Option<PathBuf>,
    /// The identity the mandate is encrypted to: a file as age-keygen writes it
    #[arg(long, value_name = "FILE", requires = "mandate")]
    identity: Option<PathBuf>,
}

impl Holder {
    /// Whether there is a mandate.
    pub(super) const fn has_mandate(&self) -> bool {
        self.mandate.is_some()
    }

    /// The mandate, once a key of the log is seen to have signed it.
    pub(super) fn read(&self, keys: &Keys) -> Result<Option<Mandate>, AuditError> {
        let (Some(mandate), Some(identity)) = (&self.mandate, &self.identity) else { return Ok(None) };
        let read = |path: &Path| std::fs::read(path).map_err(AuditError::file(path));
        Ok(Some(Mandate::read(&read(mandate)?, &read(identity)?, keys.trusted())?))
    }
}
