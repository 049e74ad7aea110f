//! Secrets live in files that only their owner may read; settings name the file, never the secret.

use std::path::Path;

use figment::value::magic::RelativePathBuf;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// The largest secret file read, in bytes.
const MAX_BYTES: u64 = 64 * 1024;

/// A secret read from the file a setting names; a relative path is relative to the settings file.
#[derive(Clone, Debug)]
pub struct SecretFile(SecretString);

impl SecretFile {
    /// The secret without the line break at its end.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    fn read(path: &Path) -> Result<Self, String> {
        let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if exposed(&metadata) {
            return Err(format!("{} can be read by others; allow its owner only (chmod 600)", path.display()));
        }
        if metadata.len() > MAX_BYTES {
            return Err(format!("{} is larger than {MAX_BYTES} bytes", path.display()));
        }
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let secret = text.trim_end_matches(['\r', '\n']);
        if secret.is_empty() {
            return Err(format!("{} is empty", path.display()));
        }
        Ok(Self(secret.into()))
    }
}

impl<'de> Deserialize<'de> for SecretFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = RelativePathBuf::deserialize(deserializer)?.relative();
        Self::read(&path).map_err(D::Error::custom)
    }
}

/// A key of 32 bytes, from a file of 64 hexadecimal digits.
#[derive(Clone)]
pub struct KeyFile([u8; 32]);

impl KeyFile {
    /// The key.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyFile")
    }
}

impl<'de> Deserialize<'de> for KeyFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let secret = SecretFile::deserialize(deserializer)?;
        let mut key = [0; 32];
        hex::decode_to_slice(secret.expose(), &mut key).map_err(|_| {
            D::Error::custom("the file must hold 64 hexadecimal digits (32 random bytes); see `quietanza keys generate`")
        })?;
        Ok(Self(key))
    }
}

#[cfg(unix)]
fn exposed(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn exposed(_: &std::fs::Metadata) -> bool {
    false
}
