//! The story of an attempt to pay.

use domain::aggregate::Decider;
use domain::cart::CartItem;
use domain::checkout::{Checkout, CheckoutEvent};
use domain::ids::{CheckoutId, SubjectId};

use crate::known::Known;
use crate::stream::Moment;

/// The story of an attempt to pay.
#[derive(Clone, Debug)]
pub(crate) struct CheckoutStory {
    pub(crate) id: CheckoutId,
    /// The domain's own fold.
    pub(crate) checkout: Checkout,
    pub(crate) started: Option<Moment>,
    /// Its notices, with who owed them when it began.
    pub(crate) items: Vec<StartedItem>,
    /// Sequence of the event that set the deadline it waits for.
    pub(crate) deadline_version: u64,
}

/// A notice somebody began to pay.
#[derive(Clone, Debug)]
pub(crate) struct StartedItem {
    pub(crate) item: CartItem,
    pub(crate) debtor: Option<SubjectId>,
}

impl CheckoutStory {
    pub(super) fn new(id: CheckoutId) -> Self {
        Self { id, checkout: Checkout::default(), started: None, items: Vec::new(), deadline_version: 0 }
    }

    pub(super) fn fold(&mut self, event: CheckoutEvent, moment: Moment, known: &Known) {
        match &event {
            CheckoutEvent::CheckoutStarted { items, .. } => {
                let debtor = |item: &CartItem| known.debtor_of(item.position, moment.log_index);
                self.items = items.iter().map(|item| StartedItem { item: item.clone(), debtor: debtor(item) }).collect();
                self.deadline_version = moment.sequence;
                self.started = Some(moment);
            }
            CheckoutEvent::CartAccepted { .. } => self.deadline_version = moment.sequence,
            CheckoutEvent::CartFailed { .. }
            | CheckoutEvent::ReturnNoted { .. }
            | CheckoutEvent::ItemSettled { .. }
            | CheckoutEvent::CheckoutCompleted {}
            | CheckoutEvent::CheckoutExpired { .. } => {}
        }
        self.checkout.evolve(event);
    }
}
