//! Handing a cart to pagoPA Checkout, once per idempotency key, however often and from however many places it is asked.

use std::time::Duration;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::cart::{CartCommand, CartItem};
use domain::checkout::{Checkout as State, CheckoutCommand, CheckoutFailure, CheckoutRefusal, Phase};
use domain::debt_position::NotPayable;
use domain::ente::EnteSettings;
use domain::identifier::{EmailAddress, EnteCode, NoticeNumber};
use domain::ids::CheckoutId;
use domain::personal::{PersonalClass, Sealed};
use tokio::time::Instant;

use super::status::Seen;
use super::types::failure_message;
use crate::accounts::OpenAccount;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::cart::{OpenCart, standings};
use crate::graphql::failure::{
    Answering, CartRefused, CheckoutRefused, Ended, IdempotencyConflict, InvalidInput, LoginRequired, NotFound, cart_reason,
    settle,
};
use crate::graphql::fault::{Fault, Impossible, refusal_of};
use crate::graphql::live::Waiting;
use crate::graphql::position::cart_item;
use crate::graphql::room::Desk;
use crate::graphql::streams;
use crate::messages::Message;
use crate::vault::{Envelope, Handle};

/// How long an answer waits for Checkout to take or refuse the cart.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the state is read when nothing is heard.
const LOOK: Duration = Duration::from_secs(1);
/// Longest idempotency key.
const KEY_LENGTH: usize = 255;

/// What is paid.
#[derive(Clone, Debug, InputObject)]
pub struct CheckOutInput {
    /// The cart; all its notices are paid in one operation.
    pub cart_id: String,
    /// Where the receipts are sent; an anonymous citizen must say it, an account has an address of its own.
    pub email: Option<String>,
    /// Made by the client, new for each new intention to pay, the same when the same request is repeated: 1 to 255 visible ASCII
    /// characters.
    pub idempotency_key: String,
}

/// Checkout took the cart.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CheckOutStarted {
    /// What the payment is known by from now on; unguessable, works from any device.
    pub reference: String,
    /// Where the browser goes now.
    pub redirect_url: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// Checkout has not answered yet: ask or watch by the reference, or repeat the same request.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct CheckOutInProgress {
    /// What the payment is known by from now on.
    pub reference: String,
    /// Stable name of the message.
    pub key: String,
    /// What to tell the citizen, in the language of the request.
    pub message: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `checkOut` answers.
#[derive(Clone, Debug, Union)]
pub enum CheckOutResult {
    /// Taken.
    Started(CheckOutStarted),
    /// Not decided yet.
    InProgress(CheckOutInProgress),
    /// pagoPA did not take it; nothing was charged.
    CheckoutRefused(CheckoutRefused),
    /// The cart cannot be paid as it is.
    CartRefused(CartRefused),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// The key was used for something else.
    IdempotencyConflict(IdempotencyConflict),
    /// The Ente wants to know who pays.
    LoginRequired(LoginRequired),
    /// No such cart.
    NotFound(NotFound),
}

/// Commands of payments.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckoutMutation;

#[Object]
impl CheckoutMutation {
    /// Pays the whole cart in one operation: answers where to send the browser. Repeated with the same key and the same data it answers
    /// the same and starts nothing new.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn check_out(&self, ctx: &Context<'_>, input: CheckOutInput) -> Result<CheckOutResult, Fault> {
        settle(check_out(Desk::of(ctx), &input).await)
    }
}

async fn check_out(desk: Desk<'_>, input: &CheckOutInput) -> Answering<CheckOutResult> {
    let failing = desk.failing();
    let key = idempotency_key(&input.idempotency_key)
        .ok_or_else(|| failing.input("input.idempotencyKey", Message::IdempotencyKeyLayout))?;
    let email = email(desk, input.email.as_deref())?;
    let cart = OpenCart::find(desk, &input.cart_id).await?.ok_or_else(|| failing.absent(Message::CartAbsent))?;
    let ente = desk.product().enti.get(cart.ente()).ok_or_else(|| failing.absent(Message::EnteAbsent))?;
    if !ente.policies.anonymous_pay && desk.asking.viewer.subject().is_none() {
        return Err(failing.login().into());
    }
    let email = match email {
        Some(email) => Some(email),
        None => own_address(desk, &ente.code).await?,
    };
    let id = CheckoutId::of(cart.id, key);
    let waiting = desk.room.feed().wait_for(id);
    if streams::read::<State>(desk.pool(), &id.to_string()).await?.is_none() {
        start(desk, &ente, cart, id, email.as_ref()).await?;
    }
    outcome(desk, &ente, id, email.as_ref(), waiting).await
}

/// A key as clients may make them; nothing for other texts.
pub(in crate::graphql) fn idempotency_key(text: &str) -> Option<&str> {
    let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && !text.is_empty() && text.len() <= KEY_LENGTH).then_some(text)
}

fn email(desk: Desk<'_>, text: Option<&str>) -> Result<Option<EmailAddress>, InvalidInput> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => EmailAddress::parse(text).map(Some).map_err(|error| desk.failing().input_key("input.email", error.key())),
        None if desk.asking.viewer.subject().is_none() => Err(desk.failing().input("input.email", Message::EmailAddressRequired)),
        None => Ok(None),
    }
}

/// The address of the viewer's account, to which the receipt goes when no other one is given.
async fn own_address(desk: Desk<'_>, ente: &EnteCode) -> Result<Option<EmailAddress>, Fault> {
    let session = desk.asking.session.as_ref().filter(|session| session.holder.ente == *ente);
    let Some(id) = session.and_then(|session| session.holder.account) else { return Ok(None) };
    let account = OpenAccount::read(desk.product(), ente, id).await?.filter(OpenAccount::is_active);
    let Some(account) = account else { return Ok(None) };
    Ok(account.profile(desk.product()).await?.map(|profile| profile.email))
}

/// Checks the cart out and starts the attempt. Both commands may be repeated: a process that died between them is continued here.
async fn start<R>(
    desk: Desk<'_>,
    ente: &EnteSettings,
    cart: OpenCart,
    id: CheckoutId,
    email: Option<&EmailAddress>,
) -> Result<(), Ended<R>>
where
    R: From<CartRefused> + From<NotFound> + From<IdempotencyConflict>,
{
    let current = current(desk, ente, &cart).await?;
    let cart = match cart.command(desk, CartCommand::CheckOut { checkout: id, current }).await? {
        Ok(cart) => cart,
        Err(refusal) => {
            return Err(match cart_reason(&refusal) {
                Some((reason, nav)) => desk.failing().cart(reason, nav).into(),
                None => desk.failing().absent(Message::CartAbsent).into(),
            });
        }
    };
    let items = cart.state().checked_out(id).ok_or(Impossible("a cart that was checked out does not know it"))?.to_vec();
    let email = seal(desk, ente, id, email).await?;
    let start = CheckoutCommand::Start { cart: cart.id, items, email, now: desk.asking.now };
    let executed = desk.product().commands.checkouts.execute(&id.to_string(), start, desk.metadata(&ente.code).to_map()).await;
    match executed {
        Ok(_) => Ok(()),
        Err(error) => match refusal_of(error)? {
            CheckoutRefusal::StartedDifferently => Err(desk.failing().conflict().into()),
            other => Err(Fault::unforeseen(other).into()),
        },
    }
}

type Current = Vec<(NoticeNumber, Result<Box<CartItem>, NotPayable>)>;

/// Every notice of the cart as it stands now, in one statement.
async fn current(desk: Desk<'_>, ente: &EnteSettings, cart: &OpenCart) -> Result<Current, Fault> {
    let standings = standings(desk, &ente.code, cart.items()).await?;
    let item = |item: &CartItem| {
        let standing = standings.iter().find(|standing| standing.id == item.position);
        let current = standing.map_or(Ok(Err(NotPayable::Unknown)), |standing| cart_item(desk, ente, standing, &item.nav))?;
        Ok((item.nav.clone(), current))
    };
    cart.items().iter().map(item).collect()
}

async fn seal(
    desk: Desk<'_>,
    ente: &EnteSettings,
    id: CheckoutId,
    email: Option<&EmailAddress>,
) -> Result<Option<Sealed>, Fault> {
    let Some(email) = email else { return Ok(None) };
    let vault = &desk.product().vault;
    let subject = vault.subject(&ente.code, &Handle::Email(email)).await?;
    let stream = format!("Checkout/{id}");
    let sealed = vault.seal_value(place(&ente.code, &stream), subject, PersonalClass::Profile, email).await?;
    Ok(Some(sealed))
}

const fn place<'a>(ente: &'a EnteCode, stream: &'a str) -> Envelope<'a> {
    Envelope { ente, stream, field: "email" }
}

/// What became of it: waits for Checkout's word, for a while.
async fn outcome(
    desk: Desk<'_>,
    ente: &EnteSettings,
    id: CheckoutId,
    email: Option<&EmailAddress>,
    mut waiting: Waiting,
) -> Answering<CheckOutResult> {
    let deadline = Instant::now() + PATIENCE;
    let mut seen = Seen::read(desk, id).await?.ok_or(Impossible("a checkout that was just started does not exist"))?;
    if !same_email(desk, ente, &seen, email).await? {
        return Err(desk.failing().conflict().into());
    }
    while *seen.stream.state.phase() == Phase::Requested && Instant::now() < deadline {
        let _ = tokio::time::timeout(LOOK, waiting.change()).await;
        seen = Seen::read(desk, id).await?.ok_or(Impossible("a checkout that was started does not exist any more"))?;
    }
    Ok(answer(desk, &seen))
}

/// The key says what is repeated, the address whether it is the same request. An address that was forgotten is not held against anybody.
async fn same_email(desk: Desk<'_>, ente: &EnteSettings, seen: &Seen, email: Option<&EmailAddress>) -> Result<bool, Fault> {
    let Some(sealed) = seen.stream.state.email() else { return Ok(email.is_none()) };
    let stream = format!("Checkout/{}", seen.id);
    let known: Option<EmailAddress> = desk.product().vault.open_value(place(&ente.code, &stream), sealed).await?;
    Ok(known.is_none_or(|known| Some(&known) == email))
}

fn answer(desk: Desk<'_>, seen: &Seen) -> CheckOutResult {
    let (reference, freshness) = (desk.room.references().reference(seen.id), seen.freshness.to_string());
    match (seen.stream.state.phase(), seen.stream.state.redirect_url()) {
        (Phase::Failed(failure), _) => {
            let retriable = matches!(failure, CheckoutFailure::Unavailable | CheckoutFailure::NoticesRefused { .. });
            desk.failing().checkout(failure_message(failure), retriable).into()
        }
        (_, Some(redirect_url)) => CheckOutStarted { reference, redirect_url: redirect_url.to_string(), freshness }.into(),
        (_, None) => {
            let starting = Message::PaymentStarting;
            let (key, message) = (starting.key().to_owned(), starting.text(desk.asking.language).to_owned());
            CheckOutInProgress { reference, key, message, freshness }.into()
        }
    }
}
