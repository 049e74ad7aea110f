//! Writing a bundle.

use std::io::Write;
use std::path::Path;

use super::line::{BundledEvent, FORMAT, Header, Line, Schema, hex_of};
use crate::audit::database::Database;
use crate::audit::error::{AuditError, Finding};
use crate::audit::keys::Keys;
use crate::audit::opening::Opening;
use crate::audit::verify::HeadRows;
use crate::heads::SignedHead;
use crate::tree::range::Range;

/// The schemas of all events, by name.
const SCHEMAS: &str = include_str!("../../../../tests/golden/schemas/events.json");

/// Writes the events of `range` under `head` to a file that does not exist yet. `progress` is told how many were written.
///
/// # Errors
/// [`AuditError::File`] when the file exists; a [`Finding`] when the log has not exactly those events. Whether they are what was signed is found
/// out by checking the bundle.
pub async fn export(
    database: &Database,
    keys: &Keys,
    range: std::ops::Range<u64>,
    head: &SignedHead,
    path: &Path,
    progress: impl FnMut(u64),
) -> Result<(), AuditError> {
    write(database, keys, (range, head), path, None, progress).await
}

/// The same, with everything that a mandate covers opened beside the events.
///
/// # Errors
/// As [`export`], or nothing more may be opened.
pub async fn export_opened(
    database: &Database,
    keys: &Keys,
    what: (std::ops::Range<u64>, &SignedHead),
    path: &Path,
    opening: &mut Opening<'_>,
    progress: impl FnMut(u64),
) -> Result<(), AuditError> {
    write(database, keys, what, path, Some(opening), progress).await
}

async fn write(
    database: &Database,
    keys: &Keys,
    (range, head): (std::ops::Range<u64>, &SignedHead),
    path: &Path,
    mut opening: Option<&mut Opening<'_>>,
    mut progress: impl FnMut(u64),
) -> Result<(), AuditError> {
    let file = create_new(path, opening.is_some()).map_err(AuditError::file(path))?;
    let mut lines = Lines { file: std::io::BufWriter::with_capacity(1 << 18, file), path };
    lines.write(&Line::Bundle(Box::new(header(database, &range, head).await?)))?;
    lines.write_schemas()?;
    if let Some(opening) = &opening {
        lines.write(&Line::Mandate(Box::new(opening.mandate().granted().clone())))?;
    }
    let mut heads = HeadRows::after(database, range.start, range.end);
    let mut next_head = heads.next(keys).await?;
    let mut events = database.log.stream(range.start, range.end);
    let mut next = range.start;
    while let Some(batch) = events.next_batch().await? {
        let opened = if let Some(opening) = &mut opening { opening.open(&batch).await? } else { Vec::new() };
        let mut opened = opened.into_iter().peekable();
        for event in &batch {
            lines.write(&Line::Event(BundledEvent::of(event)?))?;
            next = event.log_index + 1;
            while let Some(value) = opened.next_if(|value| value.index == event.log_index) {
                lines.write(&Line::Opened(value.into()))?;
            }
            while let Some(reached) = next_head.take_if(|head| head.size == next) {
                lines.write(&Line::Head { note: reached.note().to_owned() })?;
                next_head = heads.next(keys).await?;
            }
        }
        progress(next);
    }
    if next != range.end {
        return Err(Finding::Missing { index: next }.into());
    }
    lines.finish()
}

/// What is opened is for whoever opened it only.
fn create_new(path: &Path, is_opened: bool) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_opened {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}

async fn header(database: &Database, range: &std::ops::Range<u64>, head: &SignedHead) -> Result<Header, AuditError> {
    let outside = database.tree.range(Range { from: range.start, to: range.end, size: head.size }).await?;
    let mut left: Vec<String> = outside.iter().map(hex_of).collect();
    let right = left.split_off(range.start.count_ones() as usize);
    let keys = database.verifiers().await?;
    Ok(Header { format: FORMAT.to_owned(), from: range.start, to: range.end, head: head.note().to_owned(), keys, left, right })
}

struct Lines<'a, W> {
    file: W,
    path: &'a Path,
}

impl<W: Write> Lines<'_, W> {
    fn write(&mut self, line: &Line) -> Result<(), AuditError> {
        let written = serde_json::to_writer(&mut self.file, line).map_err(Into::into).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(AuditError::file(self.path))
    }

    fn write_schemas(&mut self) -> Result<(), AuditError> {
        let schemas: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(SCHEMAS).expect("the schemas are built in, and a test reads them");
        schemas.into_iter().try_for_each(|(name, schema)| self.write(&Line::Schema(Schema { name, schema })))
    }

    fn finish(mut self) -> Result<(), AuditError> {
        self.file.flush().map_err(AuditError::file(self.path))
    }
}
