//! What may be asked of a debt position.

use chrono::NaiveDate;

use super::payment::{Payment, PaymentReference};
use super::terms::{Origin, Terms};
use crate::Cents;
use crate::identifier::{Iupd, NoticeNumber};
use crate::personal::SealedPerson;
use crate::service::ServiceRequest;
use crate::text::{Text140, Text210};

/// Commands of the aggregate [`DebtPosition`](super::DebtPosition).
#[derive(Clone, Debug)]
pub enum DebtPositionCommand {
    /// Create it, as a draft or offered at once. Repeating the same creation is already done.
    Create {
        /// The office's own name of the debt.
        iupd: Iupd,
        /// Who owes.
        debtor: Box<SealedPerson>,
        /// What is owed.
        terms: Box<Terms>,
        /// Where it comes from.
        origin: Origin,
        /// The form it came from, when a citizen filled one in.
        request: Option<Box<ServiceRequest>>,
        /// Offer it at once.
        publish: bool,
    },
    /// Offer a draft.
    Publish,
    /// Replace the terms (and the debtor, when given) of a debt nobody has begun to pay.
    Amend {
        /// The new debtor, when it changes.
        debtor: Option<Box<SealedPerson>>,
        /// The new terms, whole.
        terms: Box<Terms>,
    },
    /// Take the debt back; a citizen can no longer pay it.
    Withdraw {
        /// Why.
        reason: Text140,
    },
    /// Offer a withdrawn or expired debt again, under the same notice numbers.
    Restore {
        /// Why.
        reason: Text140,
    },
    /// Note that the last due date has passed with something left to pay.
    Expire {
        /// The day it is (Europe/Rome).
        today: NaiveDate,
    },
    /// Keep what we quoted when the Node activated a payment: the amount pinned to the version of the terms.
    QuoteActivation {
        /// The notice.
        nav: NoticeNumber,
        /// Amount quoted, in cents.
        amount: Cents,
        /// The cart reference of Checkout, when there is one.
        payment_note: Option<Text210>,
    },
    /// Settle a notice by a pagoPA receipt; a second one for a settled notice opens a refund case.
    RecordReceipt {
        /// The notice.
        nav: NoticeNumber,
        /// What the receipt says.
        payment: Box<Payment>,
    },
    /// Settle a notice by a payment the office took itself.
    RecordPaymentElsewhere {
        /// The notice.
        nav: NoticeNumber,
        /// What the office knows.
        payment: Box<Payment>,
    },
    /// Undo a settlement by an explicit, reasoned act (wrong booking, refund carried out).
    Compensate {
        /// The notice.
        nav: NoticeNumber,
        /// The payment undone.
        reference: PaymentReference,
        /// Why.
        reason: Text140,
    },
    /// Note that pagoPA's central archive holds the position as it is at this version.
    NoteArchived {
        /// Version of the stream the archive was told about.
        version: u64,
    },
}
