//! Where to look for a subject, without reading the whole log.
//!
//! Keys and indexes of the log lead to the streams that bear a name; the threads of the help desk, and what those streams name themselves, lead
//! to the others. None of this is believed: whatever is found is read from the log and has to name the subject there. The view is derived by the
//! product, so what it has not folded yet is read whole, and an auditor who does not want to rely on it has every event read.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::database::Database;
use super::error::AuditError;
use super::fold::foldable;
use super::source::StreamName;
use super::subject::Subject;
use crate::log::{EventTypes, LoggedEvent};

/// The view of threads, as its checkpoint and its table are called.
const THREADS: &str = "help_desk_v1";
/// Digits of a notice number.
const NAV: usize = 18;
/// Lengths of the ids that events hold; shorter words are codes, longer ones texts.
const ID_LENGTHS: std::ops::RangeInclusive<usize> = 10..=80;

const ENTI: &str = "SELECT aggregate_id FROM events WHERE aggregate_type = 'Ente' AND sequence = 1";

/// Each stream by the key of events: the plan cannot become anything else.
const EXISTING: &str = "
SELECT e.aggregate_type, e.aggregate_id FROM unnest($1::text[], $2::text[]) AS wanted (kind, id)
 CROSS JOIN LATERAL (SELECT aggregate_type, aggregate_id FROM events
                      WHERE events.aggregate_type = wanted.kind AND events.aggregate_id = wanted.id AND sequence = 1 OFFSET 0) AS e";

const CLAIMED: &str = "
SELECT position_id FROM unnest($1::text[]) AS of (ente) CROSS JOIN unnest($2::text[]) AS wanted (nav)
 CROSS JOIN LATERAL (SELECT position_id FROM notice_claim AS c WHERE c.ente = of.ente AND c.nav = wanted.nav OFFSET 0) AS c";

/// Receipts by their own id: their streams' begin with the creditor they were addressed to.
const RECEIPTS: &str = "
SELECT e.aggregate_type, e.aggregate_id FROM unnest($1::text[]) AS wanted (id)
 CROSS JOIN LATERAL (SELECT aggregate_type, aggregate_id FROM events
                      WHERE aggregate_type = 'Receipt' AND sequence = 1 AND split_part(aggregate_id, ':', 2) = wanted.id OFFSET 0) AS e";

const BY_NOTICE: &str = "
SELECT aggregate_type, aggregate_id FROM unnest($1::text[]) AS wanted (nav)
 CROSS JOIN LATERAL (SELECT aggregate_type, aggregate_id FROM events
                      WHERE aggregate_type = 'NodeCall' AND payload -> event_type ->> 'nav' = wanted.nav
                      UNION ALL
                     SELECT aggregate_type, aggregate_id FROM events
                      WHERE aggregate_type = 'Receipt' AND sequence = 1 AND payload #>> '{ReceiptReceived,facts,nav}' = wanted.nav) AS e";

const IN_THREADS: &str = "
SELECT DISTINCT e.aggregate_type, e.aggregate_id
  FROM unnest($1::text[]) AS of (ente) CROSS JOIN unnest($2::uuid[]) AS wanted (thread)
 CROSS JOIN LATERAL (SELECT log_index FROM help_desk_v1 AS h
                      WHERE h.ente = of.ente AND h.thread = wanted.thread AND h.log_index < $3 OFFSET 0) AS t
 CROSS JOIN LATERAL (SELECT global_position FROM event_log WHERE event_log.log_index = t.log_index OFFSET 0) AS l
 CROSS JOIN LATERAL (SELECT aggregate_type, aggregate_id FROM events WHERE events.global_position = l.global_position OFFSET 0) AS e";

const FOLDED_TO: &str = "SELECT next_index FROM checkpoint WHERE reader = $1";
/// Streams the view had to leave aside.
const LEFT_ASIDE: &str = "SELECT aggregate_type, aggregate_id FROM dead_letter WHERE reader = $1";

/// The statements a look-up is made of: a test holds each to its indexes.
pub const STATEMENTS: [(&str, &str); 5] =
    [("existing", EXISTING), ("claimed", CLAIMED), ("receipts", RECEIPTS), ("by_notice", BY_NOTICE), ("in_threads", IN_THREADS)];

/// The streams under the first `size` events that are the subject's own or name it.
pub(super) async fn streams_of(database: &Database, size: u64, subject: &Subject) -> Result<BTreeSet<StreamName>, AuditError> {
    if let Some((kind, id)) = subject.as_stream() {
        return Ok(existing(database, &[kind], &[id]).await?);
    }
    let enti: Vec<String> = sqlx::query_scalar(ENTI).fetch_all(&database.pool).await?;
    let place = Place { database, size, enti };
    let notices = subject.notices();
    let mut near = place.around(notices.iter().map(String::as_str).chain([subject.id()]).collect(), Some(subject.id())).await?;
    let calls: Vec<StreamName> = sqlx::query_as(BY_NOTICE).bind(&notices).fetch_all(&database.pool).await?;
    near.extend(calls);
    near.extend(after_the_view(database, size, subject).await?);
    let read = place.read(&near).await?;
    let named = read.iter().flat_map(ids_in).collect();
    let further: BTreeSet<StreamName> = place.around(named, None).await?.difference(&near).cloned().collect();
    let further = place.read(&further).await?;
    Ok(read.iter().chain(&further).filter(|event| subject.is_named_by(event)).map(super::source::name).collect())
}

/// Where is looked.
struct Place<'d> {
    database: &'d Database,
    size: u64,
    enti: Vec<String>,
}

impl Place<'_> {
    /// The streams called by these words, and those in the threads of each and of `also`.
    async fn around(&self, words: BTreeSet<&str>, also: Option<&str>) -> Result<BTreeSet<StreamName>, AuditError> {
        let pool = &self.database.pool;
        let kinds: Vec<&str> = foldable().collect();
        let (navs, words): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| is_notice(word));
        let mut streams = existing(self.database, &kinds, &words).await?;
        let receipts: Vec<StreamName> = sqlx::query_as(RECEIPTS).bind(&words).fetch_all(pool).await?;
        streams.extend(receipts);
        let positions: Vec<Uuid> = sqlx::query_scalar(CLAIMED).bind(&self.enti).bind(navs).fetch_all(pool).await?;
        let positions: Vec<String> = positions.iter().map(Uuid::to_string).collect();
        let positions: Vec<&str> = positions.iter().map(String::as_str).collect();
        streams.extend(existing(self.database, &kinds, &positions).await?);
        let ids = streams.iter().map(|(_, id)| id.as_str()).chain(also).chain(positions);
        let threads: Vec<Uuid> = ids.filter_map(|id| Uuid::parse_str(id).ok()).collect::<BTreeSet<_>>().into_iter().collect();
        let query = sqlx::query_as(IN_THREADS).bind(&self.enti).bind(threads).bind(self.size.cast_signed());
        let in_threads: Vec<StreamName> = query.fetch_all(pool).await?;
        streams.extend(in_threads);
        Ok(streams)
    }

    async fn read(&self, streams: &BTreeSet<StreamName>) -> Result<Vec<LoggedEvent>, AuditError> {
        let names: Vec<(&str, &str)> = streams.iter().map(|(kind, id)| (kind.as_str(), id.as_str())).collect();
        Ok(self.database.log.of_streams(&names, self.size, EventTypes::AllBut(&[])).await?)
    }
}

fn is_notice(word: &str) -> bool {
    word.len() == NAV && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Those of the streams called by one of `kinds` and one of `ids` that there are.
async fn existing(database: &Database, kinds: &[&str], ids: &[&str]) -> Result<BTreeSet<StreamName>, sqlx::Error> {
    let (kinds, ids): (Vec<&str>, Vec<&str>) = ids.iter().flat_map(|id| kinds.iter().map(move |kind| (*kind, *id))).unzip();
    let found: Vec<StreamName> = sqlx::query_as(EXISTING).bind(kinds).bind(ids).fetch_all(&database.pool).await?;
    Ok(found.into_iter().collect())
}

/// The streams that name the subject in what the view has not folded: its backlog, and what it left aside.
async fn after_the_view(database: &Database, size: u64, subject: &Subject) -> Result<BTreeSet<StreamName>, AuditError> {
    let aside: Vec<StreamName> = sqlx::query_as(LEFT_ASIDE).bind(THREADS).fetch_all(&database.pool).await?;
    let folded: Option<i64> = sqlx::query_scalar(FOLDED_TO).bind(THREADS).fetch_optional(&database.pool).await?;
    let mut streams: BTreeSet<StreamName> = aside.into_iter().collect();
    let from = folded.unwrap_or_default().unsigned_abs();
    if from < size {
        let mut rest = database.log.stream(from, size);
        while let Some(batch) = rest.next_batch().await? {
            streams.extend(batch.iter().filter(|event| subject.is_named_by(event)).map(super::source::name));
        }
    }
    Ok(streams)
}

/// The words of an event that may be ids of other streams.
fn ids_in(event: &LoggedEvent) -> impl Iterator<Item = &str> {
    let is_id = |word: &&str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
        ID_LENGTHS.contains(&word.len()) && word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().all(plain)
    };
    std::str::from_utf8(event.payload()).unwrap_or_default().split('"').filter(is_id)
}
