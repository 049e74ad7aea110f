//! A copy of one's data, asked for by somebody who knows the password: confirmed by mail, because a password alone is not enough.

use domain::account::{AccountCommand, MailKind};

use super::letter::Letter;
use super::profile::OpenAccount;
use super::{Acting, WorthlessLink};
use crate::clock::random_uuid;
use crate::identity::{IdentityError, TokenPurpose, token};
use crate::product::Product;

/// Sends the link that confirms it.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn ask_for_data(product: &Product, acting: &Acting, account: &OpenAccount) -> Result<(), IdentityError> {
    let Some(profile) = account.profile(product).await? else { return Ok(()) };
    let letter = Letter {
        ente: &account.ente,
        account: account.id,
        subject: account.subject,
        kind: MailKind::PersonalData,
        what: &random_uuid().to_string(),
        to: &profile.email,
        language: acting.language,
    };
    let command = AccountCommand::RequestMail { mail: letter.seal(product).await? };
    acting.command(product, &account.ente, account.id, command).await.map(drop)
}

/// The account whose mailed secret this is; it works once.
///
/// # Errors
/// When the database cannot be asked; inside, when the link is worth nothing.
pub async fn confirm_data(product: &Product, secret: &str) -> Result<Result<OpenAccount, WorthlessLink>, IdentityError> {
    let found = token::find(&product.pool, secret, TokenPurpose::PersonalData, product.clock.now()).await?;
    let Some(holder) = found else { return Ok(Err(WorthlessLink)) };
    let account = OpenAccount::read(product, &holder.ente, holder.account).await?.filter(OpenAccount::is_active);
    let Some(account) = account else { return Ok(Err(WorthlessLink)) };
    let mut connection = product.pool.acquire().await?;
    let spent = token::spend_in_tx(&mut connection, account.id, TokenPurpose::PersonalData).await?;
    Ok(if spent { Ok(account) } else { Err(WorthlessLink) })
}
