//! The commands of every aggregate, each remembered once in a process.

use domain::account::Account;
use domain::calendar::CalendarEntry;
use domain::cart::Cart;
use domain::checkout::Checkout;
use domain::debt_position::DebtPosition;
use domain::ente::Ente;
use domain::mandate::Mandate;
use domain::news::News;
use domain::node_call::NodeCall;
use domain::privacy_request::PrivacyRequest;
use domain::receipt::Receipt;
use domain::service::Service;
use domain::site::Site;
use domain::staff::Staff;
use domain::subject::Subject;
use domain::support_request::SupportRequest;
use replay::command::Commands as Of;
use replay::store::WriteSide;

/// What can be commanded in one cell. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Commands {
    /// Creditor institutions; stream: the 11-digit code.
    pub enti: Of<Ente>,
    /// Debt positions; stream: [`PositionId`](domain::ids::PositionId).
    pub positions: Of<DebtPosition>,
    /// Carts; stream: [`CartId`](domain::ids::CartId).
    pub carts: Of<Cart>,
    /// Checkouts; stream: [`CheckoutId`](domain::ids::CheckoutId).
    pub checkouts: Of<Checkout>,
    /// Receipts; stream: [`receipt_stream`](domain::receipt::receipt_stream).
    pub receipts: Of<Receipt>,
    /// Calls of the Node that changed nothing; stream: [`NodeCallId`](domain::ids::NodeCallId).
    pub node_calls: Of<NodeCall>,
    /// Accounts of citizens; stream: [`AccountId`](domain::ids::AccountId).
    pub accounts: Of<Account>,
    /// Members of the staff; stream: [`StaffId`](domain::ids::StaffId).
    pub staff: Of<Staff>,
    /// Requests for help; stream: [`SupportRequestId`](domain::ids::SupportRequestId).
    pub support: Of<SupportRequest>,
    /// Services; stream: [`service_stream`](domain::service::service_stream).
    pub services: Of<Service>,
    /// What is known of people; stream: [`SubjectId`](domain::ids::SubjectId).
    pub subjects: Of<Subject>,
    /// Requests under data-protection law; stream: [`PrivacyRequestId`](domain::ids::PrivacyRequestId).
    pub privacy_requests: Of<PrivacyRequest>,
    /// Rights to read, handed to somebody outside; stream: [`MandateId`](domain::ids::MandateId).
    pub mandates: Of<Mandate>,
    /// Homes of Enti on the portal; stream: the 11-digit code.
    pub sites: Of<Site>,
    /// News; stream: [`NewsId`](domain::ids::NewsId).
    pub news: Of<News>,
    /// Entries of the calendar; stream: [`CalendarEntryId`](domain::ids::CalendarEntryId).
    pub calendar: Of<CalendarEntry>,
}

impl Commands {
    /// All commands over one write side.
    #[must_use]
    pub fn new(write_side: &WriteSide) -> Self {
        Self {
            enti: Of::new(write_side),
            positions: Of::new(write_side),
            carts: Of::new(write_side),
            checkouts: Of::new(write_side),
            receipts: Of::new(write_side),
            node_calls: Of::new(write_side),
            accounts: Of::new(write_side),
            staff: Of::new(write_side),
            support: Of::new(write_side),
            services: Of::new(write_side),
            subjects: Of::new(write_side),
            privacy_requests: Of::new(write_side),
            mandates: Of::new(write_side),
            sites: Of::new(write_side),
            news: Of::new(write_side),
            calendar: Of::new(write_side),
        }
    }
}
