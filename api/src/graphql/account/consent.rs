//! The consent to the privacy text, of one's own account.

use async_graphql::{Context, InputObject, Object};

use super::factor::ProvedInput;
use super::login::leave;
use super::own::{AccountDoneResult, acting, done, own, text_version};
use crate::accounts::{agree, revoke};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// To which text one agrees.
#[derive(Clone, Debug, InputObject)]
pub struct GiveConsentInput {
    /// Version of the text that was shown.
    pub privacy_text_version: i32,
}

/// The consent.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConsentMutation;

#[Object]
impl ConsentMutation {
    /// Agrees to the privacy text in force.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn give_consent(&self, ctx: &Context<'_>, input: GiveConsentInput) -> Result<AccountDoneResult, Fault> {
        settle(give(Desk::of(ctx), &input).await)
    }

    /// Takes the consent back: all sessions end, the account is closed, and after 14 days its profile is erased.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn revoke_consent(&self, ctx: &Context<'_>, input: ProvedInput) -> Result<AccountDoneResult, Fault> {
        let answer = settle(take_back(Desk::of(ctx), &input.current_password).await);
        if matches!(answer, Ok(AccountDoneResult::Done(_))) {
            leave(ctx);
        }
        answer
    }
}

async fn give(desk: Desk<'_>, input: &GiveConsentInput) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let version = text_version(desk, &own)?;
    if u32::try_from(input.privacy_text_version) != Ok(version) {
        return Err(desk.failing().input("input.privacyTextVersion", Message::ConsentOtherText).into());
    }
    agree(desk.product(), &acting(desk), &own.account, version).await?;
    Ok(done(desk, Message::ConsentGivenTitle, Message::ConsentGiven).into())
}

async fn take_back(desk: Desk<'_>, password: &str) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    own.proved(desk, password).await?;
    revoke(desk.product(), &acting(desk), &own.account).await?;
    Ok(done(desk, Message::ConsentRevokedTitle, Message::ConsentRevoked).into())
}
