//! One request of the queue.

use chrono::{DateTime, Utc};
use domain::identifier::EnteCode;
use domain::ids::{SubjectId, SupportRequestId};
use domain::staff::StaffName;
use domain::support_request::{CaseCode, Stage, SupportReference};

/// A request as the queue shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportRow {
    /// The creditor institution.
    pub ente: EnteCode,
    /// Its stream.
    pub request: SupportRequestId,
    /// By what the citizen names it.
    pub reference: SupportReference,
    /// Where it stands.
    pub stage: Stage,
    /// The citizen who asked, when they did with a session.
    pub citizen: Option<SubjectId>,
    /// Which kind of request it is.
    pub case_type: CaseCode,
    /// Who takes care of it.
    pub assignee: Option<StaffName>,
    /// What it is about: `notice`, `cart` or `checkout`.
    pub about_kind: Option<String>,
    /// Which one: a notice number, or an id.
    pub about_id: Option<String>,
    /// When it was asked.
    pub opened_at: DateTime<Utc>,
    /// Log index of its first event: the order of the queue.
    pub opened_by: u64,
    /// How often it was answered.
    pub answers: usize,
    /// How content the citizen is, 1 to 5.
    pub rating: Option<u8>,
    /// Log index of the event that last changed this row.
    pub as_of: u64,
}
