//! Logging in and out. The session travels in a cookie only: no script, and no answer, ever holds it.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, Union};
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};

use super::fields::Reader;
use super::own::{AccountDoneResult, done};
use crate::accounts::{Credentials, LogIn, OpenAccount, log_in, log_in_with_code};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, LoginRefused, NotFound, TooManyRequests, settle};
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::room::Desk;
use crate::identity::{Holder, Password, ProvedBy, cookie};
use crate::messages::Message;
use crate::vault::Handle;

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");
const CLEARED: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// User name and password.
#[derive(Clone, Debug, InputObject)]
pub struct LogInInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The user name, in either case.
    pub user_name: String,
    /// The password.
    pub password: String,
}

/// The second step, where the holder wants one.
#[derive(Clone, Debug, InputObject)]
pub struct LogInWithCodeInput {
    /// What the first step answered.
    pub secret: String,
    /// Six digits of the app.
    pub code: String,
}

/// How sure the portal is of who its user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum IdentityLevel {
    /// A password account: who its holder says they are was never verified. Debts are not found by tax code.
    SelfDeclared,
    /// Verified by the office, SPID, CIE or CNS: everything of the tax code is shown.
    Verified,
}

impl From<ProvedBy> for IdentityLevel {
    fn from(proved_by: ProvedBy) -> Self {
        match proved_by {
            ProvedBy::Password => Self::SelfDeclared,
            ProvedBy::Office | ProvedBy::Identity => Self::Verified,
        }
    }
}

/// Logged in; the session came as a cookie.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct LoggedIn {
    /// How sure the portal is of who they are.
    pub identity: IdentityLevel,
    /// The privacy text changed since they agreed: ask again.
    pub consent_outdated: bool,
}

/// The password is right; now the code.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SecondFactorWanted {
    /// Goes with the code, within five minutes.
    pub secret: String,
}

/// What logging in answers.
#[derive(Clone, Debug, Union)]
pub enum LogInResult {
    /// Logged in.
    LoggedIn(LoggedIn),
    /// The code of the second factor is wanted too.
    SecondFactor(SecondFactorWanted),
    /// Not logged in. It is not said whether there is such an account.
    LoginRefused(LoginRefused),
    /// Tried too often; nobody is locked out for ever.
    TooManyRequests(TooManyRequests),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// No such Ente here.
    NotFound(NotFound),
}

/// Logging in and out.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoginMutation;

#[Object]
impl LoginMutation {
    /// Logs in by user name and password.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn log_in(&self, ctx: &Context<'_>, input: LogInInput) -> Result<LogInResult, Fault> {
        settle(by_password(ctx, Desk::of(ctx), &input).await)
    }

    /// The second step of a login.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn log_in_with_code(&self, ctx: &Context<'_>, input: LogInWithCodeInput) -> Result<LogInResult, Fault> {
        settle(by_code(ctx, Desk::of(ctx), &input).await)
    }

    /// Ends the session, on the server too; without one it changes nothing.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn log_out(&self, ctx: &Context<'_>) -> Result<AccountDoneResult, Fault> {
        let desk = Desk::of(ctx);
        if let Some(session) = &desk.asking.session {
            desk.product().sessions.end(&session.digest).await?;
        }
        leave(ctx);
        Ok(done(desk, Message::LoggedOutTitle, Message::LoggedOut).into())
    }
}

/// Takes the cookie from the browser, and what pages left there.
pub(super) fn leave(ctx: &Context<'_>) {
    ctx.insert_http_header(SET_COOKIE, cookie::take_away());
    ctx.insert_http_header(CLEAR, CLEARED);
}

async fn by_password(ctx: &Context<'_>, desk: Desk<'_>, input: &LogInInput) -> Answering<LogInResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let name = Reader { desk }.user_name(&input.user_name)?;
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    let typed = Credentials {
        ente: &ente,
        user_name: desk.product().vault.digest(&ente.code, &Handle::UserName(&name)),
        password: Password::typed(&input.password),
        network: desk.asking.client,
    };
    let outcome = log_in(desk.product(), typed).await?;
    answer(ctx, desk, outcome, Message::LogInRefused).await
}

async fn by_code(ctx: &Context<'_>, desk: Desk<'_>, input: &LogInWithCodeInput) -> Answering<LogInResult> {
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    let outcome = log_in_with_code(desk.product(), &input.secret, &input.code, desk.asking.client).await?;
    answer(ctx, desk, outcome, Message::SecondFactorRefused).await
}

async fn answer(ctx: &Context<'_>, desk: Desk<'_>, outcome: LogIn, refused: Message) -> Answering<LogInResult> {
    Ok(match outcome {
        LogIn::In(holder) => enter(ctx, desk, &holder).await?.into(),
        LogIn::SecondFactor(secret) => SecondFactorWanted { secret: secret.text() }.into(),
        LogIn::NotActivated => desk.failing().login_refused(Message::LogInNotActivated).into(),
        LogIn::Refused => desk.failing().login_refused(refused).into(),
        LogIn::TooEarly(seconds) => desk.failing().limited(seconds).into(),
    })
}

/// A new session in place of any the browser had.
async fn enter(ctx: &Context<'_>, desk: Desk<'_>, holder: &Holder) -> Result<LoggedIn, Fault> {
    let (product, before) = (desk.product(), desk.asking.session.as_deref());
    let secret = product.sessions.open(holder, before.map(|session| &session.digest), desk.asking.now).await?;
    ctx.insert_http_header(SET_COOKIE, cookie::give(&secret));
    let ente = product.enti.get(&holder.ente).ok_or(Impossible("somebody logged in to an Ente that is not configured"))?;
    let account = match holder.account {
        Some(id) => OpenAccount::read(product, &holder.ente, id).await?,
        None => None,
    };
    let consent = account.and_then(|account| account.state.consent().map(|consent| consent.text_version));
    let consent_outdated = consent.is_some_and(|version| version != ente.policies.accounts.privacy_text_version);
    Ok(LoggedIn { identity: holder.proved_by.into(), consent_outdated })
}
