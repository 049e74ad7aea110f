//! May this notice be paid now? The one function that decides it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::state::{DebtPosition, Settlement};
use super::terms::Installment;
use crate::identifier::NoticeNumber;
use crate::rome;

/// The stored half of payability; dates decide the rest at the moment of asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payability {
    /// Nothing was created yet.
    #[default]
    Absent,
    /// Created, not offered.
    Draft,
    /// Offered; payable from its validity date on.
    Published,
    /// Withdrawn by the Ente.
    Withdrawn,
    /// Past its last due date, and the Ente does not accept late payment.
    Expired,
}

/// Why a notice cannot be paid now. Maps one to one on pagoPA faults and on what the citizen is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotPayable {
    /// No such notice, or not offered yet.
    #[error("unknown notice")]
    Unknown,
    /// Offered, but from a later day on.
    #[error("not payable yet")]
    NotYetValid,
    /// Another way of paying the same debt was used.
    #[error("another payment option of the same debt was used")]
    AlternativeUsed,
    /// Too late.
    #[error("expired")]
    Expired,
    /// Withdrawn by the Ente.
    #[error("withdrawn")]
    Withdrawn,
    /// Already paid.
    #[error("already paid")]
    Paid,
}

impl NotPayable {
    /// Stable key of the reason, for messages and views.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotYetValid => "not_yet_valid",
            Self::AlternativeUsed => "alternative_used",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Paid => "paid",
        }
    }
}

impl DebtPosition {
    /// The instalment behind a notice number, if it may be paid at `now`.
    ///
    /// Order of the reasons as pagoPA's own creditor back end gives them: paid before withdrawn before expired.
    ///
    /// # Errors
    /// Why not.
    pub fn payable(&self, nav: &NoticeNumber, now: DateTime<Utc>) -> Result<&Installment, NotPayable> {
        let terms = self.terms().ok_or(NotPayable::Unknown)?;
        let (option, installment) = terms.find(nav).ok_or(NotPayable::Unknown)?;
        if let Settlement::Paid(_) = self.settlement_of(nav) {
            return Err(NotPayable::Paid);
        }
        if self.option_used().is_some_and(|used| used != option) {
            return Err(NotPayable::AlternativeUsed);
        }
        match self.payability() {
            Payability::Absent | Payability::Draft => Err(NotPayable::Unknown),
            Payability::Withdrawn => Err(NotPayable::Withdrawn),
            Payability::Expired => Err(NotPayable::Expired),
            Payability::Published => self.in_time(installment, now),
        }
    }

    fn in_time<'a>(&self, installment: &'a Installment, now: DateTime<Utc>) -> Result<&'a Installment, NotPayable> {
        let today = rome::day(now);
        let Some(terms) = self.terms() else { return Err(NotPayable::Unknown) };
        if terms.validity_date.is_some_and(|valid| today < valid) {
            return Err(NotPayable::NotYetValid);
        }
        if terms.switch_to_expired && terms.latest_due_date().is_some_and(|due| today > due) {
            return Err(NotPayable::Expired);
        }
        Ok(installment)
    }
}
