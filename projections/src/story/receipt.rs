//! The story of a receipt.

use domain::aggregate::Decider;
use domain::receipt::{Receipt, ReceiptEvent};

use crate::stream::Moment;

/// The story of a receipt.
#[derive(Clone, Debug)]
pub(crate) struct ReceiptStory {
    /// Name of its stream.
    pub(crate) stream: String,
    /// The domain's own fold.
    pub(crate) receipt: Receipt,
    pub(crate) received: Option<Moment>,
}

impl ReceiptStory {
    pub(super) fn new(stream: String) -> Self {
        Self { stream, receipt: Receipt::default(), received: None }
    }

    pub(super) fn fold(&mut self, event: ReceiptEvent, moment: Moment) {
        if matches!(event, ReceiptEvent::ReceiptReceived { .. }) {
            self.received = Some(moment);
        }
        self.receipt.evolve(event);
    }
}
