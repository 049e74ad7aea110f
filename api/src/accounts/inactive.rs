//! Accounts nobody uses: a profile is kept until it is taken back or for 24 months of inactivity (GDPR art. 5.1.e, storage limitation; the term is
//! the Ente's DPO's to confirm). The holder is told a month before; then the account is closed as by a revocation, with the same grace.

use chrono::{DateTime, Days, Months, Utc};
use domain::account::{AccountCommand, MailKind};
use domain::ids::AccountId;
use domain::metadata::{Actor, Assurance};
use sqlx::Row;
use uuid::Uuid;

use super::Acting;
use super::consent::close;
use super::letter::Letter;
use super::profile::OpenAccount;
use crate::identity::IdentityError;
use crate::messages::Language;
use crate::product::Product;

/// Months without a login after which an account is closed.
const KEPT_MONTHS: u32 = 24;
/// Days before that in which its holder is told.
const NOTICE_DAYS: u64 = 30;
/// Accounts in one look.
const AT_ONCE: i64 = 500;

/// Accounts not used since a moment whose holders were told before another one, or not at all.
const UNUSED: &str = "
SELECT l.ente, c.account_id FROM account_credential AS c JOIN account_login AS l USING (account_id)
 WHERE coalesce(c.last_login_at, l.reserved_at) < $1
   AND CASE WHEN $2::timestamptz IS NULL THEN c.inactivity_noticed_at IS NULL ELSE c.inactivity_noticed_at <= $2 END
 ORDER BY c.account_id LIMIT $3";
const NOTICED: &str = "UPDATE account_credential SET inactivity_noticed_at = $2 WHERE account_id = $1";

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inactive {
    /// Holders who were told.
    pub told: u64,
    /// Accounts that were closed.
    pub closed: u64,
}

/// Tells holders of accounts that were not used for almost 24 months, and closes those that were not used since.
///
/// # Errors
/// When something failed; what was done stays so, and the next look goes on.
pub async fn close_inactive(product: &Product) -> Result<Inactive, IdentityError> {
    let now = product.clock.now();
    let mut done = Inactive::default();
    let (Some(over), Some(told)) =
        (now.checked_sub_months(Months::new(KEPT_MONTHS)), now.checked_sub_days(Days::new(NOTICE_DAYS)))
    else {
        return Ok(done);
    };
    for account in unused(product, over, Some(told)).await? {
        close(product, &acting(product), &account, MailKind::ClosedForInactivity).await?;
        done.closed = done.closed.saturating_add(1);
    }
    let soon = over.checked_add_days(Days::new(NOTICE_DAYS)).unwrap_or(over);
    for account in unused(product, soon, None).await? {
        tell(product, &account, now).await?;
        done.told = done.told.saturating_add(1);
    }
    Ok(done)
}

/// The accounts among them that can be used.
async fn unused(product: &Product, since: DateTime<Utc>, told: Option<DateTime<Utc>>) -> Result<Vec<OpenAccount>, IdentityError> {
    let mut accounts = Vec::new();
    for row in sqlx::query(UNUSED).bind(since).bind(told).bind(AT_ONCE).fetch_all(&product.pool).await? {
        let (ente, id): (&str, Uuid) = (row.try_get(0)?, row.try_get(1)?);
        let Some(settings) = product.enti.all().into_iter().find(|settings| settings.code.as_str() == ente) else { continue };
        let account = OpenAccount::read(product, &settings.code, AccountId::new(id)).await?;
        accounts.extend(account.filter(OpenAccount::is_active));
    }
    Ok(accounts)
}

async fn tell(product: &Product, account: &OpenAccount, now: DateTime<Utc>) -> Result<(), IdentityError> {
    let Some(profile) = account.profile(product).await? else { return Ok(()) };
    let acting = acting(product);
    let letter = Letter {
        ente: &account.ente,
        account: account.id,
        subject: account.subject,
        kind: MailKind::InactivityNotice,
        // Told again at once after a crash it is the same mail.
        what: &now.date_naive().to_string(),
        to: &profile.email,
        language: acting.language,
    };
    let command = AccountCommand::RequestMail { mail: letter.seal(product).await? };
    acting.command(product, &account.ente, account.id, command).await?;
    sqlx::query(NOTICED).bind(account.id.as_uuid()).bind(now).execute(&product.pool).await?;
    Ok(())
}

fn acting(product: &Product) -> Acting {
    Acting {
        actor: Actor::Process("retention"),
        assurance: Assurance::Internal,
        correlation: product.new_correlation(),
        language: Language::default(),
    }
}
