//! The second factor: enrolled by showing a secret once and proving to hold it, then asked for at every login.

use domain::account::AccountCommand;
use domain::personal::{PersonalClass, Sealed};
use sqlx::Row;
use sqlx::types::Json;

use super::Acting;
use super::letter::sealed_stream;
use super::profile::OpenAccount;
use crate::identity::{IdentityError, TotpSecret};
use crate::product::Product;
use crate::vault::Envelope;

/// A secret that was never proved may be replaced; one in use may not.
const KEEP: &str = "
UPDATE account_credential SET totp = $2, totp_proved = false, totp_step = 0 WHERE account_id = $1 AND NOT totp_proved";

const READ: &str = "
SELECT totp, totp_step FROM account_credential WHERE account_id = $1 AND totp IS NOT NULL AND totp_proved = $2";

/// A code works once: whoever brings it second finds the step used.
const USE: &str = "
UPDATE account_credential SET totp_step = $2, totp_proved = true WHERE account_id = $1 AND totp IS NOT NULL AND totp_step < $2";

const FORGET: &str = "UPDATE account_credential SET totp = NULL, totp_proved = false, totp_step = 0 WHERE account_id = $1";

/// The place of the sealed secret.
const PLACE: &str = "totp";

/// What an app needs, shown once.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// To be typed.
    pub secret: String,
    /// To be scanned.
    pub uri: String,
}

/// Makes a secret; it is not asked for before it was proved. None when one is in use.
///
/// # Errors
/// When the database cannot be asked.
pub async fn enrol(product: &Product, account: &OpenAccount) -> Result<Option<Enrolment>, IdentityError> {
    let Some(profile) = account.profile(product).await? else { return Ok(None) };
    let secret = TotpSecret::new();
    let stream = sealed_stream(account.id);
    let at = Envelope { ente: &account.ente, stream: &stream, field: PLACE };
    let sealed = product.vault.seal_value(at, account.subject, PersonalClass::Profile, &secret).await?;
    let kept = sqlx::query(KEEP).bind(account.id.as_uuid()).bind(Json(sealed)).execute(&product.pool).await?;
    if kept.rows_affected() == 0 {
        return Ok(None);
    }
    let issuer = product.enti.get(&account.ente).map_or_else(|| account.ente.to_string(), |ente| ente.name.to_string());
    Ok(Some(Enrolment { secret: secret.text(), uri: secret.uri(&issuer, profile.user_name.as_str()) }))
}

/// Proves a new secret by a code of it: from now on a code is asked at login. Whether the code was right.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn confirm(product: &Product, acting: &Acting, account: &OpenAccount, code: &str) -> Result<bool, IdentityError> {
    if !use_code(product, account, code, false).await? {
        return Ok(false);
    }
    let command = AccountCommand::EnrolSecondFactor { now: product.clock.now() };
    acting.command(product, &account.ente, account.id, command).await?;
    Ok(true)
}

/// No code is asked any more.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn remove(product: &Product, acting: &Acting, account: &OpenAccount) -> Result<(), IdentityError> {
    let command = AccountCommand::RemoveSecondFactor { now: product.clock.now() };
    acting.command(product, &account.ente, account.id, command).await?;
    sqlx::query(FORGET).bind(account.id.as_uuid()).execute(&product.pool).await?;
    Ok(())
}

/// Uses a code of the secret in use, or of the one to be proved; whether it was right, and not used before.
pub(super) async fn use_code(product: &Product, account: &OpenAccount, code: &str, proved: bool) -> Result<bool, IdentityError> {
    let id = account.id.as_uuid();
    let Some(row) = sqlx::query(READ).bind(id).bind(proved).fetch_optional(&product.pool).await? else { return Ok(false) };
    let (Json(sealed), used): (Json<Sealed>, i64) = (row.try_get(0)?, row.try_get(1)?);
    let stream = sealed_stream(account.id);
    let at = Envelope { ente: &account.ente, stream: &stream, field: PLACE };
    let Some(secret) = product.vault.open_value::<TotpSecret>(at, &sealed).await? else { return Ok(false) };
    let Some(step) = secret.step_of(code.trim(), product.clock.now(), used) else { return Ok(false) };
    Ok(sqlx::query(USE).bind(id).bind(step).execute(&product.pool).await?.rows_affected() > 0)
}
