//! Where the events come from: a database, or a bundle that was carried away from one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::bundle;
use super::database::Database;
use super::error::{AuditError, Finding};
use super::lookup;
use super::subject::Subject;
use crate::heads::SignedHead;
use crate::log::{EventTypes, LoggedEvent};

/// A stream: its type and id.
pub(super) type StreamName = (String, String);

/// Where the events come from, and the signed head they are read under.
#[derive(Debug)]
pub enum Source {
    /// The log of a cell.
    Database(Database, SignedHead),
    /// A bundle that has been checked.
    Bundle(PathBuf, bundle::Checked),
}

/// How the streams of a subject are searched for. A bundle is always read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// By the indexes of the database: only the streams concerned are read.
    ByIndex,
    /// In every event: relies on nothing but the log.
    EveryEvent,
}

impl Source {
    /// The stretch of events it holds.
    #[must_use]
    pub fn stretch(&self) -> std::ops::Range<u64> {
        match self {
            Self::Database(_, head) => 0..head.size,
            Self::Bundle(_, checked) => checked.from..checked.to,
        }
    }

    /// Shows every event, in order, to `visit`.
    ///
    /// # Errors
    /// [`Finding::Missing`] unless exactly as many came as the stretch is long.
    pub async fn scan(&self, mut visit: impl FnMut(LoggedEvent)) -> Result<(), AuditError> {
        let stretch = self.stretch();
        let mut next = stretch.start;
        match self {
            Self::Database(database, _) => {
                let mut stream = database.log.stream(stretch.start, stretch.end);
                while let Some(batch) = stream.next_batch().await? {
                    next += batch.len() as u64;
                    batch.into_iter().for_each(&mut visit);
                }
            }
            Self::Bundle(path, _) => {
                for event in bundle::events(path)? {
                    visit(event?);
                    next += 1;
                }
            }
        }
        if next == stretch.end { Ok(()) } else { Err(Finding::Missing { index: next }.into()) }
    }

    /// The streams that are the subject's own or name it.
    async fn streams_of(&self, subject: &Subject, search: Search) -> Result<BTreeSet<StreamName>, AuditError> {
        if let (Self::Database(database, head), Search::ByIndex) = (self, search) {
            return lookup::streams_of(database, head.size, subject).await;
        }
        let mut streams = BTreeSet::new();
        self.scan(|event| {
            if subject.is_named_by(&event) {
                streams.insert(name(&event));
            }
        })
        .await?;
        Ok(streams)
    }

    /// All events of some streams, by stream.
    ///
    /// # Errors
    /// As [`Source::scan`].
    pub(super) async fn events_of(
        &self,
        streams: &BTreeSet<StreamName>,
    ) -> Result<BTreeMap<StreamName, Vec<LoggedEvent>>, AuditError> {
        let mut found: BTreeMap<StreamName, Vec<LoggedEvent>> = BTreeMap::new();
        let mut keep = |event: LoggedEvent| found.entry(name(&event)).or_default().push(event);
        match self {
            Self::Database(database, head) => {
                let names: Vec<(&str, &str)> = streams.iter().map(|(kind, id)| (kind.as_str(), id.as_str())).collect();
                let events = database.log.of_streams(&names, head.size, EventTypes::AllBut(&[])).await?;
                events.into_iter().for_each(keep);
            }
            Self::Bundle(..) => {
                let wanted = |event: &LoggedEvent| streams.contains(&name(event));
                self.scan(|event| {
                    if wanted(&event) {
                        keep(event)
                    }
                })
                .await?;
            }
        }
        Ok(found)
    }

    /// The events of every stream a subject is named in, by stream.
    ///
    /// # Errors
    /// [`AuditError::Absent`] when no event names it; as [`Source::scan`].
    pub async fn of_subject(&self, subject: &Subject, search: Search) -> Result<Vec<Vec<LoggedEvent>>, AuditError> {
        let streams = self.streams_of(subject, search).await?;
        if streams.is_empty() {
            return Err(AuditError::Absent("no event names it".to_owned()));
        }
        Ok(self.events_of(&streams).await?.into_values().collect())
    }
}

pub(super) fn name(event: &LoggedEvent) -> StreamName {
    (event.aggregate_type().to_owned(), event.aggregate_id().to_owned())
}
