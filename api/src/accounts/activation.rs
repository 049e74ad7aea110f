//! Proving the address of a new account.

use domain::account::{AccountCommand, AccountRefusal};
use replay::command::CommandError;

use super::{Acting, WorthlessLink};
use crate::identity::{IdentityError, TokenPurpose, token};
use crate::product::Product;

/// Activates the account whose mailed secret this is.
///
/// # Errors
/// When the database cannot be asked; inside, when the link is worth nothing.
pub async fn activate(product: &Product, acting: &Acting, secret: &str) -> Result<Result<(), WorthlessLink>, IdentityError> {
    let found = token::find(&product.pool, secret, TokenPurpose::Activation, product.clock.now()).await?;
    let Some(holder) = found else { return Ok(Err(WorthlessLink)) };
    let command = AccountCommand::Activate { now: product.clock.now() };
    match acting.command(product, &holder.ente, holder.account, command).await {
        Ok(_) => {}
        Err(IdentityError::Command(CommandError::Refused(AccountRefusal::Absent | AccountRefusal::Closed))) => {
            return Ok(Err(WorthlessLink));
        }
        Err(error) => return Err(error),
    }
    let mut connection = product.pool.acquire().await?;
    token::spend_in_tx(&mut connection, holder.account, TokenPurpose::Activation).await?;
    Ok(Ok(()))
}
