//! Everything the simulator saw and did, in order: what a tester looks at when something is not as it should be.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::amount::Cents;
use super::fault::NodeFault;
use super::notice::{NoticeId, PaymentState};
use super::soap::Operation;

/// How many entries are kept; the oldest go first.
const KEPT: usize = 5_000;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// When, on the platform's clock.
    pub at: DateTime<Utc>,
    /// The notice it concerns, if it is one.
    pub notice: Option<NoticeId>,
    /// What it was.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "camelCase")]
#[non_exhaustive]
pub enum Event {
    /// A cart was accepted.
    CartCreated {
        /// The platform's identifier.
        cart: String,
        /// The creditor institution's.
        id_cart: Option<String>,
    },
    /// A cart was refused.
    CartRefused {
        /// The HTTP status.
        status: u16,
        /// Why.
        detail: String,
    },
    /// The citizen was sent back.
    Redirected {
        /// The cart.
        cart: String,
        /// Where to.
        url: String,
    },
    /// The station was asked something.
    Exchange {
        /// What it was asked.
        operation: Operation,
        /// The station.
        station: String,
        /// How long it took, in milliseconds.
        elapsed_ms: u64,
        /// The request as sent.
        request: String,
        /// The answer as received, however bad; none when nothing came.
        response: Option<String>,
        /// What it was taken for.
        verdict: String,
    },
    /// Something about a valid answer that a careful creditor institution would do otherwise.
    Remark {
        /// What.
        text: String,
    },
    /// A provider was refused.
    Refused {
        /// With this fault.
        fault: NodeFault,
    },
    /// A payment was activated.
    Activated {
        /// Its token.
        token: String,
        /// Its amount.
        amount: Cents,
    },
    /// A payment changed state.
    StateChanged {
        /// Its token.
        token: String,
        /// Its new state.
        state: PaymentState,
    },
    /// A receipt was sent and answered, or not.
    ReceiptSent {
        /// The receipt.
        receipt: String,
        /// The recipient.
        station: String,
        /// For which creditor institution.
        creditor: String,
        /// The number of the attempt, from 1.
        attempt: u32,
        /// What came of it.
        verdict: String,
    },
    /// A station is answered for by the archive, or no longer.
    StandIn {
        /// The station.
        station: String,
        /// Whether it is.
        active: bool,
    },
    /// The archive learnt of a position.
    Archived {
        /// Its amount now; zero closes it.
        amount: Cents,
    },
    /// A reporting flow was published.
    FlowPublished {
        /// Its identifier.
        fdr: String,
        /// Its revision.
        revision: u32,
    },
}

/// The entries, the newest last.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
}

impl Journal {
    pub(crate) fn add(&mut self, at: DateTime<Utc>, notice: Option<&NoticeId>, event: Event) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry { at, notice: notice.cloned(), event });
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }
}
