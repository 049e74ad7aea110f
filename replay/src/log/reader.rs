//! Reading a page of the log: what catch-up readers do all day.

use bytes::{Bytes, BytesMut};
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};

use super::error::LogError;
use super::event::{FIELDS, LoggedEvent, Numbers, unix_micros};
use super::stream::LogStream;

/// The event of each entry is fetched by its position, entry by entry: the plan cannot become anything else.
const READ: &str = "
SELECT l.log_index, l.global_position, e.sequence, e.recorded_at,
       e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.ente, e.payload, e.metadata
  FROM (SELECT log_index, global_position FROM event_log WHERE log_index >= $1 ORDER BY log_index LIMIT $2) AS l
 CROSS JOIN LATERAL (SELECT * FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e
 ORDER BY l.log_index";
const FIRST_TEXT: usize = 4;

const NEXT_INDEX: &str = "SELECT coalesce(max(log_index) + 1, 0) FROM event_log";

/// Reads the log of one cell.
#[derive(Debug, Clone)]
pub struct LogReader {
    pub(super) pool: PgPool,
}

impl LogReader {
    /// A reader over `pool` (role `quietanza_app` or `quietanza_reader`).
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The next index to be given out, as committed.
    ///
    /// # Errors
    /// [`LogError::Database`].
    pub async fn next_index(&self) -> Result<u64, LogError> {
        let next: i64 = sqlx::query_scalar(NEXT_INDEX).fetch_one(&self.pool).await?;
        Ok(next.unsigned_abs())
    }

    /// Up to `limit` events from index `from` on; fewer (or none) at the head.
    ///
    /// # Errors
    /// [`LogError::Hole`] names the first index that is missing.
    pub async fn read(&self, from: u64, limit: u32) -> Result<Vec<LoggedEvent>, LogError> {
        let events = self.page(from, limit).await?;
        if !events.is_empty() || self.next_index().await? <= from {
            return Ok(events);
        }
        // The log has grown past `from` since the page was read: now its entry must be there.
        let events = self.page(from, limit).await?;
        if events.is_empty() { Err(LogError::Hole { index: from }) } else { Ok(events) }
    }

    async fn page(&self, from: u64, limit: u32) -> Result<Vec<LoggedEvent>, LogError> {
        let rows = sqlx::query(READ).bind(from.cast_signed()).bind(i64::from(limit)).fetch_all(&self.pool).await?;
        let mut events = Vec::with_capacity(rows.len());
        for (row, index) in rows.iter().zip(from..) {
            let event = event(row, index.checked_sub(1))?;
            if event.log_index != index {
                return Err(LogError::Hole { index });
            }
            events.push(event);
        }
        Ok(events)
    }

    /// All events from index `from` up to (not including) `to`, at the speed of the disk.
    #[must_use]
    pub fn stream(&self, from: u64, to: u64) -> LogStream {
        LogStream::start(&self.pool.connect_options(), from, to)
    }
}

pub(super) fn event(row: &PgRow, after: Option<u64>) -> Result<LoggedEvent, LogError> {
    let malformed = |what| LogError::Malformed { after, what };
    let numbers = Numbers {
        log_index: row.try_get::<i64, _>(0)?.unsigned_abs(),
        global_position: row.try_get(1)?,
        sequence: row.try_get::<i64, _>(2)?.unsigned_abs(),
        recorded_at_micros: unix_micros(bytes(row, 3)?).ok_or_else(|| malformed("no timestamp"))?,
    };
    let (buffer, fields) = texts(row)?;
    LoggedEvent::new(numbers, buffer, fields).map_err(malformed)
}

type Texts = (Bytes, [std::ops::Range<u32>; FIELDS]);

/// Copies the row's texts into one buffer.
fn texts(row: &PgRow) -> Result<Texts, sqlx::Error> {
    let mut parts: [&[u8]; FIELDS] = Default::default();
    for (part, column) in parts.iter_mut().zip(FIRST_TEXT..) {
        *part = bytes(row, column)?;
    }
    let mut buffer = BytesMut::with_capacity(parts.iter().map(|part| part.len()).sum());
    let mut end = 0;
    let fields = parts.map(|part| {
        buffer.extend_from_slice(part);
        let start = end;
        end = u32::try_from(buffer.len()).expect("PostgreSQL keeps no row over 1 GB");
        start..end
    });
    Ok((buffer.freeze(), fields))
}

fn bytes(row: &PgRow, column: usize) -> Result<&[u8], sqlx::Error> {
    row.try_get_raw(column)?.as_bytes().map_err(sqlx::Error::Decode)
}
