//! What a citizen's payments were at a moment: folded from their streams alone, beside the bare reading of these streams.

use std::time::Instant;

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use projections::ViewName;
use projections::help_desk::Thread;
use projections::past::Past;
use replay::log::{EventTypes, LogReader};
use sqlx::PgPool;
use tests::measure::line;
use uuid::Uuid;

/// How often each is done.
const TIMES: u32 = 20;
/// Whoever has most.
const CITIZEN: &str = "
SELECT ente, debtor, count(*) FROM notice_directory_v1 WHERE debtor IS NOT NULL
 GROUP BY ente, debtor ORDER BY count(*) DESC, debtor LIMIT 1";
const STREAMS: &str = "
SELECT DISTINCT aggregate_type, aggregate_id
  FROM help_desk_v1 AS t JOIN event_log USING (log_index) JOIN events USING (global_position) WHERE t.ente = $1 AND t.thread = $2";

/// Questions a second about the past of the citizen with most notices, to readings a second of what they are answered from.
pub(crate) async fn measure(pool: &PgPool, below: u64) -> anyhow::Result<()> {
    let (ente, citizen, notices): (String, Uuid, i64) = sqlx::query_as(CITIZEN).fetch_one(pool).await?;
    let (ente, thread) = (EnteCode::parse(&ente)?, Thread::Person(SubjectId::new(citizen)));
    let query = sqlx::query_as(STREAMS).bind(ente.as_str()).bind(citizen);
    let streams: Vec<(String, String)> = query.fetch_all(pool).await?;
    let streams: Vec<(&str, &str)> = streams.iter().map(|(kind, id)| (kind.as_str(), id.as_str())).collect();
    let reader = LogReader::new(pool.clone());
    let started = Instant::now();
    for _ in 0..TIMES {
        anyhow::ensure!(!reader.of_streams(&streams, below, EventTypes::AllBut(&[])).await?.is_empty());
    }
    let bare = f64::from(TIMES) / started.elapsed().as_secs_f64();
    for view in [ViewName::PaymentHistory, ViewName::PendingList] {
        let started = Instant::now();
        for _ in 0..TIMES {
            Past::of(pool, &ente, &thread, view, below).await?;
        }
        let rate = f64::from(TIMES) / started.elapsed().as_secs_f64();
        line(format!("{view} as of, {notices} notices in {} streams, to reading them", streams.len()), rate, bare, None);
    }
    Ok(())
}
