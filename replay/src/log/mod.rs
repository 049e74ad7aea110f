//! Reading the log: every event once, in one order, without gaps; a hole is corruption and stops the reader.

mod copy_out;
mod error;
mod event;
mod locate;
mod merge;
mod reader;
mod stream;
mod streamwise;

pub use error::LogError;
pub use event::LoggedEvent;
pub(crate) use event::{Texts, unix_micros};
pub use locate::locate;
pub use reader::LogReader;
pub use stream::LogStream;
pub use streamwise::EventTypes;
