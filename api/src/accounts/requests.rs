//! Mails asked for by people who are not logged in. What is asked is only written down; whether there is such an account is looked up
//! apart, so that answer and time tell nothing.

use std::time::Duration;

use domain::account::{AccountCommand, MailKind, Standing};
use domain::identifier::EnteCode;
use domain::ids::AccountId;
use domain::metadata::{Actor, Assurance};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Acting;
use super::letter::Letter;
use super::profile::OpenAccount;
use crate::graphql::language;
use crate::identity::{IdentityError, throttle, token};
use crate::messages::Language;
use crate::product::Product;
use crate::vault::LookupDigest;

const ASK: &str = "
INSERT INTO account_request (request_id, ente, kind, digest, language, requested_at) VALUES ($1, $2, $3, $4, $5, $6)";

const NEXT: &str = "
SELECT request_id, ente, kind, digest, language FROM account_request
 ORDER BY requested_at, request_id LIMIT 1 FOR UPDATE SKIP LOCKED";

const DONE: &str = "DELETE FROM account_request WHERE request_id = $1";

const BY_USER_NAME: &str = "SELECT account_id FROM account_login WHERE ente = $1 AND user_name = $2";

/// Whoever has many accounts at one address gets the names of ten.
const BY_EMAIL: &str = "
SELECT h.account_id FROM account_handle AS h JOIN account_login AS l USING (account_id)
 WHERE h.ente = $1 AND h.kind = 'email' AND h.digest = $2 ORDER BY l.reserved_at LIMIT 10";

/// How often requests are looked for.
const LOOK: Duration = Duration::from_millis(500);
/// How many looks go by between two sweeps.
const SWEEP_EVERY: u32 = 120;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// The activation link once more; by user name.
    Activation,
    /// The user names of an address.
    UserName,
    /// A link that sets a new password; by user name.
    Password,
}

impl RequestKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::UserName => "user_name",
            Self::Password => "password",
        }
    }
}

/// Writes a request down.
///
/// # Errors
/// When the database cannot be asked.
pub async fn ask(
    product: &Product,
    ente: &EnteCode,
    kind: RequestKind,
    digest: &LookupDigest,
    wanted: Language,
) -> Result<(), IdentityError> {
    let query = sqlx::query(ASK).bind(product.clock.new_uuid()).bind(ente.as_str()).bind(kind.as_str()).bind(digest);
    query.bind(language::code(wanted)).bind(product.clock.now()).execute(&product.pool).await?;
    Ok(())
}

/// Works requests off until `stop`, and forgets what ended by itself.
pub async fn follow(product: Product, stop: CancellationToken) {
    let mut looks = 0_u32;
    while !stop.is_cancelled() {
        if let Err(error) = work_off(&product).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "requests of accounts could not be worked off");
        }
        if looks.is_multiple_of(SWEEP_EVERY)
            && let Err(error) = sweep(&product).await
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "ended sessions could not be forgotten");
        }
        looks = looks.wrapping_add(1);
        let _ = tokio::time::timeout(LOOK, stop.cancelled()).await;
    }
}

/// Works all open requests off, each once: who dies with one leaves it to the next, and its mails have the same names then.
///
/// # Errors
/// When the database cannot be asked; the request stays.
pub async fn work_off(product: &Product) -> Result<(), IdentityError> {
    loop {
        let mut transaction = product.pool.begin().await?;
        let Some(request) = sqlx::query(NEXT).fetch_optional(&mut *transaction).await? else { return Ok(()) };
        answer(product, &mut transaction, &request).await?;
        sqlx::query(DONE).bind(request.try_get::<Uuid, _>(0)?).execute(&mut *transaction).await?;
        transaction.commit().await?;
    }
}

async fn answer(product: &Product, connection: &mut PgConnection, request: &PgRow) -> Result<(), IdentityError> {
    let (id, kind): (Uuid, &str) = (request.try_get(0)?, request.try_get(2)?);
    let Ok(ente) = EnteCode::parse(request.try_get(1)?) else { return Ok(()) };
    let (by, wanted) = match kind {
        "activation" => (BY_USER_NAME, MailKind::Activation),
        "user_name" => (BY_EMAIL, MailKind::UserNameRecovery),
        _ => (BY_USER_NAME, MailKind::PasswordRecovery),
    };
    let digest: &[u8] = request.try_get(3)?;
    let accounts: Vec<Uuid> = sqlx::query_scalar(by).bind(ente.as_str()).bind(digest).fetch_all(connection).await?;
    let acting = Acting {
        actor: Actor::Process("accounts"),
        assurance: Assurance::Internal,
        correlation: product.new_correlation(),
        language: language::tagged(request.try_get(4)?).unwrap_or_default(),
    };
    for account in accounts {
        if let Some(account) = OpenAccount::read(product, &ente, AccountId::new(account)).await? {
            write(product, &acting, &account, wanted, &id.to_string()).await?;
        }
    }
    Ok(())
}

/// Asks for the mail where there is something to say.
async fn write(
    product: &Product,
    acting: &Acting,
    account: &OpenAccount,
    kind: MailKind,
    what: &str,
) -> Result<(), IdentityError> {
    let wanted = if kind == MailKind::Activation { Standing::Registered } else { Standing::Active };
    if account.state.standing() != wanted {
        return Ok(());
    }
    let Some(profile) = account.profile(product).await? else { return Ok(()) };
    let OpenAccount { id, ente, subject, .. } = account;
    let letter = Letter { ente, account: *id, subject: *subject, kind, what, to: &profile.email, language: acting.language };
    let mail = letter.seal(product).await?;
    acting.command(product, ente, *id, AccountCommand::RequestMail { mail }).await.map(drop)
}

async fn sweep(product: &Product) -> Result<(), IdentityError> {
    let now = product.clock.now();
    product.sessions.sweep(now).await?;
    token::sweep(&product.pool, now).await?;
    throttle::sweep(&product.pool, now).await?;
    Ok(())
}
