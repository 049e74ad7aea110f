//! Executing commands: load, decide, append; again when somebody else was faster.
//!
//! A client hanging up cannot cut the work between load and commit: what it began goes on in a task of its own.

mod error;
mod run;
mod traced;
mod turns;
mod unhurried;

pub use error::CommandError;
pub use run::{Commands, Executed};
