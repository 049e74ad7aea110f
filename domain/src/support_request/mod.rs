//! A citizen's request for help: what they asked, what they were looking at, who answered what, and how it ended.
//!
//! It is tied to a notice, a cart or a checkout and to the place in the log the citizen had seen, so that the help desk can see what
//! they saw. What anybody wrote is personal and stands here sealed; the reply address is part of the contacts.

mod case_code;
mod command;
mod decide;
mod error;
mod event;
mod prose;
mod rating;
mod reference;
mod state;
#[cfg(test)]
mod tests;

pub use case_code::{CaseCode, CaseCodeError};
pub use command::SupportRequestCommand;
pub use error::SupportRequestRefusal;
pub use event::{About, Contacts, Opening, SupportRequestEvent};
pub use prose::{Prose, ProseError};
pub use rating::{Rating, RatingError};
pub use reference::{SupportReference, SupportReferenceError};
pub use state::{Author, Entry, Note, Stage, SupportRequest};
