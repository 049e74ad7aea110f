//! Some streams at a time: those of positions folded anew and compared with what the views show of them, at one place of the log.

use replay::log::{EventTypes, LogReader, LoggedEvent};
use sqlx::PgPool;
use uuid::Uuid;

use super::error::CheckError;
use super::report::Examined;
use crate::past::Past;
use crate::stream::{Happening, StreamKind, StreamName};
use crate::view::ViewName;

/// The views with a column that says of which position a row is.
const OF_POSITIONS: [ViewName; 2] = [ViewName::NoticeDirectory, ViewName::PendingList];

const NEXT: &str = "
SELECT DISTINCT aggregate_id FROM events
 WHERE aggregate_type = $1 AND aggregate_id > $2 ORDER BY aggregate_id LIMIT $3";

/// The live table, behind the temporary one in the search path, and its columns.
const LIVE: &str = "
SELECT format('%I.%I', path.live, $1), string_agg(quote_ident(attname), ', ' ORDER BY attnum)
  FROM (SELECT (current_schemas(false))[array_upper(current_schemas(false), 1)] AS live) AS path, pg_attribute
 WHERE attrelid = format('%I.%I', path.live, $1)::regclass AND attnum > 0 AND NOT attisdropped
 GROUP BY path.live";

/// The streams of a kind behind `after`, in the order of their names.
pub(super) async fn next(pool: &PgPool, kind: StreamKind, after: &str, limit: i64) -> Result<Vec<String>, CheckError> {
    Ok(sqlx::query_scalar(NEXT).bind(kind.as_str()).bind(after).bind(limit).fetch_all(pool).await?)
}

/// The events of these types in some streams of a kind below an index, each stream in its order; what cannot be read is found.
pub(super) async fn events(
    pool: &PgPool,
    (kind, names): (StreamKind, &[String]),
    wanted: &[&str],
    below: u64,
    examined: &mut Examined,
) -> Result<Vec<(LoggedEvent, Happening)>, CheckError> {
    let streams: Vec<(&str, &str)> = names.iter().map(|name| (kind.as_str(), name.as_str())).collect();
    let mut read = Vec::new();
    for logged in LogReader::new(pool.clone()).of_streams(&streams, below, EventTypes::Only(wanted)).await? {
        match Happening::read(&logged) {
            Ok(happening) => read.push((logged, happening)),
            Err(unreadable) => examined.found(format!("event {}", logged.log_index), unreadable.reason()),
        }
    }
    Ok(read)
}

/// Compares what the views show of these positions with what their streams come to.
pub(super) async fn compare(pool: &PgPool, positions: &[String], examined: &mut Examined) -> Result<(), CheckError> {
    let streams = positions.iter().map(|id| StreamName { kind: StreamKind::DebtPosition, id: id.clone() }).collect();
    let ids: Vec<Uuid> = positions.iter().filter_map(|id| id.parse().ok()).collect();
    for view in OF_POSITIONS {
        let mut past = Past::beside_live(pool, &streams, view).await?;
        let (live, columns): (String, String) = sqlx::query_as(LIVE).bind(view.as_str()).fetch_one(past.connection()).await?;
        let apart = |one: &str, other: &str| {
            format!(
                "SELECT apart::text FROM (SELECT {columns} FROM {one} WHERE position_id = ANY ($1)
                 EXCEPT ALL SELECT {columns} FROM {other} WHERE position_id = ANY ($1)) AS apart LIMIT 10"
            )
        };
        let folded = format!("pg_temp.{view}");
        for (side, sql) in
            [("shown and not in the log", apart(&live, &folded)), ("in the log and not shown", apart(&folded, &live))]
        {
            let rows: Vec<String> = sqlx::query_scalar(&sql).bind(&ids).persistent(false).fetch_all(past.connection()).await?;
            rows.into_iter().for_each(|row| examined.found(view.to_string(), format!("{side}: {row}")));
        }
        examined.looked_at += ids.len() as u64;
    }
    Ok(())
}
