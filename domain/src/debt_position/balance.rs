//! What a debt amounts to, what was paid of it, and what is left.

use super::state::DebtPosition;
use crate::Cents;

/// Total and paid, in cents. What is left follows from them and from nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What the debt amounts to.
    pub total: Cents,
    /// What was paid of it.
    pub paid: Cents,
}

impl Balance {
    /// What is left: total less paid; below zero when more was paid than was owed.
    #[must_use]
    pub fn residual(self) -> Cents {
        self.total.checked_sub(self.paid).unwrap_or_default()
    }
}

impl DebtPosition {
    /// The balance by the option somebody has begun to pay, or by the first one; money to be given back is not counted as paid. None before
    /// creation.
    #[must_use]
    pub fn balance(&self) -> Option<Balance> {
        let terms = self.terms()?;
        let option = terms.options.get(self.option_used().unwrap_or_default())?;
        let paid = Cents::checked_sum(self.payments().iter().map(|(_, payment)| payment.amount))?;
        Some(Balance { total: option.total().ok()?, paid })
    }
}
