//! The story of a request for help.

use domain::aggregate::Decider;
use domain::ids::SupportRequestId;
use domain::support_request::{SupportRequest, SupportRequestEvent};

use crate::stream::Moment;

/// The story of a request for help.
#[derive(Clone, Debug)]
pub(crate) struct SupportStory {
    /// Its stream.
    pub(crate) id: SupportRequestId,
    /// The domain's own fold.
    pub(crate) request: SupportRequest,
    pub(crate) opened: Option<Moment>,
}

impl SupportStory {
    pub(super) fn new(id: SupportRequestId) -> Self {
        Self { id, request: SupportRequest::default(), opened: None }
    }

    pub(super) fn fold(&mut self, event: SupportRequestEvent, moment: Moment) {
        self.opened.get_or_insert(moment);
        self.request.evolve(event);
    }
}
