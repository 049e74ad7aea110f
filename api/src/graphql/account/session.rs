//! The sessions of one's own account: seeing where one is logged in, and ending it from elsewhere.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};

use super::login::IdentityLevel;
use super::own::{AccountDoneResult, done, own};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::identity::end_all_in_tx;
use crate::messages::Message;

/// An open session.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct OwnSession {
    /// Its name, for ending it.
    pub id: String,
    /// Whether it is the one this request came by.
    pub current: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to half a minute.
    pub seen_at: DateTime<Utc>,
    /// What it shows.
    pub identity: IdentityLevel,
}

/// The open sessions of one's own account.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct OwnSessions {
    /// Oldest first.
    pub nodes: Vec<OwnSession>,
}

/// What `sessions` answers.
#[derive(Clone, Debug, Union)]
pub enum SessionsResult {
    /// The sessions.
    Sessions(OwnSessions),
    /// No account behind the session.
    NotFound(NotFound),
}

/// Which session ends.
#[derive(Clone, Debug, InputObject)]
pub struct EndSessionInput {
    /// Its name.
    pub id: String,
}

/// Questions about sessions.
#[derive(Clone, Copy, Debug, Default)]
pub struct SessionQuery;

#[Object]
impl SessionQuery {
    /// Where one is logged in.
    #[graphql(directive = access::apply(AccessRule::Citizen), complexity = "20 + child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<SessionsResult, Fault> {
        settle(list(Desk::of(ctx)).await)
    }
}

/// Commands on sessions.
#[derive(Clone, Copy, Debug, Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends one of one's own sessions.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn end_session(&self, ctx: &Context<'_>, input: EndSessionInput) -> Result<AccountDoneResult, Fault> {
        settle(end(Desk::of(ctx), &input.id).await)
    }

    /// Ends all of one's own sessions but this one.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn end_other_sessions(&self, ctx: &Context<'_>) -> Result<AccountDoneResult, Fault> {
        settle(end_others(Desk::of(ctx)).await)
    }
}

async fn list(desk: Desk<'_>) -> Answering<SessionsResult> {
    let own = own(desk).await?;
    let open = desk.product().sessions.of_account(own.account.id, desk.asking.now).await?;
    let shown = open.into_iter().map(|session| OwnSession {
        id: session.id.to_string(),
        current: session.digest == own.session.digest,
        created_at: session.created_at,
        seen_at: session.seen_at,
        identity: session.holder.proved_by.into(),
    });
    Ok(OwnSessions { nodes: shown.collect() }.into())
}

/// Somebody else's session answers like one that never was.
async fn end(desk: Desk<'_>, id: &str) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let absent = || desk.failing().absent(Message::SessionAbsent);
    let id = id.parse().map_err(|_| absent())?;
    if !desk.product().sessions.end_one(own.account.id, id).await? {
        return Err(absent().into());
    }
    Ok(done(desk, Message::SessionsEndedTitle, Message::SessionsEnded).into())
}

async fn end_others(desk: Desk<'_>) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let mut connection = desk.pool().acquire().await?;
    end_all_in_tx(&mut connection, own.account.id, Some(&own.session.digest)).await?;
    Ok(done(desk, Message::SessionsEndedTitle, Message::SessionsEnded).into())
}
