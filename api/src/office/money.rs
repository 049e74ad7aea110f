//! Money the office takes, gives back, or finds without an owner. Each command names its operator and its reason.

use async_graphql::{Context, InputObject, Object};
use chrono::DateTime;
use domain::Cents;
use domain::debt_position::PaymentReference;
use domain::identifier::{NoticeNumber, ReceiptId};
use domain::receipt::{Filing, Receipt, ReceiptCommand, receipt_stream};
use domain::text::Text35;
use projections::todo::{Todo, TodoKind};

use super::access::{BOOKKEEPERS, CASHIERS, access};
use super::answer::{Answering, Done, Outcome, Refusal, ended, settle};
use super::desk::Desk;
use super::position::{known, reason};
use crate::graphql::fault::Fault;
use crate::graphql::scalars::Amount;
use crate::positions::office::{self, OfficePayment};
use crate::process::{Refiled, file_parked};

/// A payment at the counter.
#[derive(Clone, Debug, InputObject)]
pub(super) struct CounterPaymentInput {
    /// The notice.
    nav: String,
    /// Exactly what is owed.
    amount: Amount,
    /// The office's own number of the payment; the same number is the same payment.
    number: String,
    /// How it was paid, and why here.
    reason: String,
}

/// A payment to be undone.
#[derive(Clone, Debug, InputObject)]
pub(super) struct CompensationInput {
    /// The position.
    position: String,
    /// The notice.
    nav: String,
    /// The pagoPA receipt, or instead of it
    receipt: Option<String>,
    /// the office's own number of the payment.
    number: Option<String>,
    /// Why.
    reason: String,
}

/// A mail of a receipt that is not sent any more.
#[derive(Clone, Debug, InputObject)]
pub(super) struct ReceiptMailInput {
    /// The receipt.
    receipt: String,
    /// `Message-ID` of the mail.
    message_id: String,
    /// Why.
    reason: String,
}

/// Which receipt, and why it is booked now.
#[derive(Clone, Debug, InputObject)]
pub(super) struct FileReceiptInput {
    /// The receipt.
    receipt: String,
    /// Why.
    reason: String,
}

/// Commands about money.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MoneyMutation;

#[Object]
impl MoneyMutation {
    /// Records a payment the office took itself.
    #[graphql(directive = access::apply(CASHIERS.to_vec()))]
    async fn record_counter_payment(&self, ctx: &Context<'_>, input: CounterPaymentInput) -> Result<Outcome, Fault> {
        settle(record(Desk::of(ctx)?, input).await)
    }

    /// Undoes a payment: it was booked wrongly, or the money was given back.
    #[graphql(directive = access::apply(BOOKKEEPERS.to_vec()))]
    async fn compensate_payment(&self, ctx: &Context<'_>, input: CompensationInput) -> Result<Outcome, Fault> {
        settle(compensate(Desk::of(ctx)?, input).await)
    }

    /// Books a parked receipt whose position is known by now.
    #[graphql(directive = access::apply(BOOKKEEPERS.to_vec()))]
    async fn file_parked_receipt(&self, ctx: &Context<'_>, input: FileReceiptInput) -> Result<Outcome, Fault> {
        settle(file(Desk::of(ctx)?, input).await)
    }

    /// Gives up a mail of a receipt.
    #[graphql(directive = access::apply(BOOKKEEPERS.to_vec()))]
    async fn abandon_receipt_mail(&self, ctx: &Context<'_>, input: ReceiptMailInput) -> Result<Outcome, Fault> {
        settle(abandon(Desk::of(ctx)?, input).await)
    }
}

async fn record(desk: Desk<'_>, input: CounterPaymentInput) -> Answering<Done> {
    let paid = OfficePayment {
        nav: notice(&input.nav)?,
        amount: Cents::positive(input.amount.0.as_i64()).map_err(|error| Refusal::input("input.amount", error))?,
        number: number(&input.number)?,
        note: reason(&input.reason)?,
    };
    let executed = office::record_payment_elsewhere(desk.product(), &*desk.settings()?, paid, &desk.by()).await?;
    Ok(Done::of(desk, &executed))
}

async fn compensate(desk: Desk<'_>, input: CompensationInput) -> Answering<Done> {
    let reference = match (&input.receipt, &input.number) {
        (Some(receipt), None) => PaymentReference::Receipt(receipt_id("input.receipt", receipt)?),
        (None, Some(text)) => PaymentReference::Elsewhere(number(text)?),
        _ => return Err(Refusal::input("input.receipt", "either receipt or number names the payment").into()),
    };
    let undone = (notice(&input.nav)?, reference, reason(&input.reason)?);
    let position = known(desk, &input.position).await?;
    let executed = office::compensate(desk.product(), &*desk.settings()?, position, undone, &desk.by()).await?;
    Ok(Done::of(desk, &executed))
}

async fn file(desk: Desk<'_>, input: FileReceiptInput) -> Answering<Done> {
    let stream = receipt_stream(desk.ente(), &receipt_id("input.receipt", &input.receipt)?);
    let metadata = desk.metadata().because(reason(&input.reason)?);
    let kept = desk.stream::<Receipt>(&stream).await?.ok_or_else(|| Refusal::absent("receipt"))?;
    if !matches!(kept.state.filing(), Some(Filing::Parked(_))) {
        return Err(Refusal::new("refused", "receipt: is not parked").into());
    }
    let version = u64::try_from(kept.version).unwrap_or(u64::MAX);
    let todo = Todo {
        id: format!("{}/{stream}", TodoKind::FileReceipt.as_str()),
        kind: TodoKind::FileReceipt,
        ente: desk.ente().clone(),
        stream_id: stream,
        version,
        due_at: desk.asking.now,
        opened_at: DateTime::UNIX_EPOCH,
        opened_by: 0,
        correlation_id: desk.asking.correlation,
        as_of: 0,
    };
    match file_parked(desk.product(), &todo, &kept.state, metadata.to_map()).await {
        Refiled::Done(executed) => Ok(Done::of(desk, &executed)),
        Refiled::StillUnknown => Err(Refusal::new("refused", "receipt: its notice still belongs to no position").into()),
        Refiled::Failed(reason) => Err(Fault::unforeseen(reason).into()),
    }
}

async fn abandon(desk: Desk<'_>, input: ReceiptMailInput) -> Answering<Done> {
    let stream = receipt_stream(desk.ente(), &receipt_id("input.receipt", &input.receipt)?);
    let reason = reason(&input.reason)?;
    desk.stream::<Receipt>(&stream).await?.ok_or_else(|| Refusal::absent("receipt"))?;
    let command = ReceiptCommand::AbandonMail { message_id: input.message_id, reason };
    let executed = desk.product().commands.receipts.execute(&stream, command, desk.metadata().to_map()).await;
    Ok(Done::of(desk, &executed.map_err(ended)?))
}

fn notice(text: &str) -> Result<NoticeNumber, Refusal> {
    text.parse().map_err(|error: domain::identifier::NoticeNumberError| Refusal::input("input.nav", error))
}

fn number(text: &str) -> Result<Text35, Refusal> {
    Text35::parse(text).map_err(|error| Refusal::input("input.number", error))
}

fn receipt_id(field: &str, text: &str) -> Result<ReceiptId, Refusal> {
    ReceiptId::parse(text).map_err(|error| Refusal::input(field, error))
}
