//! The end of an account: its rows and its profile key go, so that what its stream says of a person can be read by nobody.

use domain::account::{AccountCommand, AccountRefusal, Standing};
use domain::identifier::EnteCode;
use domain::ids::AccountId;
use replay::command::CommandError;

use super::Acting;
use super::profile::OpenAccount;
use crate::added_notices;
use crate::identity::{IdentityError, end_all_in_tx, token};
use crate::privacy::{self, PrivacyError};
use crate::product::Product;

const ROWS: [&str; 3] = [
    "DELETE FROM account_credential WHERE account_id = $1",
    "DELETE FROM account_handle WHERE account_id = $1",
    "DELETE FROM account_login WHERE account_id = $1",
];

/// Erases an account whose time has come; whether it had. Doing it twice is doing it once.
///
/// The key goes before the account's own event is written: a process that dies in between leaves the to-do, not the key.
///
/// # Errors
/// When something failed.
pub async fn erase(product: &Product, acting: &Acting, ente: &EnteCode, id: AccountId) -> Result<bool, PrivacyError> {
    let now = product.clock.now();
    let Some(account) = OpenAccount::read(product, ente, id).await? else { return Ok(false) };
    let due = account.state.erase_at().is_some_and(|moment| moment <= now);
    if !due {
        return Ok(account.state.standing() == Standing::Erased);
    }
    end(product, acting, &account).await?;
    match acting.command(product, ente, id, AccountCommand::Erase { now }).await {
        Ok(_) => Ok(true),
        Err(IdentityError::Command(CommandError::Refused(AccountRefusal::InUse | AccountRefusal::NotYet(_)))) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Erases an account at once, because its holder asked the office. Doing it twice is doing it once.
///
/// # Errors
/// When something failed.
pub async fn erase_on_request(product: &Product, acting: &Acting, ente: &EnteCode, id: AccountId) -> Result<(), PrivacyError> {
    let Some(account) = OpenAccount::read(product, ente, id).await? else { return Err(PrivacyError::Unknown) };
    end(product, acting, &account).await?;
    let command = AccountCommand::EraseOnRequest { now: product.clock.now() };
    acting.command(product, ente, id, command).await?;
    Ok(())
}

/// Sessions, links, rows, key.
async fn end(product: &Product, acting: &Acting, account: &OpenAccount) -> Result<(), PrivacyError> {
    let mut transaction = product.pool.begin().await?;
    end_all_in_tx(&mut transaction, account.id, None).await?;
    token::spend_all_in_tx(&mut transaction, account.id).await?;
    for row in ROWS {
        sqlx::query(row).bind(account.id.as_uuid()).execute(&mut *transaction).await?;
    }
    added_notices::forget_in_tx(&mut transaction, &account.ente, account.subject).await?;
    transaction.commit().await?;
    privacy::account_closed(product, acting, &account.ente, account.subject).await
}
