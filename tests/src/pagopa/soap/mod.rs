//! The SOAP messages of paForNode: written strictly, read strictly.
//!
//! Only the root of a message has a namespace, its children have none, and their order counts: what the Node refuses
//! is refused here too, by tables that always run and by the official schema when it is at hand.

mod answer;
mod envelope;
mod official;
mod operation;
mod request;
mod schema;
mod tables;
#[cfg(test)]
mod tests;
mod values;
pub(crate) mod xml;

pub use answer::{Answer, DemandedNotice, PaymentOption, StationFault, VerifiedNotice};
pub use envelope::{BadMessage, Message};
pub use official::OfficialSchema;
pub use operation::Operation;
pub use schema::Violation;

pub(crate) use answer::read_answer;
#[cfg(test)]
pub(crate) use official::shared_folder;
pub(crate) use request::{Addressee, ReceiptMessage, demand, get_payment, send_receipt, verify};
