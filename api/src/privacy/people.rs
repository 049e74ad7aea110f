//! Whose data is meant, and everything that is erased of them on request.

use chrono::NaiveDate;
use domain::account::UserName;
use domain::identifier::{EmailAddress, EnteCode, TaxCode};
use domain::ids::{AccountId, SubjectId};
use domain::personal::PersonalClass;
use domain::subject::ErasureReason;
use uuid::Uuid;

use super::PrivacyError;
use super::erase::erase;
use super::judge::{judge, kept};
use super::register::Registered;
use crate::accounts::{Acting, OpenAccount, erase_on_request};
use crate::product::Product;
use crate::vault::Handle;

/// An account says whose it is in its first event; the help desk's threads lead there.
const ACCOUNT: &str = "
SELECT e.aggregate_id FROM help_desk_v1 h
  JOIN event_log l ON l.log_index = h.log_index JOIN events e USING (global_position)
 WHERE h.ente = $1 AND h.thread = $2 AND e.aggregate_type = 'Account' AND e.event_type = 'AccountRegistered'
   AND e.payload -> 'AccountRegistered' -> 'registration' ->> 'subject' = $2::text";

const BY_NAME: &str = "SELECT account_id FROM account_login WHERE ente = $1 AND user_name = $2";

/// By what somebody is named.
#[derive(Clone, Debug)]
pub enum Named {
    /// By a tax code: who owes and pays under it.
    TaxCode(TaxCode),
    /// By the name of an account: the account, and who it was verified to be.
    UserName(UserName),
    /// By an e-mail address: who asked for help under it, or was sent a receipt there.
    Email(EmailAddress),
    /// By the random number that stands for them.
    Subject(SubjectId),
}

/// The people meant: one, or an account and the person behind it.
///
/// # Errors
/// [`PrivacyError::Unknown`] when nobody is.
pub async fn people(product: &Product, ente: &EnteCode, named: &Named) -> Result<Vec<SubjectId>, PrivacyError> {
    let found = async |handle: Handle<'_>| Ok(vec![product.vault.find(ente, &handle).await?.ok_or(PrivacyError::Unknown)?]);
    match named {
        Named::TaxCode(code) => found(Handle::TaxCode(code)).await,
        Named::Email(address) => found(Handle::Email(address)).await,
        Named::UserName(name) => {
            let digest = product.vault.digest(ente, &Handle::UserName(name));
            let query = sqlx::query_scalar::<_, Uuid>(BY_NAME).bind(ente.as_str()).bind(digest);
            let id = query.fetch_optional(&product.pool).await?.ok_or(PrivacyError::Unknown)?;
            let account = OpenAccount::read(product, ente, AccountId::new(id)).await?.ok_or(PrivacyError::Unknown)?;
            Ok([Some(account.subject), account.state.verified()].into_iter().flatten().collect())
        }
        Named::Subject(subject) => {
            let known = product.vault.knows(ente, *subject).await?;
            if known { Ok(vec![*subject]) } else { Err(PrivacyError::Unknown) }
        }
    }
}

/// Erases a class of data of everybody a request names; accounts end at once. Answers the day until which law makes us keep something.
///
/// # Errors
/// [`PrivacyError::Kept`] with the reason, before anything was erased; or something failed.
pub async fn erase_people(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    request: &Registered,
    class: PersonalClass,
) -> Result<Option<NaiveDate>, PrivacyError> {
    for subject in &request.opening.subjects {
        judge(product, ente, *subject, class).await?;
    }
    let mut until = None;
    for subject in &request.opening.subjects {
        until = until.max(kept(product, ente, *subject).await?.until);
        match (class, account_of(product, ente, *subject).await?) {
            (PersonalClass::Profile, Some(account)) => erase_on_request(product, acting, ente, account).await?,
            _ => erase(product, acting, ente, (*subject, class), ErasureReason::Requested(request.id)).await?,
        }
    }
    Ok(until.filter(|_| class == PersonalClass::Profile))
}

async fn account_of(product: &Product, ente: &EnteCode, subject: SubjectId) -> Result<Option<AccountId>, PrivacyError> {
    let query = sqlx::query_scalar::<_, String>(ACCOUNT).bind(ente.as_str()).bind(subject.as_uuid());
    let id = query.fetch_optional(&product.pool).await?;
    Ok(id.and_then(|id| id.parse().ok()))
}
