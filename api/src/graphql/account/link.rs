//! Links that come by mail: asking for one, and using one. Pages send the secret by `POST`; opening the page alone does nothing.

use async_graphql::{Context, InputObject, Object};

use super::fields::Reader;
use super::own::{AccountDoneResult, acting, done, not_chosen, same_twice};
use crate::accounts::{self, RequestKind};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::caps::LookedUp;
use crate::graphql::failure::{Answering, Ended, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::vault::{Handle, LookupDigest};

/// An account, by its user name.
#[derive(Clone, Debug, InputObject)]
pub struct UserNameInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The name one logs in with.
    pub user_name: String,
}

/// Accounts, by the address mails go to.
#[derive(Clone, Debug, InputObject)]
pub struct EmailInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The address.
    pub email: String,
}

/// What a mailed link brought.
#[derive(Clone, Debug, InputObject)]
pub struct LinkInput {
    /// The part of the link behind `#`.
    pub secret: String,
}

/// A mailed link, and a new password.
#[derive(Clone, Debug, InputObject)]
pub struct LinkPasswordInput {
    /// The part of the link behind `#`.
    pub secret: String,
    /// The new password, 12 to 128 characters.
    pub password: String,
    /// The new password once more.
    pub password_again: String,
}

/// Mailed links.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinkMutation;

#[Object]
impl LinkMutation {
    /// Activates an account. A second time the link is worth nothing, and the account stays active.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn activate_account(&self, ctx: &Context<'_>, input: LinkInput) -> Result<AccountDoneResult, Fault> {
        settle(activate(Desk::of(ctx), &input.secret).await)
    }

    /// Sends the activation link again, where there is an account that waits for it.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn resend_activation(&self, ctx: &Context<'_>, input: UserNameInput) -> Result<AccountDoneResult, Fault> {
        settle(by_user_name(Desk::of(ctx), RequestKind::Activation, &input).await)
    }

    /// Sends the user names of an address to it.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn recover_user_name(&self, ctx: &Context<'_>, input: EmailInput) -> Result<AccountDoneResult, Fault> {
        settle(by_email(Desk::of(ctx), &input).await)
    }

    /// Sends a link that sets a new password to the address of an account.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn recover_password(&self, ctx: &Context<'_>, input: UserNameInput) -> Result<AccountDoneResult, Fault> {
        settle(by_user_name(Desk::of(ctx), RequestKind::Password, &input).await)
    }

    /// Sets a new password by a mailed link; all sessions end.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn reset_password(&self, ctx: &Context<'_>, input: LinkPasswordInput) -> Result<AccountDoneResult, Fault> {
        settle(reset(Desk::of(ctx), &input).await)
    }

    /// Confirms a new address by the link mailed to it.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn confirm_email(&self, ctx: &Context<'_>, input: LinkInput) -> Result<AccountDoneResult, Fault> {
        settle(confirm_email(Desk::of(ctx), &input.secret).await)
    }

    /// Gives the consent again within the grace, and sets a new password: the old one was forgotten.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn undo_revocation(&self, ctx: &Context<'_>, input: LinkPasswordInput) -> Result<AccountDoneResult, Fault> {
        settle(undo(Desk::of(ctx), &input).await)
    }
}

/// A worthless link.
macro_rules! worth {
    ($desk:expr, $outcome:expr) => {
        $outcome.map_err(|accounts::WorthlessLink| $desk.failing().link_refused())?
    };
}

fn knock<R: From<TooManyRequests>>(desk: Desk<'_>) -> Result<(), Ended<R>> {
    let counted = desk.room.caps().knock(desk.asking.client);
    Ok(counted.map_err(|too_often| desk.failing().limited(too_often.0))?)
}

async fn activate(desk: Desk<'_>, secret: &str) -> Answering<AccountDoneResult> {
    knock(desk)?;
    worth!(desk, accounts::activate(desk.product(), &acting(desk), secret).await?);
    Ok(done(desk, Message::ActivationDoneTitle, Message::ActivationDone).into())
}

async fn confirm_email(desk: Desk<'_>, secret: &str) -> Answering<AccountDoneResult> {
    knock(desk)?;
    worth!(desk, accounts::confirm_email(desk.product(), &acting(desk), secret).await?);
    Ok(done(desk, Message::EmailChangedTitle, Message::EmailChanged).into())
}

async fn reset(desk: Desk<'_>, input: &LinkPasswordInput) -> Answering<AccountDoneResult> {
    knock(desk)?;
    same_twice(desk, &input.password, &input.password_again)?;
    let outcome = accounts::reset_password(desk.product(), &acting(desk), &input.secret, &input.password).await?;
    worth!(desk, outcome).map_err(|why| not_chosen(desk, why))?;
    Ok(done(desk, Message::PasswordSetTitle, Message::PasswordSet).into())
}

async fn undo(desk: Desk<'_>, input: &LinkPasswordInput) -> Answering<AccountDoneResult> {
    knock(desk)?;
    same_twice(desk, &input.password, &input.password_again)?;
    let outcome = accounts::undo(desk.product(), &acting(desk), &input.secret, &input.password).await?;
    worth!(desk, outcome).map_err(|why| not_chosen(desk, why))?;
    Ok(done(desk, Message::RevocationUndoneTitle, Message::RevocationUndone).into())
}

async fn by_user_name(desk: Desk<'_>, kind: RequestKind, input: &UserNameInput) -> Answering<AccountDoneResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let name = Reader { desk }.user_name(&input.user_name)?;
    let digest = desk.product().vault.digest(&ente.code, &Handle::UserName(&name));
    ask(desk, &ente.code, kind, &digest, name.as_str()).await
}

async fn by_email(desk: Desk<'_>, input: &EmailInput) -> Answering<AccountDoneResult> {
    let ente = desk.ente("input.ente", &input.ente)?;
    let email = Reader { desk }.email(&input.email)?;
    let digest = desk.product().vault.digest(&ente.code, &Handle::Email(&email));
    ask(desk, &ente.code, RequestKind::UserName, &digest, email.as_str()).await
}

/// The same statement and the same answer, whoever it is.
async fn ask(
    desk: Desk<'_>,
    ente: &domain::identifier::EnteCode,
    kind: RequestKind,
    digest: &LookupDigest,
    typed: &str,
) -> Answering<AccountDoneResult> {
    let what = LookedUp { ente: ente.as_str(), code: typed, tax_code: None };
    let counted = desk.room.caps().send(desk.asking.client, typed, what);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    accounts::ask(desk.product(), ente, kind, digest, desk.asking.language).await?;
    Ok(done(desk, Message::MailAskedTitle, Message::MailAsked).into())
}
