//! The digest of every stream's state: two builds that fold alike have the same digests, wherever they run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bundle::Places;
use super::database::Database;
use super::error::{AuditError, Finding};
use super::fold::{Moment, as_of, foldable};
use super::source::{Source, StreamName};
use crate::log::LoggedEvent;

/// What a stream comes to, in short.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StreamDigest {
    /// `type/id`.
    pub stream: String,
    /// Its events.
    pub version: u64,
    /// SHA-256 of its state as JSON with sorted names, hexadecimal.
    pub digest: String,
}

/// Shows the digest of every stream to `visit`, in the order of their names.
///
/// # Errors
/// [`Finding::Unreadable`] for an event this build cannot fold; [`Finding::Unfolded`] when streams are left over;
/// [`AuditError::Absent`] for a bundle that does not begin with the log.
pub async fn digests(source: &Source, mut visit: impl FnMut(StreamDigest) -> Result<(), AuditError>) -> Result<(), AuditError> {
    match source {
        Source::Database(database, head) => of_database(database, head.size, &mut visit).await,
        Source::Bundle(path, checked) if checked.from == 0 => of_bundle(path, &mut visit),
        Source::Bundle(..) => Err(AuditError::Absent("a bundle that does not begin with event 0 cannot be folded".to_owned())),
    }
}

/// One digest over all streams, shown in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Total(Sha256);

impl Total {
    /// Takes in the next stream.
    pub fn add(&mut self, StreamDigest { stream, version, digest }: &StreamDigest) {
        self.0.update(format!("{stream} {version} {digest}\n"));
    }

    /// The digest, hexadecimal.
    #[must_use]
    pub fn to_text(&self) -> String {
        hex::encode(self.0.clone().finalize())
    }
}

type Visit<'a> = &'a mut dyn FnMut(StreamDigest) -> Result<(), AuditError>;

async fn of_database(database: &Database, size: u64, visit: Visit<'_>) -> Result<(), AuditError> {
    let mut kinds: Vec<&'static str> = foldable().collect();
    kinds.sort_unstable();
    let mut read = 0;
    for kind in kinds {
        let mut events = database.log.by_stream(kind, &[], size);
        let mut stream: Vec<LoggedEvent> = Vec::new();
        while let Some(batch) = events.next_batch().await? {
            for event in batch {
                if stream.last().is_some_and(|last| last.aggregate_id() != event.aggregate_id()) {
                    visit(digest(&std::mem::take(&mut stream))?)?;
                }
                stream.push(event);
                read += 1;
            }
        }
        if !stream.is_empty() {
            visit(digest(&stream)?)?;
        }
    }
    if read == size { Ok(()) } else { Err(Finding::Unfolded { read, size }.into()) }
}

/// Only where each event lies is kept in memory.
fn of_bundle(path: &Path, visit: Visit<'_>) -> Result<(), AuditError> {
    let mut streams: BTreeMap<StreamName, Vec<u64>> = BTreeMap::new();
    for event in Places::all(path)? {
        let (place, event) = event?;
        streams.entry((event.aggregate_type().to_owned(), event.aggregate_id().to_owned())).or_default().push(place);
    }
    let mut places = Places::open(path)?;
    for of_stream in streams.into_values() {
        let events = of_stream.into_iter().map(|place| places.event(place)).collect::<Result<Vec<_>, _>>()?;
        visit(digest(&events)?)?;
    }
    Ok(())
}

fn digest(events: &[LoggedEvent]) -> Result<StreamDigest, AuditError> {
    let folded = as_of(events, Moment::Before(u64::MAX))?;
    let state = folded.ok_or_else(|| AuditError::Absent("a stream without events".to_owned()))?;
    let digest = hex::encode(Sha256::digest(state.state.to_string()));
    Ok(StreamDigest { stream: state.stream, version: state.version, digest })
}
