//! Requests for help: what people wrote, sealed and opened, and what they were looking at when they wrote.

mod papers;
mod seen;

pub(crate) use papers::Papers;
pub(crate) use seen::{Before, as_seen};
