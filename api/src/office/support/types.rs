//! The types of requests for help.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use domain::support_request::{About, Stage};
use projections::support::SupportRow;

use crate::office::access::{HELPERS, access};
use crate::office::position::OfficePosition;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::office) enum RequestState {
    /// Nobody takes care of it yet.
    Open,
    /// Somebody does.
    Assigned,
    /// The citizen has an answer.
    Answered,
    /// It is over.
    Closed,
    /// It was not over.
    Reopened,
}

impl From<Stage> for RequestState {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Absent | Stage::Open => Self::Open,
            Stage::Assigned => Self::Assigned,
            Stage::Answered => Self::Answered,
            Stage::Closed => Self::Closed,
            Stage::Reopened => Self::Reopened,
        }
    }
}

impl From<RequestState> for Stage {
    fn from(state: RequestState) -> Self {
        match state {
            RequestState::Open => Self::Open,
            RequestState::Assigned => Self::Assigned,
            RequestState::Answered => Self::Answered,
            RequestState::Closed => Self::Closed,
            RequestState::Reopened => Self::Reopened,
        }
    }
}

/// A request in the queue.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct QueuedRequest {
    /// Its id.
    id: String,
    /// By what the citizen names it.
    reference: String,
    /// Where it stands.
    state: RequestState,
    /// Which kind of request it is.
    case_type: String,
    /// Who takes care of it.
    assignee: Option<String>,
    /// When it was asked.
    opened_at: DateTime<Utc>,
    /// How often it was answered.
    answers: u64,
    /// How content the citizen is, 1 to 5.
    rating: Option<u8>,
}

impl From<&SupportRow> for QueuedRequest {
    fn from(row: &SupportRow) -> Self {
        Self {
            id: row.request.to_string(),
            reference: row.reference.grouped(),
            state: row.stage.into(),
            case_type: row.case_type.to_string(),
            assignee: row.assignee.as_ref().map(ToString::to_string),
            opened_at: row.opened_at,
            answers: u64::try_from(row.answers).unwrap_or_default(),
            rating: row.rating,
        }
    }
}

/// What a request is about.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct RequestAbout {
    /// A notice.
    nav: Option<String>,
    /// Its position, when it is one of ours.
    position: Option<String>,
    /// A cart.
    cart: Option<String>,
    /// An attempt to pay.
    checkout: Option<String>,
}

impl From<&About> for RequestAbout {
    fn from(about: &About) -> Self {
        let nothing = Self { nav: None, position: None, cart: None, checkout: None };
        match about {
            About::Notice { nav, position } => {
                Self { nav: Some(nav.to_string()), position: position.map(|id| id.to_string()), ..nothing }
            }
            About::Cart(id) => Self { cart: Some(id.to_string()), ..nothing },
            About::Checkout(id) => Self { checkout: Some(id.to_string()), ..nothing },
        }
    }
}

/// Where the citizen is reached.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct RequestContacts {
    /// Who writes.
    pub(super) name: String,
    /// Where the answer goes.
    pub(super) email: String,
    /// Where they can be called.
    pub(super) phone: Option<String>,
}

/// Something that was written.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct Written {
    /// Who of the staff wrote it; the citizen when absent.
    pub(super) by: Option<String>,
    /// What; none once the citizen was forgotten.
    pub(super) text: Option<String>,
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Of an answer: whether its mail is on its way still.
    pub(super) mail_open: bool,
}

/// One request with everything that was written.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct RequestDetail {
    /// Its id.
    pub(super) id: String,
    /// By what the citizen names it.
    pub(super) reference: String,
    /// Where it stands.
    pub(super) state: RequestState,
    /// Which kind of request it is.
    pub(super) case_type: String,
    /// In which language they are answered.
    pub(super) language: String,
    /// Who takes care of it.
    pub(super) assignee: Option<String>,
    /// Where the citizen is reached; none once they were forgotten.
    pub(super) contacts: Option<RequestContacts>,
    /// What it is about.
    pub(super) about: Option<RequestAbout>,
    /// The citizen had seen the log up to here.
    pub(super) seen: String,
    /// The conversation, the citizen's question first.
    pub(super) conversation: Vec<Written>,
    /// Notes for colleagues.
    pub(super) notes: Vec<Written>,
    /// An answer that is not sent yet.
    pub(super) draft: Option<String>,
    /// How often it was answered; an answer has to name it.
    pub(super) answers: u64,
    /// Why it was closed.
    pub(super) closed_because: Option<String>,
    /// How content the citizen is, 1 to 5.
    pub(super) rating: Option<u8>,
}

/// What the citizen saw when they asked.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(HELPERS.to_vec()))]
pub(in crate::office) struct SeenThen {
    /// Events with a smaller log index had happened.
    pub(super) up_to: String,
    /// When they asked.
    pub(super) at: DateTime<Utc>,
    /// The positions concerned, as they stood then.
    pub(super) positions: Vec<OfficePosition>,
    /// The notices in the cart, as it stood then.
    pub(super) cart: Option<Vec<String>>,
    /// Where the attempt to pay stood.
    pub(super) checkout: Option<String>,
    /// The notices of the attempt that were settled.
    pub(super) settled: Vec<String>,
}
