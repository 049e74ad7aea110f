//! What the commands of an account have in common: whose account it is, and an answer that says what to tell.

use std::sync::Arc;

use async_graphql::{SimpleObject, Union};

use crate::accounts::{Acting, Attempted, OpenAccount, prove};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Ended, InvalidInput, LinkRefused, LoginRefused, NotFound, TooManyRequests};
use crate::graphql::fault::Impossible;
use crate::graphql::room::Desk;
use crate::identity::{Password, PasswordError, Session};
use crate::messages::Message;

/// A command on an account was carried out.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct AccountDone {
    /// Stable name of the message.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What to tell the citizen, in the language of the request.
    pub message: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What the commands of an account answer.
#[derive(Clone, Debug, Union)]
pub enum AccountDoneResult {
    /// Done, now or before.
    Done(AccountDone),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// No such Ente here, or no account behind the session.
    NotFound(NotFound),
    /// Asked or tried too often.
    TooManyRequests(TooManyRequests),
    /// The password, or the code, is wrong.
    LoginRefused(LoginRefused),
    /// The link is worth nothing.
    LinkRefused(LinkRefused),
}

/// Says what was done.
pub(super) fn done(desk: Desk<'_>, title: Message, message: Message) -> AccountDone {
    let language = desk.asking.language;
    said(desk, message.key(), title.text(language).to_owned(), message.text(language).to_owned())
}

/// Says what was done, in words already filled in.
pub(super) fn said(desk: Desk<'_>, key: &str, title: String, message: String) -> AccountDone {
    AccountDone { key: key.to_owned(), title, message, freshness: desk.latest().to_string() }
}

/// Who acts.
pub(super) fn acting(desk: Desk<'_>) -> Acting {
    let asking = desk.asking;
    Acting {
        actor: asking.viewer.actor(),
        assurance: asking.viewer.assurance(),
        correlation: asking.correlation,
        language: asking.language,
    }
}

/// The session of the request and its account.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) session: Arc<Session>,
    pub(super) account: OpenAccount,
}

/// The viewer's own account; whoever came with an electronic identity may have none.
pub(super) async fn own<R: From<NotFound>>(desk: Desk<'_>) -> Result<Own, Ended<R>> {
    let absent = || desk.failing().absent(Message::AccountAbsent);
    let session = desk.asking.session.clone().ok_or_else(absent)?;
    let id = session.holder.account.ok_or_else(absent)?;
    let account = OpenAccount::read(desk.product(), &session.holder.ente, id).await?;
    let account = account.filter(OpenAccount::is_active).ok_or_else(absent)?;
    Ok(Own { session, account })
}

impl Own {
    /// Lets the viewer prove again who they are: a browser left alone must not be enough.
    pub(super) async fn proved<R>(&self, desk: Desk<'_>, password: &str) -> Result<(), Ended<R>>
    where
        R: From<LoginRefused> + From<TooManyRequests>,
    {
        let attempted = prove(desk.product(), &self.session, Password::typed(password), desk.asking.client).await?;
        match attempted {
            Attempted::Right => Ok(()),
            Attempted::Wrong => Err(desk.failing().login_refused(Message::LogInRefused).into()),
            Attempted::TooEarly(seconds) => Err(desk.failing().limited(seconds).into()),
        }
    }
}

/// Refuses two passwords that differ.
pub(super) fn same_twice(desk: Desk<'_>, password: &str, again: &str) -> Result<(), InvalidInput> {
    if password == again { Ok(()) } else { Err(desk.failing().input("input.passwordAgain", Message::PasswordsDiffer)) }
}

/// Why a password was not chosen.
pub(super) fn not_chosen(desk: Desk<'_>, why: PasswordError) -> InvalidInput {
    desk.failing().input_key("input.password", why.key())
}

/// What the privacy policy of an Ente that is gone would be is no question.
pub(super) fn text_version<R>(desk: Desk<'_>, own: &Own) -> Result<u32, Ended<R>> {
    let ente = desk.product().enti.get(&own.account.ente);
    let ente = ente.ok_or(Impossible("the Ente of an account is not configured"))?;
    Ok(ente.policies.accounts.privacy_text_version)
}
