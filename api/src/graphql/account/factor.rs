//! The second factor of one's own account.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};

use super::own::{AccountDoneResult, acting, done, own};
use crate::accounts::{confirm_factor, enrol_factor, remove_factor};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, LoginRefused, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// Proves again who one is.
#[derive(Clone, Debug, InputObject)]
pub struct ProvedInput {
    /// The password in use.
    pub current_password: String,
}

/// A code of the app.
#[derive(Clone, Debug, InputObject)]
pub struct CodeOfAppInput {
    /// Six digits.
    pub code: String,
}

/// What an authenticator app needs. Shown once, and asked for at login only after a code proved that it arrived.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct SecondFactorSecret {
    /// To be typed into the app.
    pub secret: String,
    /// To be scanned by it (`otpauth://`).
    pub uri: String,
}

/// What `enrolSecondFactor` answers.
#[derive(Clone, Debug, Union)]
pub enum EnrolSecondFactorResult {
    /// The secret.
    Secret(SecondFactorSecret),
    /// The password is wrong.
    LoginRefused(LoginRefused),
    /// Tried too often.
    TooManyRequests(TooManyRequests),
    /// No account behind the session.
    NotFound(NotFound),
    /// One is in use already.
    InvalidInput(InvalidInput),
}

/// The second factor.
#[derive(Clone, Copy, Debug, Default)]
pub struct FactorMutation;

#[Object]
impl FactorMutation {
    /// Makes the secret of a second factor.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn enrol_second_factor(&self, ctx: &Context<'_>, input: ProvedInput) -> Result<EnrolSecondFactorResult, Fault> {
        settle(enrol(Desk::of(ctx), &input.current_password).await)
    }

    /// Proves the secret by a code of it: from now on a code is asked at login.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn confirm_second_factor(&self, ctx: &Context<'_>, input: CodeOfAppInput) -> Result<AccountDoneResult, Fault> {
        settle(confirm(Desk::of(ctx), &input.code).await)
    }

    /// No code is asked any more.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn remove_second_factor(&self, ctx: &Context<'_>, input: ProvedInput) -> Result<AccountDoneResult, Fault> {
        settle(remove(Desk::of(ctx), &input.current_password).await)
    }
}

async fn enrol(desk: Desk<'_>, password: &str) -> Answering<EnrolSecondFactorResult> {
    let own = own(desk).await?;
    own.proved(desk, password).await?;
    let enrolment = enrol_factor(desk.product(), &own.account).await?;
    let in_use = || desk.failing().input("input", Message::SecondFactorInUse);
    let enrolment = enrolment.ok_or_else(in_use)?;
    Ok(SecondFactorSecret { secret: enrolment.secret, uri: enrolment.uri }.into())
}

async fn confirm(desk: Desk<'_>, code: &str) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    if !confirm_factor(desk.product(), &acting(desk), &own.account, code).await? {
        return Err(desk.failing().login_refused(Message::SecondFactorRefused).into());
    }
    Ok(done(desk, Message::SecondFactorEnrolledTitle, Message::SecondFactorEnrolled).into())
}

async fn remove(desk: Desk<'_>, password: &str) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    own.proved(desk, password).await?;
    remove_factor(desk.product(), &acting(desk), &own.account).await?;
    Ok(done(desk, Message::SecondFactorRemovedTitle, Message::SecondFactorRemoved).into())
}
