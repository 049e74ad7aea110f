//! The news of each Ente, newest first: one row per piece that stands.

mod fold;
pub mod queries;
mod row;
mod sql;

pub(crate) use fold::News;
pub use row::NewsRow;
