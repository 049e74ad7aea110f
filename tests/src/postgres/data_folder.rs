//! The folder of a cluster: one living owner at a time, and reachable by the user PostgreSQL runs as.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{AtPath, PostgresError, Result};
use super::run_user::RunUser;

/// A cluster's folder, ours as long as this value lives: the lock goes with the process, however that ends.
#[derive(Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    _owner: File,
}

impl DataFolder {
    /// Creates the folder if need be and takes its lock.
    ///
    /// # Errors
    /// [`PostgresError::InUse`] when a living process holds it.
    pub(crate) fn own(wanted: &Path, user: RunUser) -> Result<Self> {
        let path = reachable(wanted, user)?;
        let lock_path = path.join("owner.lock");
        let lock = File::create(&lock_path).at(&lock_path)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _owner: lock }),
            Err(TryLockError::WouldBlock) => Err(PostgresError::InUse { folder: path }),
            Err(TryLockError::Error(error)) => Err(error).at(lock_path),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// PostgreSQL's data.
    pub(crate) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// What the server printed since it was last started.
    pub(crate) fn log(&self) -> PathBuf {
        self.path.join("postgres.log")
    }

    /// The end of the log, for messages.
    pub(crate) fn end_of_log(&self) -> String {
        let log = fs::read(self.log()).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].join(" / ")
    }
}

/// The wanted folder when `user` can go there; else a folder of ours below the system's temporary folder, said aloud.
pub(crate) fn reachable(wanted: &Path, user: RunUser) -> Result<PathBuf> {
    fs::create_dir_all(wanted).at(wanted)?;
    if user.reaches(wanted) {
        return Ok(wanted.to_owned());
    }
    let name = format!("quietanza-{}", short_hash(wanted));
    let fallback = std::env::temp_dir().join(name);
    own_folder(&fallback, rustix::process::geteuid().as_raw(), 0o711)?;
    eprintln!(
        "{} cannot be reached by the user that PostgreSQL runs as (uid {}): using {} instead",
        wanted.display(),
        user.uid(),
        fallback.display()
    );
    Ok(fallback)
}

/// Creates a folder below a folder where everybody may write, or accepts the one we created earlier, never another's.
pub(crate) fn own_folder(path: &Path, owner: u32, mode: u32) -> Result<()> {
    match fs::DirBuilder::new().mode(mode).create(path) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(error).at(path);
        }
        Err(_) => {}
    }
    let found = fs::symlink_metadata(path).at(path)?;
    if found.is_dir() && found.uid() == owner && found.mode() & 0o777 == mode {
        return Ok(());
    }
    Err(std::io::Error::other("exists and is not the folder made by an earlier run: remove it")).at(path)
}

/// Eight hexadecimal digits that stand for a path.
pub(crate) fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hex::encode(&digest[..4])
}
