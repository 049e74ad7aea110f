//! One notice as the directory knows it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::debt_position::{NotPayable, Payability, PaymentReference};
use domain::identifier::{EnteCode, Iupd, Iuv, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use domain::rome;
use domain::text::Text140;

/// A notice of a debt position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The creditor institution.
    pub ente: EnteCode,
    /// Notice number.
    pub nav: NoticeNumber,
    /// Payment reference.
    pub iuv: Iuv,
    /// The position it belongs to.
    pub position: PositionId,
    /// The office's own name of the debt.
    pub iupd: Iupd,
    /// Index of the payment option it belongs to.
    pub option: usize,
    /// Index of the instalment in its option.
    pub installment: usize,
    /// Number of instalments of its option; 1 for a single payment.
    pub installments: usize,
    /// Who owes.
    pub debtor: SubjectId,
    /// The stored half of payability.
    pub payability: Payability,
    /// First day it may be paid (Europe/Rome); at once when none.
    pub payable_from: Option<NaiveDate>,
    /// Last day it may be paid (Europe/Rome); late payment is accepted when none.
    pub payable_until: Option<NaiveDate>,
    /// Another option of the same debt was used.
    pub alternative_used: bool,
    /// The payment that settles it.
    pub settled_by: Option<PaymentReference>,
    /// When that payment was made.
    pub settled_at: Option<DateTime<Utc>>,
    /// Amount in cents.
    pub amount: Cents,
    /// What the notice is for.
    pub description: Text140,
    /// What the whole debt is for.
    pub position_description: Text140,
    /// Office in charge.
    pub office: Option<Text140>,
    /// Day until which payment is in time (Europe/Rome).
    pub due_date: Option<NaiveDate>,
    /// Day printed on the notice when it differs.
    pub notice_due_date: Option<NaiveDate>,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}

impl Notice {
    /// Whether it may be paid at `now`, by the rules and in the order of
    /// [`DebtPosition::payable`](domain::debt_position::DebtPosition::payable).
    ///
    /// # Errors
    /// Why not.
    pub fn payable(&self, now: DateTime<Utc>) -> Result<(), NotPayable> {
        if self.settled_by.is_some() {
            return Err(NotPayable::Paid);
        }
        if self.alternative_used {
            return Err(NotPayable::AlternativeUsed);
        }
        match self.payability {
            Payability::Absent | Payability::Draft => Err(NotPayable::Unknown),
            Payability::Withdrawn => Err(NotPayable::Withdrawn),
            Payability::Expired => Err(NotPayable::Expired),
            Payability::Published => in_time(self.payable_from, self.payable_until, now),
        }
    }
}

/// The half of payability that the calendar decides; both days are included.
pub(crate) fn in_time(from: Option<NaiveDate>, until: Option<NaiveDate>, now: DateTime<Utc>) -> Result<(), NotPayable> {
    let today = rome::day(now);
    if from.is_some_and(|from| today < from) {
        return Err(NotPayable::NotYetValid);
    }
    if until.is_some_and(|until| today > until) {
        return Err(NotPayable::Expired);
    }
    Ok(())
}
