//! Failed logins slow down the next one; nobody is ever locked out.
//!
//! An attempt is counted before the password is looked at, so that many at once do not slip through together; a good one takes the count
//! away again. Counted by name and network, and more generously by name alone: whoever tries from many networks waits seconds, and so,
//! at worst, does the holder. Names nobody has are counted like any other.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use crate::http::ClientNetwork;
use crate::vault::LookupDigest;

/// Counts an attempt unless it comes too early. `$4` failures cost nothing, also when they come at once, each with its own idea of now;
/// each further one doubles the wait, up to `$5` seconds. A day without failure is forgotten.
const COUNT: &str = "
INSERT INTO login_throttle AS t (name, network, failures, not_before) VALUES ($1, $2, 1, $3 - interval '1 minute')
ON CONFLICT (name, network) DO UPDATE
   SET failures = CASE WHEN t.not_before < $3 - interval '1 day' THEN 1 ELSE least(t.failures + 1, 1000) END,
       not_before = CASE WHEN t.not_before < $3 - interval '1 day' OR t.failures < $4 THEN $3 - interval '1 minute'
                         ELSE $3 + least($5, power(2, least(t.failures - $4, 20))) * interval '1 second' END
 WHERE t.not_before <= $3
RETURNING failures";

/// Until when a name has to wait.
pub(crate) const WAIT: &str = "SELECT not_before FROM login_throttle WHERE name = $1 AND network = $2";
const FORGIVE: &str = "DELETE FROM login_throttle WHERE name = $1 AND network IN ($2, '')";
const SWEEP: &str = "DELETE FROM login_throttle WHERE not_before < $1 - interval '1 day'";

/// From one network: five free attempts, then up to a quarter of an hour.
const BY_NETWORK: (i32, f64) = (5, 900.0);
/// From everywhere together: thirty, then up to four seconds.
const BY_NAME: (i32, f64) = (30, 4.0);

/// Who tries to log in as whom.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The keyed hash of the user name.
    pub name: &'a LookupDigest,
    /// From where.
    pub network: ClientNetwork,
}

/// Too early; seconds to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooEarly(pub u32);

/// Counts an attempt.
///
/// # Errors
/// When the database cannot be asked; inside, when it comes too early.
pub async fn count(pool: &PgPool, attempt: Attempt<'_>, now: DateTime<Utc>) -> Result<Result<(), TooEarly>, sqlx::Error> {
    for (network, (free, longest)) in [(digest(attempt.network).as_slice(), BY_NETWORK), (&[], BY_NAME)] {
        let query = sqlx::query(COUNT).bind(attempt.name).bind(network).bind(now).bind(free).bind(longest);
        if query.fetch_optional(pool).await?.is_none() {
            let wait: Option<DateTime<Utc>> =
                sqlx::query_scalar(WAIT).bind(attempt.name).bind(network).fetch_optional(pool).await?;
            let seconds = wait.map_or(0, |until| (until - now).num_seconds());
            return Ok(Err(TooEarly(u32::try_from(seconds).unwrap_or_default().saturating_add(1))));
        }
    }
    Ok(Ok(()))
}

/// Forgets the failures before a good attempt.
///
/// # Errors
/// When the database cannot be asked.
pub async fn forgive(pool: &PgPool, attempt: Attempt<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(FORGIVE).bind(attempt.name).bind(digest(attempt.network).as_slice()).execute(pool).await.map(drop)
}

/// Forgets what does not count any more.
///
/// # Errors
/// When the database cannot be asked.
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query(SWEEP).bind(now).execute(pool).await.map(drop)
}

/// Networks are told apart, not written down.
fn digest(network: ClientNetwork) -> [u8; 32] {
    Sha256::digest(network.to_string()).into()
}
