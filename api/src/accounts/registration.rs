//! A new account. The answer is the same whether the user name is free or taken, the tax code new or claimed by others.

use chrono::{DateTime, Utc};
use domain::account::{
    AccountCommand, Consent, Contacts, DeclineReason, Eligibility, Holder, MailKind, Registration, Standing, UserName,
};
use domain::identifier::{EmailAddress, EnteCode};
use domain::ids::{AccountId, SubjectId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Acting;
use super::letter::Letter;
use super::profile::{OpenAccount, field, seal, words};
use crate::identity::{IdentityError, Password, PasswordError};
use crate::product::Product;
use crate::vault::{Handle, LookupDigest};

/// A user name belongs to whoever reserved it first; a reservation nothing came of within an hour may be taken over.
const RESERVE: &str = "
INSERT INTO account_login AS l (ente, user_name, account_id, reserved_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (ente, user_name) DO UPDATE SET account_id = EXCLUDED.account_id, reserved_at = EXCLUDED.reserved_at
 WHERE l.account_id = $3
    OR (l.reserved_at < $4 - interval '1 hour'
        AND NOT EXISTS (SELECT FROM events WHERE aggregate_type = 'Account' AND aggregate_id = l.account_id::text))";

/// The same registration under another name, before anything came of it.
const GIVE_BACK: &str = "DELETE FROM account_login WHERE account_id = $1 AND user_name <> $2";

const KEEP_CREDENTIAL: &str = "
INSERT INTO account_credential (account_id, password) VALUES ($1, $2)
ON CONFLICT (account_id) DO UPDATE SET password = EXCLUDED.password";

const KEEP_HANDLES: &str = "
INSERT INTO account_handle (ente, kind, digest, account_id) VALUES ($1, 'tax_code', $3, $2), ($1, 'email', $4, $2)
ON CONFLICT (account_id, kind) DO UPDATE SET digest = EXCLUDED.digest";

/// Accounts in use that claim the same tax code; a few are enough, whoever registered them.
const CLAIMANTS: &str = "
SELECT h.account_id FROM account_handle AS h JOIN account_login AS l USING (account_id)
 WHERE h.ente = $1 AND h.kind = 'tax_code' AND h.digest = $2 AND h.account_id <> $3 LIMIT 5";

/// Everything a registration states, checked.
#[derive(Clone, Debug)]
pub struct Application {
    /// The account there will be: one form makes one account, however often it is sent.
    pub account: AccountId,
    /// The Ente.
    pub ente: EnteCode,
    /// The name to log in with.
    pub user_name: UserName,
    /// Who they say they are.
    pub holder: Holder,
    /// Where they live and are called.
    pub contacts: Contacts,
    /// Where mails go.
    pub email: EmailAddress,
    /// Why they may use the area, where the Ente distinguishes.
    pub eligibility: Option<Eligibility>,
    /// To which privacy text they agree.
    pub consent: Consent,
}

impl Application {
    /// Judges a password by what the application says of its writer.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn choose(&self, password: &str, ente_name: &str) -> Result<Password, PasswordError> {
        let words = words(&self.user_name, &self.holder, &self.email);
        Password::choose(password, words.iter().map(String::as_str).chain([ente_name]))
    }
}

/// Registers, or declines where the user name is somebody else's: who asked is told by mail only.
///
/// # Errors
/// When too many passwords are being hashed, or the database cannot be asked.
pub async fn register(
    product: &Product,
    acting: &Acting,
    application: Application,
    password: Password,
) -> Result<(), IdentityError> {
    let (id, ente) = (application.account, application.ente.clone());
    let known = product.commands.accounts.load_fresh(&id.to_string()).await?.aggregate;
    if known.standing() != Standing::Absent {
        return Ok(());
    }
    let hash = product.hasher.hash(password).await?;
    let subject = product.vault.nobody(&ente).await?;
    let command = if reserve(product, &application, &hash).await? {
        tell_claimants(product, acting, &application).await?;
        AccountCommand::Register(Box::new(statement(product, acting, application, subject).await?))
    } else {
        let mail = letter(acting, &application, subject, MailKind::UserNameTaken).seal(product).await?;
        AccountCommand::Decline { subject, reason: DeclineReason::UserNameTaken, mail, now: product.clock.now() }
    };
    acting.command(product, &ente, id, command).await.map(drop)
}

fn letter<'a>(acting: &Acting, application: &'a Application, subject: SubjectId, kind: MailKind) -> Letter<'a> {
    let Application { ente, account, email, .. } = application;
    Letter { ente, account: *account, subject, kind, what: "registration", to: email, language: acting.language }
}

async fn statement(
    product: &Product,
    acting: &Acting,
    application: Application,
    subject: SubjectId,
) -> Result<Registration, IdentityError> {
    let (ente, whose) = (&application.ente, (application.account, subject));
    Ok(Registration {
        subject,
        user_name: seal(product, ente, whose, field::USER_NAME, &application.user_name).await?,
        holder: seal(product, ente, whose, field::HOLDER, &application.holder).await?,
        contacts: seal(product, ente, whose, field::CONTACTS, &application.contacts).await?,
        email: seal(product, ente, whose, field::EMAIL, &application.email).await?,
        mail: letter(acting, &application, subject, MailKind::Activation).seal(product).await?,
        eligibility: application.eligibility,
        consent: application.consent,
    })
}

/// Keeps the rows of the account, unless its user name is somebody else's.
async fn reserve(product: &Product, application: &Application, hash: &str) -> Result<bool, IdentityError> {
    let digest = |handle: &Handle<'_>| product.vault.digest(&application.ente, handle);
    let user_name = digest(&Handle::UserName(&application.user_name));
    let account = application.account.as_uuid();
    let mut transaction = product.pool.begin().await?;
    sqlx::query(GIVE_BACK).bind(account).bind(user_name).execute(&mut *transaction).await?;
    if !reserved(&mut transaction, application, &user_name, product.clock.now()).await? {
        return Ok(false);
    }
    sqlx::query(KEEP_CREDENTIAL).bind(account).bind(hash).execute(&mut *transaction).await?;
    let (tax_code, email) = (digest(&Handle::TaxCode(application.holder.tax_code())), digest(&Handle::Email(&application.email)));
    let query = sqlx::query(KEEP_HANDLES).bind(application.ente.as_str()).bind(account).bind(tax_code).bind(email);
    query.execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn reserved(
    connection: &mut PgConnection,
    application: &Application,
    user_name: &LookupDigest,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let query =
        sqlx::query(RESERVE).bind(application.ente.as_str()).bind(user_name).bind(application.account.as_uuid()).bind(now);
    Ok(query.execute(connection).await?.rows_affected() > 0)
}

/// Tells those who claimed the tax code before.
async fn tell_claimants(product: &Product, acting: &Acting, application: &Application) -> Result<(), IdentityError> {
    let digest = product.vault.digest(&application.ente, &Handle::TaxCode(application.holder.tax_code()));
    let query = sqlx::query_scalar(CLAIMANTS).bind(application.ente.as_str()).bind(digest).bind(application.account.as_uuid());
    let claimants: Vec<Uuid> = query.fetch_all(&product.pool).await?;
    for id in claimants.into_iter().map(AccountId::new) {
        let account = OpenAccount::read(product, &application.ente, id).await?;
        let Some(account) = account.filter(OpenAccount::is_active) else { continue };
        let Some(profile) = account.profile(product).await? else { continue };
        let letter = Letter {
            ente: &account.ente,
            account: id,
            subject: account.subject,
            kind: MailKind::TaxCodeClaimed,
            what: &application.account.to_string(),
            to: &profile.email,
            language: super::message_language(account.state.language()),
        };
        let mail = letter.seal(product).await?;
        acting.command(product, &account.ente, id, AccountCommand::RequestMail { mail }).await?;
    }
    Ok(())
}
