//! The file being loaded: read twice, once for its hash and once for its rows.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};

/// A file that stays open under its hash, whatever happens to its name.
#[derive(Debug)]
pub struct Source {
    file: File,
    hash: [u8; 32],
}

impl Source {
    /// Opens a file; `-` is the standard input, kept in a nameless temporary file that vanishes with this process.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path == Path::new("-") { Self::spool(io::stdin().lock()) } else { Self::hashed(File::open(path)?) }
    }

    /// Takes whatever `input` gives.
    ///
    /// # Errors
    /// When it cannot be read or kept.
    pub fn spool(mut input: impl Read) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut input, &mut file)?;
        Self::hashed(file)
    }

    fn hashed(mut file: File) -> io::Result<Self> {
        file.rewind()?;
        let mut hash = Sha256::new();
        io::copy(&mut file, &mut hash)?;
        file.rewind()?;
        Ok(Self { file, hash: hash.finalize().into() })
    }

    /// SHA-256 of its content.
    #[must_use]
    pub const fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The first characters of the hash: the name of the file in the log.
    #[must_use]
    pub fn short_hash(&self) -> String {
        hex::encode(&self.hash[..8])
    }

    pub(super) fn into_file(self) -> File {
        self.file
    }
}
