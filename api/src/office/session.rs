//! Logging in and out, and who one is.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use axum::http::header;
use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;

use super::access::{Grant, STAFF, access};
use super::answer::{Answering, Refusal, settle};
use super::cookie;
use super::desk::{Asking, Desk, OfficeRoom};
use super::service::fault;
use crate::graphql::fault::Fault;
use crate::staff::{self, Login, Session};

/// Who logs in.
#[derive(Clone, Debug, InputObject)]
pub(super) struct LoginInput {
    /// The Ente, by its tax code.
    ente: String,
    /// The name.
    name: String,
    /// The password.
    password: String,
}

/// A member of the staff.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(vec![Grant::Anyone]))]
pub(super) struct Me {
    /// The Ente, by its tax code.
    ente: String,
    /// The name.
    name: String,
    /// What they may do.
    roles: Vec<String>,
    /// When the session ends, used or not.
    session_expires_at: DateTime<Utc>,
}

impl From<&Session> for Me {
    fn from(session: &Session) -> Self {
        Self {
            ente: session.ente.to_string(),
            name: session.name.to_string(),
            roles: session.roles.iter().map(|role| role.to_string()).collect(),
            session_expires_at: session.expires_at,
        }
    }
}

/// What `login` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum LoginResult {
    /// Logged in.
    Me(Me),
    /// Not.
    Refusal(Refusal),
}

/// Who one is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SessionQuery;

#[Object]
impl SessionQuery {
    /// Who asks.
    #[graphql(directive = access::apply(STAFF.to_vec()))]
    async fn me(&self, ctx: &Context<'_>) -> Result<Me, Fault> {
        Ok(Me::from(Desk::of(ctx)?.session))
    }
}

/// Logging in and out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Begins a session; the answer sets its cookie. A session the browser brought ends.
    #[graphql(directive = access::apply(vec![Grant::Anyone]))]
    async fn login(&self, ctx: &Context<'_>, input: LoginInput) -> Result<LoginResult, Fault> {
        settle(log_in(ctx, input).await)
    }

    /// Ends the session.
    #[graphql(directive = access::apply(vec![Grant::Anyone]))]
    async fn logout(&self, ctx: &Context<'_>) -> Result<bool, Fault> {
        let (room, asking): (&OfficeRoom, &Asking) = (ctx.data_unchecked(), ctx.data_unchecked());
        if let Some(secret) = &asking.secret {
            staff::end(room.product(), secret).await.map_err(fault)?;
        }
        ctx.insert_http_header(header::SET_COOKIE, cookie::take_away());
        Ok(asking.session.is_some())
    }
}

async fn log_in(ctx: &Context<'_>, input: LoginInput) -> Answering<Me> {
    let (room, asking): (&OfficeRoom, &Asking) = (ctx.data_unchecked(), ctx.data_unchecked());
    let product = room.product();
    let ente = EnteCode::parse(&input.ente).map_err(|error| Refusal::input("input.ente", error))?;
    let who = (&ente, input.name.as_str(), input.password.as_str());
    let login = staff::log_in(product, room.hasher(), who, asking.client).await.map_err(fault)?;
    match login {
        Login::Begun(secret, session) => {
            if let Some(before) = &asking.secret {
                staff::end(product, before).await.map_err(fault)?;
            }
            tracing::info!(staff.name = %session.name, staff.ente = %session.ente, "a member of the staff logged in");
            ctx.insert_http_header(header::SET_COOKIE, cookie::give(&secret));
            Ok(Me::from(&session))
        }
        Login::Wrong => {
            metrics::counter!("staff_logins_refused_total").increment(1);
            tracing::warn!(staff.ente = %ente, network = %asking.client, "a login of the staff was refused");
            Err(Refusal::new("login.wrong", "name or password are wrong").into())
        }
        Login::TooEarly(seconds) => {
            metrics::counter!("staff_logins_throttled_total").increment(1);
            tracing::warn!(staff.ente = %ente, network = %asking.client, seconds, "a login of the staff came too early");
            Err(Refusal::new("login.too_early", format!("too many tries: try again in {seconds} seconds")).into())
        }
    }
}
