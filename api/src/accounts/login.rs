//! Proving who one is with a password, and with a second factor where the holder wants one.
//!
//! The work is the same whether there is such an account or not; the reason is told only to whoever knows the password.

use domain::account::Standing;
use domain::ente::EnteSettings;
use domain::ids::AccountId;
use sqlx::Row;
use uuid::Uuid;

use super::factor::use_code;
use super::letter::good_until;
use super::profile::OpenAccount;
use crate::http::ClientNetwork;
use crate::identity::throttle::{self, Attempt, TooEarly};
use crate::identity::{Holder, IdentityError, Password, ProvedBy, Secret, Session, TokenPurpose, token};
use crate::product::Product;
use crate::vault::LookupDigest;

const FIND: &str = "
SELECT l.account_id, c.password, c.totp IS NOT NULL AND c.totp_proved
  FROM account_login AS l JOIN account_credential AS c USING (account_id)
 WHERE l.ente = $1 AND l.user_name = $2";

const OF_ACCOUNT: &str = "
SELECT l.user_name, c.password
  FROM account_login AS l JOIN account_credential AS c USING (account_id) WHERE account_id = $1";

const REHASH: &str = "UPDATE account_credential SET password = $2 WHERE account_id = $1";
const NOTE: &str = "UPDATE account_credential SET last_login_at = $2, inactivity_noticed_at = NULL WHERE account_id = $1";

/// What somebody typed to log in.
#[derive(Clone, Debug)]
pub struct Credentials<'a> {
    /// Where.
    pub ente: &'a EnteSettings,
    /// The keyed hash of the user name.
    pub user_name: LookupDigest,
    /// The password.
    pub password: Password,
    /// From which network.
    pub network: ClientNetwork,
}

/// What came of an attempt to log in.
#[derive(Clone, Debug)]
pub enum LogIn {
    /// It is them.
    In(Holder),
    /// It is the password; now the code of the second factor, with this secret, within five minutes.
    SecondFactor(Secret),
    /// It is the password, but the address of the account was not proved yet.
    NotActivated,
    /// It is not, for whatever reason.
    Refused,
    /// Too many attempts; seconds to wait.
    TooEarly(u32),
}

/// What came of an attempt to prove again who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempted {
    /// It is them.
    Right,
    /// It is not.
    Wrong,
    /// Too many attempts; seconds to wait.
    TooEarly(u32),
}

/// Tries user name and password.
///
/// # Errors
/// When too many passwords are being checked, or the database cannot be asked.
pub async fn log_in(product: &Product, typed: Credentials<'_>) -> Result<LogIn, IdentityError> {
    let now = product.clock.now();
    let attempt = Attempt { name: &typed.user_name, network: typed.network };
    if let Err(TooEarly(seconds)) = throttle::count(&product.pool, attempt, now).await? {
        return Ok(LogIn::TooEarly(seconds));
    }
    let query = sqlx::query(FIND).bind(typed.ente.code.as_str()).bind(typed.user_name);
    let (account, stored, wants_code) = match query.fetch_optional(&product.pool).await? {
        Some(row) => (Some(AccountId::new(row.try_get(0)?)), Some(row.try_get::<String, _>(1)?), row.try_get(2)?),
        None => (None, None, false),
    };
    let checked = product.hasher.check(typed.password.clone(), stored).await?;
    let Some(account) = account.filter(|_| checked.right) else {
        tracing::info!(security = "login.refused", "a login was refused");
        return Ok(LogIn::Refused);
    };
    if checked.outdated {
        let hash = product.hasher.hash(typed.password).await?;
        sqlx::query(REHASH).bind(account.as_uuid()).bind(hash).execute(&product.pool).await?;
    }
    let Some(account) = OpenAccount::read(product, &typed.ente.code, account).await? else { return Ok(LogIn::Refused) };
    match account.state.standing() {
        Standing::Active if wants_code => {
            let until = good_until(TokenPurpose::SecondFactor, now, None);
            let secret = token::issue(&product.pool, account.id, TokenPurpose::SecondFactor, "login", until).await?;
            Ok(LogIn::SecondFactor(secret))
        }
        Standing::Active => Ok(LogIn::In(let_in(product, typed.ente, &account, attempt).await?)),
        Standing::Registered => Ok(LogIn::NotActivated),
        Standing::Absent | Standing::Declined | Standing::Revoked | Standing::Erased => Ok(LogIn::Refused),
    }
}

/// Tries the code of the second factor after the password was right.
///
/// # Errors
/// When the database cannot be asked.
pub async fn log_in_with_code(
    product: &Product,
    secret: &str,
    code: &str,
    network: ClientNetwork,
) -> Result<LogIn, IdentityError> {
    let now = product.clock.now();
    let found = token::find(&product.pool, secret, TokenPurpose::SecondFactor, now).await?;
    let Some(holder) = found else { return Ok(LogIn::Refused) };
    let attempt = Attempt { name: &holder.user_name, network };
    if let Err(TooEarly(seconds)) = throttle::count(&product.pool, attempt, now).await? {
        return Ok(LogIn::TooEarly(seconds));
    }
    let account = OpenAccount::read(product, &holder.ente, holder.account).await?.filter(OpenAccount::is_active);
    let (Some(account), Some(ente)) = (account, product.enti.get(&holder.ente)) else { return Ok(LogIn::Refused) };
    if !use_code(product, &account, code, true).await? {
        tracing::info!(security = "login.code_refused", "a code of a second factor was refused");
        return Ok(LogIn::Refused);
    }
    let mut connection = product.pool.acquire().await?;
    if !token::spend_in_tx(&mut connection, account.id, TokenPurpose::SecondFactor).await? {
        return Ok(LogIn::Refused);
    }
    drop(connection);
    Ok(LogIn::In(let_in(product, &ente, &account, attempt).await?))
}

/// An account is in use: it is not closed for inactivity.
pub(super) async fn note_use(product: &Product, account: AccountId) -> Result<(), sqlx::Error> {
    sqlx::query(NOTE).bind(account.as_uuid()).bind(product.clock.now()).execute(&product.pool).await.map(drop)
}

async fn let_in(
    product: &Product,
    ente: &EnteSettings,
    account: &OpenAccount,
    attempt: Attempt<'_>,
) -> Result<Holder, IdentityError> {
    throttle::forgive(&product.pool, attempt).await?;
    note_use(product, account.id).await?;
    tracing::info!(security = "login.done", account = %account.id, "logged in");
    let verified = account.state.verified().filter(|_| ente.policies.accounts.office_verification);
    Ok(Holder {
        ente: ente.code.clone(),
        account: Some(account.id),
        subject: account.subject,
        acts_as: verified.unwrap_or(account.subject),
        proved_by: if verified.is_some() { ProvedBy::Office } else { ProvedBy::Password },
    })
}

/// Lets the holder of a session prove again who they are, before something that must not happen on a browser left alone.
///
/// # Errors
/// When too many passwords are being checked, or the database cannot be asked.
pub async fn prove(
    product: &Product,
    session: &Session,
    password: Password,
    network: ClientNetwork,
) -> Result<Attempted, IdentityError> {
    let account = session.holder.account.map(AccountId::as_uuid).unwrap_or_else(Uuid::nil);
    let Some(row) = sqlx::query(OF_ACCOUNT).bind(account).fetch_optional(&product.pool).await? else {
        return Ok(Attempted::Wrong);
    };
    let name: LookupDigest = row.try_get::<&[u8], _>(0)?.try_into().map_err(|_| sqlx::Error::RowNotFound)?;
    let attempt = Attempt { name: &name, network };
    if let Err(TooEarly(seconds)) = throttle::count(&product.pool, attempt, product.clock.now()).await? {
        return Ok(Attempted::TooEarly(seconds));
    }
    if !product.hasher.check(password, Some(row.try_get(1)?)).await?.right {
        return Ok(Attempted::Wrong);
    }
    throttle::forgive(&product.pool, attempt).await?;
    Ok(Attempted::Right)
}
