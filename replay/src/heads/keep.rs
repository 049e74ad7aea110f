//! Where heads and public keys are kept: appended, never changed.

use sqlx::PgPool;

use super::error::HeadError;
use super::key::LogKey;
use super::signed::SignedHead;

const REGISTER: &str = "INSERT INTO log_verifier (verifier) VALUES ($1) ON CONFLICT DO NOTHING";
const VERIFIERS: &str = "SELECT verifier FROM log_verifier ORDER BY since, verifier";
const KEEP: &str = "INSERT INTO log_head (tree_size, signers, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const LATEST: &str = "SELECT tree_size, note FROM log_head ORDER BY tree_size DESC, signed_at DESC LIMIT 1";
const LATEST_BY: &str = "SELECT note FROM log_head WHERE signers = $1 ORDER BY tree_size DESC LIMIT 1";
const OF_SIZE: &str = "SELECT note FROM log_head WHERE tree_size = $1 ORDER BY signed_at DESC LIMIT 1";
const SIZES_AFTER: &str = "SELECT DISTINCT tree_size FROM log_head WHERE tree_size > $1 ORDER BY tree_size LIMIT $2";

/// Records the public keys of `keys`, so that heads they sign can be checked for ever.
///
/// # Errors
/// [`HeadError::OtherOrigin`] when the cell has been signing under another name.
pub async fn register(pool: &PgPool, keys: &[LogKey]) -> Result<(), HeadError> {
    let known = verifiers(pool).await?;
    for key in keys {
        let origins = known.iter().filter_map(|verifier| verifier.split_once('+'));
        if let Some((signed_as, _)) = origins.into_iter().find(|(origin, _)| *origin != key.origin()) {
            return Err(HeadError::OtherOrigin { signed_as: signed_as.to_owned(), origin: key.origin().to_owned() });
        }
        if !known.contains(&key.verifier()) {
            sqlx::query(REGISTER).bind(key.verifier()).execute(pool).await?;
        }
    }
    Ok(())
}

/// The public keys that ever signed for this log, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn verifiers(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(VERIFIERS).fetch_all(pool).await
}

/// The newest head.
///
/// # Errors
/// When the database fails or the head cannot be read.
pub async fn latest(pool: &PgPool) -> Result<Option<SignedHead>, HeadError> {
    let kept: Option<(i64, String)> = sqlx::query_as(LATEST).fetch_optional(pool).await?;
    let Some((size, note)) = kept else { return Ok(None) };
    let head = SignedHead::parse(&note)?;
    if head.size == size.unsigned_abs() {
        Ok(Some(head))
    } else {
        Err(HeadError::Malformed("the newest is kept under another size"))
    }
}

/// The newest head signed by exactly these keys.
pub(crate) async fn latest_by(pool: &PgPool, signers: &str) -> Result<Option<SignedHead>, HeadError> {
    let note: Option<String> = sqlx::query_scalar(LATEST_BY).bind(signers).fetch_optional(pool).await?;
    note.as_deref().map(SignedHead::parse).transpose()
}

/// The newest head over exactly `size` leaves.
///
/// # Errors
/// As [`latest`].
pub async fn of_size(pool: &PgPool, size: u64) -> Result<Option<SignedHead>, HeadError> {
    let Ok(size) = i64::try_from(size) else { return Ok(None) };
    let note: Option<String> = sqlx::query_scalar(OF_SIZE).bind(size).fetch_optional(pool).await?;
    note.as_deref().map(SignedHead::parse).transpose()
}

/// Sizes of published heads above `size`, smallest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn sizes_after(pool: &PgPool, size: u64, limit: u16) -> Result<Vec<u64>, sqlx::Error> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let sizes: Vec<i64> = sqlx::query_scalar(SIZES_AFTER).bind(size).bind(i64::from(limit)).fetch_all(pool).await?;
    Ok(sizes.into_iter().map(i64::unsigned_abs).collect())
}

/// Keeps a head signed by `signers`; one of that size by the same keys stays as it is.
pub(super) async fn keep(pool: &PgPool, head: &SignedHead, signers: &str) -> Result<(), sqlx::Error> {
    sqlx::query(KEEP).bind(head.size.cast_signed()).bind(signers).bind(head.note()).execute(pool).await?;
    Ok(())
}
