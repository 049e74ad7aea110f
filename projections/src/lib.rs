//! Read models: what citizens, offices, the help desk and our own workers see, folded from the log and from nothing else.
//!
//! ```text
//! log ─► stories (one per stream: the domain's fold) ─► rows of each view ─► the difference to what is shown ─► one transaction
//! ```
//!
//! Rows and checkpoint are written together, the checkpoint by compare-and-set: every event counts exactly once, also when two runners work or
//! one dies between two writes. A view can be built again beside the live one at any time and must be equal to it, row for row. What cannot be
//! folded is put aside for its own stream and shown as stale; nothing is skipped silently.

pub mod bills;
pub mod builds;
pub mod calendar;
pub mod check;
mod folding;
mod forgotten;
pub mod freshness;
pub mod help_desk;
pub mod hot;
mod known;
pub mod news;
pub mod notice_directory;
pub mod parked;
pub mod past;
pub mod payment_history;
pub mod pending_list;
pub mod query;
pub mod rebuild;
pub mod runner;
mod sheet;
mod stored;
mod story;
pub mod stream;
pub mod support;
pub mod todo;
mod view;
pub mod why;

pub use view::ViewName;
