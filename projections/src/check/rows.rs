//! What one question to the database tells. Each answers the places where an invariant does not hold, the first ones.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};

/// An invariant, and the question that finds where it does not hold: place and what is wrong there. `$1` is now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    invariant: Invariant,
    sql: &'static str,
}

/// All of them.
pub(super) const ALL: [Question; 9] = [STREAMS, LOGGED, CHECKPOINTS, TODOS, SETTLED, WAITS, CLEAR, RESTORED, PAGES];
/// Those that cost little, however long the log is.
pub(super) const CHEAP: [Question; 5] = [CHECKPOINTS, TODOS, WAITS, RESTORED, PAGES];

const STREAMS: Question = Question {
    invariant: Invariant::Streams,
    sql:
        "SELECT aggregate_type || '/' || aggregate_id, format('has %s events and the last is number %s', count(*), max(sequence))
            FROM events GROUP BY aggregate_type, aggregate_id
          HAVING count(*) <> max(sequence) AND $1::timestamptz IS NOT NULL LIMIT 20",
};

/// Queue and log are written in the transactions of append and sequencer, so one snapshot sees each event in one of them.
const LOGGED: Question = Question {
    invariant: Invariant::Logged,
    sql: "SELECT format('%s/%s/%s', aggregate_type, aggregate_id, sequence), 'is stored, but not in the log, and does not wait for it'
            FROM events
           WHERE NOT EXISTS (SELECT 1 FROM event_log WHERE event_log.global_position = events.global_position)
             AND NOT EXISTS (SELECT 1 FROM event_queue WHERE transaction = tx_id)
             AND $1::timestamptz IS NOT NULL LIMIT 20",
};

const CHECKPOINTS: Question = Question {
    invariant: Invariant::Checkpoints,
    sql: "SELECT reader, format('stands at %s and the log ends at %s', next_index, head.next)
            FROM checkpoint, (SELECT coalesce(max(log_index) + 1, 0) AS next FROM event_log) AS head
           WHERE next_index > head.next AND $1::timestamptz IS NOT NULL LIMIT 20",
};

const TODOS: Question = Question {
    invariant: Invariant::Todos,
    sql: "SELECT todo_id, format('says it was opened by event %s, which is not of its stream', opened_by)
            FROM todo_v1
            LEFT JOIN event_log ON log_index = opened_by
            LEFT JOIN events USING (global_position)
           WHERE (aggregate_type, aggregate_id) IS DISTINCT FROM (stream_type, stream_id)
             AND $1::timestamptz IS NOT NULL LIMIT 20",
};

const SETTLED: Question = Question {
    invariant: Invariant::Settled,
    sql: "SELECT ente || '/' || nav, format('is settled %s times', count(*))
            FROM payment_history_v1 WHERE state = 'settled' GROUP BY ente, nav
          HAVING count(*) > 1 AND $1::timestamptz IS NOT NULL LIMIT 20",
};

/// The process notes an unfinished attempt at its deadline; a day later somebody has to look why it did not.
const WAITS: Question = Question {
    invariant: Invariant::Waits,
    sql: "SELECT payment_id, format('is in progress, though nothing was awaited after %s', awaited_until)
            FROM payment_history_v1
           WHERE state = 'in_progress' AND awaited_until < $1::timestamptz - interval '1 day' LIMIT 20",
};

/// A whole JSON text in the form of a codice fiscale, omocodia included (DM 23 December 1976).
const CLEAR: Question = Question {
    invariant: Invariant::Clear,
    sql: r#"SELECT format('%s/%s/%s', aggregate_type, aggregate_id, sequence), 'has a text in the form of a tax code'
            FROM events
           WHERE payload::text ~ '"[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]"'
             AND $1::timestamptz IS NOT NULL LIMIT 20"#,
};

/// Between the return of a copy and its confirmation nothing may be said to have been done outside.
const RESTORED: Question = Question {
    invariant: Invariant::Restored,
    sql: "SELECT 'home ' || home, format('came back from a backup at %s with %s events, and nobody has confirmed it', seen_at, log_length)
            FROM cell_home WHERE confirmed_at IS NULL AND $1::timestamptz IS NOT NULL
          UNION ALL
          SELECT 'event ' || log_index, format('%s, though nobody had confirmed home %s', event_type, home)
            FROM cell_home
            JOIN event_log ON log_index >= log_length AND (confirmed_length IS NULL OR log_index < confirmed_length)
            JOIN events USING (global_position)
           WHERE noticed <> 'first start' AND recorded_at >= seen_at AND recorded_at < coalesce(confirmed_at, 'infinity')
             AND event_type IN ('CartAccepted', 'ReceiptMailAccepted', 'AccountMailAccepted', 'SupportMailAccepted', 'PositionArchived',
                                'AccountErased')
           LIMIT 20",
};

const PAGES: Question = Question {
    invariant: Invariant::Pages,
    sql: "SELECT 'the cluster', 'was made without page checksums' WHERE NOT current_setting('data_checksums')::boolean
             AND $1::timestamptz IS NOT NULL",
};

/// Asks one.
pub(super) async fn ask(pool: &PgPool, question: &Question, now: DateTime<Utc>) -> Result<Examined, CheckError> {
    let mut tx = pool.begin().await?;
    sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
    let found: Vec<(String, String)> = sqlx::query_as(question.sql).bind(now).fetch_all(&mut *tx).await?;
    let mut examined = Examined::of(question.invariant);
    found.into_iter().for_each(|(place, what)| examined.found(place, what));
    Ok(examined)
}
