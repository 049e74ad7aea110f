//! Notice numbers: handed out from a sequence per (Ente, segregation code), never twice, and claimed by one position
//! for ever. A claim is made before the position's event is written, so two positions can never share a number.

use domain::identifier::{EnteCode, NoticeBase, NoticeNumber, SegregationCode};
use domain::ids::PositionId;
use sqlx::{PgPool, Row};
use uuid::Uuid;

const ALLOCATE: &str = "
INSERT INTO notice_sequence AS s (ente, segregation_code, next_base) VALUES ($1, $2, $3 + 1)
ON CONFLICT (ente, segregation_code) DO UPDATE SET next_base = s.next_base + $3
RETURNING next_base - $3";

const CLAIM: &str = "
INSERT INTO notice_claim (ente, nav, position_id)
SELECT $1, nav, position_id FROM unnest($2::text[], $3::uuid[]) AS w(nav, position_id) ORDER BY nav
ON CONFLICT DO NOTHING";

const CLAIMED_BY_OTHERS: &str = "
SELECT w.nav FROM unnest($2::text[], $3::uuid[]) AS w(nav, position_id)
 CROSS JOIN LATERAL (SELECT position_id FROM notice_claim WHERE ente = $1 AND notice_claim.nav = w.nav OFFSET 0) AS c
 WHERE c.position_id <> w.position_id";

const FIND: &str = "SELECT position_id FROM notice_claim WHERE ente = $1 AND nav = $2";

const FIND_MANY: &str = "
SELECT wanted.nav, c.position_id FROM unnest($2::text[]) AS wanted (nav)
 CROSS JOIN LATERAL (SELECT position_id FROM notice_claim WHERE ente = $1 AND notice_claim.nav = wanted.nav OFFSET 0) AS c";

/// Why a number could not be handed out or claimed.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The database could not be asked.
    #[error("notices: the registry could not be read or written")]
    Database(#[from] sqlx::Error),
    /// The 13 digits of the sequence are used up.
    #[error("notices: segregation code {0} has no numbers left")]
    Exhausted(SegregationCode),
}

/// The registry of notice numbers of one cell.
#[derive(Clone, Debug)]
pub struct NoticeRegistry {
    pool: PgPool,
}

impl NoticeRegistry {
    /// A registry over the tables of one cell.
    #[must_use]
    pub const fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// Hands out `count` new numbers; numbers not used are lost, never reused.
    ///
    /// # Errors
    /// When the database cannot be asked or the sequence is used up.
    pub async fn allocate(&self, ente: &EnteCode, code: &SegregationCode, count: u32) -> Result<Vec<NoticeNumber>, NoticeError> {
        let query = sqlx::query_scalar(ALLOCATE).bind(ente.as_str()).bind(code.as_str()).bind(i64::from(count));
        let first: i64 = query.fetch_one(&self.pool).await?;
        let first = u64::try_from(first).unwrap_or_default();
        (first..first.saturating_add(u64::from(count)))
            .map(|base| {
                let base = NoticeBase::new(base).map_err(|_| NoticeError::Exhausted(code.clone()))?;
                Ok(NoticeNumber::issue(code, base))
            })
            .collect()
    }

    /// Claims numbers for positions; answers the numbers that belong to other positions (their claims stay as they are).
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn claim(&self, ente: &EnteCode, claims: &[(&NoticeNumber, PositionId)]) -> Result<Vec<String>, NoticeError> {
        let (navs, positions): (Vec<&str>, Vec<Uuid>) =
            claims.iter().map(|(nav, position)| (nav.as_str(), position.as_uuid())).unzip();
        let claimed = sqlx::query(CLAIM).bind(ente.as_str()).bind(&navs).bind(&positions).execute(&self.pool).await?;
        if claimed.rows_affected() == claims.len() as u64 {
            return Ok(Vec::new());
        }
        // Asked in a statement of its own: one that waited for a concurrent claim would not see who won.
        Ok(sqlx::query_scalar(CLAIMED_BY_OTHERS).bind(ente.as_str()).bind(navs).bind(positions).fetch_all(&self.pool).await?)
    }

    /// The position behind a notice number.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn find(&self, ente: &EnteCode, nav: &NoticeNumber) -> Result<Option<PositionId>, NoticeError> {
        let query = sqlx::query_scalar(FIND).bind(ente.as_str()).bind(nav.as_str());
        Ok(query.fetch_optional(&self.pool).await?.map(PositionId::new))
    }

    /// The positions behind notice numbers; unknown numbers are absent.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn find_many(&self, ente: &EnteCode, navs: &[&NoticeNumber]) -> Result<Vec<(String, PositionId)>, NoticeError> {
        let navs: Vec<&str> = navs.iter().map(|nav| nav.as_str()).collect();
        let rows = sqlx::query(FIND_MANY).bind(ente.as_str()).bind(navs).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, PositionId::new(row.try_get(1)?)))).collect()
    }
}
