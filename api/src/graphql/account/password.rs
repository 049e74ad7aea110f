//! Changing one's password. Whoever came with an electronic identity has none to change.

use async_graphql::{Context, InputObject, Object};

use super::own::{AccountDoneResult, acting, done, not_chosen, own, same_twice};
use crate::accounts::change_password;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// The old password and the new one.
#[derive(Clone, Debug, InputObject)]
pub struct ChangePasswordInput {
    /// The password in use.
    pub current_password: String,
    /// The new one, 12 to 128 characters.
    pub password: String,
    /// The new one once more.
    pub password_again: String,
}

/// Changing one's password.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasswordMutation;

#[Object]
impl PasswordMutation {
    /// Changes the password; one's other sessions end.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn change_password(&self, ctx: &Context<'_>, input: ChangePasswordInput) -> Result<AccountDoneResult, Fault> {
        settle(change(Desk::of(ctx), &input).await)
    }
}

async fn change(desk: Desk<'_>, input: &ChangePasswordInput) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    same_twice(desk, &input.password, &input.password_again)?;
    own.proved(desk, &input.current_password).await?;
    let changed = change_password(desk.product(), &acting(desk), &own.account, &own.session.digest, &input.password).await?;
    changed.map_err(|why| not_chosen(desk, why))?;
    Ok(done(desk, Message::PasswordSetTitle, Message::PasswordSet).into())
}
