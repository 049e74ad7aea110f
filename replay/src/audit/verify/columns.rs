//! What the database computed from an event's metadata when it was written: not hashed themselves, so compared with what is.

use crate::audit::database::Database;
use crate::audit::error::{AuditError, Finding};

/// The text is searched before it is parsed: as the product writes it, it need not be.
const OTHER: &str = r#"
WITH other AS MATERIALIZED (
    SELECT global_position FROM events
     WHERE NOT (strpos(metadata::text, '"ente":"' || ente || '"') > 0
                AND strpos(metadata::text, '"correlation_id":"' || correlation_id || '"') > 0)
       AND (ente, correlation_id) IS DISTINCT FROM (metadata ->> 'ente', metadata ->> 'correlation_id'))
SELECT min(log_index) FROM other JOIN event_log USING (global_position) WHERE log_index < $1"#;

/// Compares the columns of the first `size` events.
pub(super) async fn check(database: &Database, size: u64) -> Result<(), AuditError> {
    let other: Option<i64> = sqlx::query_scalar(OTHER).bind(size.cast_signed()).fetch_one(&database.pool).await?;
    match other {
        None => Ok(()),
        Some(index) => {
            let what = "its columns ente and correlation_id are not what its metadata says";
            Err(Finding::Event { index: index.unsigned_abs(), what }.into())
        }
    }
}
