//! Reading a bundle line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::line::{BundledEvent, Line};
use crate::audit::error::{AuditError, Finding};
use crate::log::LoggedEvent;

/// Longest line read, in bytes; no event is that large.
const LONGEST: u64 = 64 << 20;

/// The lines of a bundle, from some place on.
#[derive(Debug)]
pub(super) struct Lines {
    path: PathBuf,
    file: BufReader<File>,
    text: Vec<u8>,
    /// Lines read.
    pub(super) number: u64,
    /// Where the last line began.
    pub(super) began: u64,
    /// Where it ended.
    ended: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self, AuditError> {
        let file = File::open(path).map_err(AuditError::file(path))?;
        let file = BufReader::with_capacity(1 << 18, file);
        Ok(Self { path: path.to_owned(), file, text: Vec::new(), number: 0, began: 0, ended: 0 })
    }

    /// The next line; what is no line of a bundle is refused.
    pub(super) fn next(&mut self) -> Result<Option<Line>, AuditError> {
        self.text.clear();
        let read = (&mut self.file).take(LONGEST).read_until(b'\n', &mut self.text).map_err(AuditError::file(&self.path))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        (self.began, self.ended) = (self.ended, self.ended + read as u64);
        if self.text.last() != Some(&b'\n') {
            return Err(self.refuse("it is cut short"));
        }
        serde_json::from_slice(&self.text).map(Some).map_err(|error| self.refuse(error))
    }

    /// What is wrong with the last line.
    pub(super) fn refuse(&self, what: impl ToString) -> AuditError {
        Finding::Bundle { line: self.number, what: what.to_string() }.into()
    }
}

/// The events of a bundle that has been checked.
pub(in crate::audit) fn events(path: &Path) -> Result<impl Iterator<Item = Result<LoggedEvent, AuditError>> + use<>, AuditError> {
    Ok(events_with_places(path)?.map(|event| event.map(|(_, event)| event)))
}

/// The same, each with the place where its line begins.
pub(super) fn events_with_places(
    path: &Path,
) -> Result<impl Iterator<Item = Result<(u64, LoggedEvent), AuditError>> + use<>, AuditError> {
    let mut lines = Lines::open(path)?;
    Ok(std::iter::from_fn(move || {
        loop {
            match lines.next() {
                Ok(Some(Line::Event(event))) => {
                    return Some(event.into_logged().map(|event| (lines.began, event)).map_err(Into::into));
                }
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }))
}

/// Reads single events of a bundle that has been checked, wherever they lie.
#[derive(Debug)]
pub(in crate::audit) struct Places(Lines);

impl Places {
    /// Opens the bundle.
    pub(in crate::audit) fn open(path: &Path) -> Result<Self, AuditError> {
        Lines::open(path).map(Self)
    }

    /// Each event's place, in order.
    pub(in crate::audit) fn all(
        path: &Path,
    ) -> Result<impl Iterator<Item = Result<(u64, LoggedEvent), AuditError>> + use<>, AuditError> {
        events_with_places(path)
    }

    /// The event whose line begins at `place`.
    pub(in crate::audit) fn event(&mut self, place: u64) -> Result<LoggedEvent, AuditError> {
        let Self(lines) = self;
        lines.file.seek(SeekFrom::Start(place)).map_err(AuditError::file(&lines.path))?;
        match lines.next()? {
            Some(Line::Event(event)) => Ok(BundledEvent::into_logged(event)?),
            _ => Err(lines.refuse("no event")),
        }
    }
}
