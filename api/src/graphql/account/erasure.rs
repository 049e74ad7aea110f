//! Asking that one's data be erased.

use async_graphql::{Context, InputObject, Object};
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::privacy_request::{AskedBy, RequestKind};

use super::login::leave;
use super::own::{AccountDoneResult, acting, done, own};
use crate::accounts::revoke;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, Ended, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;
use crate::privacy::{self, PrivacyError, Registered, Wanted};

/// Proves again who one is, where one has an account.
#[derive(Clone, Debug, InputObject)]
pub struct RequestErasureInput {
    /// The password in use; nothing for who came with an electronic identity and has no account.
    #[graphql(default)]
    pub current_password: String,
}

/// Erasure.
#[derive(Clone, Copy, Debug, Default)]
pub struct ErasureMutation;

#[Object]
impl ErasureMutation {
    /// Asks that one's data be erased (GDPR art. 17). The request is entered in the register and answered within 30 days. An account is
    /// closed at once and its profile erased after 14 days; what was paid is kept for the legal term.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn request_erasure(&self, ctx: &Context<'_>, input: RequestErasureInput) -> Result<AccountDoneResult, Fault> {
        let desk = Desk::of(ctx);
        let has_account = desk.asking.session.as_ref().is_some_and(|session| session.holder.account.is_some());
        let answer = settle(ask(desk, &input.current_password).await);
        if has_account && matches!(answer, Ok(AccountDoneResult::Done(_))) {
            leave(ctx);
        }
        answer
    }
}

async fn ask(desk: Desk<'_>, password: &str) -> Answering<AccountDoneResult> {
    let counted = desk.room.caps().knock(desk.asking.client);
    counted.map_err(|too_often| desk.failing().limited(too_often.0))?;
    match desk.asking.session.as_ref().filter(|session| session.holder.account.is_none()) {
        Some(session) => of_person(desk, &session.holder.ente, session.holder.acts_as).await?,
        None => of_account(desk, password).await?,
    }
    Ok(done(desk, Message::ErasureAskedTitle, Message::ErasureAsked).into())
}

/// Somebody with an account: it is closed, and after the grace its erasure answers the request.
async fn of_account(desk: Desk<'_>, password: &str) -> Result<(), Ended<AccountDoneResult>> {
    let own = own(desk).await?;
    own.proved(desk, password).await?;
    let person = desk.asking.viewer.subject().filter(|_| desk.asking.viewer.is_verified());
    let mut subjects = vec![own.account.subject];
    subjects.extend(person.filter(|person| *person != own.account.subject));
    entered(desk, &own.account.ente, subjects).await?;
    Ok(revoke(desk.product(), &acting(desk), &own.account).await?)
}

/// Somebody without one: nothing has to wait.
async fn of_person(desk: Desk<'_>, ente: &EnteCode, person: SubjectId) -> Result<(), PrivacyError> {
    let request = entered(desk, ente, vec![person]).await?;
    match privacy::finish(desk.product(), &acting(desk), ente, &request, None).await {
        // A payment is under way: the office answers when it has ended.
        Err(PrivacyError::Kept(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The request as the register has it: asked twice is asked once.
async fn entered(desk: Desk<'_>, ente: &EnteCode, subjects: Vec<SubjectId>) -> Result<Registered, PrivacyError> {
    let product = desk.product();
    let open = privacy::list(product, ente, Wanted::Open).await?;
    let before = open.into_iter().find(|request| subjects.iter().any(|subject| request.is_erasure_of(*subject)));
    if let Some(before) = before {
        return Ok(before);
    }
    let what = (RequestKind::Erasure, AskedBy::Citizen);
    let id = privacy::open(product, &acting(desk), ente, what, subjects, None).await?;
    privacy::find(product, ente, id).await?.ok_or(PrivacyError::Unknown)
}
