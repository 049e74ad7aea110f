//! What the office does with a position: take it back, offer it again, change it, take the money itself.

use domain::Cents;
use domain::debt_position::{Channel, DebtPositionCommand, Payment, PaymentReference};
use domain::ente::EnteSettings;
use domain::identifier::NoticeNumber;
use domain::ids::PositionId;
use domain::metadata::{Assurance, Metadata};
use domain::personal::PlainPerson;
use domain::text::{Text35, Text140};
use replay::command::Executed;

use super::create::with_claimed_numbers;
use super::draft::NewTerms;
use super::error::PositionError;
use super::{By, DEBTOR, sealed_stream};
use crate::product::Product;
use crate::vault::Envelope;

/// A payment the office took itself.
#[derive(Clone, Debug)]
pub struct OfficePayment {
    /// The notice.
    pub nav: NoticeNumber,
    /// Amount in cents: exactly what is owed.
    pub amount: Cents,
    /// The office's own number of the payment; the same number is the same payment.
    pub number: Text35,
    /// Why and how, in the operator's words.
    pub note: Text140,
}

/// Takes a debt back.
///
/// # Errors
/// When it has payments or does not exist.
pub async fn withdraw(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    reason: Text140,
    by: &By,
) -> Result<Executed, PositionError> {
    execute(product, ente, position, DebtPositionCommand::Withdraw { reason }, by).await
}

/// Offers a withdrawn or expired debt again, under the same notice numbers.
///
/// # Errors
/// When there is nothing to restore.
pub async fn restore(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    reason: Text140,
    by: &By,
) -> Result<Executed, PositionError> {
    execute(product, ente, position, DebtPositionCommand::Restore { reason }, by).await
}

/// Offers a draft; `reason` stands beside the event.
///
/// # Errors
/// When it is withdrawn, expired or does not exist.
pub async fn publish(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    reason: Option<Text140>,
    by: &By,
) -> Result<Executed, PositionError> {
    execute_because(product, ente, position, DebtPositionCommand::Publish, reason, by).await
}

/// States a debt again, whole: numbers of notices at the same place stay, the debtor is sealed anew only when they changed.
/// `reason` stands beside the event.
///
/// # Errors
/// When it has payments, is withdrawn, does not exist, or breaks a rule.
pub async fn amend(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    (debtor, terms): (PlainPerson, NewTerms),
    reason: Option<Text140>,
    by: &By,
) -> Result<Executed, PositionError> {
    let id = position.to_string();
    let known = product.commands.positions.load(&id).await?;
    let (Some(current), Some(sealed)) = (known.aggregate.terms(), known.aggregate.debtor()) else {
        return Err(PositionError::Unknown);
    };
    let terms = Box::new(with_claimed_numbers(product, ente, position, &terms.with_numbers_of(current)).await?);
    let stream = sealed_stream(position);
    let at = Envelope { ente: &ente.code, stream: &stream, field: DEBTOR };
    let person = product.vault.open_person(at, sealed).await?;
    let same = person.as_ref() == Some(&debtor.person) && product.vault.open_email(at, sealed).await? == debtor.email;
    let debtor = if same { None } else { Some(Box::new(product.vault.seal_person(at, &debtor).await?)) };
    execute_because(product, ente, position, DebtPositionCommand::Amend { debtor, terms }, reason, by).await
}

/// Settles a notice by a payment the office took itself.
///
/// # Errors
/// When it is paid already (the money must be given back at once), the amount is not what is owed, or it is not offered.
pub async fn record_payment_elsewhere(
    product: &Product,
    ente: &EnteSettings,
    paid: OfficePayment,
    by: &By,
) -> Result<Executed, PositionError> {
    let position = product.notices.find(&ente.code, &paid.nav).await?.ok_or(PositionError::Unknown)?;
    let payment = Payment {
        reference: PaymentReference::Elsewhere(paid.number),
        amount: paid.amount,
        channel: Channel::Office { note: paid.note },
        paid_at: product.clock.now(),
        paid_at_is_reception: false,
        application_date: None,
        transfer_date: None,
    };
    let command = DebtPositionCommand::RecordPaymentElsewhere { nav: paid.nav, payment: Box::new(payment) };
    execute(product, ente, position, command, by).await
}

/// Undoes a payment by an explicit act: it was booked wrongly, or the money was given back.
///
/// # Errors
/// When the notice has no such payment.
pub async fn compensate(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    (nav, reference, reason): (NoticeNumber, PaymentReference, Text140),
    by: &By,
) -> Result<Executed, PositionError> {
    execute(product, ente, position, DebtPositionCommand::Compensate { nav, reference, reason }, by).await
}

async fn execute(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    command: DebtPositionCommand,
    by: &By,
) -> Result<Executed, PositionError> {
    execute_because(product, ente, position, command, None, by).await
}

async fn execute_because(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    command: DebtPositionCommand,
    reason: Option<Text140>,
    by: &By,
) -> Result<Executed, PositionError> {
    let metadata = product.metadata(&ente.code, by.actor.clone(), Assurance::Internal, by.correlation_id, by.causation.clone());
    let metadata = Metadata { reason, ..metadata };
    Ok(product.commands.positions.execute(&position.to_string(), command, metadata.to_map()).await?)
}
