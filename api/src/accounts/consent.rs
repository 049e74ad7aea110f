//! The consent to the privacy text: given at registration, given anew for a newer text, taken back, and given again within the grace.

use domain::account::{AccountCommand, Consent, MailKind, Standing};
use sqlx::PgConnection;

use super::letter::Letter;
use super::login::note_use;
use super::password::{Chosen, choose, keep_in_tx};
use super::profile::OpenAccount;
use super::{Acting, WorthlessLink};
use crate::clock::random_uuid;
use crate::identity::{IdentityError, TokenPurpose, end_all_in_tx, token};
use crate::privacy::{self, PrivacyError};
use crate::product::Product;

const FORGET: &str = "DELETE FROM account_credential WHERE account_id = $1";

/// What could still let somebody in; the links that undo a revocation stay.
const CLOSE_LINKS: &str = "DELETE FROM account_token WHERE account_id = $1 AND purpose <> 'undo_revocation'";

/// Agrees to a text; the one agreed to already changes nothing.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn agree(product: &Product, acting: &Acting, account: &OpenAccount, text_version: u32) -> Result<(), IdentityError> {
    let consent = Consent { text_version, at: product.clock.now() };
    acting.command(product, &account.ente, account.id, AccountCommand::GiveConsent { consent }).await.map(drop)
}

/// Takes the consent back: nobody can log in any more, and after the grace the profile is erased. Debts and receipts stay as law demands.
///
/// # Errors
/// When the database cannot be asked.
pub async fn revoke(product: &Product, acting: &Acting, account: &OpenAccount) -> Result<(), IdentityError> {
    close(product, acting, account, MailKind::ConsentRevoked).await
}

/// Closes an account as a revocation does; the mail says why.
pub(super) async fn close(
    product: &Product,
    acting: &Acting,
    account: &OpenAccount,
    kind: MailKind,
) -> Result<(), IdentityError> {
    let Some(profile) = account.profile(product).await? else { return Ok(()) };
    let letter = Letter {
        ente: &account.ente,
        account: account.id,
        subject: account.subject,
        kind,
        what: &random_uuid().to_string(),
        to: &profile.email,
        language: acting.language,
    };
    let command = AccountCommand::RevokeConsent { mail: letter.seal(product).await?, now: product.clock.now() };
    acting.command(product, &account.ente, account.id, command).await?;
    let mut transaction = product.pool.begin().await?;
    shut_in_tx(&mut transaction, account).await?;
    transaction.commit().await?;
    Ok(())
}

async fn shut_in_tx(connection: &mut PgConnection, account: &OpenAccount) -> Result<(), sqlx::Error> {
    let id = account.id.as_uuid();
    end_all_in_tx(connection, account.id, None).await?;
    sqlx::query(FORGET).bind(id).execute(&mut *connection).await?;
    sqlx::query(CLOSE_LINKS).bind(id).execute(&mut *connection).await.map(drop)
}

/// Undoes the revocation by the secret of its mail, and agrees to the text in force. The old password was forgotten: a new one is chosen.
///
/// # Errors
/// When too many passwords are being hashed, or the database cannot be asked; inside, when the link is worth nothing, and inside that,
/// why the password is refused.
pub async fn undo(
    product: &Product,
    acting: &Acting,
    secret: &str,
    password: &str,
) -> Result<Result<Chosen, WorthlessLink>, PrivacyError> {
    let now = product.clock.now();
    let Some(holder) = token::find(&product.pool, secret, TokenPurpose::UndoRevocation, now).await? else {
        return Ok(Err(WorthlessLink));
    };
    let account = OpenAccount::read(product, &holder.ente, holder.account).await?;
    let Some(account) = account.filter(|account| account.state.standing() == Standing::Revoked) else {
        return Ok(Err(WorthlessLink));
    };
    let (Some(profile), Some(ente)) = (account.profile(product).await?, product.enti.get(&holder.ente)) else {
        return Ok(Err(WorthlessLink));
    };
    let password = match choose(product, &account, &profile, password) {
        Ok(password) => password,
        Err(why) => return Ok(Ok(Err(why))),
    };
    let hash = product.hasher.hash(password).await?;
    let mut transaction = product.pool.begin().await?;
    if !token::spend_in_tx(&mut transaction, account.id, TokenPurpose::UndoRevocation).await? {
        return Ok(Err(WorthlessLink));
    }
    keep_in_tx(&mut transaction, account.id, &hash).await?;
    reopen(product, acting, &account, ente.policies.accounts.privacy_text_version).await?;
    transaction.commit().await?;
    note_use(product, account.id).await?;
    privacy::taken_back(product, acting, &account.ente, account.subject).await?;
    Ok(Ok(Ok(())))
}

/// The second factor's secret went with the password: it has to be enrolled anew.
async fn reopen(product: &Product, acting: &Acting, account: &OpenAccount, text_version: u32) -> Result<(), IdentityError> {
    let now = product.clock.now();
    let consent = Consent { text_version, at: now };
    acting.command(product, &account.ente, account.id, AccountCommand::UndoRevocation { consent }).await?;
    if account.state.second_factor() {
        acting.command(product, &account.ente, account.id, AccountCommand::RemoveSecondFactor { now }).await?;
    }
    Ok(())
}
