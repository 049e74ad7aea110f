//! The calendar of events of each Ente: what is announced, and what citizens submitted and the office has not decided yet. What was submitted
//! stands sealed in the log and not at all here.

mod fold;
pub mod queries;
mod row;
mod sql;

pub(crate) use fold::Calendar;
pub use row::{AnnouncedEntry, WaitingEntry};
