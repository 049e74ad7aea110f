//! How a request stands, for whoever knows its reference and the address the answer goes to.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::ente::EnteSettings;
use domain::identifier::EmailAddress;
use domain::ids::SupportRequestId;
use domain::support_request::{Author, SupportReference, SupportRequest};
use std::sync::Arc;

use super::types::{SupportAnswer, SupportCaseType, SupportState};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::caps::LookedUp;
use crate::graphql::failure::{Answering, Ended, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::graphql::streams;
use crate::messages::Message;
use crate::support::Papers;

/// Which request.
#[derive(Clone, Debug, InputObject)]
pub struct SupportRequestInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// The code that was given when it was opened.
    pub reference: String,
    /// The address the answer goes to.
    pub email: String,
}

/// How a request stands.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct SupportRequestShown {
    /// Its code.
    pub reference: String,
    /// Where it stands.
    pub state: SupportState,
    /// The same in words, in the language of the request.
    pub message: String,
    /// Which kind of request it is.
    pub case_type: SupportCaseType,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// What was answered, oldest first.
    pub answers: Vec<SupportAnswer>,
    /// How content one said to be, 1 to 5.
    pub rating: Option<u8>,
}

/// What `supportRequest` answers.
#[derive(Clone, Debug, Union)]
pub enum SupportRequestStatusResult {
    /// Found.
    Shown(SupportRequestShown),
    /// There is nothing with these data.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// What can be asked for, in the order it is offered.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct CaseTypes {
    /// The kinds of request.
    pub nodes: Vec<SupportCaseType>,
    /// Whoever has no account may ask, too.
    pub anonymous: bool,
}

/// What `supportCaseTypes` answers.
#[derive(Clone, Debug, Union)]
pub enum SupportCaseTypesResult {
    /// The catalogue.
    CaseTypes(CaseTypes),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// Questions about requests for help.
#[derive(Clone, Copy, Debug, Default)]
pub struct SupportQuery;

#[Object]
impl SupportQuery {
    /// What the Ente can be asked for.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "10 + 10 * child_complexity")]
    async fn support_case_types(&self, ctx: &Context<'_>, ente: String) -> Result<SupportCaseTypesResult, Fault> {
        let desk = Desk::of(ctx);
        settle(catalogue(desk, &ente))
    }

    /// How a request stands. Every kind of miss answers the same.
    #[graphql(directive = access::apply(AccessRule::Holder), complexity = "10 + 5 * child_complexity")]
    async fn support_request(&self, ctx: &Context<'_>, input: SupportRequestInput) -> Result<SupportRequestStatusResult, Fault> {
        settle(show(Desk::of(ctx), &input).await)
    }
}

fn catalogue(desk: Desk<'_>, ente: &str) -> Answering<SupportCaseTypesResult> {
    let ente = desk.ente("ente", ente)?;
    let language = desk.asking.language;
    let nodes = ente.support.case_types.iter().map(|case| SupportCaseType::of(language, case)).collect();
    Ok(CaseTypes { nodes, anonymous: ente.support.anonymous }.into())
}

/// A request whose reference and address somebody knows.
pub(super) struct Held {
    pub(super) ente: Arc<EnteSettings>,
    pub(super) id: SupportRequestId,
    pub(super) reference: SupportReference,
    pub(super) request: SupportRequest,
}

impl Held {
    /// The request behind reference and address.
    pub(super) async fn find<R>(desk: Desk<'_>, input: &SupportRequestInput) -> Result<Self, Ended<R>>
    where
        R: From<InvalidInput> + From<NotFound> + From<TooManyRequests>,
    {
        let failing = desk.failing();
        let ente = desk.ente("input.ente", &input.ente)?;
        let reference = SupportReference::parse(&input.reference);
        let reference = reference.map_err(|_| failing.input("input.reference", Message::SupportReferenceLayout))?;
        let email = EmailAddress::parse(&input.email).map_err(|error| failing.input_key("input.email", error.key()))?;
        let what = LookedUp { ente: ente.code.as_str(), code: reference.as_str(), tax_code: None };
        desk.room.caps().look_up(desk.asking.client, what).map_err(|too_often| failing.limited(too_often.0))?;
        let id = SupportRequestId::of(&ente.code, &reference);
        let stream = streams::read::<SupportRequest>(desk.pool(), &id.to_string()).await?;
        let request = stream.filter(|stream| stream.ente == ente.code).map(|stream| stream.state);
        let absent = || failing.absent(Message::SupportAbsent);
        let request = request.ok_or_else(absent)?;
        let contacts = match request.opening() {
            Some(opening) => Papers::of(desk.product(), &ente.code, id).open_contacts(&opening.contacts).await?,
            None => None,
        };
        let same = contacts.is_some_and(|known| known.email.as_str().eq_ignore_ascii_case(email.as_str()));
        if same { Ok(Self { ente, id, reference, request }) } else { Err(absent().into()) }
    }
}

async fn show(desk: Desk<'_>, input: &SupportRequestInput) -> Answering<SupportRequestStatusResult> {
    let held = Held::find(desk, input).await?;
    Ok(shown(desk, &held).await?.ok_or_else(|| desk.failing().absent(Message::SupportAbsent))?.into())
}

/// A request as its author sees it.
pub(super) async fn shown(
    desk: Desk<'_>,
    Held { ente, id, reference, request }: &Held,
) -> Result<Option<SupportRequestShown>, Fault> {
    let Some(opening) = request.opening() else { return Ok(None) };
    let papers = Papers::of(desk.product(), &ente.code, *id);
    let mut answers = Vec::new();
    for entry in request.entries().iter().filter(|entry| matches!(entry.author, Author::Staff { .. })) {
        let text = papers.open_text(&entry.text).await?.map(|text| text.as_str().to_owned());
        answers.push(SupportAnswer { text, at: entry.at });
    }
    let state = SupportState::from(request.stage());
    let language = desk.asking.language;
    let unnamed = domain::ente::CaseType { code: opening.case_type.clone(), label: None };
    let case = ente.support.case_type(&opening.case_type).unwrap_or(&unnamed);
    Ok(Some(SupportRequestShown {
        reference: reference.grouped(),
        state,
        message: state.message().text(language).to_owned(),
        case_type: SupportCaseType::of(language, case),
        opened_at: opening.at,
        answers,
        rating: request.rating().map(u8::from),
    }))
}
