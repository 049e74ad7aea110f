//! Building a view again from the beginning, beside the live one, and comparing the two row for row.
//!
//! A rebuild reads the log stream by stream instead of in the order of the log: rows depend on one stream each, so the outcome is the same, each
//! stream is folded once from its beginning, and each row is written once in its final form.

mod compare;
mod shadow;
mod whole_streams;

use replay::log::{LogError, LogReader, LogStream};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, PgPool};

pub(crate) use compare::compare_tables;
pub use compare::{Comparison, Digest, compare};
use shadow::Shadow;
use whole_streams::WholeStreams;

use crate::builds::Slot;
use crate::folding::{Desk, Held, Slice};
use crate::known::Known;
use crate::runner::{Interest, known, read};
use crate::stream::StreamKind;
use crate::view::ViewName;

/// Events folded between two writes.
const EVENTS_AT_ONCE: usize = 8_000;

/// Why a view could not be rebuilt. The live view is untouched.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The log could not be read.
    #[error("reading the log")]
    Log(#[from] LogError),
    /// The database failed, or the role may not make tables beside the live ones.
    #[error("writing the rebuilt view")]
    Database(#[from] sqlx::Error),
    /// An event was written by a newer version of the code: this one must not guess what it means.
    #[error("{stream_type} {stream_id}, log index {log_index}: {reason}")]
    UnknownVersion {
        /// Kind of the stream.
        stream_type: &'static str,
        /// The stream.
        stream_id: String,
        /// The event.
        log_index: u64,
        /// What is not known.
        reason: String,
    },
}

/// A view built again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The view.
    pub view: ViewName,
    /// The first log index it has not applied.
    pub next_index: u64,
    /// Schema in which its table stands.
    pub schema: String,
    /// Events folded.
    pub events: u64,
    /// Streams it cannot follow to their end, with the event each stopped before.
    pub parked: Vec<(String, u64)>,
}

/// Folds `view` again from the events below `next_index` into a table beside the live one. `pool` must connect as a role that may make a schema
/// in this database.
///
/// # Errors
/// See [`RebuildError`].
pub async fn rebuild(pool: &PgPool, view: ViewName, next_index: u64) -> Result<Rebuilt, RebuildError> {
    rebuild_in(pool, view, next_index, Slot::Rebuilt).await
}

/// The same in a given place beside the live views.
pub(crate) async fn rebuild_in(pool: &PgPool, view: ViewName, next_index: u64, slot: Slot) -> Result<Rebuilt, RebuildError> {
    let reader = LogReader::new(pool.clone());
    let options: &PgConnectOptions = &pool.connect_options();
    let mut shadow = Shadow::create(PgConnection::connect_with(options).await?, view, slot).await?;
    let interest = Interest::of(&[view]);
    let mut rebuilt = Rebuilt { view, next_index, schema: shadow.schema().to_owned(), events: 0, parked: Vec::new() };
    for kind in StreamKind::ALL.into_iter().filter(|kind| interest.reads_kind(*kind)) {
        let log: LogStream = reader.by_stream(kind.as_str(), &interest.ignored, next_index);
        let mut streams = WholeStreams::new(kind, log);
        let mut folded: Option<Desk> = None;
        loop {
            // While the database writes what was folded, the next streams are read and folded.
            let (written, next) = tokio::join!(shadow.write(folded.take()), fold_next(&reader, &mut streams, &interest, view));
            written?;
            let Some((desk, events)) = next? else { break };
            rebuilt.events += events;
            note_parked(&mut rebuilt, &desk)?;
            shadow.put_aside(&desk.unfolded).await?;
            folded = Some(desk);
        }
    }
    shadow.finish().await?;
    Ok(rebuilt)
}

/// Folds the next streams; answers the sheet and the number of events, none at the end.
async fn fold_next(
    reader: &LogReader,
    streams: &mut WholeStreams,
    interest: &Interest,
    view: ViewName,
) -> Result<Option<(Desk, u64)>, LogError> {
    let Some((mut raw, events)) = streams.next(EVENTS_AT_ONCE).await? else { return Ok(None) };
    raw.retain(|slice| interest.is_touched(slice.stream.kind, &slice.new));
    let slices = read(raw).await;
    let known = known(reader, &slices).await?;
    Ok(Some((fold(slices, known, view).await, events)))
}

async fn fold(slices: Vec<Slice>, known: Known, view: ViewName) -> Desk {
    let folding = tokio::task::spawn_blocking(move || {
        let mut desk = Desk::new(&[view]);
        desk.fold_all(slices, &known, &Held::new());
        desk
    });
    folding.await.expect("folding does not panic and is never cancelled")
}

fn note_parked(rebuilt: &mut Rebuilt, desk: &Desk) -> Result<(), RebuildError> {
    for unfolded in &desk.unfolded {
        if unfolded.is_unknown_version {
            return Err(RebuildError::UnknownVersion {
                stream_type: unfolded.stream.kind.as_str(),
                stream_id: unfolded.stream.id.clone(),
                log_index: unfolded.log_index,
                reason: unfolded.reason.clone(),
            });
        }
        rebuilt.parked.push((format!("{}/{}", unfolded.stream.kind, unfolded.stream.id), unfolded.log_index));
    }
    Ok(())
}
