//! Reading timelines.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use replay::log::LoggedEvent;
use serde::Deserialize;
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use super::thread::Thread;
use super::wording;
use crate::query::{Page, PageSize, Result};
use crate::stream::{StreamKind, StreamName};

/// A page of a thread, each event fetched by its place in the log: the plan cannot become anything else.
macro_rules! timeline {
    ($cursor:literal, $direction:literal) => {
        concat!(
            "SELECT t.log_index, e.sequence, e.recorded_at, e.aggregate_type, e.aggregate_id, e.event_type, e.event_version,
                    e.payload::text AS payload, e.metadata::text AS metadata
               FROM (SELECT log_index FROM help_desk_v1
                      WHERE ente = $1 AND thread = $2 AND log_index ",
            $cursor,
            " $3 ORDER BY log_index ",
            $direction,
            " LIMIT $4) AS t
              CROSS JOIN LATERAL (SELECT global_position FROM event_log WHERE event_log.log_index = t.log_index OFFSET 0) AS l
              CROSS JOIN LATERAL (SELECT * FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e
              ORDER BY t.log_index ",
            $direction
        )
    };
}
pub(crate) const NEWEST_FIRST: &str = timeline!("<", "DESC");
pub(crate) const OLDEST_FIRST: &str = timeline!(">", "ASC");

/// The streams of some threads below an index, by the same way as a page.
pub(crate) const STREAMS: &str = "
SELECT e.aggregate_type, e.aggregate_id
  FROM unnest($2::uuid[]) AS wanted (thread)
 CROSS JOIN LATERAL (SELECT log_index FROM help_desk_v1
                      WHERE help_desk_v1.ente = $1 AND help_desk_v1.thread = wanted.thread AND log_index < $3 OFFSET 0) AS t
 CROSS JOIN LATERAL (SELECT global_position FROM event_log WHERE event_log.log_index = t.log_index OFFSET 0) AS l
 CROSS JOIN LATERAL (SELECT aggregate_type, aggregate_id FROM events
                      WHERE events.global_position = l.global_position OFFSET 0) AS e";

/// In which direction a timeline is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// From now back.
    NewestFirst,
    /// From the beginning.
    OldestFirst,
}

/// One step of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// Place in the log; the cursor of the list.
    pub log_index: u64,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Kind of the stream it happened in.
    pub stream_type: String,
    /// That stream.
    pub stream_id: String,
    /// Its place in the stream.
    pub sequence: u64,
    /// Name of the event.
    pub event_type: String,
    /// Stable key of the sentence that tells it, such as `debt_position.paid`.
    pub key: &'static str,
    /// What the sentence fills in: amounts, numbers, reasons. Nothing personal.
    pub facts: serde_json::Value,
    /// Who did it, as in the event's metadata: `anonymous`, `citizen:<subject>`, `operator:<name>`, `node`, `process:<name>`, `loader:<hash>`.
    pub actor: String,
    /// How sure we were of them.
    pub assurance: String,
    /// The piece of work it belongs to.
    pub correlation_id: String,
    /// What caused it.
    pub causation: Option<String>,
    /// Why, in the words of whoever did it: the office gives them with some acts.
    pub reason: Option<String>,
    /// The people the event itself names.
    pub subjects: Vec<SubjectId>,
}

/// A page of the timeline of a thread; the cursor is the log index of the last row seen.
///
/// # Errors
/// When the view or the log cannot be read.
pub async fn timeline(
    pool: &PgPool,
    ente: &EnteCode,
    thread: &Thread,
    order: Order,
    after: Option<u64>,
    size: PageSize,
) -> Result<Page<TimelineRow, u64>> {
    let (sql, start) = match order {
        Order::NewestFirst => (NEWEST_FIRST, i64::MAX),
        Order::OldestFirst => (OLDEST_FIRST, -1),
    };
    let after = after.map_or(start, |index| i64::try_from(index).unwrap_or(i64::MAX));
    let rows = sqlx::query(sql)
        .bind(ente.as_str())
        .bind(thread.id(ente))
        .bind(after)
        .bind(size.with_lookahead())
        .fetch_all(pool)
        .await?;
    let rows = rows.iter().map(step).collect::<std::result::Result<_, _>>()?;
    Ok(Page::cut(rows, size, |row: &TimelineRow| row.log_index))
}

/// A page of the timeline as it was when the log had `below` events: threads only ever grow, but for those of people who were
/// forgotten, whom the past does not name again either.
///
/// # Errors
/// When the view or the log cannot be read.
pub async fn timeline_then(
    pool: &PgPool,
    ente: &EnteCode,
    thread: &Thread,
    (order, after, size): (Order, Option<u64>, PageSize),
    below: u64,
) -> Result<Page<TimelineRow, u64>> {
    let after = match order {
        Order::NewestFirst => Some(after.map_or(below, |after| after.min(below))),
        Order::OldestFirst => after,
    };
    let mut page = timeline(pool, ente, thread, order, after, size).await?;
    let read = page.rows.len();
    page.rows.retain(|row| row.log_index < below);
    page.next = page.next.filter(|_| page.rows.len() == read);
    Ok(page)
}

/// The streams that some threads are about, as the log was when it had `below` events.
pub(crate) async fn streams_of(pool: &PgPool, ente: &EnteCode, threads: &[Uuid], below: u64) -> Result<Vec<StreamName>> {
    let below = i64::try_from(below).unwrap_or(i64::MAX);
    let rows: Vec<(String, String)> =
        sqlx::query_as(STREAMS).bind(ente.as_str()).bind(threads).bind(below).fetch_all(pool).await?;
    Ok(rows.into_iter().filter_map(|(kind, id)| Some(StreamName { kind: StreamKind::of(&kind)?, id })).collect())
}

/// What the metadata of every event says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    actor: String,
    assurance: String,
    correlation_id: String,
    causation_id: Option<String>,
    reason: Option<String>,
}

impl TimelineRow {
    /// An event of the log, put into words.
    pub(crate) fn of(event: &LoggedEvent) -> Self {
        let said: Said = event.parse_metadata().unwrap_or_default();
        let payload = std::str::from_utf8(event.payload()).unwrap_or_default();
        let telling = wording::tell(event.aggregate_type(), event.event_type(), event.event_version(), payload);
        Self {
            log_index: event.log_index,
            recorded_at: event.recorded_at(),
            stream_type: event.aggregate_type().to_owned(),
            stream_id: event.aggregate_id().to_owned(),
            sequence: event.sequence,
            event_type: event.event_type().to_owned(),
            key: telling.key,
            facts: telling.facts,
            subjects: telling.subjects,
            actor: said.actor,
            assurance: said.assurance,
            correlation_id: said.correlation_id,
            causation: said.causation_id,
            reason: said.reason,
        }
    }
}

fn step(row: &PgRow) -> std::result::Result<TimelineRow, sqlx::Error> {
    let stream_type: String = row.try_get("aggregate_type")?;
    let event_type: String = row.try_get("event_type")?;
    // Metadata of a shape we do not know still leaves a line in the timeline.
    let said: Said = serde_json::from_str(row.try_get("metadata")?).unwrap_or_default();
    let telling = wording::tell(&stream_type, &event_type, row.try_get("event_version")?, row.try_get("payload")?);
    Ok(TimelineRow {
        log_index: row.try_get::<i64, _>("log_index")?.unsigned_abs(),
        recorded_at: row.try_get("recorded_at")?,
        stream_id: row.try_get("aggregate_id")?,
        sequence: row.try_get::<i64, _>("sequence")?.unsigned_abs(),
        key: telling.key,
        facts: telling.facts,
        subjects: telling.subjects,
        stream_type,
        event_type,
        actor: said.actor,
        assurance: said.assurance,
        correlation_id: said.correlation_id,
        causation: said.causation_id,
        reason: said.reason,
    })
}
