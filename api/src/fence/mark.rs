//! A file beside the product that remembers how far the log had come, and what stood there: data put back as they were some time ago lack it.

use std::io::Write;
use std::path::{Path, PathBuf};

use sqlx::PgPool;

use crate::settings::Database;

const LAST: &str = "SELECT log_index, encode(leaf_hash, 'hex') FROM event_log ORDER BY log_index DESC LIMIT 1";
const AT: &str = "SELECT EXISTS (SELECT FROM event_log WHERE log_index = $1 AND leaf_hash = decode($2, 'hex'))";

/// Why the mark is of no use.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The file cannot be read or written.
    #[error("{0} cannot be read or written: {1}")]
    File(PathBuf, #[source] std::io::Error),
    /// It holds something else.
    #[error("{0} does not hold an index and a hash; is it another file?")]
    Unreadable(PathBuf),
    /// The log could not be asked.
    #[error("the log cannot be asked")]
    Database(#[from] sqlx::Error),
}

/// The mark.
#[derive(Debug)]
pub struct Mark<'a> {
    file: &'a Path,
}

impl<'a> Mark<'a> {
    /// The mark the settings name, if they name one.
    #[must_use]
    pub fn of(settings: &'a Database) -> Option<Self> {
        settings.mark_file.as_deref().map(|file| Self { file })
    }

    /// Whether the log holds what is remembered; so it does while nothing is.
    pub(super) async fn is_kept_by(&self, pool: &PgPool) -> Result<bool, MarkError> {
        let Some((index, hash)) = self.read()? else { return Ok(true) };
        Ok(sqlx::query_scalar(AT).bind(index).bind(hash).fetch_one(pool).await?)
    }

    /// Remembers how far the log has come; whole or not at all, also when the machine stops.
    ///
    /// # Errors
    /// [`MarkError`]; what was remembered stays.
    pub async fn set(&self, pool: &PgPool) -> Result<(), MarkError> {
        let last: Option<(i64, String)> = sqlx::query_as(LAST).fetch_optional(pool).await?;
        if last.is_none() || last == self.read()? {
            return Ok(());
        }
        let (index, hash) = last.unwrap_or_default();
        let at_file = |error| MarkError::File(self.file.to_owned(), error);
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder).map_err(at_file)?;
        writeln!(new, "{index} {hash}").and_then(|()| new.as_file().sync_all()).map_err(at_file)?;
        new.persist(self.file).map_err(|error| at_file(error.error))?;
        Ok(())
    }

    fn read(&self) -> Result<Option<(i64, String)>, MarkError> {
        let text = match std::fs::read_to_string(self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(MarkError::File(self.file.to_owned(), error)),
        };
        let parts = text.trim_end().split_once(' ');
        let read = parts.and_then(|(index, hash)| Some((index.parse().ok()?, hash.to_owned())));
        match read {
            Some((index, hash)) if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(Some((index, hash)))
            }
            _ => Err(MarkError::Unreadable(self.file.to_owned())),
        }
    }
}
