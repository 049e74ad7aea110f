//! What the office states about an account: that it saw a document, or that it takes that back. Who and why stand with the event.

use domain::account::{AccountCommand, AccountRefusal, UserName};
use domain::identifier::{EnteCode, TaxCode};
use domain::ids::AccountId;
use domain::text::Text140;
use replay::command::{CommandError, Executed};
use uuid::Uuid;

use super::Acting;
use super::profile::OpenAccount;
use crate::identity::{IdentityError, end_all_in_tx};
use crate::product::Product;
use crate::vault::Handle;

const FIND: &str = "SELECT account_id FROM account_login WHERE ente = $1 AND user_name = $2";

/// Why the office's statement is not taken.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Nobody has this user name.
    #[error("user_name: no account in use has this name")]
    Unknown,
    /// The document shows somebody else.
    #[error("tax_code: the account claims another one")]
    OtherTaxCode,
    /// The account refuses.
    #[error(transparent)]
    Refused(AccountRefusal),
    /// Something failed.
    #[error(transparent)]
    Failed(IdentityError),
}

impl<E: Into<IdentityError>> From<E> for OfficeError {
    fn from(error: E) -> Self {
        match error.into() {
            IdentityError::Command(CommandError::Refused(refusal)) => Self::Refused(refusal),
            other => Self::Failed(other),
        }
    }
}

/// The office saw a document with this tax code, and it is the account's.
///
/// # Errors
/// [`OfficeError`].
pub async fn verify(
    product: &Product,
    acting: &Acting,
    (ente, user_name): (&EnteCode, &UserName),
    tax_code: &TaxCode,
    reason: Text140,
) -> Result<Executed, OfficeError> {
    let account = find(product, ente, user_name).await?;
    let profile = account.profile(product).await?.ok_or(OfficeError::Unknown)?;
    if profile.holder.tax_code() != tax_code {
        return Err(OfficeError::OtherTaxCode);
    }
    let handle = Handle::TaxCode(tax_code);
    let debtor = product.vault.subject(ente, &handle).await.map_err(IdentityError::from)?;
    let command = AccountCommand::VerifyTaxCode { debtor, reason, now: product.clock.now() };
    Ok(acting.command(product, ente, account.id, command).await?)
}

/// The office takes it back; the account's sessions end, and with them what they could see.
///
/// # Errors
/// [`OfficeError`].
pub async fn withdraw(
    product: &Product,
    acting: &Acting,
    (ente, user_name): (&EnteCode, &UserName),
    reason: Text140,
) -> Result<Executed, OfficeError> {
    let account = find(product, ente, user_name).await?;
    let command = AccountCommand::WithdrawVerification { reason, now: product.clock.now() };
    let executed = acting.command(product, ente, account.id, command).await?;
    let mut connection = product.pool.acquire().await.map_err(IdentityError::from)?;
    end_all_in_tx(&mut connection, account.id, None).await.map_err(IdentityError::from)?;
    Ok(executed)
}

async fn find(product: &Product, ente: &EnteCode, user_name: &UserName) -> Result<OpenAccount, OfficeError> {
    let digest = product.vault.digest(ente, &Handle::UserName(user_name));
    let query = sqlx::query_scalar::<_, Uuid>(FIND).bind(ente.as_str()).bind(digest);
    let found = query.fetch_optional(&product.pool).await.map_err(IdentityError::from)?;
    let account = match found {
        Some(id) => OpenAccount::read(product, ente, AccountId::new(id)).await?,
        None => None,
    };
    account.filter(OpenAccount::is_active).ok_or(OfficeError::Unknown)
}
