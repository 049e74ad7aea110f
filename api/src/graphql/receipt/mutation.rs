//! Having a receipt sent to a typed address. The answer is the same, and takes the same time, whether there is such a receipt or not.

use std::time::Duration;

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use domain::identifier::EmailAddress;
use domain::personal::PersonalClass;
use domain::receipt::{MailRequest, ReceiptCommand, ReceiptRefusal, receipt_stream};
use domain::rome;
use projections::payment_history::{HistoryEntry, PaymentState};
use tokio::time::Instant;

use super::query::look_up;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, TooManyRequests, settle};
use crate::graphql::fault::{Fault, refusal_of};
use crate::graphql::notice::{Asked, CodeInput};
use crate::graphql::room::Desk;
use crate::mail::MessageId;
use crate::messages::Message;
use crate::vault::{Envelope, Handle};

/// Every answer takes so long: more than asking for the mail does.
const TIME: Duration = Duration::from_millis(250);

/// What is sent where.
#[derive(Clone, Debug, InputObject)]
pub struct SendReceiptInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Tax code or VAT number of the debtor of the paid notice.
    pub tax_code: String,
    /// Its notice number ("codice avviso"), or instead of it the IUV.
    pub code: String,
    /// The address.
    pub email: String,
}

/// The request was taken; it is not said whether there is something to send.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct ReceiptRequested {
    /// Stable name of the message.
    pub key: String,
    /// What to tell the citizen, in the language of the request.
    pub message: String,
    /// Give it to questions that must have seen this command.
    pub freshness: String,
}

/// What `sendReceipt` answers.
#[derive(Clone, Debug, Union)]
pub enum SendReceiptResult {
    /// Taken.
    Requested(ReceiptRequested),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
    /// Asked too often.
    TooManyRequests(TooManyRequests),
}

/// Commands of receipts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReceiptMutation;

#[Object]
impl ReceiptMutation {
    /// Sends the receipt of a paid notice to an address, at most once a day to each.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn send_receipt(&self, ctx: &Context<'_>, input: SendReceiptInput) -> Result<SendReceiptResult, Fault> {
        settle(send(Desk::of(ctx), input).await)
    }
}

async fn send(desk: Desk<'_>, input: SendReceiptInput) -> Answering<SendReceiptResult> {
    let failing = desk.failing();
    let email = EmailAddress::parse(&input.email).map_err(|error| failing.input_key("input.email", error.key()))?;
    let code = CodeInput { ente: input.ente, tax_code: Some(input.tax_code), code: input.code };
    let asked = Asked::read(desk, &code, false)?;
    let counted = desk.room.caps().send(desk.asking.client, email.as_str(), asked.counted());
    counted.map_err(|too_often| failing.limited(too_often.0))?;
    let answer_at = Instant::now() + TIME;
    request(desk, &asked, &email).await?;
    let _ = tokio::time::timeout_at(answer_at, std::future::pending::<()>()).await;
    let (message, masked) = (Message::ReceiptRequested, email.masked());
    let (key, message) = (message.key().to_owned(), message.fill(desk.asking.language, &[("email", &masked)]));
    Ok(ReceiptRequested { key, message, freshness: desk.latest().to_string() }.into())
}

/// Asks for the mails of what is found.
async fn request(desk: Desk<'_>, asked: &Asked, email: &EmailAddress) -> Result<(), Fault> {
    for entry in look_up(desk, asked).await? {
        let booked = matches!(entry.state, PaymentState::Settled | PaymentState::RefundDue);
        if booked {
            request_one(desk, &entry, email).await?;
        }
    }
    Ok(())
}

async fn request_one(desk: Desk<'_>, entry: &HistoryEntry, email: &EmailAddress) -> Result<(), Fault> {
    let Some(receipt) = &entry.receipt_id else { return Ok(()) };
    let product = desk.product();
    let id = receipt_stream(&entry.ente, receipt);
    let subject = product.vault.subject(&entry.ente, &Handle::Email(email)).await?;
    let stream = format!("Receipt/{id}");
    let at = Envelope { ente: &entry.ente, stream: &stream, field: "mail" };
    let to = product.vault.seal_value(at, subject, PersonalClass::Profile, email).await?;
    let name = MessageId::of_request(&id, subject, rome::day(desk.asking.now), &product.settings.mail.from);
    let mail = MailRequest { message_id: name.as_str().to_owned(), to };
    let metadata = desk.metadata(&entry.ente).to_map();
    let executed = product.commands.receipts.execute(&id, ReceiptCommand::RequestMail { mail }, metadata).await;
    match executed.map_err(refusal_of) {
        Ok(_) => Ok(()),
        // A receipt that is not booked yet cannot be asked for; it is mailed when it is, to whoever paid.
        Err(Ok(ReceiptRefusal::NotFiled | ReceiptRefusal::Absent)) => Ok(()),
        Err(Ok(other)) => Err(Fault::unforeseen(other)),
        Err(Err(fault)) => Err(fault),
    }
}
