//! The notices somebody keeps an eye on: known by their code, kept until they are removed or the account is erased. Rows of the product, not
//! events: they say what a person looks at, are theirs to delete, and change nothing of any debt.

use chrono::{DateTime, Utc};
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use sqlx::{PgConnection, PgPool};

/// The most notices of one person.
pub const MOST: i64 = 100;

const ADD: &str = "
INSERT INTO added_notice (ente, owner, nav, position_id, added_at)
SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM added_notice WHERE ente = $1 AND owner = $2) < $6
ON CONFLICT DO NOTHING";

/// Whether somebody keeps an eye on a notice.
pub(crate) const KNOWN: &str = "SELECT EXISTS (SELECT FROM added_notice WHERE ente = $1 AND owner = $2 AND nav = $3)";

const REMOVE: &str = "
DELETE FROM added_notice USING unnest($2::uuid[]) AS own (subject)
 WHERE added_notice.ente = $1 AND added_notice.owner = own.subject AND added_notice.nav = $3";

const FORGET: &str = "DELETE FROM added_notice WHERE ente = $1 AND owner = $2";

/// Adds a notice; whether it is among the person's notices now: there may be [`MOST`] already. Twice is once.
///
/// # Errors
/// When the database cannot be asked.
pub async fn add(
    pool: &PgPool,
    (ente, owner): (&EnteCode, SubjectId),
    (nav, position): (&NoticeNumber, PositionId),
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(ADD).bind(ente.as_str()).bind(owner.as_uuid()).bind(nav.as_str()).bind(position.as_uuid());
    if query.bind(now).bind(MOST).execute(pool).await?.rows_affected() == 1 {
        return Ok(true);
    }
    sqlx::query_scalar(KNOWN).bind(ente.as_str()).bind(owner.as_uuid()).bind(nav.as_str()).fetch_one(pool).await
}

/// Removes a notice of a person, whichever of their numbers it was added under. Twice is once.
///
/// # Errors
/// When the database cannot be asked.
pub async fn remove(pool: &PgPool, ente: &EnteCode, owners: &[SubjectId], nav: &NoticeNumber) -> Result<(), sqlx::Error> {
    let owners: Vec<_> = owners.iter().map(|owner| owner.as_uuid()).collect();
    sqlx::query(REMOVE).bind(ente.as_str()).bind(owners).bind(nav.as_str()).execute(pool).await.map(drop)
}

/// Forgets all notices of a person.
///
/// # Errors
/// When the database cannot be asked.
pub async fn forget_in_tx(connection: &mut PgConnection, ente: &EnteCode, owner: SubjectId) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET).bind(ente.as_str()).bind(owner.as_uuid()).execute(connection).await.map(drop)
}
