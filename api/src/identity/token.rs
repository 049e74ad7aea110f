//! Secrets of mailed links and of half-finished logins: kept as hashes, good for one purpose, once, for a while.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::AccountId;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, PgPool, Row};

use super::secret::Secret;
use crate::vault::LookupDigest;

/// The links of an older mail die when a newer one is written; a mail that is written twice brings two that work.
const ISSUE: &str = "
WITH outdated AS (DELETE FROM account_token WHERE account_id = $2 AND purpose = $3 AND origin <> $4)
INSERT INTO account_token (digest, account_id, purpose, origin, expires_at) VALUES ($1, $2, $3, $4, $5)";

const FIND: &str = "
SELECT t.account_id, l.ente, l.user_name, t.expires_at
  FROM account_token AS t JOIN account_login AS l USING (account_id)
 WHERE t.digest = $1 AND t.purpose = $2 AND t.expires_at > $3";

const SPEND: &str = "DELETE FROM account_token WHERE account_id = $1 AND purpose = $2";
const SPEND_ALL: &str = "DELETE FROM account_token WHERE account_id = $1";
const SWEEP: &str = "DELETE FROM account_token WHERE expires_at <= $1";

/// What a secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPurpose {
    /// Proving the address of a new account.
    Activation,
    /// Setting a new password.
    Password,
    /// Proving a new address.
    Email,
    /// Undoing the revocation of the consent.
    UndoRevocation,
    /// The second step of a login.
    SecondFactor,
    /// Confirming that a copy of one's data was asked for.
    PersonalData,
}

impl TokenPurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Password => "password",
            Self::Email => "email",
            Self::UndoRevocation => "undo_revocation",
            Self::SecondFactor => "second_factor",
            Self::PersonalData => "personal_data",
        }
    }
}

/// Whose secret it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHolder {
    /// The account.
    pub account: AccountId,
    /// Its Ente.
    pub ente: EnteCode,
    /// The keyed hash of its user name.
    pub user_name: LookupDigest,
    /// Until when the secret is good.
    pub expires_at: DateTime<Utc>,
}

/// Makes a secret; `origin` names the mail that brings it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn issue(
    pool: &PgPool,
    account: AccountId,
    purpose: TokenPurpose,
    origin: &str,
    expires_at: DateTime<Utc>,
) -> Result<Secret, sqlx::Error> {
    let secret = Secret::new();
    let query = sqlx::query(ISSUE).bind(secret.digest()).bind(account.as_uuid()).bind(purpose.as_str());
    query.bind(origin).bind(expires_at).execute(pool).await?;
    Ok(secret)
}

/// Whose secret a text is, when it is good for this; any other text is nobody's.
///
/// # Errors
/// When the database cannot be asked.
pub async fn find(
    pool: &PgPool,
    text: &str,
    purpose: TokenPurpose,
    now: DateTime<Utc>,
) -> Result<Option<TokenHolder>, sqlx::Error> {
    let Some(secret) = Secret::parse(text) else { return Ok(None) };
    let query = sqlx::query(FIND).bind(secret.digest()).bind(purpose.as_str()).bind(now);
    query.fetch_optional(pool).await?.as_ref().map(read).transpose()
}

/// Makes the secrets of one purpose worthless; whether there was one. Of two who use one secret at once, one is told that there was none.
///
/// # Errors
/// When the database cannot be asked.
pub async fn spend_in_tx(connection: &mut PgConnection, account: AccountId, purpose: TokenPurpose) -> Result<bool, sqlx::Error> {
    let spent = sqlx::query(SPEND).bind(account.as_uuid()).bind(purpose.as_str()).execute(connection).await?;
    Ok(spent.rows_affected() > 0)
}

/// Makes all secrets of an account worthless.
///
/// # Errors
/// When the database cannot be asked.
pub async fn spend_all_in_tx(connection: &mut PgConnection, account: AccountId) -> Result<(), sqlx::Error> {
    sqlx::query(SPEND_ALL).bind(account.as_uuid()).execute(connection).await.map(drop)
}

/// Forgets secrets that are worth nothing any more.
///
/// # Errors
/// When the database cannot be asked.
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query(SWEEP).bind(now).execute(pool).await.map(drop)
}

fn read(row: &PgRow) -> Result<TokenHolder, sqlx::Error> {
    let user_name = row.try_get::<&[u8], _>(2)?.try_into().map_err(|_| sqlx::Error::RowNotFound)?;
    Ok(TokenHolder {
        account: AccountId::new(row.try_get(0)?),
        ente: EnteCode::parse(row.try_get(1)?).map_err(|error| sqlx::Error::Decode(error.into()))?,
        user_name,
        expires_at: row.try_get(3)?,
    })
}
