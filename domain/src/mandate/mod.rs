//! Who may read whose data by a written act: an auditor, a court or an inspector, for a while, and only what the act names.
//!
//! A mandate hands over keys, and keys that left the house do not come back: which ones went, to whom, why and until when stands here for
//! ever, without anything personal. Withdrawing a mandate, or its end, closes the database to it; what was copied before can still be read
//! until the holder destroys the file, so the register says which ones are out there until that is confirmed.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::MandateCommand;
pub use error::MandateRefusal;
pub use event::{Coverage, Grant, HandedKey, MandateEvent};
pub use state::Mandate;

/// People one mandate may be about, at most: whoever asks for more asks for a copy of the register.
pub const MOST_PEOPLE: usize = 1_000;
/// Days a mandate may last, at most.
pub const MOST_DAYS: u64 = 366;
