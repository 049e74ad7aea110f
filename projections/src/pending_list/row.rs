//! One open notice.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::debt_position::{NotPayable, Origin};
use domain::identifier::{EnteCode, Iupd, Iuv, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use domain::text::Text140;

use crate::notice_directory::in_time;
use crate::query::BadCursor;

/// Where notices without a due date stand in the list: at the end.
pub(super) const NO_DUE_DATE: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// A notice that is offered, not paid, and not excluded by another option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingNotice {
    /// The creditor institution.
    pub ente: EnteCode,
    /// Who owes.
    pub debtor: SubjectId,
    /// Notice number.
    pub nav: NoticeNumber,
    /// Payment reference.
    pub iuv: Iuv,
    /// The position it belongs to.
    pub position: PositionId,
    /// The office's own name of the debt ("riferimento pratica").
    pub iupd: Iupd,
    /// Index of the payment option it belongs to.
    pub option: usize,
    /// Number of payment options of the position.
    pub options: usize,
    /// Index of the instalment in its option.
    pub installment: usize,
    /// Number of instalments of its option; 1 for a single payment.
    pub installments: usize,
    /// Entered by the office or by a citizen.
    pub origin: Origin,
    /// Amount in cents.
    pub amount: Cents,
    /// What the notice is for ("causale").
    pub description: Text140,
    /// What the whole debt is for.
    pub position_description: Text140,
    /// Office in charge.
    pub office: Option<Text140>,
    /// Day until which payment is in time (Europe/Rome).
    pub due_date: Option<NaiveDate>,
    /// Day printed on the notice when it differs.
    pub notice_due_date: Option<NaiveDate>,
    /// First day it may be paid (Europe/Rome); at once when none.
    pub payable_from: Option<NaiveDate>,
    /// Last day it may be paid (Europe/Rome); late payment is accepted when none.
    pub payable_until: Option<NaiveDate>,
    /// When the position was entered.
    pub created_at: DateTime<Utc>,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}

impl PendingNotice {
    /// Whether it may be paid at `now`. Only the calendar can still say no.
    ///
    /// # Errors
    /// Not yet, or not any more.
    pub fn payable(&self, now: DateTime<Utc>) -> Result<(), NotPayable> {
        in_time(self.payable_from, self.payable_until, now)
    }

    pub(super) fn due_order(&self) -> NaiveDate {
        self.due_date.unwrap_or(NO_DUE_DATE)
    }

    pub(super) fn cursor(&self) -> PendingCursor {
        PendingCursor { due_order: self.due_order(), nav: self.nav.clone(), position: self.position }
    }
}

/// A place in the pending list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingCursor {
    pub(super) due_order: NaiveDate,
    pub(super) nav: NoticeNumber,
    pub(super) position: PositionId,
}

impl fmt::Display for PendingCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}~{}", self.due_order, self.nav, self.position)
    }
}

impl FromStr for PendingCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let mut parts = text.split('~');
        let mut next = || parts.next().ok_or(BadCursor);
        let cursor = Self {
            due_order: next()?.parse().map_err(|_| BadCursor)?,
            nav: next()?.parse().map_err(|_| BadCursor)?,
            position: next()?.parse().map_err(|_| BadCursor)?,
        };
        if parts.next().is_some() { Err(BadCursor) } else { Ok(cursor) }
    }
}
