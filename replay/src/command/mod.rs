//! Executing commands: load, decide, append; again when somebody else was faster.
//!
//! Each command runs in a task of its own, so that a client hanging up cannot cut the work between load and commit.

mod error;
mod run;
mod traced;
mod turns;

pub use error::CommandError;
pub use run::{Commands, Executed};
