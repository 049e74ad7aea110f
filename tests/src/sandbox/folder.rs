//! Where a sandbox keeps what it makes: one folder, ignored by git, that can be deleted at any time.

use std::path::{Path, PathBuf};

/// The folder of one sandbox.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Where sandboxes keep their folders when nothing else is said: `.quietanza` in this workspace.
    #[must_use]
    pub fn usual() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).join(".quietanza")
    }

    /// The folder `name` of `data`, made when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(data: &Path, name: &str) -> anyhow::Result<Self> {
        let folder = data.join(name);
        std::fs::create_dir_all(folder.join("documents"))?;
        Ok(Self(folder))
    }

    /// Deletes everything in it, so that what follows starts from nothing.
    ///
    /// # Errors
    /// When something cannot be deleted.
    pub fn empty(&self) -> anyhow::Result<()> {
        std::fs::remove_dir_all(&self.0)?;
        Ok(std::fs::create_dir_all(self.0.join("documents"))?)
    }

    /// A path inside it.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}
