//! A person as the log knows them: a random number, and what became of the right to read what is sealed under its keys.
//!
//! Nothing personal stands here. The stream exists only once something of the person was erased or restricted; it is what an auditor
//! replays, and what is applied again to an older backup of the keys.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::SubjectCommand;
pub use error::SubjectRefusal;
pub use event::{ErasureReason, SubjectEvent};
pub use state::Subject;
