//! One debt position as the office sees it, and what the office does with it.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::debt_position::{Channel, DebtPosition, Payability, Payment, PaymentReference};
use domain::ids::PositionId;
use domain::personal::{Person, SealedPerson};
use domain::text::Text140;

use super::access::{KEEPERS, KNOWING, READERS, access};
use super::answer::{Answering, Done, Outcome, Refusal, settle};
use super::as_of;
use super::desk::Desk;
use crate::graphql::fault::Fault;
use crate::graphql::scalars::{Amount, Day};
use crate::import::read_position;
use crate::positions::{DEBTOR, office, sealed_stream};
use crate::support::Before;
use crate::vault::Envelope;

/// A debt position.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct OfficePosition {
    /// Its id.
    pub(super) id: String,
    /// The office's own name of it.
    pub(super) iupd: String,
    /// `draft`, `published`, `withdrawn` or `expired`.
    pub(super) state: String,
    /// What is owed for.
    pub(super) description: String,
    /// Who owes; none once they were forgotten.
    #[graphql(directive = access::apply(KNOWING.to_vec()))]
    pub(super) debtor: Option<Debtor>,
    /// The random number that stands for whoever owes.
    pub(super) person: Option<String>,
    /// Its notices, in order of payment.
    pub(super) notices: Vec<OfficeNotice>,
    /// Payments that settle notices of it.
    pub(super) payments: Vec<OfficePayment>,
    /// Payments that came too many: to be given back.
    pub(super) refunds_due: Vec<OfficePayment>,
    /// Number of its events.
    pub(super) version: u64,
}

/// Who owes.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(KNOWING.to_vec()))]
pub(super) struct Debtor {
    /// Name, or company name.
    pub(super) name: String,
    /// Codice fiscale or partita IVA.
    pub(super) tax_code: String,
}

/// One notice.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct OfficeNotice {
    /// Notice number.
    pub(super) nav: String,
    /// IUV.
    pub(super) iuv: String,
    /// What is owed.
    pub(super) amount: Amount,
    /// Day until which payment is in time.
    pub(super) due_date: Option<Day>,
    /// Index of the payment option it belongs to.
    pub(super) option: u64,
    /// Why it cannot be paid now; it can when absent.
    pub(super) not_payable: Option<String>,
}

/// One payment of a notice.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(READERS.to_vec()))]
pub(super) struct OfficePayment {
    /// The notice.
    pub(super) nav: String,
    /// The pagoPA receipt; none when the office took the money.
    pub(super) receipt: Option<String>,
    /// The office's own number of the payment.
    pub(super) number: Option<String>,
    /// How much.
    pub(super) amount: Amount,
    /// When.
    pub(super) paid_at: DateTime<Utc>,
    /// Through which payment service provider.
    pub(super) psp: Option<String>,
}

/// What `position` answers.
#[derive(Clone, Debug, Union)]
pub(super) enum PositionResult {
    /// Found.
    Position(OfficePosition),
    /// Not.
    Refusal(Refusal),
}

/// Which position, and why something is done with it.
#[derive(Clone, Debug, InputObject)]
pub(super) struct PositionInput {
    /// Its id.
    id: String,
    /// Why.
    reason: String,
}

/// A position as it is to be, and why it changes.
#[derive(Clone, Debug, InputObject)]
pub(super) struct AmendPositionInput {
    /// One GPD position as JSON; its `iupd` names it.
    gpd: String,
    /// Why.
    reason: String,
}

/// Questions about one position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PositionQuery;

#[Object]
impl PositionQuery {
    /// A position of the Ente, as it stands now or stood `asOf` a place in the log or an RFC 3339 time.
    #[graphql(directive = access::apply(READERS.to_vec()), complexity = "5 + 5 * child_complexity")]
    async fn position(&self, ctx: &Context<'_>, id: String, as_of: Option<String>) -> Result<PositionResult, Fault> {
        let wants_debtor = ctx.look_ahead().field("debtor").exists();
        settle(show(Desk::of(ctx)?, &id, wants_debtor, as_of.as_deref()).await)
    }
}

/// What the office does with one position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PositionMutation;

#[Object]
impl PositionMutation {
    /// Offers a draft.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn publish_position(&self, ctx: &Context<'_>, input: PositionInput) -> Result<Outcome, Fault> {
        settle(publish(Desk::of(ctx)?, input).await)
    }

    /// Takes a position back: citizens can no longer pay it.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn withdraw_position(&self, ctx: &Context<'_>, input: PositionInput) -> Result<Outcome, Fault> {
        settle(withdraw(Desk::of(ctx)?, input).await)
    }

    /// Offers a withdrawn or expired position again, under the same notice numbers.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn restore_position(&self, ctx: &Context<'_>, input: PositionInput) -> Result<Outcome, Fault> {
        settle(restore(Desk::of(ctx)?, input).await)
    }

    /// States a position again, whole.
    #[graphql(directive = access::apply(KEEPERS.to_vec()))]
    async fn amend_position(&self, ctx: &Context<'_>, input: AmendPositionInput) -> Result<Outcome, Fault> {
        settle(amend(Desk::of(ctx)?, input).await)
    }
}

async fn publish(desk: Desk<'_>, input: PositionInput) -> Answering<Done> {
    let (settings, id) = (desk.settings()?, known(desk, &input.id).await?);
    let why = Some(reason(&input.reason)?);
    Ok(Done::of(desk, &office::publish(desk.product(), &settings, id, why, &desk.by()).await?))
}

async fn withdraw(desk: Desk<'_>, input: PositionInput) -> Answering<Done> {
    let (settings, id) = (desk.settings()?, known(desk, &input.id).await?);
    let executed = office::withdraw(desk.product(), &settings, id, reason(&input.reason)?, &desk.by()).await?;
    Ok(Done::of(desk, &executed))
}

async fn restore(desk: Desk<'_>, input: PositionInput) -> Answering<Done> {
    let (settings, id) = (desk.settings()?, known(desk, &input.id).await?);
    let executed = office::restore(desk.product(), &settings, id, reason(&input.reason)?, &desk.by()).await?;
    Ok(Done::of(desk, &executed))
}

async fn amend(desk: Desk<'_>, input: AmendPositionInput) -> Answering<Done> {
    let (settings, why) = (desk.settings()?, Some(reason(&input.reason)?));
    let new = read_position(&settings, input.gpd.as_bytes(), true).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{}: {}", problem.field, problem.message)).collect();
        Refusal::input("input.gpd", lines.join("; "))
    })?;
    let id = PositionId::of(&settings.code, &new.iupd);
    let executed = office::amend(desk.product(), &settings, id, (new.debtor, new.terms), why, &desk.by()).await?;
    Ok(Done::of(desk, &executed))
}

/// Why something is done.
pub(super) fn reason(text: &str) -> Result<Text140, Refusal> {
    Text140::parse(text).map_err(|error| Refusal::input("input.reason", error))
}

/// The position of the Ente with this id; nothing is done with another Ente's.
pub(super) async fn known(desk: Desk<'_>, id: &str) -> Answering<PositionId> {
    let id: PositionId = id.parse().map_err(|_| Refusal::absent("position"))?;
    match desk.stream::<DebtPosition>(&id.to_string()).await? {
        Some(_) => Ok(id),
        None => Err(Refusal::absent("position").into()),
    }
}

async fn show(desk: Desk<'_>, id: &str, wants_debtor: bool, as_of: Option<&str>) -> Answering<OfficePosition> {
    let id: PositionId = id.parse().map_err(|_| Refusal::absent("position"))?;
    let then = as_of::asked(desk, as_of).await?;
    let (state, version, now) = match then {
        None => desk.stream(&id.to_string()).await?.map(|stream| (stream.state, stream.version, desk.asking.now)),
        Some((instant, _)) => {
            let before = Before { pool: desk.pool(), ente: desk.ente(), index: instant.below };
            before.fold(&id.to_string()).await?.map(|then| (then.state, then.version, instant.at))
        }
    }
    .ok_or_else(|| Refusal::absent("position"))?;
    let state: DebtPosition = state;
    let debtor = match state.debtor().filter(|_| wants_debtor) {
        Some(sealed) => debtor_of(desk, id, sealed).await?,
        None => None,
    };
    let debtor = debtor.map(|person| Debtor { name: person.full_name.to_string(), tax_code: person.tax_code.to_string() });
    let shown = standing(&state, id, now, version);
    Ok(OfficePosition { debtor, ..shown })
}

async fn debtor_of(desk: Desk<'_>, id: PositionId, sealed: &SealedPerson) -> Answering<Option<Person>> {
    let stream = sealed_stream(id);
    let Some(_leave) = desk.looks("position.debtor", sealed.subject, Some(stream.clone())).await? else { return Ok(None) };
    let at = Envelope { ente: desk.ente(), stream: &stream, field: DEBTOR };
    Ok(desk.product().vault.open_person(at, sealed).await?)
}

/// A position without who owes it, at a moment.
pub(super) fn standing(position: &DebtPosition, id: PositionId, now: DateTime<Utc>, version: usize) -> OfficePosition {
    let terms = position.terms();
    let notices = terms.into_iter().flat_map(|terms| terms.options.iter().enumerate()).flat_map(|(index, option)| {
        option.installments.iter().map(move |notice| OfficeNotice {
            nav: notice.nav.to_string(),
            iuv: notice.iuv.to_string(),
            amount: Amount(notice.amount),
            due_date: notice.due_date.map(Day),
            option: u64::try_from(index).unwrap_or_default(),
            not_payable: position.payable(&notice.nav, now).err().map(|reason| reason.key().to_owned()),
        })
    });
    OfficePosition {
        id: id.to_string(),
        iupd: position.iupd().map(ToString::to_string).unwrap_or_default(),
        state: state(position.payability()).to_owned(),
        description: terms.map(|terms| terms.description.to_string()).unwrap_or_default(),
        debtor: None,
        person: position.debtor().map(|debtor| debtor.subject.to_string()),
        notices: notices.collect(),
        payments: position.payments().iter().map(|(nav, payment)| paid(nav.as_str(), payment)).collect(),
        refunds_due: position.refunds_due().iter().map(|(nav, payment)| paid(nav.as_str(), payment)).collect(),
        version: u64::try_from(version).unwrap_or(u64::MAX),
    }
}

fn paid(nav: &str, payment: &Payment) -> OfficePayment {
    let (receipt, number) = match &payment.reference {
        PaymentReference::Receipt(id) => (Some(id.to_string()), None),
        PaymentReference::Elsewhere(number) => (None, Some(number.to_string())),
    };
    let psp = match &payment.channel {
        Channel::Pagopa { psp_name, .. } => Some(psp_name.to_string()),
        Channel::Office { .. } => None,
    };
    OfficePayment { nav: nav.to_owned(), receipt, number, amount: Amount(payment.amount), paid_at: payment.paid_at, psp }
}

const fn state(payability: Payability) -> &'static str {
    match payability {
        Payability::Absent => "absent",
        Payability::Draft => "draft",
        Payability::Published => "published",
        Payability::Withdrawn => "withdrawn",
        Payability::Expired => "expired",
    }
}
