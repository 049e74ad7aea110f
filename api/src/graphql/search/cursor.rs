//! A place in the search: among the open notices, or behind them among the payments.

use std::fmt;
use std::str::FromStr;

use projections::payment_history::HistoryCursor;
use projections::pending_list::PendingCursor;
use projections::query::BadCursor;

/// A place in the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SearchCursor {
    /// Behind this notice.
    Open(PendingCursor),
    /// Behind all notices, before the first payment.
    Payments,
    /// Behind this payment.
    Paid(HistoryCursor),
}

impl fmt::Display for SearchCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(place) => write!(f, "open|{place}"),
            Self::Payments => f.write_str("payments|"),
            Self::Paid(place) => write!(f, "paid|{place}"),
        }
    }
}

impl FromStr for SearchCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        match text.split_once('|') {
            Some(("open", place)) => place.parse().map(Self::Open),
            Some(("payments", "")) => Ok(Self::Payments),
            Some(("paid", place)) => place.parse().map(Self::Paid),
            _ => Err(BadCursor),
        }
    }
}
