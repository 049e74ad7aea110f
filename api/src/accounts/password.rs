//! Setting another password: by its owner who knows the old one, or by a mailed link.

use domain::account::{AccountCommand, MailKind, PasswordSetBy};
use domain::ids::AccountId;
use sqlx::PgConnection;

use super::letter::Letter;
use super::profile::{OpenAccount, Profile};
use super::{Acting, WorthlessLink, message_language};
use crate::clock::random_uuid;
use crate::identity::{IdentityError, Password, PasswordError, SecretDigest, TokenPurpose, end_all_in_tx, token};
use crate::product::Product;

/// What is kept of a password; where there was none, or none any more, there is one now.
const KEEP: &str = "
INSERT INTO account_credential (account_id, password) VALUES ($1, $2)
ON CONFLICT (account_id) DO UPDATE SET password = EXCLUDED.password";

/// What came of choosing a password.
pub type Chosen = Result<(), PasswordError>;

/// Judges a new password by what is known of its owner.
pub(super) fn choose(product: &Product, account: &OpenAccount, profile: &Profile, text: &str) -> Result<Password, PasswordError> {
    let words = profile.words();
    let ente = product.enti.get(&account.ente).map(|ente| ente.name.to_string());
    Password::choose(text, words.iter().map(String::as_str).chain(ente.as_deref()))
}

/// Keeps the hash of a password.
pub(super) async fn keep_in_tx(connection: &mut PgConnection, account: AccountId, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query(KEEP).bind(account.as_uuid()).bind(hash).execute(connection).await.map(drop)
}

/// Changes the password of somebody who proved to know the old one; their other sessions end.
///
/// # Errors
/// When the account is closed, too many passwords are being hashed, or the database cannot be asked; inside, why the new one is refused.
pub async fn change(
    product: &Product,
    acting: &Acting,
    account: &OpenAccount,
    session: &SecretDigest,
    new: &str,
) -> Result<Chosen, IdentityError> {
    let Some(profile) = account.profile(product).await? else { return Err(IdentityError::Hash) };
    let password = match choose(product, account, &profile, new) {
        Ok(password) => password,
        Err(why) => return Ok(Err(why)),
    };
    let hash = product.hasher.hash(password).await?;
    note(product, acting, account, &profile, PasswordSetBy::Change).await?;
    let mut transaction = product.pool.begin().await?;
    keep_in_tx(&mut transaction, account.id, &hash).await?;
    token::spend_in_tx(&mut transaction, account.id, TokenPurpose::Password).await?;
    end_all_in_tx(&mut transaction, account.id, Some(session)).await?;
    transaction.commit().await?;
    Ok(Ok(()))
}

/// Sets the password by a mailed secret; all sessions end.
///
/// # Errors
/// As [`change`]; inside, when the link is worth nothing, and inside that, why the new password is refused.
pub async fn reset(
    product: &Product,
    acting: &Acting,
    secret: &str,
    new: &str,
) -> Result<Result<Chosen, WorthlessLink>, IdentityError> {
    let found = token::find(&product.pool, secret, TokenPurpose::Password, product.clock.now()).await?;
    let Some(holder) = found else { return Ok(Err(WorthlessLink)) };
    let account = OpenAccount::read(product, &holder.ente, holder.account).await?.filter(OpenAccount::is_active);
    let Some(account) = account else { return Ok(Err(WorthlessLink)) };
    let Some(profile) = account.profile(product).await? else { return Ok(Err(WorthlessLink)) };
    let password = match choose(product, &account, &profile, new) {
        Ok(password) => password,
        Err(why) => return Ok(Ok(Err(why))),
    };
    let hash = product.hasher.hash(password).await?;
    // The secret is taken before anything is done with it: of two who bring it, one finds it gone.
    let mut transaction = product.pool.begin().await?;
    if !token::spend_in_tx(&mut transaction, account.id, TokenPurpose::Password).await? {
        return Ok(Err(WorthlessLink));
    }
    note(product, acting, &account, &profile, PasswordSetBy::Recovery).await?;
    keep_in_tx(&mut transaction, account.id, &hash).await?;
    end_all_in_tx(&mut transaction, account.id, None).await?;
    transaction.commit().await?;
    Ok(Ok(Ok(())))
}

/// The event comes before the hash: a process that dies in between leaves a notice too much, never a change without one.
async fn note(
    product: &Product,
    acting: &Acting,
    account: &OpenAccount,
    profile: &Profile,
    by: PasswordSetBy,
) -> Result<(), IdentityError> {
    let letter = Letter {
        ente: &account.ente,
        account: account.id,
        subject: account.subject,
        kind: MailKind::PasswordSet,
        what: &random_uuid().to_string(),
        to: &profile.email,
        language: message_language(account.state.language()),
    };
    let command = AccountCommand::SetPassword { by, mail: letter.seal(product).await?, now: product.clock.now() };
    acting.command(product, &account.ente, account.id, command).await.map(drop)
}
