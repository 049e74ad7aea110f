//! One bill.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use domain::debt_position::{Balance, BillDocument};
use domain::identifier::EnteCode;
use domain::ids::{PositionId, SubjectId};

use crate::query::BadCursor;

/// A bill as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// The creditor institution.
    pub ente: EnteCode,
    /// Who owes.
    pub debtor: SubjectId,
    /// The position behind it.
    pub position: PositionId,
    /// The paper.
    pub document: BillDocument,
    /// Day until which all of it is to be paid (Europe/Rome).
    pub due_date: Option<NaiveDate>,
    /// What it amounts to, what was paid, what is left.
    pub balance: Balance,
    /// Log index of the event that made it: the order of the list, newest first.
    pub created_by: u64,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}

/// A place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillCursor(pub(super) u64);

impl fmt::Display for BillCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BillCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        text.parse().map(Self).map_err(|_| BadCursor)
    }
}
