//! The log against itself: leaves, tiles, signed heads.

use replay::audit::verify::{Verified, verify_to};
use replay::audit::{AuditError, Database, Keys};
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};

const HEADS: &str = "SELECT EXISTS (SELECT 1 FROM log_head)";

/// The whole log; tells how long it is.
pub(super) async fn whole(pool: &PgPool, events: &mut u64) -> Result<Examined, CheckError> {
    let (examined, verified) = stretch(pool, Verified::default(), u64::MAX).await?;
    *events = verified.size();
    Ok(examined)
}

/// At most `limit` events behind what was verified; answers how far it came. The first thing found ends it.
pub(super) async fn stretch(pool: &PgPool, from: Verified, limit: u64) -> Result<(Examined, Verified), CheckError> {
    let database = Database::over(pool.clone());
    let verifiers = database.verifiers().await?;
    let keys = (!verifiers.is_empty()).then(|| Keys::choose(&[], &verifiers)).transpose()?;
    let head = replay::log::LogReader::new(pool.clone()).next_index().await?;
    let to = head.min(from.size().saturating_add(limit));
    let mut examined = Examined::of(Invariant::Log);
    examined.looked_at = to.saturating_sub(from.size());
    if keys.is_none() && sqlx::query_scalar(HEADS).fetch_one(pool).await? {
        examined.found("log", "heads were signed by keys that the log no longer names");
    }
    let mut reached = from.clone();
    let verified = verify_to(&database, keys.as_ref(), from, to, |verified| {
        reached = verified.clone();
        Ok(())
    });
    match verified.await {
        Ok(verified) => Ok((examined, verified)),
        Err(AuditError::Finding(finding)) => {
            examined.found("log", finding.to_string());
            Ok((examined, reached))
        }
        Err(error) => Err(error.into()),
    }
}
