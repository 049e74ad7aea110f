//! One kind of stream, walked through from its first event: the types that matter to whoever counts, each of them read.

use domain::event::CATALOGUE;
use replay::log::{LogReader, LogStream, LoggedEvent};
use sqlx::PgPool;

use super::error::CheckError;
use super::report::Examined;
use crate::stream::{Happening, StreamKind};

/// The events of a kind of stream, stream by stream, each stream in its order.
#[derive(Debug)]
pub(super) struct Walk {
    log: LogStream,
}

impl Walk {
    /// Only `wanted` types of events, below an index.
    pub(super) fn of(pool: &PgPool, kind: StreamKind, wanted: &[&str], below: u64) -> Self {
        let types = CATALOGUE.iter().filter(|(name, _)| *name == kind.as_str()).flat_map(|(_, types)| types.iter());
        let skipped: Vec<&'static str> = types.map(|(name, _)| *name).filter(|name| !wanted.contains(name)).collect();
        Self { log: LogReader::new(pool.clone()).by_stream(kind.as_str(), &skipped, below) }
    }

    /// Every type of event, below an index.
    pub(super) fn whole(pool: &PgPool, kind: StreamKind, below: u64) -> Self {
        Self { log: LogReader::new(pool.clone()).by_stream(kind.as_str(), &[], below) }
    }

    /// The next ones; what cannot be read is found. None after the last.
    pub(super) async fn next(&mut self, examined: &mut Examined) -> Result<Option<Vec<(LoggedEvent, Happening)>>, CheckError> {
        let Some(batch) = self.log.next_batch().await? else { return Ok(None) };
        let mut read = Vec::with_capacity(batch.len());
        for logged in batch {
            match Happening::read(&logged) {
                Ok(happening) => read.push((logged, happening)),
                Err(unreadable) => examined.found(format!("event {}", logged.log_index), unreadable.reason()),
            }
        }
        Ok(Some(read))
    }
}
