//! First events of thousands of streams at once, byte for byte what the commands would have written one by one.
//!
//! The rows go in by one binary COPY, which is atomic. Where a stream exists already the COPY is refused as a whole, and the same rows go in by the
//! statement the writer uses, which leaves out exactly the streams that exist.

use cqrs_es::Aggregate;
use sqlx::PgConnection;

use super::append::{EncodedEvent, StreamAppend};
use super::columns::Columns;
use super::copy;
use super::statement;
use super::stored_json::{Unstorable, stored_map};
use crate::metadata::Metadata;

/// Bytes gathered before they are sent.
const CHUNK: usize = 256 * 1024;

/// A stream to be started.
#[derive(Debug)]
pub struct NewStream {
    append: StreamAppend,
}

impl NewStream {
    /// The stream `aggregate_id` with its first `events`, each carrying `metadata`.
    ///
    /// # Errors
    /// [`Unstorable`] when the database would refuse a value.
    pub fn new<A: Aggregate>(aggregate_id: String, events: &[A::Event], metadata: &Metadata) -> Result<Self, Unstorable> {
        let append = StreamAppend {
            aggregate_type: A::TYPE,
            aggregate_id,
            first_sequence: 1,
            events: events.iter().map(EncodedEvent::encode::<A>).collect::<Result<_, _>>()?,
            metadata: stored_map(metadata.iter())?,
        };
        Ok(Self { append })
    }

    /// The stream's id.
    #[must_use]
    pub fn aggregate_id(&self) -> &str {
        &self.append.aggregate_id
    }
}

/// What became of a bulk append.
#[derive(Debug, Default)]
pub struct BulkOutcome {
    /// Streams started.
    pub appended: usize,
    /// Streams that existed already, or came twice in the call: nothing of them was written.
    pub existing: Vec<NewStream>,
}

/// A bulk append that did not happen.
#[derive(Debug, thiserror::Error)]
#[error("appending new streams in bulk")]
pub struct BulkError(#[from] sqlx::Error);

/// Starts all of `streams` that do not exist yet, in one statement and one commit.
///
/// # Errors
/// [`BulkError`] when the database refuses or goes away. After a lost connection repeat the call: what was written is then reported as existing.
pub async fn bulk_append(connection: &mut PgConnection, streams: Vec<NewStream>) -> Result<BulkOutcome, BulkError> {
    let (streams, mut existing) = without_repeats(streams);
    if streams.is_empty() {
        return Ok(BulkOutcome { appended: 0, existing });
    }
    fail::fail_point!("bulk::before_append");
    match copy_in(connection, &streams).await {
        Ok(()) => {
            fail::fail_point!("bulk::after_append");
            return Ok(BulkOutcome { appended: streams.len(), existing });
        }
        Err(error) if statement::lost(&error) => {}
        Err(error) => return Err(error.into()),
    }
    let mut columns = Columns::default();
    streams.iter().for_each(|stream| columns.push(&stream.append));
    let won = statement::append_what_wins(connection, &columns).await?;
    let (appended, lost): (Vec<_>, Vec<_>) = streams.into_iter().partition(|stream| won.includes(&stream.append));
    existing.extend(lost);
    Ok(BulkOutcome { appended: appended.len(), existing })
}

/// In writing order, each stream once; repeats apart.
fn without_repeats(mut streams: Vec<NewStream>) -> (Vec<NewStream>, Vec<NewStream>) {
    streams.sort_by(|a, b| a.append.order(&b.append));
    let mut repeats = Vec::new();
    let mut once: Vec<NewStream> = Vec::with_capacity(streams.len());
    for stream in streams {
        match once.last() {
            Some(last) if last.append.same_stream(&stream.append) => repeats.push(stream),
            _ => once.push(stream),
        }
    }
    (once, repeats)
}

async fn copy_in(connection: &mut PgConnection, streams: &[NewStream]) -> Result<(), sqlx::Error> {
    let mut copying = connection.copy_in_raw(copy::COPY_IN).await?;
    let mut rows = copy::header();
    for stream in streams {
        copy::write_rows(&mut rows, &stream.append);
        if rows.len() >= CHUNK {
            copying.send(rows.as_slice()).await?;
            rows.clear();
        }
    }
    copy::finish(&mut rows);
    copying.send(rows.as_slice()).await?;
    copying.finish().await?;
    Ok(())
}
