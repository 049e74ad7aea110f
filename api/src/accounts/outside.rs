//! The port for people who prove elsewhere who they are (SPID, CIE, CNS). Whoever speaks such a protocol checks everything it can check
//! and then comes here; nothing else in the product makes a session of this level without the office.

use domain::identifier::{EmailAddress, EnteCode, TaxCode};

use super::claims;
use super::login::note_use;
use super::profile::OpenAccount;
use crate::identity::{Holder, IdentityError, ProvedBy, Session};
use crate::product::Product;
use crate::vault::Handle;

/// Somebody whose tax code an identity provider vouches for.
#[derive(Clone, Debug)]
pub struct ProvedIdentity {
    /// The Ente they came to.
    pub ente: EnteCode,
    /// Their tax code, checked.
    pub tax_code: TaxCode,
    /// Their address, as the provider says it.
    pub email: Option<EmailAddress>,
}

/// Whose session it becomes. The account of the session the browser had goes along when it claims the same tax code; another one never
/// does, and loses its claim to the tax code.
///
/// # Errors
/// When the database cannot be asked.
pub async fn enter(product: &Product, proved: &ProvedIdentity, before: Option<&Session>) -> Result<Holder, IdentityError> {
    let ProvedIdentity { ente, tax_code, .. } = proved;
    let person = product.vault.subject(ente, &Handle::TaxCode(tax_code)).await?;
    let account = own_account(product, proved, before).await?;
    claims::settle(product, proved, person, account.as_ref()).await?;
    if let Some(account) = &account {
        note_use(product, account.id).await?;
    }
    Ok(Holder {
        ente: ente.clone(),
        account: account.as_ref().map(|account| account.id),
        subject: account.map_or(person, |account| account.subject),
        acts_as: person,
        proved_by: ProvedBy::Identity,
    })
}

async fn own_account(
    product: &Product,
    proved: &ProvedIdentity,
    before: Option<&Session>,
) -> Result<Option<OpenAccount>, IdentityError> {
    let Some(before) = before.filter(|session| session.holder.ente == proved.ente) else { return Ok(None) };
    let Some(id) = before.holder.account else { return Ok(None) };
    let account = OpenAccount::read(product, &proved.ente, id).await?.filter(OpenAccount::is_active);
    let Some(account) = account else { return Ok(None) };
    let profile = account.profile(product).await?;
    Ok(profile.filter(|profile| *profile.holder.tax_code() == proved.tax_code).map(|_| account))
}
