//! One line of the payment history.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::checkout::ReturnOutcome;
use domain::identifier::{EnteCode, Iupd, Iuv, NoticeNumber, ReceiptId};
use domain::ids::{CheckoutId, PositionId, SubjectId};
use domain::text::{Text35, Text70, Text140};
use serde::{Deserialize, Serialize};

use crate::query::BadCursor;

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Handed to pagoPA Checkout; a receipt is awaited.
    InProgress,
    /// The receipt is kept and not yet booked on a position.
    Received,
    /// The receipt belongs to no position of ours.
    Parked,
    /// It settles the notice.
    Settled,
    /// It came too many: a refund is due.
    RefundDue,
    /// It was undone by an explicit act.
    Compensated,
}

impl PaymentState {
    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Received => "received",
            Self::Parked => "parked",
            Self::Settled => "settled",
            Self::RefundDue => "refund_due",
            Self::Compensated => "compensated",
        }
    }
}

/// A payment, or an attempt in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The creditor institution.
    pub ente: EnteCode,
    /// What the line is known by: `receipt/…`, `elsewhere/…` or `checkout/…`.
    pub payment_id: String,
    /// Where it stands.
    pub state: PaymentState,
    /// When it was paid; for an attempt, when it began.
    pub paid_at: DateTime<Utc>,
    /// Whether that is only the moment the receipt reached us.
    pub paid_at_is_reception: bool,
    /// Notice number.
    pub nav: NoticeNumber,
    /// Payment reference.
    pub iuv: Iuv,
    /// The position, when it is one of ours.
    pub position: Option<PositionId>,
    /// Who owed.
    pub debtor: Option<SubjectId>,
    /// Who paid, as the receipt says it.
    pub payer: Option<SubjectId>,
    /// The citizen who paid, or is paying, with a session at our portal.
    pub made_by: Option<SubjectId>,
    /// The citizen who made the debt, for a spontaneous one.
    pub entered_by: Option<SubjectId>,
    /// Amount in cents.
    pub amount: Cents,
    /// What it was for ("causale").
    pub description: Text140,
    /// What the whole debt was for; known once the payment is booked.
    pub service: Option<Text140>,
    /// The office's own name of the debt ("riferimento pratica"); known once the payment is booked.
    pub reference: Option<Iupd>,
    /// When the debt was entered; known once the payment is booked.
    pub entered_at: Option<DateTime<Utc>>,
    /// Office in charge.
    pub office: Option<Text140>,
    /// Day until which payment was in time (Europe/Rome).
    pub due_date: Option<NaiveDate>,
    /// The pagoPA receipt; none for payments the office took and for attempts.
    pub receipt_id: Option<ReceiptId>,
    /// The checkout it was, or is being, paid through.
    pub checkout: Option<CheckoutId>,
    /// `idPSP`.
    pub psp_id: Option<Text35>,
    /// Name of the PSP.
    pub psp_name: Option<Text70>,
    /// Payment method as the PSP names it.
    pub method: Option<Text35>,
    /// Fee the payer paid to the PSP, in cents.
    pub fee: Option<Cents>,
    /// Value date on the payer's side.
    pub application_date: Option<NaiveDate>,
    /// Day the PSP transfers the money.
    pub transfer_date: Option<NaiveDate>,
    /// Number of transfers the amount is split into.
    pub transfers: usize,
    /// Served by pagoPA's archive while we were down.
    pub stand_in: bool,
    /// Of an attempt: by which address the browser came back. A hint, never a proof.
    pub return_hint: Option<ReturnOutcome>,
    /// Of an attempt: until when we wait before saying that nothing came.
    pub awaited_until: Option<DateTime<Utc>>,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}

impl HistoryEntry {
    /// In whose history it stands, and in nobody else's: of who paid with a session here; else of who paid as the receipt says it; else of
    /// who owed.
    #[must_use]
    pub fn holder(&self) -> Option<SubjectId> {
        self.made_by.or(self.payer).or(self.debtor)
    }

    /// Whether somebody else than who owed paid it.
    #[must_use]
    pub fn by_another(&self) -> bool {
        self.debtor.is_some() && self.holder() != self.debtor
    }

    pub(super) fn cursor(&self) -> HistoryCursor {
        HistoryCursor { paid_at: self.paid_at, payment_id: self.payment_id.clone() }
    }
}

/// A place in the payment history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryCursor {
    pub(super) paid_at: DateTime<Utc>,
    pub(super) payment_id: String,
}

impl fmt::Display for HistoryCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.paid_at.timestamp_micros(), self.payment_id)
    }
}

impl FromStr for HistoryCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (micros, payment_id) = text.split_once('~').ok_or(BadCursor)?;
        let paid_at = micros.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(BadCursor)?;
        let ours = payment_id.len() <= 200 && !payment_id.contains('\0');
        if ours { Ok(Self { paid_at, payment_id: payment_id.to_owned() }) } else { Err(BadCursor) }
    }
}
