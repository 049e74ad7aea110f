//! Asking the Ente for help: anybody may, within caps; whoever knows reference and e-mail address sees how it stands.

mod about;
mod mutation;
mod own;
mod query;
mod types;

pub use about::SupportAboutInput;
pub use mutation::{
    OpenSupportRequestInput, OpenSupportRequestResult, RateSupportRequestInput, ReopenSupportRequestInput, SupportMutation,
    SupportRequestNoted, SupportRequestResult,
};
pub use own::{OwnSupportQuery, OwnSupportRequest, OwnSupportRequestInput, OwnSupportRequests, OwnSupportRequestsResult};
pub use query::{
    CaseTypes, SupportCaseTypesResult, SupportQuery, SupportRequestInput, SupportRequestShown, SupportRequestStatusResult,
};
pub use types::{SupportAnswer, SupportCaseType, SupportState};
