//! The help desk: the timeline of a position, a cart, a checkout, a receipt or a person, with who did each step and what caused it.
//!
//! The view itself only knows which events concern whom. What happened is read from the log at the moment of asking and put into words by a
//! pure function, so nothing is stored twice, an event nobody can read still shows where it happened, and better words need no rebuild.

mod content;
mod fold;
pub mod queries;
mod sql;
mod thread;
mod wording;

pub(crate) use fold::HelpDesk;
pub use queries::{Order, TimelineRow};
pub use thread::Thread;
