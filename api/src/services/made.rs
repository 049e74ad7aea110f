//! What a citizen made themselves: theirs to see whatever else is known of them.

use domain::identifier::EnteCode;
use domain::ids::{PositionId, SubjectId};
use domain::metadata::Actor;
use sqlx::PgPool;
use uuid::Uuid;

/// The newest positions are found, so many at most.
const MOST: i64 = 1_000;

/// The newest positions `$2` made, `$3` at most.
pub(crate) const MADE_BY: &str = "
SELECT aggregate_id::uuid FROM events
 WHERE ente = $1 AND metadata ->> 'actor' = $2 AND (metadata ->> 'actor') LIKE 'citizen:%'
   AND aggregate_type = 'DebtPosition' AND event_type = 'PositionCreated'
 ORDER BY global_position DESC LIMIT $3";

/// The positions a citizen made, newest first. Read from the events as committed: what was just made is among them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn made_by(pool: &PgPool, ente: &EnteCode, citizen: SubjectId) -> Result<Vec<PositionId>, sqlx::Error> {
    let query = sqlx::query_scalar(MADE_BY).bind(ente.as_str()).bind(Actor::Citizen(citizen).to_string()).bind(MOST);
    let made: Vec<Uuid> = query.fetch_all(pool).await?;
    Ok(made.into_iter().map(PositionId::new).collect())
}
