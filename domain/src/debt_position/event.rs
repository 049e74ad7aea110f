//! What can have happened to a debt position.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::payment::{Payment, PaymentReference};
use super::terms::{Origin, Terms};
use crate::Cents;
use crate::identifier::{Iupd, NoticeNumber};
use crate::personal::SealedPerson;
use crate::service::ServiceRequest;
use crate::text::{Text140, Text210};

/// Events of the aggregate [`DebtPosition`](super::DebtPosition).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DebtPositionEvent {
    /// It exists.
    PositionCreated {
        /// The office's own name.
        iupd: Iupd,
        /// Who owes.
        debtor: Box<SealedPerson>,
        /// What is owed.
        terms: Box<Terms>,
        /// Where it comes from.
        origin: Origin,
        /// The form it came from, when a citizen filled one in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<Box<ServiceRequest>>,
        /// Offered at once.
        published: bool,
    },
    /// It is offered.
    PositionPublished {},
    /// Its terms (and debtor, when given) are now these.
    PositionAmended {
        /// The new debtor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        debtor: Option<Box<SealedPerson>>,
        /// The new terms.
        terms: Box<Terms>,
    },
    /// The Ente took it back.
    PositionWithdrawn {
        /// Why.
        reason: Text140,
    },
    /// It is offered again.
    PositionRestored {
        /// Why.
        reason: Text140,
    },
    /// Its last due date passed.
    PositionExpired {
        /// The day it was noted.
        on: NaiveDate,
    },
    /// The Node activated a payment and this amount was quoted.
    ActivationQuoted {
        /// The notice.
        nav: NoticeNumber,
        /// Amount in cents.
        amount: Cents,
        /// The cart reference of Checkout.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment_note: Option<Text210>,
    },
    /// A notice was paid.
    InstallmentPaid {
        /// The notice.
        nav: NoticeNumber,
        /// How.
        payment: Box<Payment>,
    },
    /// What was paid is not what was owed at that moment.
    PaymentDifferenceNoted {
        /// The notice.
        nav: NoticeNumber,
        /// The payment.
        reference: PaymentReference,
        /// Owed, in cents.
        expected: Cents,
        /// Paid, in cents.
        received: Cents,
    },
    /// Money arrived for a debt that was settled already: a refund is due.
    SecondPaymentRecorded {
        /// The notice.
        nav: NoticeNumber,
        /// How.
        payment: Box<Payment>,
    },
    /// A payment was undone by an explicit act.
    PaymentCompensated {
        /// The notice.
        nav: NoticeNumber,
        /// The payment.
        reference: PaymentReference,
        /// Why.
        reason: Text140,
    },
    /// pagoPA's central archive holds it as it was at this version.
    PositionArchived {
        /// Version of the stream.
        version: u64,
    },
}
