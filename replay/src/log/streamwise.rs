//! Reading the log by stream instead of by index: what was said before of the streams a batch touches, and everything of one kind, stream by
//! stream. Always below a given index, so that two readings of the same stretch are the same for ever.

use super::copy_out;
use super::error::LogError;
use super::event::LoggedEvent;
use super::reader::{LogReader, event};
use super::stream::LogStream;

/// Each stream by the key of events, each event's place by its position: the plan cannot become anything else.
const OF_STREAMS: &str = "
SELECT l.log_index, e.global_position, e.sequence, e.recorded_at,
       e.aggregate_type, e.aggregate_id, e.event_type, e.event_version, e.ente, e.payload, e.metadata
  FROM unnest($1::text[], $2::text[]) AS wanted (aggregate_type, aggregate_id)
 CROSS JOIN LATERAL (SELECT * FROM events
                      WHERE events.aggregate_type = wanted.aggregate_type AND events.aggregate_id = wanted.aggregate_id
                      ORDER BY sequence OFFSET 0) AS e
 CROSS JOIN LATERAL (SELECT log_index FROM event_log WHERE event_log.global_position = e.global_position OFFSET 0) AS l
 WHERE l.log_index < $3 AND (e.event_type = ANY ($4)) = $5";

/// Which events of a stream are wanted.
#[derive(Debug, Clone, Copy)]
pub enum EventTypes<'a> {
    /// Only these.
    Only(&'a [&'a str]),
    /// All but these.
    AllBut(&'a [&'a str]),
}

impl LogReader {
    /// What happened in these streams (aggregate type and id) before index `below`: each stream's events in their order, streams in any order.
    ///
    /// # Errors
    /// [`LogError`].
    pub async fn of_streams(
        &self,
        streams: &[(&str, &str)],
        below: u64,
        types: EventTypes<'_>,
    ) -> Result<Vec<LoggedEvent>, LogError> {
        let (kinds, ids): (Vec<&str>, Vec<&str>) = streams.iter().copied().unzip();
        let (listed, wanted) = match types {
            EventTypes::Only(listed) => (listed, true),
            EventTypes::AllBut(listed) => (listed, false),
        };
        let query = sqlx::query(OF_STREAMS).bind(kinds).bind(ids).bind(below.cast_signed()).bind(listed).bind(wanted);
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(|row| event(row, None)).collect()
    }

    /// All events of one kind of stream below index `to`, stream by stream, each in its order, without the types named in `skipped`.
    ///
    /// # Panics
    /// When a type's name is not a plain identifier: names are constants of the code, never outside text.
    #[must_use]
    pub fn by_stream(&self, aggregate_type: &'static str, skipped: &[&'static str], to: u64) -> LogStream {
        let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        assert!(plain(aggregate_type) && skipped.iter().all(|name| plain(name)), "names of types are plain identifiers");
        LogStream::copy(&self.pool.connect_options(), copy_out::by_stream(aggregate_type, skipped, to))
    }
}
