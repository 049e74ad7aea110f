//! A line of the payment history.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use projections::payment_history::{HistoryEntry, PaymentState as State};

use crate::graphql::access::{AccessRule, access};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};
use crate::messages::Message;

/// A payment, or an attempt in progress.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Payment {
    /// Opens its detail (`payment`).
    pub proof: String,
    /// Where it stands.
    pub state: PaymentState,
    /// The same in words, in the language of the request ("stato pratica").
    pub state_label: String,
    /// When it was made; for an attempt, when it began.
    pub paid_at: DateTime<Utc>,
    /// Whether that is only the moment its receipt reached us.
    pub paid_at_is_reception: bool,
    /// Notice number ("codice avviso").
    pub nav: String,
    /// Payment reference (IUV).
    pub iuv: String,
    /// What it was for ("causale").
    pub description: String,
    /// What the whole debt was for ("nome servizio", "dovuto", "tipo debito"); absent until the payment is booked.
    pub service: Option<String>,
    /// The office's own name of the debt ("riferimento pratica"); absent until the payment is booked.
    pub reference: Option<String>,
    /// When the debt was entered; absent until the payment is booked.
    pub created_at: Option<DateTime<Utc>>,
    /// The office in charge.
    pub office: Option<String>,
    /// Day until which payment was in time.
    pub due_date: Option<Day>,
    /// How much.
    pub amount: Amount,
    /// The payment service provider; absent when the office took it.
    pub psp: Option<String>,
    /// How it was paid, in the provider's words.
    pub method: Option<String>,
    /// What the payer gave the provider for it.
    pub fee: Option<Amount>,
    /// Fetches the receipt (`receiptDocument`); for citizens with a session. Everybody else has it mailed (`sendReceipt`).
    pub receipt_proof: Option<String>,
    /// Of an attempt: until when a receipt is awaited.
    pub awaited_until: Option<DateTime<Utc>>,
    /// The viewer paid it for somebody else.
    pub for_another: bool,
    /// What can be done with it.
    pub actions: Vec<PaymentAction>,
}

/// What can be done with a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PaymentAction {
    /// Print the receipt ("stampa la ricevuta").
    PrintReceipt,
    /// See the payment in full ("vedi dettaglio pagamento").
    ViewDetail,
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PaymentState {
    /// Handed to pagoPA; a receipt is awaited.
    InProgress,
    /// Its receipt is here and about to be booked.
    Received,
    /// Its receipt is kept, and belongs to no debt of this Ente.
    Parked,
    /// It settles its notice.
    Settled,
    /// The notice was paid before: it is given back.
    RefundDue,
    /// It was undone.
    Compensated,
}

impl From<State> for PaymentState {
    fn from(state: State) -> Self {
        match state {
            State::InProgress => Self::InProgress,
            State::Received => Self::Received,
            State::Parked => Self::Parked,
            State::Settled => Self::Settled,
            State::RefundDue => Self::RefundDue,
            State::Compensated => Self::Compensated,
        }
    }
}

impl From<PaymentState> for State {
    fn from(state: PaymentState) -> Self {
        match state {
            PaymentState::InProgress => Self::InProgress,
            PaymentState::Received => Self::Received,
            PaymentState::Parked => Self::Parked,
            PaymentState::Settled => Self::Settled,
            PaymentState::RefundDue => Self::RefundDue,
            PaymentState::Compensated => Self::Compensated,
        }
    }
}

impl PaymentState {
    const fn label(self) -> Message {
        match self {
            Self::InProgress => Message::DebtInProgress,
            Self::Received => Message::DebtReceived,
            Self::Parked => Message::DebtParked,
            Self::Settled => Message::DebtSettled,
            Self::RefundDue => Message::DebtRefundDue,
            Self::Compensated => Message::DebtCompensated,
        }
    }
}

impl Payment {
    /// A line as its viewer sees it. Nobody is named in it.
    #[must_use]
    pub fn of(desk: Desk<'_>, entry: &HistoryEntry) -> Self {
        let session = desk.asking.viewer.subject().is_some();
        let proof = |of| Proof { ente: entry.ente.clone(), of }.write(desk.room.signer(), desk.asking.now);
        let receipt = entry.receipt_id.as_ref().filter(|_| session);
        let receipt_proof = receipt.map(|receipt| proof(Proved::Receipt(receipt.clone())));
        let state = PaymentState::from(entry.state);
        Self {
            proof: proof(Proved::Payment(entry.payment_id.clone())),
            state,
            state_label: state.label().text(desk.asking.language).to_owned(),
            actions: actions(state, receipt_proof.is_some()),
            for_another: entry.by_another() && entry.holder().is_some_and(|holder| desk.numbers().contains(&holder)),
            awaited_until: entry.awaited_until,
            service: entry.service.as_ref().map(ToString::to_string),
            reference: entry.reference.as_ref().map(ToString::to_string),
            created_at: entry.entered_at,
            paid_at: entry.paid_at,
            paid_at_is_reception: entry.paid_at_is_reception,
            nav: entry.nav.to_string(),
            iuv: entry.iuv.to_string(),
            description: entry.description.to_string(),
            office: entry.office.as_ref().map(ToString::to_string),
            due_date: entry.due_date.map(Day),
            amount: Amount(entry.amount),
            psp: entry.psp_name.as_ref().map(ToString::to_string),
            method: entry.method.as_ref().map(ToString::to_string),
            fee: entry.fee.map(Amount),
            receipt_proof,
        }
    }
}

/// A receipt is printed once it is filed.
fn actions(state: PaymentState, receipt: bool) -> Vec<PaymentAction> {
    let filed = receipt && matches!(state, PaymentState::Settled | PaymentState::RefundDue | PaymentState::Compensated);
    let print = filed.then_some(PaymentAction::PrintReceipt);
    print.into_iter().chain([PaymentAction::ViewDetail]).collect()
}
