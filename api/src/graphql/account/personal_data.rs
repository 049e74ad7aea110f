//! A copy of one's own data.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::privacy_request::{AskedBy, Outcome, RequestKind};
use domain::text::Text140;

use super::link::LinkInput;
use super::own::{AccountDone, acting, done, own};
use crate::accounts::{WorthlessLink, ask_for_data, confirm_data};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, LinkRefused, LoginRefused, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::privacy::copy::{Form, issue};
use crate::privacy::{self, PrivacyError};

/// Asks for a copy.
#[derive(Clone, Debug, InputObject)]
pub struct RequestPersonalDataInput {
    /// The password in use; nothing for who came with an electronic identity, or was verified by the office.
    #[graphql(default)]
    pub current_password: String,
}

/// Links to a copy: each works once.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PersonalDataLinks {
    /// For machines.
    pub json: String,
    /// For people.
    pub pdf: String,
    /// Until when they work.
    pub expires_at: DateTime<Utc>,
}

/// What asking for a copy answers.
#[derive(Clone, Debug, Union)]
pub enum PersonalDataResult {
    /// The links.
    Links(PersonalDataLinks),
    /// A mail brings the link that confirms it.
    Done(AccountDone),
    /// No account behind the session.
    NotFound(NotFound),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
    /// The password is wrong.
    LoginRefused(LoginRefused),
    /// The link is worth nothing.
    LinkRefused(LinkRefused),
}

/// Copies.
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonalDataMutation;

#[Object]
impl PersonalDataMutation {
    /// Asks for a copy of one's data (GDPR art. 15 and 20). Who proved who they are gets the links at once; who has a password only is
    /// sent a mail first.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn request_personal_data(
        &self,
        ctx: &Context<'_>,
        input: RequestPersonalDataInput,
    ) -> Result<PersonalDataResult, Fault> {
        settle(ask(Desk::of(ctx), &input.current_password).await)
    }

    /// Confirms by the link of that mail.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn confirm_personal_data(&self, ctx: &Context<'_>, input: LinkInput) -> Result<PersonalDataResult, Fault> {
        settle(confirm(Desk::of(ctx), &input.secret).await)
    }
}

async fn ask(desk: Desk<'_>, password: &str) -> Answering<PersonalDataResult> {
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    let verified = desk.asking.session.as_ref().filter(|_| desk.asking.viewer.is_verified());
    if let Some(session) = verified {
        let holder = &session.holder;
        let mut people = vec![holder.acts_as];
        people.extend(holder.account.map(|_| holder.subject).filter(|subject| *subject != holder.acts_as));
        return Ok(links(desk, &holder.ente, people).await?.into());
    }
    let own = own(desk).await?;
    own.proved(desk, password).await?;
    ask_for_data(desk.product(), &acting(desk), &own.account).await?;
    Ok(done(desk, Message::PersonalDataAskedTitle, Message::PersonalDataAsked).into())
}

async fn confirm(desk: Desk<'_>, secret: &str) -> Answering<PersonalDataResult> {
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    let found = confirm_data(desk.product(), secret).await?;
    let account = found.map_err(|WorthlessLink| desk.failing().link_refused())?;
    Ok(links(desk, &account.ente, vec![account.subject]).await?.into())
}

/// Enters the request, makes the links, and answers the request with them.
async fn links(desk: Desk<'_>, ente: &EnteCode, people: Vec<SubjectId>) -> Result<PersonalDataLinks, PrivacyError> {
    let (product, acting) = (desk.product(), acting(desk));
    let what = (RequestKind::Access, AskedBy::Citizen);
    let request = privacy::open(product, &acting, ente, what, people.clone(), None).await?;
    let json = issue(product, ente, &people, Form::Json).await?;
    let pdf = issue(product, ente, &people, Form::Pdf).await?;
    let note = Text140::cut("Copia dei dati messa a disposizione nel portale.").map_err(Fault::unforeseen)?;
    privacy::close(product, &acting, ente, request, (Outcome::Fulfilled, note)).await?;
    Ok(PersonalDataLinks { json: json.address.to_string(), pdf: pdf.address.to_string(), expires_at: pdf.expires_at })
}
