//! Guesses become slower and slower, and nobody far away can keep the holder of a name out: a name tried from one network waits up to
//! 15 minutes, a name tried from everywhere a minute at most.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use sha2::{Digest, Sha256};
use sqlx::PgPool;

/// Counts one try unless it comes too early; the delay doubles with every try beyond the free ones.
const CHARGE: &str = "
INSERT INTO staff_throttle AS old (ente, name, network, failures, not_before) VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (ente, name, network) DO UPDATE SET
    failures = old.failures + 1,
    not_before = $4 + make_interval(secs =>
        CASE WHEN old.failures + 1 < $5 THEN 0 ELSE least($6, power(2, least(old.failures + 1 - $5, 20))) END)
 WHERE old.not_before <= $4
RETURNING true";
const WAIT: &str = "SELECT not_before FROM staff_throttle WHERE ente = $1 AND name = $2 AND network = $3";
const CLEAR: &str = "DELETE FROM staff_throttle WHERE ente = $1 AND name = $2 AND network IN ($3, '')";
const SWEEP: &str = "DELETE FROM staff_throttle WHERE not_before < $1 - interval '1 day'";

/// Tries that cost nothing, and the longest wait in seconds: from one network, and from everywhere.
const FROM_ONE: (i32, i32) = (4, 900);
const FROM_ALL: (i32, i32) = (20, 60);

/// A name as it is tried from a network.
#[derive(Clone, Debug)]
pub(super) struct Tried<'a> {
    ente: &'a EnteCode,
    name: [u8; 32],
    network: String,
}

impl<'a> Tried<'a> {
    /// The name as it was typed: whatever it is, it is kept as a hash only.
    pub(super) fn new(ente: &'a EnteCode, name: &str, network: &str) -> Self {
        Self { ente, name: Sha256::digest(name.trim().to_lowercase()).into(), network: network.to_owned() }
    }

    /// Counts a try before it is made; seconds to wait when it comes too early.
    pub(super) async fn charge(&self, pool: &PgPool, now: DateTime<Utc>) -> Result<Option<u32>, sqlx::Error> {
        for (network, (free, longest)) in [(self.network.as_str(), FROM_ONE), ("", FROM_ALL)] {
            let charged = sqlx::query(CHARGE).bind(self.ente.as_str()).bind(self.name.as_slice()).bind(network).bind(now);
            if charged.bind(free).bind(longest).fetch_optional(pool).await?.is_none() {
                let wait = sqlx::query_scalar(WAIT).bind(self.ente.as_str()).bind(self.name.as_slice()).bind(network);
                let until: Option<DateTime<Utc>> = wait.fetch_optional(pool).await?;
                let seconds = until.map_or(0, |until| (until - now).num_seconds());
                return Ok(Some(u32::try_from(seconds).unwrap_or_default().saturating_add(1)));
            }
        }
        Ok(None)
    }

    /// Forgets the tries: they came from the holder. Sweeps what nobody remembers.
    pub(super) async fn clear(&self, pool: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let clear = sqlx::query(CLEAR).bind(self.ente.as_str()).bind(self.name.as_slice()).bind(&self.network);
        clear.execute(pool).await?;
        sqlx::query(SWEEP).bind(now).execute(pool).await?;
        Ok(())
    }
}
