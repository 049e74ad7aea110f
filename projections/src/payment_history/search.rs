//! What may be asked of the payment history, and the sums over what was asked.

use chrono::{DateTime, Utc};
use domain::Cents;
use domain::identifier::{Iuv, NoticeNumber};

use super::row::PaymentState;

/// Which lines are wanted; empty means all.
#[derive(Clone, Debug, Default)]
pub struct HistoryFilter {
    /// Words of the description, upper and lower case alike.
    pub description: Option<String>,
    /// Words of what the whole debt was for, upper and lower case alike.
    pub service: Option<String>,
    /// The payment reference.
    pub iuv: Option<Iuv>,
    /// The notice number.
    pub nav: Option<NoticeNumber>,
    /// Paid at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Paid before this moment.
    pub before: Option<DateTime<Utc>>,
    /// At least so much.
    pub at_least: Option<Cents>,
    /// At most so much.
    pub at_most: Option<Cents>,
    /// In one of these states; in any when empty.
    pub states: Vec<PaymentState>,
}

impl HistoryFilter {
    pub(super) fn state_words(&self) -> Option<Vec<&'static str>> {
        (!self.states.is_empty()).then(|| self.states.iter().map(|state| state.as_str()).collect())
    }
}

/// Count and sum over a filtered set, whatever the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many payments.
    pub payments: u64,
    /// Their amounts together, in cents.
    pub amount: Cents,
}
