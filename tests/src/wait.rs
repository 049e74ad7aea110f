//! Waiting for a condition of the database, with an end to the patience.

use std::time::Duration;

use projections::ViewName;
use sqlx::PgPool;

/// How long a test waits for what must happen.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often a condition is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// Whether `sql` answers `true` before the patience ends.
///
/// # Panics
/// When the database cannot be asked.
pub async fn comes_true(pool: &PgPool, sql: &str) -> bool {
    let mut glances = tokio::time::interval(GLANCE);
    let holds = async {
        loop {
            glances.tick().await;
            if sqlx::query_scalar::<_, bool>(sql).fetch_one(pool).await.expect("the condition can be asked") {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, holds).await.is_ok()
}

/// Waits until `sql` answers `true`.
///
/// # Panics
/// When it never does.
pub async fn until(pool: &PgPool, sql: &str) {
    assert!(comes_true(pool, sql).await, "never came true: {sql}");
}

/// Waits until every event is in the log and in every view.
///
/// # Panics
/// When that never happens.
pub async fn until_shown(pool: &PgPool) {
    let views = ViewName::ALL.len();
    let sql = format!(
        "SELECT NOT EXISTS (SELECT FROM event_queue)
            AND (SELECT count(*) = {views} AND bool_and(next_index = (SELECT max(log_index) + 1 FROM event_log)) FROM checkpoint)"
    );
    until(pool, &sql).await;
}
