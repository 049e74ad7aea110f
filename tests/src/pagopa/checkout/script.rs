//! How a cart ends: what the citizen sees, and what really happened.

use serde::{Deserialize, Serialize};

use crate::pagopa::settlement::Settlement;

/// What the payment page shows at the end, hence which return address is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Shown {
    /// Outcome 0: paid.
    Ok,
    /// The citizen gave up.
    Cancel,
    /// Any other outcome.
    Error,
    /// Outcome 17: taken in charge, still open.
    Waiting,
}

/// How a cart ends. What is shown and what is settled are independent: an error may be shown and yet be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// What is shown.
    pub shown: Shown,
    /// Whether the citizen comes back at all: no when the browser is closed.
    #[serde(default = "comes_back")]
    pub redirect: bool,
    /// How every notice of the cart is settled; not at all when absent.
    #[serde(default)]
    pub settlement: Option<Settlement>,
}

fn comes_back() -> bool {
    true
}

impl Script {
    /// Paid, receipts delivered, citizen back.
    #[must_use]
    pub fn paid() -> Self {
        Self { shown: Shown::Ok, redirect: true, settlement: Some(Settlement::default()) }
    }

    /// The citizen gave up.
    #[must_use]
    pub fn cancelled() -> Self {
        Self { shown: Shown::Cancel, redirect: true, settlement: None }
    }

    /// An error, nothing paid.
    #[must_use]
    pub fn failed() -> Self {
        Self { shown: Shown::Error, redirect: true, settlement: None }
    }

    /// Taken in charge; `settlement` says what comes of it, nothing when it ends in a refund.
    #[must_use]
    pub fn waiting(settlement: Option<Settlement>) -> Self {
        Self { shown: Shown::Waiting, redirect: true, settlement }
    }

    /// The same with another settlement.
    #[must_use]
    pub fn settled(mut self, settlement: Settlement) -> Self {
        self.settlement = Some(settlement);
        self
    }

    /// The same, but the citizen never comes back.
    #[must_use]
    pub fn without_redirect(mut self) -> Self {
        self.redirect = false;
        self
    }
}
