//! Moving to another address: it counts once it is proved, and the old one is told.

use domain::account::{AccountCommand, AccountRefusal, MailKind};
use domain::identifier::{EmailAddress, EnteCode};
use domain::ids::AccountId;
use replay::command::CommandError;

use super::letter::Letter;
use super::profile::{OpenAccount, field};
use super::{Acting, WorthlessLink};
use crate::clock::random_uuid;
use crate::identity::{IdentityError, TokenPurpose, token};
use crate::product::Product;
use crate::vault::Handle;

const MOVE: &str = "UPDATE account_handle SET digest = $3 WHERE ente = $1 AND account_id = $2 AND kind = 'email'";

/// Asks for another address; the link that confirms it goes there.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn change(
    product: &Product,
    acting: &Acting,
    account: &OpenAccount,
    email: &EmailAddress,
) -> Result<(), IdentityError> {
    let letter = letter(account, MailKind::EmailConfirmation, email, acting);
    let mail = seal(product, letter).await?;
    let email = account.seal(product, field::EMAIL, email).await?;
    acting.command(product, &account.ente, account.id, AccountCommand::RequestEmailChange { email, mail }).await.map(drop)
}

/// Confirms the address whose mailed secret this is.
///
/// # Errors
/// When the database cannot be asked; inside, when the link is worth nothing.
pub async fn confirm(product: &Product, acting: &Acting, secret: &str) -> Result<Result<(), WorthlessLink>, IdentityError> {
    let found = token::find(&product.pool, secret, TokenPurpose::Email, product.clock.now()).await?;
    let Some(holder) = found else { return Ok(Err(WorthlessLink)) };
    let account = OpenAccount::read(product, &holder.ente, holder.account).await?.filter(OpenAccount::is_active);
    let Some(account) = account else { return Ok(Err(WorthlessLink)) };
    let (Some(new), Some(profile)) = (account.new_email(product).await?, account.profile(product).await?) else {
        return Ok(Err(WorthlessLink));
    };
    let mail = seal(product, letter(&account, MailKind::EmailChanged, &profile.email, acting)).await?;
    let command = AccountCommand::ConfirmEmail { mail, now: product.clock.now() };
    match acting.command(product, &account.ente, account.id, command).await {
        Ok(_) => {}
        Err(IdentityError::Command(CommandError::Refused(AccountRefusal::NoEmailChange))) => return Ok(Err(WorthlessLink)),
        Err(error) => return Err(error),
    }
    be_found_by(product, &account.ente, account.id, &new).await?;
    Ok(Ok(()))
}

/// From now on the account is found by this address, and its links of confirmation are worth nothing.
async fn be_found_by(product: &Product, ente: &EnteCode, account: AccountId, email: &EmailAddress) -> Result<(), IdentityError> {
    let digest = product.vault.digest(ente, &Handle::Email(email));
    let mut transaction = product.pool.begin().await?;
    sqlx::query(MOVE).bind(ente.as_str()).bind(account.as_uuid()).bind(digest).execute(&mut *transaction).await?;
    token::spend_in_tx(&mut transaction, account, TokenPurpose::Email).await?;
    transaction.commit().await?;
    Ok(())
}

fn letter<'a>(account: &'a OpenAccount, kind: MailKind, to: &'a EmailAddress, acting: &Acting) -> Letter<'a> {
    let OpenAccount { id, ente, subject, .. } = account;
    Letter { ente, account: *id, subject: *subject, kind, what: "", to, language: acting.language }
}

/// Each change of address is a mail of its own.
async fn seal(product: &Product, letter: Letter<'_>) -> Result<domain::account::AccountMail, IdentityError> {
    Letter { what: &random_uuid().to_string(), ..letter }.seal(product).await
}
