//! The queue of the help desk: one row per request for help, with what it is about and who takes care of it. What people wrote is not in it.

mod fold;
pub mod queries;
mod row;
mod sql;

pub(crate) use fold::Support;
pub use row::SupportRow;
